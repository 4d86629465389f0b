import { dayMoment, isDated, minuteMoment } from './moment';
import type { Drop, Gap } from './schedule';
import type { Amendment, Moment } from './show';
import { advance, halfOf, isTogether, type Stride } from './step';
import { type CivilMillis, fromCivil, toCivil, zoneNamed } from './zone';

/** An episode, the one before it, and what was said of it. */
interface Neighbours {
  readonly before: Drop;
  readonly drop: Drop;
  readonly stride: Stride;
  /** The schedule's. */
  readonly zone: string;
  /** Those that begin with the episode. */
  readonly said: readonly Amendment[];
}

/** More empty slots than this, of which nobody spoke, are no break but an absence. */
const MOST = 8;

/**
 * The slots that pass empty right before an episode, in order: for a break, for a delay, or because both
 * episodes are known and lie apart. From what is only worked out no break can be read, and before a second
 * run or after a hiatus there are no slots.
 */
export function gapsBetween({ before, drop, stride, zone, said }: Neighbours): readonly Gap[] {
  const kinds = said.map(({ kind }) => kind);
  const isKnown = [before, drop].every(({ origin }) => origin.counted === undefined);
  const isSpokenOf = kinds.includes('break') || kinds.includes('move');
  if (isTogether(stride) || !(isKnown || isSpokenOf)) return [];
  if (kinds.includes('run') || kinds.includes('hiatus')) return [];
  if (!isDated(before.moment) || !isDated(drop.moment)) return [];
  const reasons = said.flatMap((one) =>
    one.kind === 'break' ? Array.from({ length: one.slots }, () => one.why) : [],
  );
  const most = Math.max(MOST, reasons.length);
  const from = civilOf(before.moment, zone);
  const limit = civilOf(drop.moment, zone) - halfOf(stride);
  const slots: CivilMillis[] = [];
  for (let slot = advance(from, stride, 1); slot < limit && slots.length <= most; ) {
    slots.push(slot);
    slot = advance(from, stride, slots.length + 1);
  }
  if (slots.length > most) return [];
  const delay = said.find((one) => one.kind === 'move')?.why;
  const isTimed = before.moment.precision === 'minute';
  return slots.map((slot, index) => {
    const why = reasons[index] ?? delay;
    const moment = isTimed ? minuteMoment(fromCivil(slot, zoneNamed(zone))) : dayMoment(slot);
    return { episode: drop.episode, moment, ...(why === undefined ? {} : { why }) };
  });
}

function civilOf(moment: Moment & { readonly at: string }, zone: string): CivilMillis {
  const at = Date.parse(moment.at);
  return moment.precision === 'minute' ? toCivil(at, zoneNamed(zone)) : at;
}
