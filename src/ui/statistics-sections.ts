import { WEEKDAYS } from '../watchlist/calendar';
import { MOOD_NAMES, type Mood } from '../watchlist/mood';
import type { Divisive, Scores } from '../watchlist/opinions';
import { quantity } from '../watchlist/quantity';
import { timetableIn } from '../watchlist/releases';
import { type Show, STATUSES } from '../watchlist/show';
import type { Statistics } from '../watchlist/statistics';
import { type Bucket, type MoodCounts, totalOf } from '../watchlist/tally';
import { USUAL_MINUTES } from '../watchlist/usual-length';
import { DAY, MINUTE } from '../watchlist/zone';
import type { HeatMap } from './plots';
import { dateWords, lengthWords, type Reader, withoutThisYear } from './time';

/** What statistics were asked of, apart from a stretch. */
export interface Scope {
  readonly show?: Show | undefined;
  /** As the shows' releases write it. */
  readonly platform?: string | undefined;
}

/** A number with what it is of. */
export interface Labelled {
  readonly label: string;
  readonly value: number;
}

interface Headed {
  readonly heading: string;
  /** What it comes to; may be empty. */
  readonly summary: string;
}

/** One picture, whatever it is then drawn with. Titles in it are as they are kept, and not yet harmless. */
export type StatisticsSection =
  | (Headed & {
      readonly kind: 'bars';
      /** What the labels and the numbers are, for a table's head. */
      readonly head: readonly [labels: string, values: string];
      readonly rows: readonly Labelled[];
    })
  | (Headed & {
      readonly kind: 'moods';
      readonly rows: readonly { readonly label: string; readonly moods: MoodCounts }[];
    })
  | (Headed & { readonly kind: 'divisive'; readonly divisive: Divisive })
  | (Headed & { readonly kind: 'backlog'; readonly weeks: readonly Labelled[] })
  | (Headed & { readonly kind: 'days'; readonly map: HeatMap; readonly elsewhere: string });

/** What it is about: `Your winter 2024`, and `on Crunchyroll · 12 shows`. */
export function statisticsHeading(
  { stretch, shows }: Statistics,
  { show, platform }: Scope,
): { readonly title: string; readonly about: string } {
  const time = stretch === undefined ? 'list' : stretch.name;
  const about = [
    ...(show === undefined || stretch === undefined ? [] : [stretch.name]),
    ...(platform === undefined ? [] : [`on ${platform}`]),
    ...(show === undefined ? [quantity(shows.length, 'show')] : []),
  ];
  return { title: show?.title ?? `Your ${time}`, about: about.join(' · ') };
}

/** The totals, a sentence each; what nothing is known of is not said. */
export function totalsWords(statistics: Statistics, { show }: Scope): readonly string[] {
  return [
    ...viewingWords(statistics, show !== undefined),
    ...verdictWords(statistics),
    ...droppingWords(statistics),
    ...calledWords(statistics, show),
  ];
}

function viewingWords({ viewing }: Statistics, isOne: boolean): readonly string[] {
  const { shows, episodes, minutes, assumed } = viewing;
  if (episodes === 0) return [];
  const length =
    minutes * MINUTE < DAY ? lengthWords(minutes * MINUTE) : `${Math.round(minutes / 60)} hours`;
  const of = isOne ? '' : ` of ${quantity(shows, 'show')}`;
  const each = episodes === 1 ? 'it' : 'each';
  const which = assumed === episodes ? each : quantity(assumed, 'episode');
  const guess =
    assumed === 0
      ? ''
      : ` ${USUAL_MINUTES} minutes are assumed for ${which}, since nobody says how long ${assumed === 1 ? 'it is' : 'they are'}.`;
  return [`You watched ${quantity(episodes, 'episode')}${of}: ${length}.${guess}`];
}

