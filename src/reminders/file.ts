import { closeSync, fstatSync, fsyncSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder, PRIVATE_FILE, writeAll } from '../store/durable-file';
import { diskProblem } from '../store/failures';
import { Problem } from '../watchlist/problem';
import type { Millis } from '../watchlist/zone';
import type { Channel } from './channel';

/** A file that gets a line for each reminder: the time in UTC, the words, the link, between tabs. */
export function fileChannel(file: string, now: Millis): Channel {
  return {
    name: 'file',
    deliver: async ({ title, body, url = '' }) => {
      const time = new Date(now).toISOString().replace(/\.\d+/, '');
      const fields = [time, title, body.replaceAll('\n', ' '), url];
      try {
        makeFolder(dirname(file));
        // To open a pipe that nobody reads would take for ever.
        if (statSync(file, { throwIfNoEntry: false })?.isFIFO()) {
          throw new Problem('failed', `${file} is a pipe, and reminders want a file.`, {
            hint: 'jikai config set file names another.',
          });
        }
        const descriptor = openSync(file, 'a', PRIVATE_FILE);
        try {
          writeAll(descriptor, `${fields.join('\t')}\n`);
          if (fstatSync(descriptor).isFile()) fsyncSync(descriptor);
        } finally {
          closeSync(descriptor);
        }
      } catch (error) {
        throw diskProblem(`The reminder could not be added to ${file}`, error);
      }
    },
  };
}
