import { monthOf } from '../watchlist/calendar';
import { MOOD_NAMES, MOODS } from '../watchlist/mood';
import type { Statistics } from '../watchlist/statistics';
import { ESTIMATE_WORDS } from './estimates';
import { markdownText } from './markdown';
import type { HeatMap } from './plots';
import {
  isEstimated,
  type Labelled,
  type Scope,
  type StatisticsSection,
  statisticsHeading,
  statisticsSections,
  totalsWords,
} from './statistics-sections';
import type { Reader } from './time';

/** Statistics as a Markdown document of tables that ends with a line feed; titles in it are harmless. */
export function statisticsMarkdown(statistics: Statistics, scope: Scope, reader: Reader): string {
  const { title, about } = statisticsHeading(statistics, scope);
  const totals = totalsWords(statistics, scope).map((words) => `- ${markdownText(words)}`);
  const sections = statisticsSections(statistics, scope, reader);
  const parts = [
    `# ${[title, about]
      .filter((one) => one !== '')
      .map(markdownText)
      .join(', ')}`,
    ...(totals.length === 0 ? [] : [totals.join('\n')]),
    ...sections.map(sectionMarkdown),
    ...(sections.some(isEstimated) ? [markdownText(ESTIMATE_WORDS)] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function sectionMarkdown(section: StatisticsSection): string {
  const { heading, summary } = section;
  const head = `## ${heading}${summary === '' ? '' : ` (${markdownText(summary)})`}`;
  return `${head}\n\n${contentOf(section)}`;
}

function contentOf(section: StatisticsSection): string {
  switch (section.kind) {
    case 'bars':
      return tableOf(section.head, cells(section.rows));
    case 'moods': {
      const moods = MOODS.toReversed();
      return tableOf(
        ['Verdict on', ...moods.map((mood) => MOOD_NAMES[mood])],
        section.rows.map(({ label, moods: counts }) => [
          label,
          ...moods.map((mood) => String(counts[mood])),
        ]),
      );
    }
    case 'divisive': {
      const { show, moods } = section.divisive;
      return `**${markdownText(show.title)}** ${markdownText(moods.map((mood) => MOOD_NAMES[mood]).join(', '))}`;
    }
    case 'backlog':
      return tableOf(['Week of', 'Waiting'], cells(section.weeks));
    case 'days': {
      const rest = section.elsewhere === '' ? '' : `\n\n${markdownText(section.elsewhere)}`;
      return `${tableOf(['Month', 'Episodes'], cells(byMonth(section.map)))}${rest}`;
    }
  }
}

function cells(rows: readonly Labelled[]): readonly (readonly string[])[] {
  return rows.map(({ label, value }) => [label, String(value)]);
}

/** What was watched in each month that has any. */
function byMonth({ amounts }: HeatMap): readonly Labelled[] {
  const months = new Map<string, number>();
  for (const [date, amount] of amounts) {
    const month = `${monthOf(Date.parse(date))} ${date.slice(0, 4)}`;
    months.set(month, (months.get(month) ?? 0) + amount);
  }
  return [...months].map(([label, value]) => ({ label, value }));
}

/** The first column is words, the others numbers. */
function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (parts: readonly string[]) => `| ${parts.map(markdownText).join(' | ')} |`;
  const rule = `|${head.map((_, index) => (index === 0 ? ' --- ' : ' ---: ')).join('|')}|`;
  return [row(head), rule, ...rows.map(row)].join('\n');
}
