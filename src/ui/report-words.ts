import { MOOD_NAMES } from '../watchlist/mood';
import { quantity } from '../watchlist/quantity';
import { runs } from '../watchlist/runs';
import type { ReportedEpisode, ReportedShow, SeasonReport } from '../watchlist/season-report';
import type { Show, Verdict } from '../watchlist/show';
import { type Stretch, stretchBefore } from '../watchlist/stretch';
import type { TrailStep } from '../watchlist/trail';
import { USUAL_MINUTES } from '../watchlist/usual-length';
import { opinionText } from '../watchlist/verdict';
import { MINUTE, type Millis } from '../watchlist/zone';
import { markOf } from './estimates';
import { moodSign } from './mood-words';
import { dim, type Span, styled } from './text';
import { dateOfInstant, lengthWords, type Reader } from './time';

/** `Winter 2024`, `2024`. */
export function reportTitle({ name }: Stretch): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** `1 Jan – 31 Mar 2024`, of what was and of what is to come; while it goes on, `1 Jan 2024 – today`. */
export function reportDays({ from, until }: Stretch, { now, zone }: Reader): string {
  const first = dayOfYear(from, zone);
  if (now >= from && now < until) return `${first} – today`;
  const last = dayOfYear(until - 1, zone);
  return `${first.slice(0, -YEAR)} – ${last}`;
}

const YEAR = ' 2024'.length;
const WEEKDAY = 'Wed '.length;

/** `10 Jan 2024`. */
function dayOfYear(at: Millis, zone: Reader['zone']): string {
  return dateOfInstant(at, zone).slice(WEEKDAY);
}

/** When something was said: `10 Jan`, with the year where it is not the stretch's. */
export function saidOn({ at }: Verdict, { until }: Stretch, { zone }: Reader): string {
  if (at === undefined) return '';
  const day = dayOfYear(Date.parse(at), zone);
  const year = dayOfYear(until - 1, zone).slice(-YEAR);
  return day.endsWith(year) ? day.slice(0, -YEAR) : day;
}

/**
 * `43 episodes of 6 shows, ~17h 12m`, else `nothing watched`; `3 finished`, `1 dropped`, `8.4/10 on average`:
 * what there is of these.
 */
export function totalWords({ totals }: SeasonReport): readonly string[] {
  const { shows, episodes, minutes, isLengthGuessed, completed, dropped, score } = totals;
  const length = `${isLengthGuessed ? '~' : ''}${hoursWords(minutes)}`;
  return [
    episodes === 0
      ? 'nothing watched'
      : `${quantity(episodes, 'episode')} of ${quantity(shows, 'show')}, ${length}`,
    ...(completed === 0 ? [] : [`${completed} finished`]),
    ...(dropped === 0 ? [] : [`${dropped} dropped`]),
    ...(score === undefined ? [] : [`${scoreWords(score)}/10 on average`]),
  ];
}

/** `17h`, `45m`: no days, since nobody watches through the night, or admits it. */
export function hoursWords(minutes: number): string {
  const hours = Math.round(minutes / 60);
  return hours < 24 ? lengthWords(minutes * MINUTE) : `${hours}h`;
}

/** `8`, `8.4`. */
export function scoreWords(score: number): string {
  return String(Math.round(score * 10) / 10);
}

/** What `~` means before a length of time. */
export const LENGTH_KEY = `~ where the length is not known, an episode counts ${USUAL_MINUTES} minutes`;

/** `ep 1–13`, `ep 3`; empty where no episode is among them. */
export function reachWords({ episodes }: ReportedShow): string {
  return episodes.length === 0 ? '' : `ep ${runs(episodes.map(({ episode }) => episode))}`;
}

/** `12 of 13 episodes`, `1 episode`. */
export function watchedWords({ episodes, watched }: ReportedShow): string {
  return watched === episodes.length
    ? quantity(watched, 'episode')
    : `${watched} of ${quantity(episodes.length, 'episode')}`;
}

/** An episode's sign: its verdict's mood, or `✓` watched, `○` not watched, `·` not out. */
export function episodeSign({ mood, verdict, state }: ReportedEpisode): Span {
  if (mood !== undefined) return moodSign(mood);
  if (state === 'watched' || verdict !== undefined) return styled('green', '✓');
  return dim(state === 'unwatched' ? '○' : '·');
}

