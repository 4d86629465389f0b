import { MOOD_NAMES } from '../watchlist/mood';
import type { Trail, TrailStep } from '../watchlist/trail';
import { moodSign } from './mood-words';
import { bold, type Column, dim, line, type Row, type Screen, type Text, table } from './text';
import { dateOfInstant, type Reader } from './time';

/** How trails are told. */
export interface TrailReader extends Reader {
  /** Whether notes past the user's progress are told. */
  readonly spoilers: boolean;
}

/** How many moods a line of them has at most: the newest. */
const MOST = 40;

/** `●▲▼`: where each verdict stands, in the order in which they were given. */
export function moodLine(steps: readonly TrailStep[]): Text {
  const shown = steps.slice(-MOST).map(({ mood }) => moodSign(mood));
  return steps.length > MOST ? [dim('…'), ...shown] : shown;
}

const COLUMNS: readonly Column[] = [
  {},
  { optional: 1 },
  {},
  { shrinkTo: 12, wraps: true },
  {},
  { shrinkTo: 16, wraps: true },
];

/** Trails for a person: of each show a line of moods, and the verdicts under it. */
export function trailScreen(trails: readonly Trail[], reader: TrailReader): Screen {
  const rows = trails.flatMap(({ show, steps, told }): readonly Row[] => [
    { line: [bold(show.title), '  ', moodLine(steps)] },
    ...told.map((step) => stepCells(step, reader)),
  ]);
  return [table(COLUMNS, rows, 2)];
}

/** Trails for a pipe: each verdict in a line that names its show and its mood. */
export function trailLines(trails: readonly Trail[], reader: TrailReader): Screen {
  const rows = trails.flatMap(({ show, told }) =>
    told.map((step): Row => {
      const [subject = '', date = '', sign = '', ...said] = stepCells(step, reader);
      const mood = step.mood === undefined ? '' : MOOD_NAMES[step.mood];
      return [show.title, subject, date, sign, mood, ...said];
    }),
  );
  return [table([{}, {}, {}, {}, {}, {}, {}, {}], rows)];
}

/** What a trail's signs mean, for the foot of a screen. */
export const TRAIL_KEY = line(dim('★ loved  ▲ liked  ● undecided  ▼ doubted  ✗ disliked'));

function stepCells({ verdict, mood, isAhead }: TrailStep, reader: TrailReader): readonly Text[] {
  const { episode, at, words = '', score, note = '' } = verdict;
  return [
    episode === undefined ? 'show' : `ep ${String(episode).padStart(2)}`,
    dim(at === undefined ? '' : dateOfInstant(Date.parse(at), reader.zone)),
    moodSign(mood),
    words,
    score === undefined ? '' : `${score}/10`,
    dim(isAhead && note !== '' && !reader.spoilers ? HIDDEN : note),
  ];
}

const HIDDEN = '(a note past your progress: --spoilers tells it)';
