import { nameKey } from './table-words';

/** What a column of a list may tell, whoever made it. */
export const FACTS = [
  ...['title', 'english', 'romaji', 'native', 'status', 'progress', 'episodes', 'score', 'verdict'],
  ...[
    'note',
    'tags',
    'started',
    'finished',
    'rewatches',
    'rewatching',
    'format',
    'minutes',
    'year',
  ],
  ...['anilist', 'mal', 'anidb', 'bangumi'],
] as const;
export type Fact = (typeof FACTS)[number];

/** How lists and people call them, apart from the name we give them; the first that is there counts. */
const ALIASES: Readonly<Partial<Record<Fact, readonly string[]>>> = {
  title: ['name', 'anime', 'anime title', 'series title', 'show', 'series', 'canonical title'],
  english: ['english title', 'title english'],
  romaji: ['romaji title', 'title romaji'],
  native: ['native title', 'title native', 'japanese', 'japanese title'],
  status: ['my status', 'watch status', 'list status', 'state'],
  progress: [
    ...['my watched episodes', 'episodes watched', 'watched episodes', 'watched', 'seen'],
    ...['eps watched', 'episodes seen', 'current episode'],
  ],
  episodes: [
    ...['series episodes', 'total', 'total episodes', 'episode count', 'eps', 'num episodes'],
  ],
  score: ['my score', 'rating', 'my rating', 'user rating'],
  verdict: ['opinion'],
  note: ['notes', 'comment', 'comments', 'my comments', 'review'],
  tags: ['my tags', 'tag', 'labels'],
  started: ['my start date', 'start date', 'started at', 'date started', 'start', 'started date'],
  finished: [
    ...['my finish date', 'finish date', 'finished at', 'date finished', 'completed', 'end date'],
    ...['completed at', 'date completed', 'completed date', 'end', 'finished date', 'finish'],
  ],
  rewatches: [
    ...['my times watched', 'times watched', 'rewatched', 'times rewatched', 'rewatch count'],
    ...['total rewatches', 'repeat', 'repeats'],
  ],
  rewatching: ['my rewatching ep'],
  format: ['type', 'series type', 'media type', 'kind'],
  minutes: ['duration', 'episode length', 'episode duration'],
  year: ['release year', 'season year', 'start year', 'premiered'],
  anilist: ['anilist id', 'al id'],
  mal: ['mal id', 'series animedb id', 'myanimelist', 'myanimelist id', 'idmal'],
  anidb: ['anidb id'],
  bangumi: ['bangumi id'],
};

/** By its key, what a column tells, and how much its name counts: the lower, the more. */
const BY_KEY: ReadonlyMap<string, { readonly fact: Fact; readonly rank: number }> = new Map(
  FACTS.flatMap((fact) =>
    [fact, ...(ALIASES[fact] ?? [])].map((name, rank) => [nameKey(name), { fact, rank }] as const),
  ),
);

/** Whether a column of this name, as {@link nameKey} has it, means something. */
export function isFactColumn(key: string): boolean {
  return BY_KEY.has(key);
}

/** In which column each fact stands. */
export function placesOf(heads: readonly string[]): ReadonlyMap<Fact, number> {
  const best = new Map<Fact, { readonly place: number; readonly rank: number }>();
  for (const [place, head] of heads.entries()) {
    const found = BY_KEY.get(nameKey(head));
    if (found === undefined) continue;
    const present = best.get(found.fact);
    if (present === undefined || found.rank < present.rank) {
      best.set(found.fact, { place, rank: found.rank });
    }
  }
  return new Map([...best].map(([fact, { place }]) => [fact, place]));
}
