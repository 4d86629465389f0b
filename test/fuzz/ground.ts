import {
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { compileCatalog } from '../../src/catalog/compile';
import { TokenFile } from '../../src/commands/serve-token';
import { AskedFile } from '../../src/store/asked';
import { digest } from '../../src/store/digest';
import { INSTALLED } from '../catalog/data-sets';
import { Home, type Setting, type Told } from '../commands/world';

/** Friday noon: two episodes of Metallic Rouge's first week are due, more are to come. */
export const FRIDAY = '2024-01-12T12:00:00Z';

/** A file as it stood when the ground was made. */
interface Kept {
  readonly bytes: Buffer;
  readonly mtime: Date;
  /** A hard link to it: the store's stamp knows a file by its inode. */
  readonly link: string;
}

/**
 * A home in which much was done, and which can be had again as it was, to the inode: what the program
 * notes of its own files stays true of them.
 */
export class Ground {
  readonly home = new Home();
  readonly #kept = new Map<string, Kept>();
  readonly #aside = path.join(new Home().folder, 'kept');

  private constructor() {
    mkdirSync(this.#aside);
  }

  /** A home with a catalogue of a few shows, a list, settings, a past, and reminders that were told. */
  static async make(): Promise<Ground> {
    const ground = new Ground();
    const { home } = ground;
    mkdirSync(path.join(home.folder, 'data'));
    writeFileSync(path.join(home.folder, 'data', 'catalog.txt'), smallCatalog());
    writeFileSync(path.join(home.folder, 'data', 'catalog.previous.txt'), smallCatalog());
    const lines: readonly (readonly string[])[] = [
      ['config', 'set', 'channels', 'file,terminal'],
      ['config', 'set', 'file', path.join(home.folder, 'told.txt')],
      ['config', 'set', 'lead', '1h,1d'],
      ['config', 'set', 'quietHours', '02:00-03:00'],
      ['config', 'set', 'platforms', 'crunchyroll,netflix'],
      ['config', 'set', 'timezone', 'Europe/Berlin'],
      ['config', 'set', 'webhook', 'https://chat.invalid/hook'],
      ['config', 'set', 'ntfy', 'https://ntfy.invalid/topic'],
      ['config', 'set', 'ntfyToken', 'secret-token'],
      ['config', 'set', 'command', '--', '/nowhere/announce', '--loud'],
      ['moods', 'set', 'Splendid', '2'],
      ['add', 'metallic rouge', '--verdict', "We'll see"],
      ['config', 'set', 'trial', '2', '--show', 'rouge'],
      ['add', 'solo leveling', '--pick', '1', '--status', 'watching'],
      ['add', '--id', 'anilist:154587'],
      [
        'add',
        'My Show',
        '--manual',
        '--premiere',
        '2024-01-03',
        '--every',
        '1d',
        '--episodes',
        '9',
      ],
      ['add', 'Some Day', '--manual', '--premiere', 'winter 2027'],
      ['watch', 'my show', '1-2', '--verdict', 'Hooked', '--score', '8', '--note', 'A "note"'],
      ['watch', 'solo', '1', '--verdict', 'Hooked'],
      ['break', 'rouge', '--at', '7', '--why', 'recap'],
      ['delay', 'rouge', '9', '--to', '2024-03-20', '--time', '25:30'],
      ['dropped', 'rouge', '1', '--at', '2024-01-10 17:05'],
      ['hold', 'some day'],
      ['edit', 'rouge', '--tag', 'robots'],
      ['pause', 'frieren'],
      ['undo'],
      ['drop', 'some day'],
      ['undo'],
      ['remind'],
      ['prompt'],
    ];
    for (const argv of lines) {
      const { code, err } = await ground.run(argv);
      if (code !== 0) throw new Error(`jikai ${argv.join(' ')} ended with ${code}: ${err}`);
    }
    await ground.#noteBesides();
    ground.#keep();
    return ground;
  }

  run(argv: readonly string[], setting: Setting = {}): Promise<Told> {
    // No program is to be found, whatever is asked for: neither npm nor a timer's.
    return this.home.run(argv, {
      now: FRIDAY,
      net: UNREACHABLE,
      ...setting,
      env: { PATH: path.join(this.home.folder, 'no-programs'), ...setting.env },
    });
  }

  /** The files there were, by their paths from the home's folder on. */
  names(): readonly string[] {
    return [...this.#kept.keys()];
  }

  /** What a file held when the ground was made. */
  bytes(name: string): Buffer {
    const kept = this.#kept.get(name);
    if (kept === undefined) throw new Error(`There is no ${name}.`);
    return kept.bytes;
  }

  path(name: string): string {
    return path.join(this.home.folder, name);
  }

  /** What a file holds now; undefined where there is none. */
  present(name: string): Buffer | undefined {
    try {
      return readFileSync(this.path(name));
    } catch {
      return undefined;
    }
  }

  /** What is in each of the list's backups. */
  backups(): readonly Buffer[] {
    const folder = this.path('data/backups');
    return readdirSync(folder).map((name) => readFileSync(path.join(folder, name)));
  }

  /** Puts other bytes in a file's place. */
  put(name: string, bytes: Uint8Array): void {
    rmSync(this.path(name), { force: true });
    writeFileSync(this.path(name), bytes);
  }

  /** Writes other bytes, as many, into the file itself, and has it look as if nothing had happened. */
  putUnnoticed(name: string, bytes: Uint8Array): void {
    const { mtime } = statSync(this.path(name));
    writeFileSync(this.path(name), bytes, { flag: 'r+' });
    utimesSync(this.path(name), mtime, mtime);
  }

  /** Has all as it was. */
  restore(): void {
    for (const name of filesIn(this.home.folder)) {
      if (!this.#kept.has(name)) rmSync(this.path(name), { force: true, recursive: true });
    }
    for (const [name, kept] of this.#kept) {
      const file = this.path(name);
      const original = lstatSync(kept.link);
      if (lstatSync(file, { throwIfNoEntry: false })?.ino !== original.ino) {
        rmSync(file, { force: true, recursive: true });
        mkdirSync(path.dirname(file), { recursive: true });
        linkSync(kept.link, file);
      }
      if (!readFileSync(file).equals(kept.bytes)) writeFileSync(file, kept.bytes);
      utimesSync(file, kept.mtime, kept.mtime);
    }
  }

  /** What is noted only online, or where jikai serves. */
  async #noteBesides(): Promise<void> {
    const state = this.path('state');
    const asked = new AskedFile(path.join(state, 'asked.json'));
    await asked.remember([{ source: 'anilist', show: 'metallic-rouge' }], Date.parse(FRIDAY), 1e9);
    await new TokenFile(state).renew();
  }

  #keep(): void {
    for (const name of filesIn(this.home.folder)) {
      const file = this.path(name);
      const link = path.join(this.#aside, String(this.#kept.size));
      // Whole seconds can be set again.
      const mtime = new Date(Math.floor(statSync(file).mtimeMs / 1000) * 1000);
      utimesSync(file, mtime, mtime);
      linkSync(file, link);
      this.#kept.set(name, { bytes: readFileSync(file), mtime, link });
    }
    this.#restamp();
  }

  /** Has what is noted of the store say what is true of it now. */
  #restamp(): void {
    const store = statSync(this.home.storeFile, { bigint: true });
    const stamp = `${store.ino}:${store.size}:${store.mtimeNs}`;
    const written = `state/written-${digest(this.home.storeFile)}`;
    for (const [name, at] of [
      [written, 0],
      ['state/agenda', 2],
    ] as const) {
      const kept = this.#kept.get(name);
      if (kept === undefined) throw new Error(`There is no ${name}.`);
      const text = kept.bytes.toString('utf8');
      const between = at === 0 ? ' ' : '\t';
      const words = text.split(between);
      words[at] = stamp;
      this.#kept.set(name, { ...kept, bytes: Buffer.from(words.join(between)) });
    }
    this.restore();
  }
}

/** A network that nobody answers on. */
const UNREACHABLE: NonNullable<Setting['net']> = {
  fetch: () => Promise.reject(new TypeError('fetch failed')),
  wait: () => Promise.resolve(),
  patience: 1000,
};

/** Titles of the shows in the small catalogue. */
const SMALL =
  /^(?:メタリックルージュ|俺だけレベルアップな件|葬送のフリーレン|ダンジョン飯|薬屋のひとりごと|SPY×FAMILY)/;

let small: string | undefined;

/** A catalogue of a few shows: the whole one would take a tenth of a second to read, each time. */
function smallCatalog(): string {
  if (small === undefined) {
    const { siteMeta, items } = JSON.parse(readFileSync(INSTALLED, 'utf8'));
    const few = items.filter(({ title }: { title: string }) => SMALL.test(title));
    small = compileCatalog({
      data: { siteMeta, items: few },
      version: '9.0.0',
      romanise: () => undefined,
    });
  }
  return small;
}

/** All that is no folder, by paths from a folder on. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}