function verdictWords({ moods }: Statistics): readonly string[] {
  const { verdicts, unknown, episodes, wholes } = moods;
  if (verdicts === 0) return [];
  const all = [wholes, ...episodes.map((one) => one.moods)];
  const count = (...wanted: readonly Mood[]) =>
    all.reduce((sum, counts) => sum + wanted.reduce<number>((s, mood) => s + counts[mood], 0), 0);
  const sides = [
    [count(2, 1), 'liked or loved'],
    [count(0), 'undecided'],
    [count(-1, -2), 'doubted or disliked'],
  ].flatMap(([number, words]) => (number === 0 ? [] : [`${number} ${words}`]));
  const told = sides.length === 0 ? '' : `: ${sides.join(', ')}`;
  const rest =
    unknown === 0
      ? ''
      : ` ${unknown === 1 ? '1 has' : `${unknown} have`} words whose mood I do not know; jikai moods tells.`;
  return [`You gave ${quantity(verdicts, 'verdict')}${told}.${rest}`];
}

function droppingWords({ dropping }: Statistics): readonly string[] {
  const { dropped, completed, rate, median } = dropping;
  if (rate === undefined || dropped + completed < 2) return [];
  const when =
    median === undefined
      ? ''
      : median < 1
        ? ', typically before the first episode'
        : `, typically after ${median} ${median === 1 ? 'episode' : 'episodes'}`;
  const ended = `Of ${dropped + completed} shows that ended for you`;
  if (dropped === 0) return [`${ended}, you dropped none.`];
  return [`${ended}, you dropped ${dropped} (${Math.round(rate * 100)} %)${when}.`];
}

function calledWords({ called }: Statistics, show: Show | undefined): readonly string[] {
  const { shows, called: right, better, worse } = called;
  if (shows === 0) return [];
  if (show !== undefined) {
    const turn = right === 1 ? 'on the same side as' : better === 1 ? 'above' : 'below';
    return [`Your last verdict stands ${turn} your first on episode ${timetableIn(show).first}.`];
  }
  const turned = [
    ...(better === 0 ? [] : [`${better} turned out better`]),
    ...(worse === 0 ? [] : [`${worse} ${better === 0 ? 'turned out ' : ''}worse`]),
  ];
  const rest = turned.length === 0 ? '' : `; ${turned.join(', ')}`;
  return [`Called at episode 1: ${right} of ${quantity(shows, 'show')}${rest}.`];
}

/** The pictures, in the order in which they tell the most; those with nothing in them are not there. */
export function statisticsSections(
  statistics: Statistics,
  scope: Scope,
  reader: Reader,
): readonly StatisticsSection[] {
  const isOne = scope.show !== undefined;
  return [
    ...(isOne ? [] : statusSection(statistics)),
    ...moodSection(statistics),
    ...scoreSection(isOne ? statistics.givenScores : statistics.scores, isOne),
    ...(isOne ? [] : droppingSection(statistics)),
    ...divisiveSection(statistics, isOne),
    ...loadSection(statistics),
    ...backlogSection(statistics, reader),
    ...daysSection(statistics, reader),
  ];
}

function statusSection({ statuses }: Statistics): readonly StatisticsSection[] {
  const rows = STATUSES.map((status) => ({ label: status, value: statuses[status] }));
  const some = rows.filter(({ value }) => value > 0);
  if (some.length === 0) return [];
  return [{ kind: 'bars', heading: 'Shows', summary: '', head: ['Status', 'Shows'], rows: some }];
}

function moodSection({ moods: { episodes, wholes } }: Statistics): readonly StatisticsSection[] {
  const rows = [
    ...episodes.map(({ moods, ...bucket }) => ({ label: `ep ${bucketWords(bucket)}`, moods })),
    ...(totalOf(wholes) === 0 ? [] : [{ label: 'show', moods: wholes }]),
  ];
  if (rows.length === 0) return [];
  return [{ kind: 'moods', heading: 'Verdicts by episode', summary: '', rows }];
}

function bucketWords({ from, through }: Bucket): string {
  return through === undefined ? `${from}+` : String(from);
}

