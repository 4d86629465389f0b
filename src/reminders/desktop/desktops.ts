import type { Desktop, Place } from '../desktop';
import { linuxDesktop } from './linux';
import { macDesktop } from './mac';
import { windowsDesktop } from './windows';

/** A chunk of its own: start-up does not pay for what only a reminder needs. */

/** @param stays whether the process will be there to hear a click. */
export function desktopOf(place: Place, stays: boolean): Desktop {
  switch (place.system.platform) {
    case 'darwin':
      return macDesktop(place);
    case 'win32':
      return windowsDesktop(place);
    default:
      // Linux and the BSDs have one way: the notification daemon on the session bus.
      return linuxDesktop(place, stays);
  }
}
