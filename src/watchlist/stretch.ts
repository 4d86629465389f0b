import { UTCDateMini } from '@date-fns/utc/date/mini';
import { addMonths } from 'date-fns/addMonths';
import { believed, episodesOf } from './agenda';
import { isDated, placeOf, SEASONS, seasonOf, spanOf, timeOf } from './moment';
import { parseMoment } from './moment-words';
import { Problem } from './problem';
import { timetableIn } from './releases';
import type { Drop } from './schedule';
import type { Show, Verdict, Watched } from './show';
import { fromCivil, type Millis, type Zone } from './zone';

/** A season or a year, for looking back on. */
export interface Stretch {
  readonly kind: 'season' | 'year';
  /** `winter 2024`, `2024`. */
  readonly name: string;
  readonly from: Millis;
  /** Exclusive. */
  readonly until: Millis;
}

export interface Reckoning {
  readonly now: Millis;
  /** The viewer's, on whose calendar seasons and years begin. */
  readonly zone: Zone;
}

/**
 * A season from words such as `winter 2024`, `2024 winter`, `winter`, `this`, `last`.
 * @throws Problem `usage` when they name none.
 */
export function parseSeason(text: string, { now, zone }: Reckoning): Stretch {
  const words = text.trim().toLowerCase();
  if (words === 'this' || words === 'now') return seasonAround(now, zone);
  if (words === 'last') return seasonAround(seasonAround(now, zone).from - 1, zone);
  const isSeason = /^(?:\d{4} )?(?:winter|spring|summer|fall|autumn)(?: \d{4})?$/.test(words);
  const moment = isSeason ? parseMoment(words, { now, zone, lean: 'past' }) : undefined;
  const span = moment === undefined ? undefined : spanOf(moment, zone);
  if (span === undefined) {
    throw new Problem('usage', `"${text}" is not a season.`, {
      hint: `Write "winter 2024", this or last; the seasons are ${SEASONS.join(', ')}.`,
    });
  }
  return seasonAround(span.from, zone);
}

/** @throws Problem `usage` when the words name no year: `2024`, `this`, `last`. */
export function parseYear(text: string, { now, zone }: Reckoning): Stretch {
  const words = text.trim().toLowerCase();
  const current = seasonAround(now, zone).year;
  const year = words === 'this' ? current : words === 'last' ? current - 1 : Number(words);
  if (!/^(?:this|last|(?:19|20|21)\d\d)$/.test(words)) {
    throw new Problem('usage', `"${text}" is not a year.`, { hint: 'Write 2024, this or last.' });
  }
  return yearOf(year, zone);
}

function yearOf(year: number, zone: Zone): Stretch {
  return {
    kind: 'year',
    name: String(year),
    from: fromCivil(Date.UTC(year, 0), zone),
    until: fromCivil(Date.UTC(year + 1, 0), zone),
  };
}

/** The season that is at an instant. */
export function seasonAround(at: Millis, zone: Zone): Stretch & { readonly year: number } {
  const moment = { at: new Date(at).toISOString(), precision: 'minute' } as const;
  const { season, year } = seasonOf(moment, zone) ?? { season: 'winter', year: 1970 };
  const start = Date.UTC(year, SEASONS.indexOf(season) * 3);
  return {
    kind: 'season',
    name: `${season} ${year}`,
    year,
    from: fromCivil(start, zone),
    until: fromCivil(+addMonths(new UTCDateMini(start), 3), zone),
  };
}

/** The season before a season, the year before a year. */
export function stretchBefore({ kind, from }: Stretch, zone: Zone): Stretch {
  const season = seasonAround(from - 1, zone);
  return kind === 'season' ? season : yearOf(season.year, zone);
}

/** The dated drops of the followed release that lie in a stretch, in order of episode. */
export function dropsIn(
  show: Show,
  { from, until }: Pick<Stretch, 'from' | 'until'>,
  { now, zone }: Reckoning,
): Drop[] {
  const timetable = timetableIn(show);
  const drops: Drop[] = [];
  for (const episode of episodesOf(timetable)) {
    const drop = believed(show, timetable.dropAt(episode), now, zone);
    const at = placeOf(drop.moment, zone);
    if (at !== undefined && at >= from && at < until) drops.push(drop);
    const isPast = at === undefined ? !isDated(drop.moment) : at >= until;
    if (isPast && episode >= timetable.settled) break;
  }
  return drops;
}

/**
 * What of a show belongs to a stretch; undefined where nothing does. To a season belong the episodes that
 * dropped in it, whenever they were watched, and what was said of these, or of the show since the season
 * began or at a time that nobody knows. To a year belongs what was watched and said in it.
 */
export function showIn(show: Show, stretch: Stretch, reckoning: Reckoning): Show | undefined {
  const { from, until } = stretch;
  if (stretch.kind === 'year') {
    const isWithin = (one: Watched | Verdict) => timeOf(one) >= from && timeOf(one) < until;
    const [watched, verdicts] = [show.watched.filter(isWithin), show.verdicts.filter(isWithin)];
    return watched.length + verdicts.length === 0 ? undefined : { ...show, watched, verdicts };
  }
  const episodes = new Set(dropsIn(show, stretch, reckoning).map(({ episode }) => episode));
  if (episodes.size === 0) return undefined;
  return {
    ...show,
    watched: show.watched.filter(({ episode }) => episodes.has(episode)),
    verdicts: show.verdicts.filter(({ at, episode }) =>
      episode === undefined ? at === undefined || Date.parse(at) >= from : episodes.has(episode),
    ),
  };
}

/**
 * Whether a show that is completed or dropped came to that in a stretch: in the one to which the last
 * episode belongs that was watched of it; where none was, in each in which something was said of it.
 * @param part what of the show belongs to the stretch, by {@link showIn}.
 */
export function hasEndIn(part: Show, { watched }: Show): boolean {
  const last = watched.at(-1);
  return last === undefined
    ? part.verdicts.length > 0
    : part.watched.some(({ episode }) => episode === last.episode);
}