/** The same for whoever hears it: `Episode 3: liked, Hooked (8/10)`, `Episode 4: not watched, after a break`. */
export function episodeTold(one: ReportedEpisode): string {
  const { episode, state, mood, verdict, gaps } = one;
  const said = verdict === undefined ? '' : verdictWords(verdict);
  const parts = [
    mood === undefined ? STATE_WORDS[state] : MOOD_NAMES[mood],
    ...(said === '' ? [] : [said]),
    ...(gaps.length === 0 ? [] : [gapWords(one)]),
  ];
  return `Episode ${episode}: ${parts.join(', ')}`;
}

export const STATE_WORDS: Readonly<Record<ReportedEpisode['state'], string>> = {
  watched: 'watched',
  unwatched: 'not watched',
  ahead: 'not out yet',
};

/** `after a break (recap)`, `after 2 weeks of break`. */
function gapWords({ gaps }: ReportedEpisode): string {
  const why = gaps.find((gap) => gap.why !== undefined)?.why;
  const words = gaps.length === 1 ? 'after a break' : `after ${gaps.length} breaks`;
  return why === undefined ? words : `${words} (${why})`;
}

/** What a verdict is about: `ep 3`, `show`. */
export function subjectWords({ episode }: Verdict): string {
  return episode === undefined ? 'show' : `ep ${episode}`;
}

/** `Hooked (8/10)`; empty for a mere note. */
export function verdictWords({ words, score }: Verdict): string {
  return opinionText({
    ...(words !== undefined && { words }),
    ...(score !== undefined && { score }),
  });
}

/** A trail for whoever hears it: `ep 1 undecided, ep 2 liked, show loved`. */
export function trailTold(trail: readonly TrailStep[]): string {
  return trail
    .map(({ verdict, mood }) => {
      return `${subjectWords(verdict)} ${mood === undefined ? 'no mood' : MOOD_NAMES[mood]}`;
    })
    .join(', ');
}

/** `We'll see → Hooked`: the words with which a trail begins and ends. */
export function arcWords({ trail }: ReportedShow): string {
  const known = trail.filter(({ mood }) => mood !== undefined);
  const ends = [known[0], known.at(-1)].flatMap((step) => (step === undefined ? [] : [step]));
  return ends.map(({ verdict }) => verdictWords(verdict)).join(' → ');
}

/** A finale that is out, in words: not of a show that was dropped before. */
export interface FinaleTold {
  readonly show: Show;
  readonly episode: ReportedEpisode;
  /** `ep 13`, `ep ~13`: with a `~` where the number of episodes is estimated. */
  readonly number: string;
  /** What was said of it, else whether it was watched: as it is kept, and not yet harmless. */
  readonly told: string;
}

export function finalesTold(shows: readonly ReportedShow[]): readonly FinaleTold[] {
  return shows.flatMap(({ show, finale }) => {
    if (finale === undefined || finale.episode.state === 'ahead') return [];
    const { episode, basis } = finale;
    if (show.status === 'dropped' && episode.state === 'unwatched') return [];
    const said = episode.verdict === undefined ? '' : verdictWords(episode.verdict);
    const told = said === '' ? STATE_WORDS[episode.state] : said;
    return [{ show, episode, number: `ep ${markOf(basis)}${episode.episode}`, told }];
  });
}

/** `dropped after ep 3`, `dropped unseen`. */
export function exitWords({ exit }: ReportedShow): string {
  if (exit === undefined) return '';
  return exit.after === undefined ? 'dropped unseen' : `dropped after ep ${exit.after}`;
}

/** What became of a show in the stretch: `dropped after ep 3`, `completed`, `watching`. */
export function fateWords(reported: ReportedShow): string {
  return exitWords(reported) || reported.show.status;
}

/** The heading of shows of which nothing was watched. */
export const UNTOUCHED = 'Still to watch';

/** What there is to say of a stretch of which nothing was watched, and what to do. */
export function blankWords(
  { stretch }: SeasonReport,
  { now, zone }: Reader,
): readonly [string, string] {
  const nothing = `Nothing of ${stretch.name} was watched or judged.`;
  if (now < stretch.from) {
    return [nothing, 'jikai report looks at this season, jikai report --year at this year.'];
  }
  const before = stretchBefore(stretch, zone).name;
  const isNow = now < stretch.until;
  return [
    nothing,
    stretch.kind === 'season'
      ? `jikai report --season ${isNow ? 'last' : `"${before}"`} looks at another one, --year at a whole year.`
      : `jikai report --season looks at this season, --year ${isNow ? 'last' : before} at another year.`,
  ];
}
