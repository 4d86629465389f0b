import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isRecord } from '../watchlist/fields';
import { instant } from '../watchlist/moment';
import type { Millis } from '../watchlist/zone';
import { makeFolder, writeFileDurably } from './durable-file';
import { withLock } from './lock';

/** When each source was last asked about each show, in ISO 8601: `asked.anilist['metallic-rouge']`. */
type Asked = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Remembers when sources were asked, so that none is asked again too soon. Losing it does no harm. */
export class AskedFile {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** When a source was last asked about a show; undefined when it never was. */
  lastAsked(): (source: string, show: string) => Millis | undefined {
    const asked = this.#read();
    return (source, show) => {
      const shows = Object.hasOwn(asked, source) ? asked[source] : undefined;
      const at = shows !== undefined && Object.hasOwn(shows, show) ? shows[show] : undefined;
      const millis = Date.parse(at ?? '');
      return Number.isNaN(millis) ? undefined : millis;
    };
  }

  /** @param kept what is older than this is forgotten. */
  async remember(
    answers: readonly { readonly source: string; readonly show: string }[],
    now: Millis,
    kept: Millis,
  ): Promise<void> {
    makeFolder(dirname(this.#file));
    await withLock(`${this.#file}.lock`, async () => {
      const asked = new Map<string, Map<string, string>>();
      const put = (source: string, show: string, at: string) => {
        const shows = asked.get(source) ?? new Map<string, string>();
        asked.set(source, shows.set(show, at));
      };
      for (const [source, shows] of Object.entries(this.#read())) {
        for (const [show, at] of Object.entries(shows)) {
          if (now - Date.parse(at) < kept) put(source, show, at);
        }
      }
      for (const { source, show } of answers) put(source, show, instant(now));
      const value = Object.fromEntries(
        [...asked].map(([source, shows]) => [source, Object.fromEntries(shows)]),
      );
      writeFileDurably(this.#file, `${JSON.stringify(value)}\n`);
    });
  }

  #read(): Asked {
    try {
      const value: unknown = JSON.parse(readFileSync(this.#file, 'utf8'));
      return isAsked(value) ? value : {};
    } catch {
      return {};
    }
  }
}

function isAsked(value: unknown): value is Asked {
  if (!isRecord(value)) return false;
  return Object.values(value).every(
    (shows) => isRecord(shows) && Object.values(shows).every((at) => typeof at === 'string'),
  );
}
