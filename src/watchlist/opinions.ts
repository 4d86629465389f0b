import { MOODS, type Mood, type Vocabulary } from './mood';
import { followed } from './releases';
import type { Show } from './show';
import { type Bucket, bucketed, type MoodCounts, moodCounts } from './tally';
import { titleKey } from './title';
import { type TrailStep, trailOf } from './trail';
import { latestScore } from './verdict';

/** A show and its trail, read once for all that is asked of it. */
export interface Judged {
  readonly show: Show;
  readonly trail: readonly TrailStep[];
}

export function judged(shows: readonly Show[], vocabulary: Vocabulary): readonly Judged[] {
  return shows.map((show) => ({ show, trail: trailOf(show, vocabulary) }));
}

/** Where verdicts stand, by what they are on. */
export interface Moods {
  /** Every verdict on an episode counts, also a second one on the same; in order of episode. */
  readonly episodes: readonly (Bucket & { readonly moods: MoodCounts })[];
  /** Verdicts on shows as wholes. */
  readonly wholes: MoodCounts;
  /** How many verdicts have words or a score of which no mood is known. */
  readonly unknown: number;
  /** All verdicts there are, also those that are a mere note. */
  readonly verdicts: number;
}

export function moodsOf(all: readonly Judged[]): Moods {
  const steps = all.flatMap(({ trail }) => trail);
  const onEpisodes = steps.flatMap(({ verdict: { episode }, mood }) =>
    episode === undefined || mood === undefined ? [] : [{ episode, mood }],
  );
  const onWholes = steps.flatMap(({ verdict, mood }) =>
    verdict.episode !== undefined || mood === undefined ? [] : [mood],
  );
  return {
    episodes: bucketed(onEpisodes, ({ episode }) => episode).map(({ items, ...bucket }) => ({
      ...bucket,
      moods: moodCounts(items.map(({ mood }) => mood)),
    })),
    wholes: moodCounts(onWholes),
    unknown: steps.filter(({ verdict, mood }) => mood === undefined && verdict.words !== undefined)
      .length,
    verdicts: steps.length,
  };
}

export interface Scores {
  readonly count: number;
  /** Undefined of none. */
  readonly mean: number | undefined;
  /** How many there are of each whole score from 0 to 10; a half counts as the one above it. */
  readonly distribution: readonly number[];
}

export function scoresOf(scores: readonly number[]): Scores {
  const distribution = Array.from({ length: 11 }, () => 0);
  for (const score of scores) {
    const whole = Math.round(score);
    distribution[whole] = (distribution[whole] ?? 0) + 1;
  }
  const sum = scores.reduce((total, score) => total + score, 0);
  return {
    count: scores.length,
    mean: scores.length === 0 ? undefined : sum / scores.length,
    distribution,
  };
}

/** The score each show stands at now: the newest on the show, else on any of its episodes. */
export function standingScores(shows: readonly Show[]): readonly number[] {
  return shows.map(latestScore).filter((score) => score !== undefined);
}

/** Every score that was ever given. */
export function givenScores(all: readonly Judged[]): readonly number[] {
  return all
    .flatMap(({ trail }) => trail)
    .flatMap(({ verdict: { score } }) => (score === undefined ? [] : [score]));
}

/** A show on which the user was of very different minds. */
export interface Divisive {
  readonly show: Show;
  /** The moods of its verdicts, in the order in which they were given. */
  readonly moods: readonly Mood[];
  readonly best: Mood;
  readonly worst: Mood;
}

/**
 * The show whose moods lie furthest apart, best from worst; of several the one with more verdicts, and of
 * these the first by title. Undefined where no show was ever seen in two ways.
 */
export function mostDivisive(all: readonly Judged[]): Divisive | undefined {
  let most: Divisive | undefined;
  for (const { show, trail } of all) {
    const moods = trail.flatMap(({ mood }) => (mood === undefined ? [] : [mood]));
    const best = MOODS.findLast((mood) => moods.includes(mood));
    const worst = MOODS.find((mood) => moods.includes(mood));
    if (best === undefined || worst === undefined || best === worst) continue;
    const divisive = { show, moods, best, worst };
    if (most === undefined || isMoreDivisive(divisive, most)) most = divisive;
  }
  return most;
}

function isMoreDivisive(one: Divisive, other: Divisive): boolean {
  const wider = one.best - one.worst - (other.best - other.worst);
  if (wider !== 0) return wider > 0;
  const more = one.moods.length - other.moods.length;
  if (more !== 0) return more > 0;
  return titleKey(one.show.title) < titleKey(other.show.title);
}

/** How often the first episode told what the user thinks now. */
export interface Called {
  /** Shows with a verdict on their first episode, and another one after it. */
  readonly shows: number;
  /** Of those: the first and the last verdict lie on the same side, of liking, of doubt, or of neither. */
  readonly called: number;
  /** Of the others: the last verdict lies on a better side than the first. */
  readonly better: number;
  readonly worse: number;
}

export function calledAtFirst(all: readonly Judged[]): Called {
  const turns = all.flatMap(turnSinceFirst);
  const count = (wanted: number) => turns.filter((turn) => turn === wanted).length;
  return { shows: turns.length, called: count(0), better: count(1), worse: count(-1) };
}

/** 1 or −1 where the last verdict lies on a better or worse side than the first on the first episode; else 0. */
function turnSinceFirst({ show, trail }: Judged): readonly number[] {
  const first = followed(show).schedule.first ?? 1;
  const moods = trail.filter(({ mood }) => mood !== undefined);
  const begin = moods.findIndex(({ verdict }) => verdict.episode === first);
  const before = moods[begin]?.mood;
  const after = moods.slice(begin + 1).at(-1)?.mood;
  if (begin < 0 || before === undefined || after === undefined) return [];
  return [Math.sign(Math.sign(after) - Math.sign(before))];
}
