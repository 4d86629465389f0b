import { isActive } from './agenda';
import { happened } from './moment';
import { type Mood, phraseKey, type Vocabulary } from './mood';
import { timetableIn } from './releases';
import type { Drop, Gap, Timetable } from './schedule';
import type { Basis, Show, Verdict, Watchlist } from './show';
import { withoutSpoilers } from './spoilers';
import { dropsIn, hasEndIn, type Reckoning, type Stretch, showIn } from './stretch';
import { type TrailStep, trailOf } from './trail';
import { USUAL_MINUTES } from './usual-length';
import { latestScore } from './verdict';

/** A season, or a year, looked back on: to be told as a screen, a text or a page. */
export interface SeasonReport {
  readonly stretch: Stretch;
  readonly telling: Telling;
  /** Those of which something was watched or said: the best liked first, and of these by score and title. */
  readonly shows: readonly ReportedShow[];
  /** Those on the list that have dropped episodes of which none was watched, and nothing said: by title. */
  readonly untouched: readonly Show[];
  readonly totals: ReportTotals;
  /** What was said how often: the most used first. */
  readonly phrases: readonly UsedPhrase[];
  /** How many verdicts there were of each mood. */
  readonly moods: ReadonlyMap<Mood, number>;
  /** Whose trail ends the furthest above where it began, and whose the furthest below. */
  readonly risen: ReportedShow | undefined;
  readonly fallen: ReportedShow | undefined;
}

export interface ReportTotals {
  /** Of how many shows something was watched, how many episodes, and how long that took. */
  readonly shows: number;
  readonly episodes: number;
  readonly minutes: number;
  /** Whether the length of some of them was not known and was taken to be {@link USUAL_MINUTES}. */
  readonly isLengthGuessed: boolean;
  readonly completed: number;
  readonly dropped: number;
  /** The mean of the shows' scores, 0–10; undefined where none has one. */
  readonly score: number | undefined;
}

export interface ReportedShow {
  /** As it is on the list, without what is not to be told. */
  readonly show: Show;
  /** In order. */
  readonly episodes: readonly ReportedEpisode[];
  /** How many were watched: of a season's whenever that was, of a year's in it. */
  readonly watched: number;
  /** What was said of these and of the show, in the order in which it was. */
  readonly trail: readonly TrailStep[];
  /** Where the trail ends. */
  readonly mood: Mood | undefined;
  /** 0–10: the newest of the show, else of an episode. */
  readonly score: number | undefined;
  /** The newest. */
  readonly words: string | undefined;
  /** Its last episode, where that is among them and not the only one. */
  readonly finale: Finale | undefined;
  /** Whether it was watched to its end in the stretch. */
  readonly isFinished: boolean;
  /** Where it was dropped in the stretch; undefined where it was not. */
  readonly exit: Exit | undefined;
}

export interface ReportedEpisode {
  readonly episode: number;
  /** `unwatched` is out, `ahead` is not. */
  readonly state: 'watched' | 'unwatched' | 'ahead';
  /** What was said of it last, and how that stands. */
  readonly verdict: Verdict | undefined;
  readonly mood: Mood | undefined;
  /** The slots that passed empty before it. */
  readonly gaps: readonly Gap[];
}

export interface Finale {
  readonly episode: ReportedEpisode;
  /** `estimated` where the number of episodes is. */
  readonly basis: Basis;
}

export interface Exit {
  /** The last episode that was watched; undefined where none was. */
  readonly after: number | undefined;
}

export interface UsedPhrase {
  /** As they were first written. */
  readonly words: string;
  readonly mood: Mood | undefined;
  readonly times: number;
}

/** How much of what was noted may be told: nothing past the user's own progress, all, or no note at all. */
export type Telling = 'progress' | 'all' | 'nothing';

export interface Reporting extends Reckoning {
  readonly vocabulary: Vocabulary;
  readonly telling: Telling;
}

