import type { Loss, Recovery } from '../store/salvage';
import { type Block, dim, line, type Row, type Screen, table, wrapping } from '../ui/text';
import { quantity } from '../watchlist/quantity';

/** What is wrong with a list. @param reason undefined when it is gone. */
export function troubleWords(reason: string | undefined): string {
  return reason === undefined ? 'Your list is gone.' : `Your list cannot be read: ${reason}.`;
}

/** Where a damaged file is now. */
export function setAsideLine(path: string): Block {
  return line(dim(`The damaged file is now ${path}`));
}

/** The first rows of a table, and how many more there are. */
export function firstRows(rows: readonly Row[]): readonly Row[] {
  if (rows.length <= MOST + 1) return rows;
  return [...rows.slice(0, MOST), { line: dim(`  and ${rows.length - MOST} more`) }];
}

/** What was recovered and from what: `231 shows as of revision 812, from backup 807 and 5 changes of the journal`. */
export function recoveryWords({ watchlist, backup, entries, lines }: Recovery): string {
  const { shows, revision } = watchlist;
  const sources = [
    ...(backup === undefined ? [] : [`backup ${backup}`]),
    ...(entries === 0 ? [] : [`${quantity(entries, 'change')} of the journal`]),
    ...(lines === 0 ? [] : [`${quantity(lines, 'show')} of the damaged file`]),
  ];
  const last = sources.at(-1) ?? 'the damaged file';
  const rest = sources.slice(0, -1);
  const from = rest.length === 0 ? last : `${rest.join(', ')} and ${last}`;
  return `${quantity(shows.length, 'show')} as of revision ${revision}, from ${from}`;
}

/** In one sentence, what is lost, or was once it is done: `Nothing is lost.` */
export function lossSummary({ losses, lines }: Recovery, verb: 'is' | 'was' = 'is'): string {
  const count = (kind: Loss['kind']) => losses.filter((loss) => loss.kind === kind).length;
  const words = [
    ...(count('revision') > 0 ? ['which changes are missing is not known'] : []),
    ...losses.flatMap((loss) => (loss.kind === 'changes' ? [rangeWords(loss)] : [])),
    ...(count('gone') > 0 ? [quantity(count('gone'), 'show')] : []),
  ];
  const but = lines > 0 ? ', but for what the damaged file still holds' : '';
  if (words.length > 0) return `Lost: ${words.join('; ')}${but}.`;
  return count('otherwise') > 0
    ? `Nothing that jikai wrote ${verb} lost.`
    : `Nothing ${verb} lost.`;
}

function rangeWords({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? `the change of revision ${from}` : `the changes of revisions ${from}–${to}`;
}

/** How many shows of a kind are named before it is said how many more there are. */
const MOST = 12;

const GROUPS: readonly {
  readonly about: (verb: 'is' | 'was') => string;
  readonly row: (loss: Loss) => Row | undefined;
}[] = [
  {
    about: () => 'Only to be had as of an earlier revision, and maybe changed since:',
    row: (loss) =>
      loss.kind === 'older' ? [loss.show.title, dim(`as of ${loss.revision}`)] : undefined,
  },
  {
    about: () =>
      'In the damaged file there is no more than the beginning, and elsewhere nothing, of:',
    row: (loss) => (loss.kind === 'gone' ? [loss.id] : undefined),
  },
  {
    about: (verb) =>
      `Otherwise in the damaged file than jikai wrote it, by damage or by somebody’s hand; what jikai wrote ${verb} taken:`,
    row: (loss) => (loss.kind === 'otherwise' ? [loss.show.title, dim(loss.show.id)] : undefined),
  },
];

/** What is lost, by name: the first few of each kind. */
export function lossScreen(recovery: Recovery, verb: 'is' | 'was' = 'is'): Screen {
  const { losses } = recovery;
  const named = GROUPS.flatMap(({ about, row }): Screen => {
    const rows = losses.flatMap((loss) => {
      const made = row(loss);
      return made === undefined ? [] : [made];
    });
    if (rows.length === 0) return [];
    return [wrapping(about(verb)), table([{ shrinkTo: 16 }, {}], firstRows(rows), 2)];
  });
  return [wrapping(lossSummary(recovery, verb)), ...named];
}

/** Losses as JSON. */
export function lossesJson({ losses }: Recovery): readonly object[] {
  return losses.map((loss) => {
    if (loss.kind === 'older') {
      return { kind: loss.kind, id: loss.show.id, title: loss.show.title, revision: loss.revision };
    }
    if (loss.kind === 'otherwise') {
      return { kind: loss.kind, id: loss.show.id, title: loss.show.title };
    }
    return loss;
  });
}
