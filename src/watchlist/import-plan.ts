import { addShow, type NewShow, releaseByHand } from './adding';
import { gathered } from './agenda';
import { type Difference, type Merged, type Merging, merge, withEdits } from './bringing';
import { type Brought, type BroughtList, broughtWhole, entryName, type Refused } from './brought';
import type { Change, ShowChange } from './change';
import { isSame } from './equal';
import { quantity } from './quantity';
import { followed } from './releases';
import { type Format, type Schedule, type Show, SITES, type SiteIds, type Watchlist } from './show';
import { newId, titlesOf, wholeKey } from './title';

/**
 * How an entry meets the user's list. `unresolved`: it is new, and no catalogue knows it, so that it is kept
 * as the entry has it, without times. `conflicting`: it says something else than the user, whose word was kept.
 */
export const MEETINGS = ['new', 'changed', 'same', 'conflicting', 'unresolved'] as const;
export type Meeting = (typeof MEETINGS)[number];

/** What is to become of one entry. */
export interface PlannedEntry {
  readonly meeting: Meeting;
  readonly brought: Brought;
  /** The show on the list that it is about; null where it is new. */
  readonly before: Show | null;
  readonly after: Show;
  readonly kept: readonly Difference[];
}

/** What an import is to do: each entry is in one of the two. */
export interface ImportPlan {
  readonly entries: readonly PlannedEntry[];
  readonly refused: readonly Refused[];
  /** Entries that are taken over without something in them, and what. */
  readonly lessened: readonly Refused[];
  readonly change: Change;
}

export interface Importing extends Merging {
  /** What the entries come from, for the sentence that is kept: `MyAnimeList`. */
  readonly source: string;
  /** The show a catalogue knows an entry as, ready to be added; undefined where none does. */
  readonly known: (brought: Brought) => NewShow | undefined;
  /** Leave out what no catalogue knows. */
  readonly onlyKnown: boolean;
}

/** How often a list is gone over that says different things of one show; it is settled far sooner. */
const MOST_PASSES = 8;

/** Plans how a list is worked into the user's: pure, so that a look at it is free. */
export function planImport(
  watchlist: Watchlist,
  { entries, refused, lessened = [] }: BroughtList,
  importing: Importing,
): ImportPlan {
  const shelf = new Shelf(watchlist.shows);
  const outcomes = new Map<number, PlannedEntry | Refused>();
  // Whoever says most of which work is meant goes first, so that who says least finds all that it may be about.
  // Twice: an entry that might be several shows' may have its number on one of them by then.
  for (const index of [...byTelling(entries), ...entries.keys()]) {
    const brought = entries[index];
    const first = outcomes.get(index);
    if (brought === undefined || (first !== undefined && !isOpen(first))) continue;
    outcomes.set(index, workIn(brought, shelf, importing));
  }
  settle([...outcomes.values()], shelf, importing);
  const inOrder = entries.flatMap((_, index) => outcomes.get(index) ?? []);
  const planned = inOrder.filter((outcome) => 'meeting' in outcome);
  const shows = shelf.changes();
  return {
    entries: planned.map((one) => ({ ...one, after: shelf.now(one.after) })),
    refused: [...refused, ...inOrder.filter((outcome) => 'why' in outcome)],
    lessened,
    change: { summary: summaryOf(shows, importing.source), shows },
  };
}

/** The places of entries, in the order of how much they tell of which work is meant; else as they stand. */
function byTelling(entries: readonly Brought[]): readonly number[] {
  const telling = ({ ids = {}, year, format, whole }: Brought) => {
    if (whole !== undefined || Object.keys(ids).length > 0) return 3;
    return (year === undefined ? 0 : 1) + (format === undefined ? 0 : 1);
  };
  return [...entries.keys()].sort((a, b) => {
    const [one, other] = [entries[a], entries[b]];
    return one === undefined || other === undefined ? 0 : telling(other) - telling(one);
  });
}

/**
 * A list may have a show twice, and what it says first may only fit once its last is known. To bring it again
 * would find news then: so what it says of such shows is gone over until there is none.
 */
function settle(
  outcomes: readonly (PlannedEntry | Refused)[],
  shelf: Shelf,
  importing: Importing,
): void {
  const planned = outcomes.filter((outcome) => 'meeting' in outcome);
  for (const together of gathered(planned, ({ after }) => after.id)) {
    if (together.length === 1) continue;
    for (let pass = 1, hasNews = true; hasNews && pass < MOST_PASSES; pass += 1) {
      hasNews = false;
      for (const { after, brought } of together) {
        const show = shelf.now(after);
        const fitting = shelf.withoutTaken(brought, show);
        const merged = merge(show, fitting, { ...importing, theirs: false });
        if (!isNews({ show, merged })) continue;
        shelf.meet(merged.after);
        hasNews = true;
      }
    }
  }
}

const NAMESAKES = 'several shows on your list have its title';

/** Among more shows of one title nobody need look for the one that is meant. */
const MOST_NAMESAKES = 20;

function isOpen(outcome: PlannedEntry | Refused): boolean {
  return 'why' in outcome && outcome.why === NAMESAKES;
}

