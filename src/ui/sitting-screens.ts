import { followed } from '../watchlist/releases';
import { runs } from '../watchlist/runs';
import type { Drop } from '../watchlist/schedule';
import type { Show } from '../watchlist/show';
import type { TrailStep } from '../watchlist/trail';
import { type Opinion, opinionText } from '../watchlist/verdict';
import type { Millis } from '../watchlist/zone';
import { sinceWords } from './agenda-screen';
import { markOf } from './estimates';
import { moodSign } from './mood-words';
import { nextWords } from './show-words';
import { untilWords } from './sitting-words';
import { bold, dim, line, type Row, type Screen, type Span, table } from './text';
import type { Reader } from './time';

/** What one is told of a show before one is asked about it. */

/** How many steps of a trail are told in words; the signs tell of more. */
const ENOUGH = { words: 5, signs: 24 };

/** How far the user is: `3 of ~13`, `3 in` while nobody has said how many there are. */
export function farWords(show: Show): string {
  const { episodes } = followed(show).schedule;
  const seen = show.watched.length;
  return episodes === undefined
    ? `${seen} in`
    : `${seen} of ${markOf(episodes.basis)}${episodes.number}`;
}

/** A show on trial, how far one is, and what one said of it so far. */
export function trialScreen(show: Show, trail: readonly TrailStep[]): Screen {
  return [
    table([{ shrinkTo: 16 }, {}, {}], [[bold(show.title), dim(farWords(show)), signsOf(trail)]]),
    ...trailScreen(show, trail),
  ];
}

/** That deciding on a show was put off, and until when. */
export function snoozedScreen(
  { title }: Show,
  until: Millis,
  opinion: Opinion | undefined,
  reader: Reader,
): Screen {
  const said = opinion === undefined ? '' : `  ${opinionText(opinion)}`;
  return [line(bold(title), `  put off until ${untilWords(until, reader)}`, said)];
}

/** A show of which episodes wait, since when, and what one said of it so far. */
export function reviewScreen(
  show: Show,
  drops: readonly [Drop, ...Drop[]],
  trail: readonly TrailStep[],
  reader: Reader,
): Screen {
  const episodes = `ep ${runs(drops.map(({ episode }) => episode))}`;
  const since = dim(`since ${sinceWords(drops[0], reader)}`);
  return [
    table([{ shrinkTo: 16 }, { shrinkTo: 8 }, {}], [[bold(show.title), episodes, since]]),
    ...trailScreen(show, trail.slice(-1), trail.length - 1),
  ];
}

/** That no episode of a show waits, and when one will be there. */
export function idleScreen(show: Show, reader: Reader): Screen {
  return [line(`Nothing of ${show.title} waits for you.`), line(nextWords(show, reader))];
}

/** Shows on trial, a line each. */
export function trialsScreen(
  undecided: readonly { readonly show: Show; readonly trail: readonly TrailStep[] }[],
): Screen {
  const rows = undecided.map(({ show, trail }): Row => {
    const said = trail.at(-1);
    return [
      show.title,
      dim(farWords(show)),
      signsOf(trail),
      said === undefined ? '' : opinionText(said.verdict),
    ];
  });
  return [table([{ shrinkTo: 16 }, {}, { optional: 1 }, { shrinkTo: 12 }], rows)];
}

function signsOf(trail: readonly TrailStep[]): readonly Span[] {
  const shown = trail.slice(-ENOUGH.signs).map(({ mood }) => moodSign(mood));
  return trail.length > ENOUGH.signs ? [dim('…'), ...shown] : shown;
}

/** @param before how many steps there are before these. */
function trailScreen(show: Show, trail: readonly TrailStep[], before = 0): Screen {
  const shown = trail.slice(-ENOUGH.words);
  const hidden = before + trail.length - shown.length;
  const rows: Row[] = shown.map(({ verdict, mood }) => {
    const isNote = verdict.words === undefined && verdict.score === undefined;
    return [
      dim(verdict.episode === undefined ? 'show' : `ep ${verdict.episode}`),
      [moodSign(mood), ' ', opinionText(verdict)],
      dim(isNote ? '' : (verdict.note ?? '')),
    ];
  });
  if (hidden > 0) rows.push({ line: dim(`  and ${hidden} before: jikai verdicts ${show.id}`) });
  return [table([{}, { shrinkTo: 12 }, { shrinkTo: 12, optional: 1 }], rows, 2)];
}
