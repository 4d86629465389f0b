import { trailTold } from '../../ui/report-words';
import { MOODS, type Mood } from '../../watchlist/mood';
import type { TrailStep } from '../../watchlist/trail';
import { depthOf, moodClass, ROW } from './marks';

/** How many steps stand beside each other before the trail goes on below. */
const PER_ROW = 26;
/** How far apart they are at most, in pixels, and what they share of a row. */
const WIDEST = 40;
const WIDTH = 290;
/** What the highest and the lowest mood are marked with stands left of the steps. */
const LEFT = 28;
/** Beyond the last step. */
const MARGIN = 10;
/** Where a step is drawn, in pixels from the chart's upper left. */
interface Point {
  readonly x: number;
  readonly y: number;
  readonly mood: Mood | undefined;
  readonly episode: number | undefined;
}

/**
 * A show's trail as a drawing: from left to right as the verdicts were given, each as high as its mood. It
 * has no text of people's, and needs no room beyond a phone's width.
 */
export function TrailChart({ trail }: { readonly trail: readonly TrailStep[] }) {
  const rows = inRows(trail);
  const gap = Math.min(WIDEST, WIDTH / Math.max(1, Math.min(PER_ROW, trail.length) - 1));
  const longest = Math.max(...rows.map(({ length }) => length));
  const width = Math.round((longest - 1) * gap + LEFT + MARGIN);
  const height = rows.length * ROW;
  const drawn = rows.map((steps, row) => pointsIn(steps, row, gap));
  return (
    <svg class="trail" role="img" width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      <title>{`Trail: ${trailTold(trail)}`}</title>
      <path class="levels" d={rows.map((_, row) => levels(row, width)).join('')} />
      <path class="line" d={drawn.map(stepLine).join('')} />
      {rows.map((_, row) => (
        <use key={row} href="#axis" class="axis" y={row * ROW} />
      ))}
      {drawn.flat().map(({ x, y, mood }, index) => (
        <use key={index} href={`#${moodClass(mood)}`} class={moodClass(mood)} x={x} y={y} />
      ))}
      {drawn.map((points, row) => labels(points, row, gap))}
    </svg>
  );
}

function inRows(trail: readonly TrailStep[]): readonly (readonly TrailStep[])[] {
  const rows: (readonly TrailStep[])[] = [];
  for (let start = 0; start < trail.length; start += PER_ROW) {
    rows.push(trail.slice(start, start + PER_ROW));
  }
  return rows;
}

function pointsIn(steps: readonly TrailStep[], row: number, gap: number): readonly Point[] {
  return steps.map(({ mood, verdict: { episode } }, index) => ({
    x: round(LEFT + index * gap),
    y: row * ROW + depthOf(mood),
    mood,
    episode,
  }));
}

function levels(row: number, width: number): string {
  return MOODS.map((mood) => `M${LEFT - MARGIN} ${row * ROW + depthOf(mood)}H${width}`).join('');
}

/** A line that holds each mood until the next one is given. */
function stepLine(points: readonly Point[]): string {
  const known = points.filter(({ mood }) => mood !== undefined);
  return known.map(({ x, y }, index) => (index === 0 ? `M${x} ${y}` : `H${x}V${y}`)).join('');
}

/** The episodes' numbers, as many as there is room for. */
function labels(points: readonly Point[], row: number, gap: number) {
  const digits = Math.max(1, ...points.map(({ episode }) => String(episode ?? '').length));
  const every = Math.ceil((digits * DIGIT + 3) / gap);
  return points.map(({ x, episode }, index) =>
    episode === undefined || index % every > 0 ? null : (
      <text key={x} x={x} y={(row + 1) * ROW - 2}>
        {episode}
      </text>
    ),
  );
}

/** How wide a digit of them is. */
const DIGIT = 7;

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
