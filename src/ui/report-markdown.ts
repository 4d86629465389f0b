import { MOOD_NAMES, MOODS } from '../watchlist/mood';
import { followed } from '../watchlist/releases';
import { isBlank, type ReportedShow, type SeasonReport } from '../watchlist/season-report';
import { markdownLink, markdownText } from './markdown';
import { moodSign } from './mood-words';
import {
  arcWords,
  blankWords,
  episodeSign,
  fateWords,
  finalesTold,
  LENGTH_KEY,
  reachWords,
  reportDays,
  reportTitle,
  saidOn,
  scoreWords,
  subjectWords,
  totalWords,
  UNTOUCHED,
  verdictWords,
  watchedWords,
} from './report-words';
import type { Reader } from './time';

/** The report as a Markdown document that ends with a line feed; what people wrote is harmless in it. */
export function reportMarkdown(report: SeasonReport, reader: Reader): string {
  const { stretch, shows, untouched } = report;
  const heading = `# ${reportTitle(stretch)}, ${reportDays(stretch, reader)}`;
  if (isBlank(report)) {
    return `${[heading, ...blankWords(report, reader).map(markdownText)].join('\n\n')}\n`;
  }
  const parts = [
    heading,
    ...(shows.length === 0 ? [] : [markdownText(totalWords(report).join(' · '))]),
    ...turnsOf(report),
    ...gridOf(report),
    ...shows.flatMap((one) => sectionOf(one, report, reader)),
    ...finalesOf(shows),
    ...partingsOf(shows),
    ...wordsOf(report),
    ...(untouched.length === 0
      ? []
      : [
          listOf(
            UNTOUCHED,
            untouched.map((show) => titleLink(show)),
          ),
        ]),
    ...(report.totals.isLengthGuessed ? [markdownText(LENGTH_KEY)] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function titleLink(show: ReportedShow['show']): string {
  return markdownLink(show.title, followed(show).url);
}

/** Which show rose the most, and which fell. */
function turnsOf({ risen, fallen }: SeasonReport): readonly string[] {
  const turns = [
    { show: risen, words: 'grew on you most' },
    { show: fallen, words: 'lost you most' },
  ];
  return turns.flatMap(({ show, words }) =>
    show === undefined
      ? []
      : [`**${titleLink(show.show)}** ${words}: ${markdownText(arcWords(show))}`],
  );
}

/** All shows as a table, each episode a sign, with what the signs mean below. */
function gridOf({ shows }: SeasonReport): readonly string[] {
  if (shows.length === 0) return [];
  const rows = shows.map((reported) => {
    const { show, episodes, score, words } = reported;
    const cells = [
      titleLink(show),
      reachWords(reported),
      episodes.map((one) => episodeSign(one).text).join(''),
      score === undefined ? '' : scoreWords(score),
      markdownText(words ?? ''),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const moods = MOODS.toReversed().map((mood) => `${moodSign(mood).text} ${MOOD_NAMES[mood]}`);
  const key = [...moods, '✓ watched', '○ not watched', '· not out yet'].join(', ');
  const head = [
    '| Show | Episodes | Verdicts | Score | In the end |',
    '| --- | --- | --- | --- | --- |',
  ];
  return [[...head, ...rows].join('\n'), key];
}

/** A show with its trail. */
function sectionOf(
  reported: ReportedShow,
  { stretch }: SeasonReport,
  reader: Reader,
): readonly string[] {
  const { show, score, trail } = reported;
  const facts = [
    fateWords(reported),
    ...(reported.watched === 0 ? [] : [watchedWords(reported)]),
    ...(score === undefined ? [] : [`${scoreWords(score)}/10`]),
  ];
  const items = trail.map(({ verdict, mood }) => {
    const said = markdownText(verdictWords(verdict));
    const note = verdict.note === undefined ? '' : markdownText(verdict.note);
    const told = [said === '' ? '' : `**${said}**`, note].filter((one) => one !== '');
    const subject = `${moodSign(mood).text} ${subjectWords(verdict)}`;
    const parts = [subject, saidOn(verdict, stretch, reader), ...told];
    return `- ${parts.filter((part) => part !== '').join(' · ')}`;
  });
  return [
    `## ${titleLink(show)}`,
    facts.join(' · '),
    ...(items.length === 0 ? [] : [items.join('\n')]),
  ];
}

function finalesOf(shows: readonly ReportedShow[]): readonly string[] {
  const items = finalesTold(shows).map(({ show, episode, number, told }) => {
    const words = `${episodeSign(episode).text} ${markdownText(told)}`;
    return `**${titleLink(show)}** ${markdownText(number)} · ${words}`;
  });
  return items.length === 0 ? [] : [listOf('Finales', items)];
}

function partingsOf(shows: readonly ReportedShow[]): readonly string[] {
  const items = shows
    .filter(({ exit }) => exit !== undefined)
    .map((reported) => {
      const said = markdownText(reported.words ?? '');
      return `**${titleLink(reported.show)}** ${fateWords(reported)}${said === '' ? '' : ` · ${said}`}`;
    });
  return items.length === 0 ? [] : [listOf('Dropped', items)];
}

function wordsOf({ phrases }: SeasonReport): readonly string[] {
  const items = phrases.map(
    ({ words, mood, times }) => `${moodSign(mood).text} ${markdownText(words)} ×${times}`,
  );
  return items.length === 0 ? [] : [listOf('Your words', items)];
}

function listOf(heading: string, items: readonly string[]): string {
  return [`## ${heading}`, '', ...items.map((item) => `- ${item}`)].join('\n');
}
