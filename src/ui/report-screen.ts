import { MOODS } from '../watchlist/mood';
import type { ReportedShow, SeasonReport } from '../watchlist/season-report';
import { moodKey, moodSign } from './mood-words';
import {
  episodeSign,
  fateWords,
  finalesTold,
  LENGTH_KEY,
  reachWords,
  reportDays,
  reportTitle,
  scoreWords,
  totalWords,
  UNTOUCHED,
  watchedWords,
} from './report-words';
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
import type { Reader } from './time';

const COLUMNS = [
  { shrinkTo: 14 },
  { shrinkTo: 13 },
  { align: 'right' },
  { shrinkTo: 8 },
  { optional: 1 },
] as const;

/** How many phrases a person is shown. */
const ENOUGH_PHRASES = 8;

/** The report for a person: a line for each show, each episode a sign. */
export function reportScreen(report: SeasonReport, reader: Reader): Screen {
  const { stretch, shows, untouched, totals } = report;
  return [
    line(bold(reportTitle(stretch)), dim(`  ${reportDays(stretch, reader)}`)),
    ...(shows.length === 0 ? [] : [wrapping(totalWords(report).join(' · '))]),
    blank,
    table(COLUMNS, shows.map(showRow), 2),
    ...finaleBlocks(shows),
    ...phraseBlocks(report),
    ...(untouched.length === 0
      ? []
      : [
          blank,
          line(bold(UNTOUCHED)),
          table(
            [{ shrinkTo: 14 }],
            untouched.map(({ title }) => [title]),
            2,
          ),
        ]),
    blank,
    ...keyOf(report),
    ...(totals.isLengthGuessed ? [wrapping(dim(LENGTH_KEY))] : []),
  ];
}

function showRow(reported: ReportedShow): Row {
  const { show, episodes, score, words } = reported;
  return [
    show.title,
    episodes.map(episodeSign),
    score === undefined ? '' : `${scoreWords(score)}/10`,
    words ?? '',
    dim(fateWords(reported)),
  ];
}

function finaleBlocks(shows: readonly ReportedShow[]): Screen {
  const rows = finalesTold(shows).map(
    ({ show, episode, number, told }): Row => [
      show.title,
      number,
      [episodeSign(episode), ` ${told}`],
    ],
  );
  if (rows.length === 0) return [];
  return [blank, line(bold('Finales')), table([{ shrinkTo: 14 }, {}, { shrinkTo: 12 }], rows, 2)];
}

function phraseBlocks({ phrases }: SeasonReport): Screen {
  if (phrases.length === 0) return [];
  const rows = phrases
    .slice(0, ENOUGH_PHRASES)
    .map(({ words, mood, times }): Row => [moodSign(mood), words, dim(`×${times}`)]);
  return [blank, line(bold('Your words')), table([{}, { shrinkTo: 14 }, {}], rows, 2)];
}

/** What the signs mean: those of moods, and of episodes without one. */
function keyOf({ shows }: SeasonReport): Screen {
  if (shows.length === 0) return [];
  const moods = MOODS.toReversed().map(
    (mood, index): Text => [index > 0 ? '  ' : '', moodKey(mood)],
  );
  const states = [styled('green', '✓'), dim(' watched  ○ not watched  · not out yet')];
  return [wrapping(moods), wrapping(states)];
}

/** The report for a pipe, nothing left out: a line for each thing. */
export function reportLines(report: SeasonReport): Screen {
  const { shows, untouched, phrases } = report;
  const rows: readonly Row[] = [
    ...shows.map((reported): Row => {
      const { show, episodes, score, words } = reported;
      return [
        'show',
        show.title,
        reachWords(reported),
        episodes.map(episodeSign),
        [
          watchedWords(reported),
          ...(score === undefined ? [] : [`${scoreWords(score)}/10`]),
          ...(words === undefined ? [] : [words]),
          fateWords(reported),
        ].join(' · '),
      ];
    }),
    ...finalesTold(shows).map(
      ({ show, episode, number, told }): Row => [
        'finale',
        show.title,
        number,
        episodeSign(episode),
        told,
      ],
    ),
    ...phrases.map(
      ({ words, mood, times }): Row => ['words', words, '', moodSign(mood), `×${times}`],
    ),
    ...untouched.map(({ title }): Row => ['waits', title, '', '', 'not watched']),
  ];
  return [table([{}, {}, {}, {}, {}], rows)];
}
