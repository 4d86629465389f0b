import { existsSync, readdirSync, rmSync } from 'node:fs';
import type { Store } from '../../src/store/store';
import type { Watched } from '../../src/watchlist/show';

/** What a driver can be told to do. */
export type Command =
  | { readonly do: 'add'; readonly ids: readonly string[]; readonly words?: number }
  | { readonly do: 'hold'; readonly id: string; readonly until: string }
  | { readonly do: 'watch-on'; readonly id: string }
  | { readonly do: 'list'; readonly folder: string }
  | { readonly do: 'delete'; readonly file: string }
  | { readonly do: 'read' };

const AT = '2024-01-10T15:55:00Z';

function plainShow(id: string, words = 1) {
  return {
    id,
    status: 'watching',
    title: id,
    added: AT,
    releases: [
      {
        id: 'tv',
        platform: 'TV',
        audio: 'raw',
        source: 'you',
        schedule: {
          premiere: { at: null, precision: 'unknown' },
          basis: 'estimated',
          step: 'P7D',
          zone: 'Asia/Tokyo',
        },
      },
    ],
    follows: 'tv',
    watched: [],
    verdicts: [{ at: AT, note: 'x'.repeat(words) }],
  } as const;
}

/** Carries out a command and gives its answer; `answer` is for answers on the way. */
export async function perform(
  store: Store,
  command: Command,
  answer: (value: unknown) => void,
): Promise<unknown> {
  const at = AT;
  switch (command.do) {
    case 'add':
      for (const id of command.ids) {
        const after = plainShow(id, command.words);
        await store.update(
          () => ({ summary: `Added ${id}`, shows: [{ id, before: null, after }] }),
          { at },
        );
      }
      return 'added';
    case 'hold': {
      const { id, until } = command;
      const hold = () => {
        answer('holding');
        // Blocks the whole process, inside the lock, until that file is there.
        const nothing = new Int32Array(new SharedArrayBuffer(4));
        while (!existsSync(until)) Atomics.wait(nothing, 0, 0, 2);
        return { summary: `Added ${id}`, shows: [{ id, before: null, after: plainShow(id) }] };
      };
      await store.update(hold, { at });
      return 'added';
    }
    case 'watch-on':
      // For ever: one more episode of one show, and its number is the answer.
      for (;;) {
        const { id } = command;
        let episode = 0;
        await store.update(
          ({ shows }) => {
            const before = shows.find((show) => show.id === id) ?? null;
            const show = before ?? plainShow(id);
            episode = (show.watched.at(-1)?.episode ?? 0) + 1;
            // Only the newest few, or the file would grow with the number of rounds.
            const watched: Watched[] = [...show.watched.slice(-3), { episode, at }];
            return {
              summary: `Watched ${id} ${episode}`,
              shows: [{ id, before, after: { ...show, watched } }],
            };
          },
          { at },
        );
        answer(episode);
      }
    case 'list':
      return readdirSync(command.folder, { recursive: true, encoding: 'utf8' }).sort();
    case 'delete':
      rmSync(command.file);
      return 'deleted';
    case 'read': {
      const { revision, shows } = await store.read();
      return { revision, ids: shows.map(({ id }) => id) };
    }
  }
}
