import { nextDrop, waiting } from '../watchlist/agenda';
import { quantity } from '../watchlist/quantity';
import { followed, releaseName, timetableIn } from '../watchlist/releases';
import { runs } from '../watchlist/runs';
import type { Drop } from '../watchlist/schedule';
import type { EpisodeCount, Release, Schedule, Show, Status, Verdict } from '../watchlist/show';
import { opinionText } from '../watchlist/verdict';
import { markOf } from './estimates';
import { bold, dim, type Style, styled, type Text } from './text';
import { distanceWords, dropWords, lengthWords, type Reader, slotWords } from './time';

const STATUS_STYLES: Readonly<Record<Status, Style>> = {
  planned: 'cyan',
  watching: 'green',
  paused: 'yellow',
  dropped: 'red',
  completed: 'blue',
};

export function statusText(status: Status): Text {
  return styled(STATUS_STYLES[status], status);
}

/** `13 episodes`, `13 episodes (estimated)`. */
export function countWords(count: EpisodeCount | undefined): string {
  if (count === undefined) return 'episode count unknown';
  const words = quantity(count.number, 'episode');
  return count.basis === 'estimated' ? `${words} (estimated)` : words;
}

/** `ep 3/13`: of the last one's number, with a `~` where the count is estimated. */
export function episodeWords(
  episode: number,
  last: number | undefined,
  { episodes }: Schedule,
): string {
  return last === undefined
    ? `ep ${episode}`
    : `ep ${episode}/${markOf(episodes?.basis ?? 'estimated')}${last}`;
}

/** Where a release is watched, told apart from its dub; empty while no platform is named. */
export function platformWords(release: Release): string {
  return release.platform === '' ? '' : releaseName(release);
}

export function countMark({ number, basis }: EpisodeCount): string {
  return `${markOf(basis)}${number}`;
}

/** A title and, dimmed, what the show is called where it comes from. */
export function titleText(show: Pick<Show, 'title' | 'titles'>): Text {
  const { native, romaji } = show.titles ?? {};
  const other = [native, romaji].find((title) => title !== undefined && title !== show.title);
  return other === undefined ? bold(show.title) : [bold(show.title), '  ', dim(other)];
}

/** `Crunchyroll · Wednesdays 16:55 (Wed 24:55 JST) · 13 episodes (estimated)`. */
export function releaseWords(release: Release, slot: Drop, reader: Reader): string {
  const { schedule } = release;
  const parts = [
    platformWords(release),
    slotWords(schedule, slot.moment, reader),
    countWords(schedule.episodes),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** The first episode's drop. */
export function premiereOf(show: Show): Drop {
  const { first, dropAt } = timetableIn(show);
  return dropAt(first);
}

/** `Episode 1 drops Wed 10 Jan 2024, 16:55 · in 2 days`, or that it has dropped. */
export function premiereWords(show: Show, reader: Reader): string {
  const drop = premiereOf(show);
  const distance = distanceWords(drop.moment, reader);
  if (drop.moment.precision === 'unknown') return 'Nobody has said when it starts';
  const verb =
    distance.endsWith('ago') || distance === 'yesterday'
      ? 'dropped'
      : distance === ''
        ? 'is announced for'
        : 'drops';
  const words = `${firstWords(followed(show))} ${verb} ${dropWords(drop.moment, drop.basis, reader.zone)}`;
  return distance === '' ? words : `${words} · ${distance}`;
}

/** What drops first, or drops alone. */
function firstWords({ schedule }: Release): string {
  if (schedule.episodes?.number === 1) return 'It';
  return schedule.step === 'P0D' ? 'Everything' : `Episode ${schedule.first ?? 1}`;
}

/** `Next: ep 2 · ~Wed 17 Jan 2024, 16:55 · in 6d 23h`; what to say when nothing follows. */
export function nextWords(show: Show, reader: Reader): string {
  const episodes = waiting(show, reader.now, reader.zone).map(({ episode }) => episode);
  if (show.status === 'completed') return 'That was the last one.';
  if (episodes.length > 0) return `Waiting for you: ep ${runs(episodes)}`;
  const drop = nextDrop(show, reader.now, reader.zone);
  if (drop === undefined) return 'No more episodes are known of.';
  const words = `Next: ep ${drop.episode} · ${dropWords(drop.moment, drop.basis, reader.zone)}`;
  const distance = distanceWords(drop.moment, reader);
  return distance === '' ? words : `${words} · ${distance}`;
}

export function verdictText(verdict: Verdict): Text {
  const words = opinionText(verdict);
  const note =
    verdict.words === undefined && verdict.score === undefined ? undefined : verdict.note;
  return note === undefined ? words : [words, dim(` — ${note}`)];
}

/**
 * Where a drop's time is from, if it has one: `AniList`, `you`, `counted from ep 5`, `Japanese TV −30m (AniList)`.
 * @param named how releases are called, by id.
 */
export function originWords(
  { moment, basis, origin }: Drop,
  named: (id: string) => string,
): string {
  if (moment.precision === 'unknown' && basis === 'estimated') return '';
  const { source, counted, via, lag = 0 } = origin;
  if (counted !== undefined) return `counted from ep ${counted}`;
  if (via === undefined && basis === 'estimated' && source === 'you') return 'worked out';
  const teller = basis === 'confirmed' ? `seen by ${source}` : source;
  if (via === undefined) return teller;
  const distance = lag === 0 ? '' : ` ${lag < 0 ? '−' : '+'}${lengthWords(Math.abs(lag))}`;
  return `${named(via)}${distance} (${teller})`;
}

/** Everybody whose word a release's times rest on: `bangumi-data 0.3.208, AniList, you`. */
export function sourcesOf(show: Show, release: Release): string {
  const { anchors } = timetableIn(show, release);
  const { amendments = [] } = release.schedule;
  const names = [release.source, ...anchors.map(({ origin }) => origin.source)];
  return [...new Set([...names, ...(amendments.length > 0 ? ['you'] : [])])].join(', ');
}
