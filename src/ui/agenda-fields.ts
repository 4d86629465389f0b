import { type Agenda, type AgendaDrop, dueDrops } from '../watchlist/agenda';
import type { Fields } from './records';
import { untilWords } from './short-words';
import type { Reader } from './time';

/** A drop, where it stands on the agenda, and who reads it. */
export interface ListedDrop {
  readonly drop: AgendaDrop;
  readonly state: 'due' | 'upcoming' | 'undated';
  readonly reader: Reader;
}

/** The drops of an agenda in order. */
export function listedDrops(agenda: Agenda, reader: Reader): readonly ListedDrop[] {
  const of = (state: ListedDrop['state'], drops: readonly AgendaDrop[]) =>
    drops.map((drop) => ({ drop, state, reader }));
  return [
    ...of('due', dueDrops(agenda, reader.zone)),
    ...of('upcoming', agenda.upcoming),
    ...of('undated', agenda.undated),
  ];
}

/** What can be told of a drop, under the names that `--json` has for it. */
export const AGENDA_FIELDS = {
  state: ({ state }) => state,
  id: ({ drop }) => drop.show.id,
  title: ({ drop }) => drop.show.title,
  episode: ({ drop }) => String(drop.episode),
  at: ({ drop }) => drop.moment.at ?? '',
  precision: ({ drop }) => drop.moment.precision,
  basis: ({ drop }) => drop.basis,
  in: ({ drop, state, reader }) => (state === 'upcoming' ? untilWords(drop.moment, reader) : ''),
  source: ({ drop }) => drop.origin.source,
  platform: ({ drop }) => drop.release.platform,
  url: ({ drop }) => drop.release.url ?? '',
} satisfies Fields<ListedDrop>;

export const AGENDA_COLUMNS = 'state,id,title,episode,at,precision,basis,platform,url';