/** Puts an entry on the shelf: into the show it is about, or as a new one. */
function workIn(brought: Brought, shelf: Shelf, importing: Importing): PlannedEntry | Refused {
  const known = brought.whole === undefined ? importing.known(brought) : undefined;
  const shows = shelf.find(brought, known);
  if (shows.length > MOST_NAMESAKES) return { name: entryName(brought), why: NAMESAKES };
  const found = shows.map((show) => {
    // The list goes before the user, and not before itself: of what it says twice the first counts.
    const theirs = importing.theirs && !shelf.isMet(show);
    return {
      show,
      merged: merge(show, shelf.withoutTaken(brought, show), { ...importing, theirs }),
    };
  });
  // Of several with its title, it can only be the one that has all it says already.
  const met = found.length === 1 ? found[0] : found.find((one) => !isNews(one));
  if (found.length > 1 && met === undefined) {
    return { name: entryName(brought), why: NAMESAKES };
  }
  if (met !== undefined) {
    const entry = meetingWith(met, brought);
    shelf.meet(entry.after);
    return entry;
  }
  const isKnown = known !== undefined || brought.whole !== undefined;
  const why = isKnown ? undefined : reasonAgainst(brought, importing.onlyKnown);
  if (why !== undefined) return { name: entryName(brought), why };
  const after =
    brought.whole === undefined
      ? merge(shelf.withNew(known ?? byHand(brought, importing), importing), brought, importing)
          .after
      : withEdits({ ...brought.whole, id: shelf.free(brought.whole) }, brought, importing);
  shelf.meet(after);
  return { meeting: isKnown ? 'new' : 'unresolved', brought, before: null, after, kept: [] };
}

/** A show, and what an entry makes of it. */
interface Met {
  readonly show: Show;
  readonly merged: Merged;
}

function isNews({ show, merged }: Met): boolean {
  return !isSame(show, merged.after);
}

function meetingWith(met: Met, brought: Brought): PlannedEntry {
  const { show, merged } = met;
  const { kept } = merged;
  const after = isNews(met) ? merged.after : show;
  const meeting = kept.length > 0 ? 'conflicting' : after === show ? 'same' : 'changed';
  return { meeting, brought, before: show, after, kept };
}

function reasonAgainst({ title }: Brought, onlyKnown: boolean): string | undefined {
  if (title === undefined) return 'it has no title, and no catalogue knows it';
  return onlyKnown ? 'no catalogue knows it' : undefined;
}

function summaryOf(shows: readonly ShowChange[], source: string): string {
  const added = shows.filter(({ before }) => before === null).length;
  const parts = [
    ...(added > 0 ? [`added ${quantity(added, 'show')}`] : []),
    ...(shows.length > added ? [`changed ${quantity(shows.length - added, 'show')}`] : []),
  ];
  return `Import from ${source}: ${parts.length === 0 ? 'nothing new' : parts.join(', ')}`;
}

/** A show as an entry alone knows it: without times, and told by whom. */
function byHand(
  { title = '', format, episodes, year, ids, titles, minutes }: Brought,
  { source, zone }: Importing,
): NewShow {
  const blank = releaseByHand(source, zone.id);
  const schedule: Schedule = {
    ...blank.schedule,
    ...(year === undefined
      ? {}
      : { premiere: { at: String(year).padStart(4, '0'), precision: 'year' } }),
    ...(episodes === undefined ? {} : { episodes: { number: episodes, basis: 'scheduled' } }),
  };
  return {
    title,
    ...(titles === undefined ? {} : { titles }),
    ...(format === undefined ? {} : { format }),
    ...(minutes === undefined ? {} : { minutes }),
    ...(ids === undefined ? {} : { ids }),
    release: { ...blank, schedule },
    status: 'planned',
  };
}

/** What tells works apart that have one title. */
export interface Features {
  readonly ids?: SiteIds;
  readonly format?: Format;
  /** Of the premiere. */
  readonly year?: number;
}

/** Whether two that have a title in common can be one work. */
export function mayBeOne(one: Features, other: Features): boolean {
  const contradict = SITES.some((site) => {
    const [a, b] = [one.ids?.[site], other.ids?.[site]];
    return a !== undefined && b !== undefined && a !== b;
  });
  if (contradict) return false;
  if (one.format !== undefined && other.format !== undefined) {
    if ((one.format === 'movie') !== (other.format === 'movie')) return false;
  }
  // A premiere on New Year's Eve is another year's elsewhere.
  const apart = Math.abs((one.year ?? 0) - (other.year ?? 0));
  return one.year === undefined || other.year === undefined || apart <= 1;
}

function featuresOf(show: Show): Features {
  const { ids, format } = show;
  const year = Number(followed(show).schedule.premiere.at?.slice(0, 4) ?? Number.NaN);
  return {
    ...(ids === undefined ? {} : { ids }),
    ...(format === undefined ? {} : { format }),
    ...(Number.isNaN(year) ? {} : { year }),
  };
}