/**
 * What a stretch brought, by {@link showIn}'s rule for what belongs to it. Of a season stand the episodes
 * that dropped in it, watched or not; of a year those that were watched or judged in it. Where a show was
 * finished, or dropped, {@link hasEndIn} tells.
 */
export function reportOn(
  watchlist: Watchlist,
  stretch: Stretch,
  reporting: Reporting,
): SeasonReport {
  const shows: ReportedShow[] = [];
  const untouched: Show[] = [];
  for (const listed of watchlist.shows) {
    const show = told(listed, reporting.telling);
    const part = showIn(show, stretch, reporting);
    if (part === undefined) continue;
    if (part.watched.length + part.verdicts.length > 0) {
      shows.push(reported(show, part, stretch, reporting));
    } else if (isActive(show) && hasBegun(show, stretch, reporting)) {
      untouched.push(show);
    }
  }
  shows.sort(byLiking);
  untouched.sort(byTitle);
  const steps = shows.flatMap(({ trail }) => trail);
  return {
    stretch,
    telling: reporting.telling,
    shows,
    untouched,
    totals: totalsOf(shows),
    phrases: phrasesIn(steps, reporting.vocabulary),
    moods: moodsIn(steps),
    risen: furthest(shows, (rise) => rise),
    fallen: furthest(shows, (rise) => -rise),
  };
}

/** Whether an episode of a show may have dropped by now in a stretch. */
function hasBegun(show: Show, stretch: Stretch, { now, zone }: Reckoning): boolean {
  return dropsIn(show, stretch, { now, zone }).some(
    ({ moment }) => happened(moment, now, zone) !== 'no',
  );
}

/** Whether there is nothing to look back on. */
export function isBlank({ shows, untouched }: SeasonReport): boolean {
  return shows.length + untouched.length === 0;
}

function told(show: Show, telling: Telling): Show {
  if (telling === 'all') return show;
  return telling === 'progress' ? withoutSpoilers(show) : withoutNotes(show);
}

/** A show without anything that the user noted, nor verdicts that were nothing but a note. */
function withoutNotes(show: Show): Show {
  const verdicts = show.verdicts.flatMap(({ note: _, ...rest }): readonly Verdict[] =>
    rest.words === undefined && rest.score === undefined ? [] : [rest],
  );
  return { ...show, verdicts };
}

/** @param part what of the show belongs to the stretch. */
function reported(show: Show, part: Show, stretch: Stretch, reporting: Reporting): ReportedShow {
  const timetable = timetableIn(show);
  const within = new Set(part.verdicts);
  // What a step turned from, and how far the user was, is told by all that they said and watched.
  const trail = trailOf(show, reporting.vocabulary).filter(({ verdict }) => within.has(verdict));
  const hasEnd = hasEndIn(part, show);
  const episodes = episodesIn(show, part, stretch, timetable, trail, reporting);
  return {
    show,
    episodes,
    watched: part.watched.length,
    trail,
    mood: trail.findLast(({ mood }) => mood !== undefined)?.mood,
    score: latestScore(part),
    words: part.verdicts.findLast(({ words }) => words !== undefined)?.words,
    finale: finaleAmong(episodes, show, timetable),
    isFinished: show.status === 'completed' && hasEnd,
    exit: show.status === 'dropped' && hasEnd ? { after: part.watched.at(-1)?.episode } : undefined,
  };
}

function episodesIn(
  show: Show,
  part: Show,
  stretch: Stretch,
  timetable: Timetable,
  trail: readonly TrailStep[],
  { now, zone, telling }: Reporting,
): readonly ReportedEpisode[] {
  const latest = new Map(trail.map((step) => [step.verdict.episode, step]));
  const watched = new Set(show.watched.map(({ episode }) => episode));
  return dropsOf(part, stretch, timetable, { now, zone }).map(({ episode, moment }) => {
    const isOut = happened(moment, now, zone) !== 'no';
    const { verdict, mood } = latest.get(episode) ?? {};
    const gaps = timetable.gapsBefore?.(episode) ?? [];
    return {
      episode,
      state: watched.has(episode) ? 'watched' : isOut ? 'unwatched' : 'ahead',
      verdict,
      mood,
      gaps: telling === 'nothing' ? gaps.map(({ why: _, ...gap }) => gap) : gaps,
    };
  });
}

