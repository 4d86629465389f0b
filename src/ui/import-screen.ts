import type { Refused } from '../watchlist/brought';
import { isSame } from '../watchlist/equal';
import {
  type ImportPlan,
  MEETINGS,
  type Meeting,
  type PlannedEntry,
} from '../watchlist/import-plan';
import { quantity } from '../watchlist/quantity';
import { followed } from '../watchlist/releases';
import type { Show } from '../watchlist/show';
import { latestScore } from '../watchlist/verdict';
import { bold, dim, line, type Row, type Screen, styled, type Text, table } from './text';

/** A list that is to be imported: how to speak of it, and what is to become of it. */
export interface ImportTelling {
  /** What the file is: `MyAnimeList XML`. */
  readonly form: string;
  readonly plan: ImportPlan;
}

/** How many rows of a kind a person is shown before it is said how many more there are. */
const ENOUGH = 12;

/** What each kind of entry is called, and what is said of it, where there are any. */
const GROUPS: readonly {
  readonly meeting: Exclude<Meeting, 'same'>;
  readonly heading: string;
  readonly aside: string;
}[] = [
  { meeting: 'new', heading: 'New', aside: '' },
  { meeting: 'changed', heading: 'Changed', aside: '' },
  {
    meeting: 'conflicting',
    heading: 'In conflict',
    aside: 'what you said stays; --theirs takes what the list says',
  },
  {
    meeting: 'unresolved',
    heading: 'Unknown to the catalogue',
    aside: 'kept as the list has them, without times',
  },
];

/** The plan for a person: what becomes of the entries, the first few of each kind. */
export function importScreen({ form, plan }: ImportTelling): Screen {
  const { entries, refused, lessened } = plan;
  const groups = GROUPS.flatMap(({ meeting, heading, aside }) => {
    const rows = entries.filter((one) => one.meeting === meeting).map(entryCells);
    return group(heading, aside, rows);
  });
  return [
    line(bold(form), dim(` · ${countWords(plan)}`)),
    ...groups,
    ...group('Not all of it', 'taken over without this', lessened.map(refusedRow)),
    ...group('Left out', '', refused.map(refusedRow)),
  ];
}

function group(heading: string, aside: string, rows: readonly Row[]): Screen {
  if (rows.length === 0) return [];
  const rest = rows.length - ENOUGH;
  const told = rest > 1 ? rows.slice(0, ENOUGH) : rows;
  const more: Row[] = rest > 1 ? [{ line: dim(`  and ${rest} more`) }] : [];
  const columns = [{ shrinkTo: 16 }, { shrinkTo: 20, wraps: true }] as const;
  return [
    line(''),
    line(bold(heading), dim(` ${rows.length}${aside === '' ? '' : ` · ${aside}`}`)),
    table(columns, [...told, ...more], 2),
  ];
}

/**
 * The plan for a pipe, an entry a line.
 * @param all also of entries that are taken over just as they are, which need nobody's eye.
 */
export function importLines(
  { plan: { entries, refused, lessened } }: ImportTelling,
  all: boolean,
): Screen {
  const told = all ? entries : entries.filter(({ meeting }) => !UNREMARKABLE.includes(meeting));
  const rows = [
    ...told.map((entry): Row => {
      const [title = '', what = ''] = entryCells(entry);
      return [entry.meeting, entry.after.id, title, what];
    }),
    ...lessened.map((one): Row => ['lessened', '', one.name, one.why]),
    ...refused.map((one): Row => ['refused', '', one.name, one.why]),
  ];
  return [table([{}, {}, {}, {}], rows)];
}

const UNREMARKABLE: readonly Meeting[] = ['new', 'changed', 'same'];

/** `412 entries: 380 new, 20 changed, 12 the same`. */
export function countWords({ entries, refused }: ImportPlan): string {
  const counts = MEETINGS.map((meeting) => ({
    name: NAMES[meeting],
    count: entries.filter((one) => one.meeting === meeting).length,
  }));
  const parts = [...counts, { name: 'left out', count: refused.length }]
    .filter(({ count }) => count > 0)
    .map(({ count, name }) => `${count} ${name}`);
  return `${quantity(entries.length + refused.length, 'entry', 'entries')}: ${parts.join(', ')}`;
}

const NAMES: Readonly<Record<Meeting, string>> = {
  new: 'new',
  changed: 'changed',
  same: 'as you have it',
  conflicting: 'in conflict',
  unresolved: 'unknown',
};

function refusedRow({ name, why }: Refused): Row {
  return [name, dim(why)];
}

function entryCells({ before, after, kept }: PlannedEntry): readonly Text[] {
  if (before === null) return [after.title, dim(standingWords(after))];
  const told = [
    ...changeWords(before, after),
    ...kept.map(({ about, ours, theirs }) => `${about}: you ${ours}, they ${theirs}`),
  ];
  return [after.title, kept.length > 0 ? styled('yellow', told.join('; ')) : dim(told.join('; '))];
}

/** `completed 12/12 · 8/10`. */
function standingWords(show: Show): string {
  const { episodes } = followed(show).schedule;
  const count = episodes === undefined ? '' : `/${episodes.number}`;
  const score = latestScore(show);
  const seen = show.watched.length === 0 ? '' : ` ${show.watched.length}${count}`;
  return [`${show.status}${seen}`, ...(score === undefined ? [] : [`${score}/10`])].join(' · ');
}

/** What an entry changes of a show, each in a few words. */
function changeWords(before: Show, after: Show): readonly string[] {
  const [was, is] = [before.watched.length, after.watched.length];
  const said = after.verdicts.length - before.verdicts.length;
  const words = [
    before.status === after.status ? '' : `${before.status} → ${after.status}`,
    was === is ? '' : `${was} → ${is} watched`,
    said > 0 ? quantity(said, 'verdict') : '',
    differs('tags') ? 'tags' : '',
    differs('started') || differs('finished') ? 'dates' : '',
    differs('rewatches') || differs('rewatching') ? 'watched again' : '',
  ].filter((one) => one !== '');
  return words.length === 0 && !isSame(before, after) ? ['facts about the show'] : words;

  function differs(field: keyof Show): boolean {
    return !isSame(before[field], after[field]);
  }
}
