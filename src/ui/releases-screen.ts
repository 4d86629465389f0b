import { nextDrop } from '../watchlist/agenda';
import { quantity } from '../watchlist/quantity';
import { followed, releaseName, timetableIn, usualLag } from '../watchlist/releases';
import type { Amendment, Release, Show } from '../watchlist/show';
import { estimateKey } from './estimates';
import { sourcesOf, titleText } from './show-words';
import { dim, line, type Row, type Screen, styled, table } from './text';
import { distanceWords, dropWords, lengthWords, momentWords, type Reader, slotWords } from './time';

/** A show's releases with their times; and what else the catalogue knows of. */
export function releasesScreen(show: Show, further: readonly Release[], reader: Reader): Screen {
  const ordered = [followed(show), ...show.releases.filter(({ id }) => id !== followed(show).id)];
  const drops = ordered.flatMap((release) => upcoming(show, release, reader) ?? []);
  return [
    line(titleText(show)),
    table(
      [{}, { shrinkTo: 12 }, {}, { shrinkTo: 12 }, { shrinkTo: 10, optional: 1 }],
      ordered.flatMap((release) => rowsOf(show, release, reader)),
    ),
    ...(further.length === 0
      ? []
      : [
          line(dim('The catalogue knows it as well on')),
          ...together(further.map(releaseName)).map((names) => line('   ', dim(names))),
          line(dim(`Follow one with jikai follow ${show.id} <platform>.`)),
        ]),
    ...estimateKey(drops),
  ];
}

/** Cells that names may take in a line. */
const LINE = 56;

/** Names, as many in a line as have room. */
function together(names: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const name of names) {
    const longer = `${lines.at(-1)}, ${name}`;
    if (lines.length === 0 || longer.length > LINE) lines.push(name);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

function upcoming(show: Show, release: Release, { now, zone }: Reader) {
  return nextDrop({ ...show, follows: release.id, watched: [] }, now, zone);
}

function rowsOf(show: Show, release: Release, reader: Reader): readonly Row[] {
  const isFollowed = release.id === followed(show).id;
  const mark = isFollowed ? styled('green', '●') : dim('○');
  const { first, dropAt } = timetableIn(show, release);
  const premiere = dropAt(first);
  const next = upcoming(show, release, reader);
  const slot = slotWords(release.schedule, (next ?? premiere).moment, reader);
  const when =
    next === undefined
      ? `began ${dropWords(premiere.moment, premiere.basis, reader.zone)}`
      : `ep ${next.episode} ${dropWords(next.moment, next.basis, reader.zone)}`;
  const distance = next === undefined ? '' : distanceWords(next.moment, reader);
  return [
    [mark, releaseName(release), release.audio, when, dim(distance)],
    ...[
      slot,
      lagWords(show, release),
      ...(release.schedule.amendments ?? []).map((one) => amendmentWords(one, reader)),
      release.url ?? '',
      `from ${sourcesOf(show, release)}`,
    ]
      .filter((words) => words !== '')
      .map((words): Row => ({ line: ['   ', dim(words)] })),
  ];
}

/** `usually 2h 30m after Japanese TV (learned from 3 drops)`. */
function lagWords(show: Show, release: Release): string {
  const lag = usualLag(show, release);
  if (lag === undefined) return '';
  const behind = lag.behind === undefined ? 'its slot' : releaseName(lag.behind);
  const where = lag.millis === 0 ? 'along with' : lag.millis < 0 ? 'before' : 'after';
  const length = lag.millis === 0 ? '' : `${lengthWords(Math.abs(lag.millis))} `;
  const learned =
    lag.learnedFrom === 0 ? 'by their slots' : `learned from ${quantity(lag.learnedFrom, 'drop')}`;
  return `usually ${length === '' ? '' : '~'}${length}${where} ${behind} (${learned})`;
}

/** An amendment in words: `break of 1 before ep 7: recap`. */
function amendmentWords(one: Amendment, { zone }: Reader): string {
  const why = 'why' in one && one.why !== undefined ? `: ${one.why}` : '';
  switch (one.kind) {
    case 'break':
      return `break of ${quantity(one.slots, 'slot')} before ep ${one.episode}${why}`;
    case 'move':
      return `ep ${one.episode}${one.only ? ' alone' : ''} moved to ${momentWords(one.to, zone)}${why}`;
    case 'batch':
      return `ep ${one.episode}–${one.through} together${one.at === undefined ? '' : ` ${momentWords(one.at, zone)}`}${why}`;
    case 'hiatus':
      return `hiatus from ep ${one.episode}${one.resumes === undefined ? '' : ` until ${momentWords(one.resumes, zone)}`}${why}`;
    case 'run':
      return `a second run from ep ${one.episode}, ${momentWords(one.premiere, zone)}`;
  }
}
