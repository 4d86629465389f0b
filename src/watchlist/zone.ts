import { tzOffset } from '@date-fns/tz/tzOffset';
import { Problem } from './problem';

/** Milliseconds since 1970-01-01T00:00Z. */
export type Millis = number;

/**
 * A civil time: what a wall clock shows, written as the milliseconds at which a clock in UTC would
 * show the same. It lets calendar arithmetic be done in UTC, far from the machine's own zone.
 */
export type CivilMillis = number;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const lent = new Date(0);

/**
 * A `Date` to read something off at once: the next caller gets the same one. An agenda reads hundreds, and
 * to make that many takes a good part of its time.
 */
export function dateAt(at: Millis | CivilMillis): Date {
  lent.setTime(at);
  return lent;
}

/** The rules by which a place sets its clocks. */
export interface Zone {
  /** The IANA name: `Europe/Berlin`. */
  readonly id: string;
  /** Minutes that the zone's clocks are ahead of UTC at an instant. */
  offsetAt(at: Millis): number;
}

/**
 * Zones by name, as they are asked for. Those here from the start have kept one offset since television
 * began to matter, so that no time-zone database is loaded for them: the first `Intl.DateTimeFormat`
 * costs half a start of node. Japan last changed its clocks in 1951.
 */
const KNOWN = new Map(
  [
    { id: 'UTC', offset: 0 },
    { id: 'Asia/Tokyo', offset: 9 * 60 },
  ].map(({ id, offset }) => {
    const zone: Zone = { id, offsetAt: () => offset };
    return [id, zone];
  }),
);

/** @throws Error when no such zone is known: what a user types goes through {@link parseZone}. */
export function zoneNamed(id: string): Zone {
  const known = KNOWN.get(id);
  if (known !== undefined) return known;
  // A bare offset would do for the library, but it does not heed changes of clocks.
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(id) || Number.isNaN(tzOffset(id, new Date(0)))) {
    throw new Error(`There is no time zone called ${id}`);
  }
  const zone = zoneOfDatabase(id);
  KNOWN.set(id, zone);
  return zone;
}

/** Apart from {@link zoneNamed}, which would make a scope for it each time that it is asked. */
function zoneOfDatabase(id: string): Zone {
  return { id, offsetAt: (at) => tzOffset(id, new Date(at)) };
}

function noSuchZone(id: string): Problem {
  return new Problem('usage', `There is no time zone called "${id}".`, {
    hint: 'Zones are named like Europe/Berlin, Asia/Tokyo or UTC.',
  });
}

/**
 * A zone by the name a user gives it, in any case, under its proper name: `utc` is UTC.
 * @throws Problem `usage` when it is none, also for a bare offset.
 */
export function parseZone(text: string): Zone {
  if (KNOWN.has(text)) return zoneNamed(text);
  try {
    return zoneNamed(Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone);
  } catch {
    throw noSuchZone(text);
  }
}

/** What a clock in the zone shows at an instant. */
export function toCivil(at: Millis, zone: Zone): CivilMillis {
  return at + zone.offsetAt(at) * MINUTE;
}

/**
 * The instant at which a clock in the zone shows a civil time. A time that is skipped when clocks go
 * forward is moved forward by the gap; of a time that comes twice, the first is taken.
 */
export function fromCivil(civil: CivilMillis, zone: Zone): Millis {
  const before = zone.offsetAt(civil - DAY);
  const first = civil - before * MINUTE;
  if (zone.offsetAt(first) === before) return first;
  const after = zone.offsetAt(civil + DAY);
  const second = civil - after * MINUTE;
  return zone.offsetAt(second) === after ? second : first;
}
