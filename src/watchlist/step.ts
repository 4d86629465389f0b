import { UTCDateMini } from '@date-fns/utc/date/mini';
import { addMonths } from 'date-fns/addMonths';
import { Problem } from './problem';
import type { Step } from './show';
import { type CivilMillis, DAY, type Millis } from './zone';

/** A step taken apart: whole days or whole months; neither for `P0D`. */
export interface Stride {
  readonly days: number;
  readonly months: number;
}

const STEP = /^P(\d{1,4})([DWM])$/;

/** Strides that were asked for: a list has thousands of schedules and few steps. */
const strides = new Map<Step, Stride>();

export function strideOf(step: Step): Stride {
  let stride = strides.get(step);
  if (stride === undefined) {
    const [, digits, unit] = STEP.exec(step) ?? [];
    const amount = Number(digits ?? 0);
    stride =
      unit === 'M'
        ? { days: 0, months: amount }
        : { days: unit === 'W' ? amount * 7 : amount, months: 0 };
    strides.set(step, stride);
  }
  return stride;
}

/** Whether all episodes drop together. */
export function isTogether({ days, months }: Stride): boolean {
  return days === 0 && months === 0;
}

/** The civil time a number of steps later, always reckoned from the same start: no drift past a 31st. */
export function advance(civil: CivilMillis, stride: Stride, steps: number): CivilMillis {
  if (stride.months === 0) return civil + stride.days * steps * DAY;
  return +addMonths(new UTCDateMini(civil), stride.months * steps);
}

/** How long a step is, about: a month has 30 days here. */
export function lengthOf({ days, months }: Stride): Millis {
  return (days + months * 30) * DAY;
}

/** Half a step, about: what lies nearer to a slot than this belongs to it. */
export function halfOf(stride: Stride): Millis {
  return lengthOf(stride) / 2;
}

const WORDS_FOR_STEPS: Readonly<Record<string, Step>> = {
  daily: 'P1D',
  weekly: 'P7D',
  fortnightly: 'P14D',
  monthly: 'P1M',
  once: 'P0D',
};

/**
 * A step as people write it: `7d`, `2w`, `1m`, `weekly`, `once`, or ISO 8601.
 * @throws Problem `usage` when it is none of these.
 */
export function parseStep(text: string): Step {
  const words = text.trim().toLowerCase();
  if (Object.hasOwn(WORDS_FOR_STEPS, words)) return WORDS_FOR_STEPS[words] ?? 'P7D';
  const step = words
    .toUpperCase()
    .replace(/^P?/, 'P')
    .replace(/^P(\d{1,3})Y$/, (_, years) => `P${Number(years) * 12}M`);
  if (!STEP.test(step)) {
    throw new Problem('usage', `"${text}" is not a step between episodes.`, {
      hint: 'Write 7d, 2w, 1m, daily, weekly, monthly, or once for all episodes together.',
    });
  }
  const { days, months } = strideOf(step);
  if (days === 0 && months === 0) return 'P0D';
  return days > 0 && step.endsWith('W') ? `P${days}D` : step;
}
