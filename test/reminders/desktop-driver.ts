import type { Message } from '../../src/reminders/channel';
import { desktopChannel, stayingDesktopChannel } from '../../src/reminders/desktop';

/**
 * A process that shows one message, says how that went, and has nothing more to do: it must end. Its
 * arguments are `once` or `staying`, for the kind of channel, which is not closed, and its patience.
 */

const place = {
  system: { platform: process.platform, user: process.getuid?.() },
  env: process.env,
  patience: Number(process.argv[3]),
};

const message: Message = {
  kind: 'test',
  title: 'A test',
  body: '',
  url: 'https://example.com',
  data: {},
};

const channelOf = process.argv[2] === 'staying' ? stayingDesktopChannel : desktopChannel;
channelOf(place)
  .deliver(message)
  .then(
    () => process.stdout.write('taken'),
    (error: unknown) => process.stdout.write(String(error)),
  );
