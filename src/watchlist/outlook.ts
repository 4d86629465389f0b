import { agendaOf, gathered } from './agenda';
import { isDated, type Span, spanOf } from './moment';
import { releaseName, timetableIn } from './releases';
import { runs } from './runs';
import type { Basis, Moment, Show } from './show';
import { DAY, type Millis, type Zone } from './zone';

/**
 * The agenda, told so that it stays right as time passes: what was due when it was made, and each drop to
 * come with its time. What is due and what is next then follow from the clock alone, until `until`.
 * All instants in it are whole seconds, told in milliseconds.
 */
export interface Outlook {
  readonly made: Millis;
  /** From when on it may be wrong, or lack what comes next. */
  readonly until: Millis;
  /** How many episodes were due when it was made, and of how many shows. */
  readonly due: number;
  readonly dueShows: number;
  /** The first few of those shows, in the agenda's order. */
  readonly waiting: readonly WaitingShow[];
  /** What had not dropped yet, in order of `from`. */
  readonly drops: readonly OutlookDrop[];
}

/** How a show is called: in full, and cut to what a prompt has room for. */
export interface Named {
  readonly title: string;
  readonly short: string;
}

/** A show that has dropped episodes which the user has not watched. */
export interface WaitingShow extends Named {
  readonly id: string;
  /** `3`, `1–3, 5`. */
  readonly episodes: string;
}

/** What drops of one show at one moment: mostly a single episode. */
export interface OutlookDrop extends Named {
  readonly id: string;
  /** The first of them. */
  readonly episode: number;
  readonly episodes: string;
  readonly count: number;
  readonly moment: Moment & { readonly at: string };
  readonly basis: Basis;
  /** When the moment begins, and when it has dropped for certain: the same for a minute. */
  readonly from: Millis;
  readonly out: Millis;
  /** Whether nothing of its show is due until it drops. */
  readonly isFirst: boolean;
  /** Empty while none is named. */
  readonly platform: string;
  readonly url: string | undefined;
}

/** What an outlook says of one point in time. */
export interface View {
  readonly due: number;
  readonly dueShows: number;
  /** Shows with something due; fewer than `dueShows` where there are many. */
  readonly waiting: readonly WaitingShow[];
  /** What comes within thirty days, or at some hour of today: in order. */
  readonly upcoming: readonly OutlookDrop[];
}

/** How far a view looks ahead. */
const AHEAD = 30 * DAY;

/** How long an outlook may be used, if nothing else ends it: what it tells of reaches that far beyond. */
const USE = 7 * DAY;

/** How many moments an outlook tells of; on a longer list it is used for a shorter time. */
const MOST_DROPS = 500;

const MOST_WAITING = 10;

export interface OutlookOptions {
  readonly now: Millis;
  /** The viewer's: on whose calendar a drop known only by its day falls. */
  readonly zone: Zone;
  readonly named: (title: string) => Named;
  /** Makes other words fit for where the outlook is kept. */
  readonly worded: (words: string) => string;
}

export function outlookOf(
  shows: readonly Show[],
  { now, zone, named, worded }: OutlookOptions,
): Outlook {
  const made = Math.floor(now / 1000) * 1000;
  const days = (USE + AHEAD) / DAY;
  const agenda = agendaOf({ revision: 0, shows }, { now: made, zone, days });
  const { due } = agenda;
  const groups = gathered(agenda.upcoming, ({ show, moment }) => `${show.id} ${moment.at}`);
  const kept = groups.slice(0, MOST_DROPS).flatMap((group) => {
    const [{ moment }] = group;
    const span = spanOf(moment, zone);
    return span === undefined || !isDated(moment) ? [] : [{ group, moment, span }];
  });
  const behind = new Set(due.map(({ longest }) => longest.show.id));
  const firsts = new Map<string, Span>();
  for (const { group, span } of kept) {
    const { id } = group[0].show;
    const first = firsts.get(id);
    if (!behind.has(id) && (first === undefined || span.to < first.to)) firsts.set(id, span);
  }
  const drops = kept.map(({ group, moment, span }): OutlookDrop => {
    const [{ show, release, episode, basis }] = group;
    return {
      id: show.id,
      ...named(show.title),
      episode,
      episodes: runs(group.map((drop) => drop.episode)),
      count: group.length,
      moment,
      basis,
      from: span.from,
      out: span.to,
      isFirst: firsts.get(show.id) === span,
      platform: release.platform === '' ? '' : worded(releaseName(release)),
      url: release.url,
    };
  });
  const ends = agenda.undated.map(({ show, episode }) => guessOf(show, episode, zone));
  if (groups.length > kept.length) ends.push(drops.at(-1)?.from);
  return {
    made,
    until: Math.min(made + USE, ...ends.filter((end) => end !== undefined)),
    due: due.reduce((sum, { episodes }) => sum + episodes.length, 0),
    dueShows: due.length,
    waiting: due.slice(0, MOST_WAITING).map(
      ({ longest: { show }, episodes }): WaitingShow => ({
        id: show.id,
        ...named(show.title),
        episodes: runs(episodes),
      }),
    ),
    drops,
  };
}

/**
 * When an episode without a date would drop all the same if its show were not halted: from then on the
 * agenda believes it to be out.
 */
function guessOf(show: Show, episode: number, zone: Zone): Millis | undefined {
  const { moment } = timetableIn(show).dropAt(episode);
  return isDated(moment) ? spanOf(moment, zone)?.from : undefined;
}

/** Whether an outlook can be trusted at a point in time. */
export function holdsAt({ made, until }: Pick<Outlook, 'made' | 'until'>, now: Millis): boolean {
  return now >= made && now < until;
}

/** @param now when the outlook holds. */
export function viewAt(outlook: Outlook, now: Millis): View {
  const { waiting } = outlook;
  const out = outlook.drops.filter((drop) => now >= drop.out);
  const upcoming = outlook.drops.filter((drop) => now < drop.out && drop.from < now + AHEAD);
  const shows = new Map(waiting.map((show) => [show.id, show]));
  for (const { id, title, short, episodes, isFirst } of out) {
    const before = shows.get(id);
    if (before !== undefined)
      shows.set(id, { ...before, episodes: `${before.episodes}, ${episodes}` });
    // One that is not listed because there were too many is not to be listed by its last episode.
    else if (isFirst) shows.set(id, { id, title, short, episodes });
  }
  return {
    due: out.reduce((sum, { count }) => sum + count, outlook.due),
    dueShows: out.reduce((sum, { isFirst }) => sum + (isFirst ? 1 : 0), outlook.dueShows),
    waiting: [...shows.values()],
    upcoming,
  };
}
