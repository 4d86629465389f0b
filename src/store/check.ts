import type { Show } from '../watchlist/show';
import { parseZone } from '../watchlist/zone';
import { isShow, type ShapeError } from './shapes.generated';

/**
 * What is wrong with a value that should be a show, in a few words; undefined if it is one. Checks
 * the shape and what a schema cannot say.
 */
export function flawOf(value: unknown): string | undefined {
  return isShow(value) ? disorderOf(value) : shapeFlaw(value, isShow.errors?.[0]);
}

/** A value as a show, or the answer of `refuse` to what is wrong with it, thrown. */
export function checkedShow(
  value: unknown,
  where: string,
  refuse: (reason: string) => Error,
): Show {
  let flaw: string | undefined;
  if (isShow(value)) {
    flaw = disorderOf(value);
    if (flaw === undefined) return value;
  } else {
    flaw = shapeFlaw(value, isShow.errors?.[0]);
  }
  throw refuse(`the show ${nameOf(value, where)} is not in order: ${flaw}`);
}

/** A value as a show, if the watchlist could hold it as it is. */
export function soundShow(value: unknown): Show | undefined {
  return isShow(value) && disorderOf(value) === undefined ? value : undefined;
}

/** What is wrong with a show of the right shape. */
function disorderOf(show: Show): string | undefined {
  if (!show.releases.some(({ id }) => id === show.follows)) {
    return `it follows the release ${JSON.stringify(show.follows)}, which it does not have`;
  }
  const releases = new Set(show.releases.map(({ id }) => id));
  if (releases.size !== show.releases.length) return 'two of its releases have the same id';
  const disorder = show.watched.findIndex(
    ({ episode }, index) => episode <= (show.watched[index - 1]?.episode ?? -1),
  );
  if (disorder !== -1) return `watched[${disorder}] is out of order, or there twice`;
  for (const [index, { schedule }] of show.releases.entries()) {
    const { amendments = [], drops = [] } = schedule;
    const lists = { amendments: unordered(amendments, false), drops: unordered(drops, true) };
    for (const [name, place] of Object.entries(lists)) {
      if (place !== -1) {
        return `releases[${index}].schedule.${name}[${place}] is out of order, or there twice`;
      }
    }
  }
  const stray = show.releases.findIndex(({ schedule }) => !isZone(schedule.zone));
  if (stray !== -1) {
    const zone = JSON.stringify(show.releases[stray]?.schedule.zone);
    return `releases[${stray}].schedule.zone is ${zone}, and there is no such time zone`;
  }
  return undefined;
}

/** The first place in a list where an episode does not follow the one before; -1 if none. */
function unordered(list: readonly { readonly episode: number }[], strictly: boolean): number {
  return list.findIndex(({ episode }, index) => {
    const before = list[index - 1]?.episode ?? -1;
    return strictly ? episode <= before : episode < before;
  });
}

/** Zones that were asked for and are there: a list has thousands of releases and few zones. */
const zones = new Set<string>();

function isZone(id: string): boolean {
  if (zones.has(id)) return true;
  try {
    // zoneNamed alone would take any name that an offset can be read out of: Mars+09.
    parseZone(id);
  } catch {
    return false;
  }
  zones.add(id);
  return true;
}

function shapeFlaw(value: unknown, error: ShapeError | undefined): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return `it is ${kindOf(value)}, not an object`;
  }
  if (error === undefined) return 'its shape is wrong';
  const place = error.instancePath
    .replace(/\/(\d+)(?=\/|$)/g, '[$1]')
    .replaceAll('/', '.')
    .replace(/^\./, '');
  const allowed = error.params?.allowedValues;
  const message =
    allowed !== undefined
      ? `must be one of ${allowed.join(', ')}`
      : error.message?.startsWith('must match pattern')
        ? 'is not written as it must be'
        : error.message;
  return `${place === '' ? 'it' : place} ${message}`;
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

function nameOf(value: unknown, where: string): string {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  return typeof id === 'string' && id !== '' ? `${id} (${where})` : `in ${where}`;
}
