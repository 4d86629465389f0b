import type { Context } from '../context';
import { bold, dim, line, type Row, type Span, styled, table } from '../ui/text';
import { Problem } from '../watchlist/problem';
import { quantity } from '../watchlist/quantity';
import { examples, type Verb } from './verb';

/** What one check found. */
export interface Finding {
  /** What was looked at: `store`. */
  readonly check: string;
  /** `note`: nothing is broken, but there is something to know. */
  readonly state: 'good' | 'note' | 'bad';
  readonly words: string;
  /** How to mend it, or what to do about it. */
  readonly hint?: string;
}

export const doctorVerb: Verb = {
  names: ['doctor'],
  define: (command, act) => {
    command
      .summary('check that all is well, and how to mend what is not')
      .description(
        'Looks at your list, its backups, the catalogue, clock and zone, the timer and channels of your reminders, and this terminal. It changes nothing and sends nothing, unless it is to repair: then a list that cannot be read is put together again from its backups, its journal and what is still whole of it. The damaged file is kept.',
      )
      .option('--repair', 'bring back a damaged or lost list; it asks first')
      .addHelpText(
        'after',
        examples('doctor', 'doctor --json', 'doctor --repair', 'doctor --repair --dry-run'),
      )
      .action(
        act(async (context: Context, options: { readonly repair?: boolean }) => {
          if (options.repair !== true) return examine(context);
          const { repair } = await import('./repairing');
          await repair(context);
        }),
      );
  },
};

async function examine(context: Context): Promise<void> {
  const { json, quiet, out, err } = context;
  const { findingsOf } = await import('./doctor-checks');
  const findings = await findingsOf(context);
  const bad = findings.filter(({ state }) => state === 'bad');
  if (json) {
    out.json({ findings: findings.map(({ hint, ...one }) => ({ ...one, hint: hint ?? null })) });
  } else {
    const shown = quiet ? bad : findings;
    await out.print([table([{}, {}, { shrinkTo: 24, wraps: true }], shown.flatMap(rowsOf))]);
    if (!quiet) {
      await err.print([line(bold(verdictOn(findings)))]);
    }
  }
  if (bad.length > 0) throw new Problem('failed', 'Something is to be mended.', { isTold: true });
}

function verdictOn(findings: readonly Finding[]): string {
  const count = (state: Finding['state']) => findings.filter((one) => one.state === state).length;
  if (count('bad') > 0) return `${quantity(count('bad'), 'thing')} to mend.`;
  return count('note') > 0 ? 'Nothing to mend; ! marks what is good to know.' : 'All is well.';
}

function rowsOf({ check, state, words, hint }: Finding): readonly Row[] {
  const row: Row = [MARKS[state], check, words];
  return hint === undefined ? [row] : [row, ['', '', dim(hint)]];
}

const MARKS: Readonly<Record<Finding['state'], Span>> = {
  good: styled('green', '✓'),
  note: styled('yellow', '!'),
  bad: styled('red', '✗'),
};