function scoreSection(
  { count, mean, distribution }: Scores,
  isOne: boolean,
): readonly StatisticsSection[] {
  if (mean === undefined) return [];
  const lowest = distribution.findIndex((number) => number > 0);
  const highest = distribution.findLastIndex((number) => number > 0);
  const rows = distribution
    .map((value, score) => ({ label: String(score), value }))
    .slice(lowest, highest + 1)
    .reverse();
  const of = quantity(count, isOne ? 'verdict' : 'show');
  return [
    {
      kind: 'bars',
      heading: 'Scores',
      summary: `${twoPlaces(mean)} on average, of ${of}`,
      head: ['Score', isOne ? 'Verdicts' : 'Shows'],
      rows,
    },
  ];
}

/** `8`, `7.5`, `7.33`. */
function twoPlaces(number: number): string {
  return String(Math.round(number * 100) / 100);
}

function droppingSection({ dropping }: Statistics): readonly StatisticsSection[] {
  const { after, dropped } = dropping;
  if (dropped === 0) return [];
  const rows = after.map(({ shows, ...bucket }) => ({
    label: bucket.from === 0 ? 'unseen' : `after ${bucketWords(bucket)}`,
    value: shows,
  }));
  return [
    {
      kind: 'bars',
      heading: 'When you drop',
      summary: `${quantity(dropped, 'show')}, by episodes watched`,
      head: ['Episodes watched', 'Shows'],
      rows,
    },
  ];
}

function divisiveSection({ divisive }: Statistics, isOne: boolean): readonly StatisticsSection[] {
  if (divisive === undefined) return [];
  const { best, worst, moods } = divisive;
  const spread = `from ${MOOD_NAMES[best]} to ${MOOD_NAMES[worst]}`;
  return [
    {
      kind: 'divisive',
      heading: isOne ? 'How your mind moved' : 'Your most divisive show',
      summary: `${spread} in ${quantity(moods.length, 'verdict')}`,
      divisive,
    },
  ];
}

function loadSection({ load, stretch }: Statistics): readonly StatisticsSection[] {
  const total = load.drops.reduce((sum, one) => sum + one, 0);
  if (total === 0) return [];
  const names = [...WEEKDAYS.slice(1), ...WEEKDAYS.slice(0, 1)];
  const busiest = names[load.drops.indexOf(Math.max(...load.drops))];
  return [
    {
      kind: 'bars',
      heading: stretch === undefined ? 'The week ahead' : 'Drops by weekday',
      summary: `${load.estimated > 0 ? '~' : ''}${quantity(total, 'episode')}, most on ${busiest}`,
      head: ['Weekday', 'Episodes'],
      rows: names.map((name, day) => ({ label: name.slice(0, 3), value: load.drops[day] ?? 0 })),
    },
  ];
}

function backlogSection({ backlog }: Statistics, reader: Reader): readonly StatisticsSection[] {
  const last = backlog.at(-1);
  const most = Math.max(...backlog.map(({ episodes }) => episodes));
  if (last === undefined || most === 0) return [];
  const weeks = backlog.map(({ monday, episodes }) => ({
    label: withoutThisYear(dateWords(monday), reader),
    value: episodes,
  }));
  const peak = weeks.find(({ value }) => value === most)?.label;
  const end = last.at === reader.now ? 'now' : 'in the end';
  return [
    {
      kind: 'backlog',
      heading: 'What waited for you',
      summary: `${last.episodes} ${end}, at most ${most} (week of ${peak})`,
      weeks,
    },
  ];
}

function daysSection({ days: told }: Statistics, reader: Reader): readonly StatisticsSection[] {
  const { from, through, days, elsewhere } = told;
  const most = Math.max(...days.map(({ episodes }) => episodes));
  const busiest = days.find(({ episodes }) => episodes === most);
  if (busiest === undefined) return [];
  const date = withoutThisYear(dateWords(busiest.date), reader);
  return [
    {
      kind: 'days',
      heading: 'Watched, day by day',
      summary: `most on ${date}: ${quantity(most, 'episode')}`,
      map: {
        from,
        through,
        amounts: new Map(days.map(({ date: day, episodes }) => [day, episodes])),
      },
      elsewhere: elsewhere === 0 ? '' : `${quantity(elsewhere, 'episode')} at other times`,
    },
  ];
}

/** Whether a `~` of ours stands in a section. */
export function isEstimated({ summary }: StatisticsSection): boolean {
  return summary.startsWith('~');
}