function dropsOf(
  part: Show,
  stretch: Stretch,
  { dropAt }: Timetable,
  reckoning: Reckoning,
): readonly Drop[] {
  if (stretch.kind === 'season') return dropsIn(part, stretch, reckoning);
  const episodes = [...part.watched, ...part.verdicts].flatMap(({ episode }) => episode ?? []);
  return [...new Set(episodes)].sort((a, b) => a - b).map(dropAt);
}

function finaleAmong(
  episodes: readonly ReportedEpisode[],
  { releases, follows }: Show,
  { first, last }: Timetable,
): Finale | undefined {
  const episode = episodes.find((one) => one.episode === last);
  if (episode === undefined || last === first) return undefined;
  const count = releases.find(({ id }) => id === follows)?.schedule.episodes;
  return { episode, basis: count?.basis ?? 'estimated' };
}

function byLiking(one: ReportedShow, other: ReportedShow): number {
  return (
    (other.mood ?? LEAST) - (one.mood ?? LEAST) ||
    (other.score ?? LEAST) - (one.score ?? LEAST) ||
    byTitle(one.show, other.show)
  );
}

/** Below every mood and score. */
const LEAST = -3;

function byTitle({ title }: Show, { title: other }: Show): number {
  return title < other ? -1 : Number(title > other);
}

function totalsOf(shows: readonly ReportedShow[]): ReportTotals {
  let [begun, episodes, minutes, completed, dropped] = [0, 0, 0, 0, 0];
  let isLengthGuessed = false;
  const scores = shows.flatMap(({ score }) => score ?? []);
  for (const { show, watched, isFinished, exit } of shows) {
    if (watched > 0) begun += 1;
    episodes += watched;
    minutes += watched * (show.minutes ?? USUAL_MINUTES);
    isLengthGuessed ||= watched > 0 && show.minutes === undefined;
    if (isFinished) completed += 1;
    if (exit !== undefined) dropped += 1;
  }
  const sum = scores.reduce((total, score) => total + score, 0);
  const score = scores.length === 0 ? undefined : sum / scores.length;
  return { shows: begun, episodes, minutes, isLengthGuessed, completed, dropped, score };
}

function phrasesIn(steps: readonly TrailStep[], vocabulary: Vocabulary): readonly UsedPhrase[] {
  const phrases = new Map<string, UsedPhrase>();
  for (const { verdict } of steps) {
    if (verdict.words === undefined) continue;
    const key = phraseKey(verdict.words);
    const mood = vocabulary.get(key);
    const { words, times } = phrases.get(key) ?? { words: verdict.words, times: 0 };
    phrases.set(key, { words, mood, times: times + 1 });
  }
  return [...phrases.values()].sort((a, b) => b.times - a.times);
}

function moodsIn(steps: readonly TrailStep[]): ReadonlyMap<Mood, number> {
  const moods = new Map<Mood, number>();
  for (const { mood } of steps) {
    if (mood !== undefined) moods.set(mood, (moods.get(mood) ?? 0) + 1);
  }
  return moods;
}

/** The show for which something of its rise is greatest, and above nothing; the first of several. */
function furthest(
  shows: readonly ReportedShow[],
  of: (rise: number) => number,
): ReportedShow | undefined {
  let [found, most]: [ReportedShow | undefined, number] = [undefined, 0];
  for (const show of shows) {
    const distance = of(riseOf(show));
    if (distance > most) [found, most] = [show, distance];
  }
  return found;
}

/** How many moods a trail ends above where it began. */
function riseOf({ trail, mood = 0 }: ReportedShow): number {
  const first = trail.find((step) => step.mood !== undefined)?.mood;
  return first === undefined ? 0 : mood - first;
}
