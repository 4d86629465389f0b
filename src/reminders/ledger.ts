import { readFileSync, renameSync } from 'node:fs';
import { sweepStaged, writeFileDurably } from '../store/durable-file';
import { diskProblem, errorCode, quoted } from '../store/failures';
import { fieldsOf } from '../watchlist/fields';
import { instant } from '../watchlist/moment';
import type { PeriodName } from '../watchlist/period';
import { Problem } from '../watchlist/problem';
import type { Notice, Told } from '../watchlist/reminding';
import type { Instant } from '../watchlist/show';
import { DAY, MINUTE, type Millis } from '../watchlist/zone';

/** One episode that was told of over one channel. */
export interface Entry {
  readonly show: string;
  readonly episode: number;
  /** When it was to drop, by what was known then: an instant, or a date. */
  readonly at: string;
  /** How long ahead it was told, in minutes; 0 when it was out. */
  readonly lead: number;
  readonly sent: Instant;
}

/** One reminder that went out. */
export interface Dispatch {
  readonly show: string;
  readonly episodes: readonly number[];
  /** In minutes; 0 when it was out. */
  readonly lead: number;
  readonly sent: Instant;
  readonly channel: string;
}

/** What is known of one channel. */
interface Page {
  /** Nothing from before this is told: a day before the channel was first used. */
  readonly since: Instant;
  /** When all that was to be told then had been told. */
  readonly looked: Instant;
  /** Why it did not work last, while it does not. */
  readonly failing?: string;
  /** When the last digest of each kind was sent, or found to have nothing to tell. */
  readonly digests?: Readonly<Partial<Record<PeriodName, Instant>>>;
  /** In the order in which they were sent; the newest of each episode is last. */
  readonly told: readonly Entry[];
}

/** How long after it dropped an episode is still told of, when it was not known in time. */
const LATELY = 7 * DAY;

/** How many entries of a channel are kept: some years of a long list. By number, since clocks may err. */
const MOST = 5000;

/**
 * What was told over which channel: one file on each device, which is never shared. Each entry is on
 * the disk before the next reminder goes out, so that what a crash can repeat is one reminder a channel.
 */
export class Ledger {
  readonly #file: string;
  readonly #pages: Map<string, Page>;
  readonly #index = new Map<string, Map<string, Entry>>();
  readonly #isFrozen: boolean;
  /** It could not be understood, and was begun anew; the old one is kept beside it. */
  readonly isDamaged: boolean;
  #isPrepared = false;
  #isSetAside = false;

  /**
   * Reads the ledger. One that cannot be understood is begun anew: at worst a day's reminders come again.
   * @param frozen never to write, for a dry run.
   * @throws Problem `failed` when it may not be read, or a newer jikai wrote it.
   */
  constructor(file: string, frozen = false) {
    this.#file = file;
    this.#isFrozen = frozen;
    const text = textOf(file);
    this.#pages = pagesIn(text, file);
    this.isDamaged = text !== '' && this.#pages.size === 0;
  }

  /** From when on what dropped is to be told of over a channel. */
  since(channel: string, now: Millis): Millis {
    const page = this.#pages.get(channel);
    if (page === undefined) return now - DAY;
    // A clock that was ahead must not make us wait until it is that late again.
    const since = Math.min(Date.parse(page.since), now - DAY);
    return Math.max(since, Math.min(Date.parse(page.looked), now) - LATELY);
  }

  told(channel: string, show: string, episode: number): Told | undefined {
    const entry = this.#indexOf(channel).get(keyOf(show, episode));
    if (entry === undefined) return undefined;
    const { at, lead } = entry;
    const precision = at.includes('T') ? 'minute' : 'day';
    return { moment: { at, precision }, lead: lead * MINUTE };
  }

  /**
   * Sees to it that what will be told can be noted: on a full disk, nothing is told again and again.
   * @throws Problem `failed` when it cannot.
   */
  prepare(): void {
    if (this.#isPrepared) return;
    this.save();
    this.#isPrepared = true;
  }

  /** Notes what was told. When it returns, it survives a power cut. */
  record(
    channel: string,
    notices: readonly { readonly show: string; readonly notice: Notice }[],
    now: Millis,
  ): void {
    const sent = instant(now);
    const entries = notices.flatMap(({ show, notice: { drop, lead } }): Entry[] =>
      drop.moment.at === null
        ? []
        : [{ show, episode: drop.episode, at: drop.moment.at, lead: lead / MINUTE, sent }],
    );
    const page = this.#pageOf(channel, now);
    const index = this.#indexOf(channel);
    for (const entry of entries) index.set(keyOf(entry.show, entry.episode), entry);
    this.#pages.set(channel, { ...page, told: [...page.told, ...entries].slice(-MOST) });
    this.save();
  }

  /** Notes that all there was to tell has been told, or why it could not be. */
  close(channel: string, now: Millis, failing: string | undefined): void {
    const { failing: _, ...page } = this.#pageOf(channel, now);
    this.#pages.set(
      channel,
      failing === undefined ? { ...page, looked: instant(now) } : { ...page, failing },
    );
  }

  /** Whether a channel ever took something. */
  isProven(channel: string): boolean {
    const page = this.#pages.get(channel);
    const { told = [], digests = {} } = page ?? {};
    return told.length > 0 || Object.keys(digests).length > 0;
  }

