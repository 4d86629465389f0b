import { MOODS } from '../watchlist/mood';
import type { Statistics } from '../watchlist/statistics';
import { totalOf } from '../watchlist/tally';
import { ESTIMATE_KEY } from './estimates';
import { moodKey, moodSign } from './mood-words';
import { bar, heatMap, moodBar, SHADES, sparkline } from './plots';
import {
  isEstimated,
  type Scope,
  type StatisticsSection,
  statisticsHeading,
  statisticsSections,
  totalsWords,
} from './statistics-sections';
import {
  blank,
  bold,
  dim,
  line,
  type Row,
  type Screen,
  styled,
  type Text,
  table,
  wrapping,
} from './text';
import { dateWords, type Reader, withoutThisYear } from './time';

/** Cells that a bar's row needs besides the bar: indent, label, gaps, number. */
const BESIDE = 20;

/** The widest a bar is drawn: longer ones say no more. */
const WIDEST_BAR = 40;

/** A row of moods may be longer, so that it has a sign for each verdict as long as it can. */
const WIDEST_MOODS = 60;

/**
 * Statistics for a person and for a pipe alike: the totals, then the pictures.
 * @param columns cells in a row of the terminal, for which the pictures are drawn.
 */
export function statisticsScreen(
  statistics: Statistics,
  scope: Scope,
  reader: Reader,
  columns: number,
): Screen {
  const { title, about } = statisticsHeading(statistics, scope);
  const sections = statisticsSections(statistics, scope, reader);
  const totals = totalsWords(statistics, scope);
  return [
    table([{ shrinkTo: 12 }, {}], [[bold(title), dim(about)]]),
    ...(totals.length === 0 ? [] : [blank, wrapping(...totals)]),
    ...sections.flatMap((section) => [blank, ...sectionScreen(section, reader, columns)]),
    ...(sections.some(isEstimated) ? [blank, ...ESTIMATE_KEY] : []),
  ];
}

function sectionScreen(section: StatisticsSection, reader: Reader, columns: number): Screen {
  const { heading, summary } = section;
  const headed = (...rest: Screen): Screen => [
    line(bold(heading), summary === '' ? '' : dim(`  ${summary}`)),
    ...rest,
  ];
  const room = Math.max(10, columns - BESIDE);
  switch (section.kind) {
    case 'bars': {
      const most = Math.max(...section.rows.map(({ value }) => value));
      const width = Math.min(room, WIDEST_BAR);
      return headed(
        rows(
          section.rows.map(({ label, value }) => [
            label,
            dim(String(value)),
            styled('cyan', bar(value, most, width)),
          ]),
        ),
      );
    }
    case 'moods': {
      const most = Math.max(...section.rows.map(({ moods }) => totalOf(moods)));
      const width = Math.min(room, WIDEST_MOODS);
      const key = MOODS.toReversed().flatMap((mood): Text[] => ['  ', ...moodKey(mood)]);
      return headed(
        rows(
          section.rows.map(({ label, moods }) => [
            label,
            dim(String(totalOf(moods))),
            moodBar(moods, most, width),
          ]),
        ),
        line(...key),
      );
    }
    case 'divisive': {
      const { show, moods } = section.divisive;
      return headed(
        table([{ shrinkTo: 12 }, { shrinkTo: 8 }], [[show.title, moods.map(moodSign)]], 2),
      );
    }
    case 'backlog': {
      const { weeks } = section;
      const shown = weeks.slice(-Math.max(1, columns - 2));
      return headed(
        line('  ', styled('cyan', sparkline(shown.map(({ value }) => value)))),
        line(dim(`  a sign a week, from the week of ${shown[0]?.label}`)),
      );
    }
    case 'days': {
      const { lines, from } = heatMap(section.map, columns);
      const since = withoutThisYear(dateWords(from), reader);
      const rest = section.elsewhere === '' ? '' : `, ${section.elsewhere}`;
      return headed(
        ...lines.map((one) => line(one)),
        line(dim('  '), shadeKey()),
        line(dim(`  since ${since}${rest}`)),
      );
    }
  }
}

function rows(cells: readonly Row[]): Screen[number] {
  return table([{}, { align: 'right' }, {}], cells, 2);
}

/** `· 0  ░ 1  ▒ 2  ▓ 3–5  █ 6+  episodes a day`. */
function shadeKey(): Text {
  const parts = SHADES.map(({ from, sign }, index) => {
    const next = SHADES[index + 1]?.from;
    const through = next === undefined ? undefined : next - 1;
    const range =
      through === undefined ? `${from}+` : from === through ? `${from}` : `${from}–${through}`;
    return `${sign} ${range}`;
  });
  return dim(`${parts.join('  ')}  episodes a day`);
}
