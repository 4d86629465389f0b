import type { Channel } from './channel';
import type { System } from './system';

export function desktopChannel(_: {
  system: System;
  env: Readonly<Record<string, string | undefined>>;
}): Channel {
  throw new Error('not yet');
}