  /** Why a channel did not work when it was last tried; undefined when it did. */
  failing(channel: string): string | undefined {
    return this.#pages.get(channel)?.failing;
  }

  /** When the channel's last digest of a kind was sent, or found to have nothing to tell. */
  digested(channel: string, name: PeriodName, now: Millis): Millis | undefined {
    const at = this.#pages.get(channel)?.digests?.[name];
    const millis = at === undefined ? undefined : Date.parse(at);
    // By a clock that was ahead: it must not silence the digest until it is that late again.
    return millis === undefined || millis > now ? undefined : millis;
  }

  recordDigest(channel: string, name: PeriodName, now: Millis): void {
    const page = this.#pageOf(channel, now);
    this.#pages.set(channel, { ...page, digests: { ...page.digests, [name]: instant(now) } });
    this.save();
  }

  /** What was sent last over any channel, the newest first; what went out together as one. */
  latest(limit: number): readonly Dispatch[] {
    const dispatches = [...this.#pages].flatMap(([channel, { told }]) =>
      [...togetherOf(told, channel)].slice(-limit),
    );
    return dispatches
      .sort((a, b) => (a.sent < b.sent ? 1 : a.sent > b.sent ? -1 : 0))
      .slice(0, limit);
  }

  #pageOf(channel: string, now: Millis): Page {
    const began = now - DAY;
    const page = this.#pages.get(channel);
    if (page === undefined) return { since: instant(began), looked: instant(now), told: [] };
    // By a clock that was ahead, too.
    return Date.parse(page.since) > began ? { ...page, since: instant(began) } : page;
  }

  #indexOf(channel: string): Map<string, Entry> {
    let index = this.#index.get(channel);
    if (index === undefined) {
      const told = this.#pages.get(channel)?.told ?? [];
      index = new Map(told.map((entry) => [keyOf(entry.show, entry.episode), entry]));
      this.#index.set(channel, index);
    }
    return index;
  }

  /** Puts everything on the disk, also what {@link close} noted. */
  save(): void {
    if (this.#isFrozen) return;
    if (this.isDamaged && !this.#isSetAside) {
      renameSync(this.#file, `${this.#file}.damaged`);
      this.#isSetAside = true;
    }
    const channels = Object.fromEntries(
      [...this.#pages].map(([channel, { told, ...page }]) => [
        channel,
        {
          ...page,
          told: told.map(({ show, episode, at, lead, sent }) => [show, episode, at, lead, sent]),
        },
      ]),
    );
    sweepStaged(this.#file);
    writeFileDurably(
      this.#file,
      `${JSON.stringify({ format: FORMAT, version: VERSION, channels })}\n`,
    );
  }
}

/** Entries of one show that went out at once, as one. */
function togetherOf(told: readonly Entry[], channel: string): readonly Dispatch[] {
  const dispatches: {
    show: string;
    episodes: number[];
    lead: number;
    sent: Instant;
    channel: string;
  }[] = [];
  for (const { show, episode, lead, sent } of told) {
    const last = dispatches.at(-1);
    if (last?.show === show && last.sent === sent && last.lead === lead)
      last.episodes.push(episode);
    else dispatches.push({ show, episodes: [episode], lead, sent, channel });
  }
  return dispatches;
}

const FORMAT = 'jikai-reminders';
const VERSION = 1;

function keyOf(show: string, episode: number): string {
  return `${show} ${episode}`;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw diskProblem(`What was reminded of could not be read from ${file}`, error);
  }
}

function pagesIn(text: string, file: string): Map<string, Page> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return new Map();
  }
  const { format, version, channels } = fieldsOf(value);
  if (format !== FORMAT) return new Map();
  if (typeof version !== 'number' || version > VERSION) {
    throw new Problem('failed', `${file} was written by a newer jikai.`, {
      hint: `Update jikai, or begin anew: rm -- ${quoted(file)}`,
    });
  }
  return new Map(
    Object.entries(fieldsOf(channels)).flatMap(([channel, page]) => {
      const { since, looked, failing, digests, told } = fieldsOf(page);
      if (!isInstant(since) || !isInstant(looked)) return [];
      return [
        [
          channel,
          {
            since,
            looked,
            ...(typeof failing === 'string' ? { failing } : {}),
            digests: digestsIn(digests),
            told: (Array.isArray(told) ? told : []).flatMap(entryIn),
          },
        ] as const,
      ];
    }),
  );
}

function digestsIn(value: unknown): NonNullable<Page['digests']> {
  const { day, week } = fieldsOf(value);
  return { ...(isInstant(day) ? { day } : {}), ...(isInstant(week) ? { week } : {}) };
}

function entryIn(value: unknown): readonly Entry[] {
  if (!Array.isArray(value)) return [];
  const [show, episode, at, lead, sent]: unknown[] = value;
  const isEntry =
    typeof show === 'string' &&
    typeof episode === 'number' &&
    isInstant(at) &&
    typeof lead === 'number' &&
    isInstant(sent);
  return isEntry ? [{ show, episode, at, lead, sent }] : [];
}

/** Also a day. None beyond the year 9999: a clock that is ahead of UTC could not show the last there is. */
function isInstant(value: unknown): value is Instant {
  return typeof value === 'string' && /^\d{4}-/.test(value) && !Number.isNaN(Date.parse(value));
}