/** The list while it is being worked on: shows by their numbers and titles, and what they were before. */
class Shelf {
  readonly #before = new Map<string, Show | null>();
  readonly #met = new Set<string>();
  readonly #shows = new Map<string, Show>();
  readonly #bySite = new Map<string, string>();
  readonly #byTitle = new Map<string, Set<string>>();

  constructor(shows: readonly Show[]) {
    for (const show of shows) this.#place(show);
  }

  /** The shows an entry may be about: more than one only where its title is all there is to go by. */
  find(brought: Brought, known: NewShow | undefined): readonly Show[] {
    return brought.whole === undefined ? this.#match(brought, known) : this.#twin(brought.whole);
  }

  /**
   * The show of another jikai's list on this one. Shows of one list are never taken for each other: they were
   * kept apart there.
   */
  #twin(whole: Show): readonly Show[] {
    const namesake = this.#shows.get(whole.id);
    if (namesake !== undefined && this.#wasThere(namesake) && isSameWork(namesake, whole)) {
      return [namesake];
    }
    return this.#match(broughtWhole(whole), undefined).filter((show) => this.#wasThere(show));
  }

  #wasThere({ id }: Show): boolean {
    return this.#before.get(id) !== null;
  }

  #match(brought: Brought, known: NewShow | undefined): readonly Show[] {
    const ids = { ...known?.ids, ...brought.ids };
    for (const site of SITES) {
      const id = this.#bySite.get(`${site}:${ids[site]}`);
      const show = id === undefined ? undefined : this.#shows.get(id);
      if (show !== undefined) return [show];
    }
    const titles = [brought.title, ...Object.values(brought.titles ?? {}), known?.title];
    const keys = new Set(titles.flatMap((title) => (title === undefined ? [] : [wholeKey(title)])));
    const candidates = [...keys]
      .flatMap((key) => [...(this.#byTitle.get(key) ?? [])])
      .flatMap((id) => this.#shows.get(id) ?? [])
      .filter((show) => mayBeOne(featuresOf(show), { ...brought, ids }));
    return [...new Set(candidates)];
  }

  withNew(draft: NewShow, { now }: Importing): Show {
    const { shows } = addShow({ revision: 0, shows: [] }, draft, now);
    const added = shows[0]?.after;
    if (added === undefined || added === null) throw new Error('A new show was not added');
    return { ...added, id: this.free(added) };
  }

  /** An id for a show that is new: its own, unless it is taken. */
  free({ id }: Show): string {
    return this.#shows.has(id) ? newId([id], this.#shows) : id;
  }

  /** The show as it is by now. */
  now(show: Show): Show {
    return this.#shows.get(show.id) ?? show;
  }

  /** An entry without numbers that another show on the list has: no number is two shows'. */
  withoutTaken(brought: Brought, { id }: Show): Brought {
    const free = (ids: SiteIds | undefined) =>
      Object.fromEntries(
        Object.entries(ids ?? {}).filter(([site, number]) => {
          const owner = this.#bySite.get(`${site}:${number}`);
          return owner === undefined || owner === id;
        }),
      );
    const { ids, whole } = brought;
    if (ids === undefined || Object.keys(free(ids)).length === Object.keys(ids).length) {
      return brought;
    }
    return {
      ...brought,
      ids: free(ids),
      ...(whole && { whole: { ...whole, ids: free(whole.ids) } }),
    };
  }

  /** Whether an entry of this list was about the show before. */
  isMet({ id }: Show): boolean {
    return this.#met.has(id);
  }

  /** Puts a show in its place as an entry of this list made it, or left it. */
  meet(show: Show): void {
    this.#met.add(show.id);
    const present = this.#shows.get(show.id);
    if (present === show) return;
    if (!this.#before.has(show.id)) this.#before.set(show.id, present ?? null);
    this.#place(show);
  }

  /** What became of the list, in order of id. */
  changes(): readonly ShowChange[] {
    return [...this.#before]
      .map(([id, before]) => ({ id, before, after: this.#shows.get(id) ?? null }))
      .filter(({ before, after }) => !isSame(before, after))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  #place(show: Show): void {
    this.#shows.set(show.id, show);
    for (const site of SITES) {
      const number = show.ids?.[site];
      const key = `${site}:${number}`;
      if (number !== undefined && !this.#bySite.has(key)) this.#bySite.set(key, show.id);
    }
    for (const title of titlesOf(show)) {
      const key = wholeKey(title);
      const ids = this.#byTitle.get(key);
      if (ids === undefined) this.#byTitle.set(key, new Set([show.id]));
      else ids.add(show.id);
    }
  }
}

/** Whether two shows of one id are one work: by a number or a title that both have. */
function isSameWork(one: Show, other: Show): boolean {
  if (SITES.some((site) => one.ids?.[site] !== undefined && one.ids[site] === other.ids?.[site])) {
    return true;
  }
  const keys = new Set(titlesOf(one).map(wholeKey));
  const hasOne = titlesOf(other).some((title) => keys.has(wholeKey(title)));
  return hasOne && mayBeOne(featuresOf(one), featuresOf(other));
}
