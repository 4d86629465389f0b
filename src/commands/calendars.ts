import type { Command } from 'commander';
import { parseLength } from '../watchlist/moment-words';
import { Problem } from '../watchlist/problem';
import type { Millis } from '../watchlist/zone';

/** What both ways to a calendar may be told of it. */
export interface CalendarOptions {
  /** How long before each drop to remind, in milliseconds. */
  readonly alarm?: readonly Millis[];
  readonly all?: boolean;
}

export function withCalendarOptions(command: Command): Command {
  return command
    .option(
      '--alarm <before>',
      'remind that long before each drop: 30m, 1h, 1d; several as 1h,1d or one by one',
      addAlarms,
    )
    .option('--all', 'also shows that are paused, dropped or completed');
}

/** @throws Problem `usage` when one of the words is no length of time. */
function addAlarms(text: string, before: readonly Millis[] = []): readonly Millis[] {
  const more = text.split(',').map((one) => alarmFrom(one.trim()));
  return [...new Set([...before, ...more])];
}

function alarmFrom(text: string): Millis {
  const before = parseLength(text);
  if (before === undefined) {
    throw new Problem('usage', `"${text}" is not how long before a drop to remind.`, {
      hint: 'Write 30m, 1h, 1d or 2w; 0m is when it drops; several as 1h,1d.',
    });
  }
  return before;
}
