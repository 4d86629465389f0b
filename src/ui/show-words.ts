import { nextDrop, waiting } from '../watchlist/agenda';
import { type Drop, dropOf } from '../watchlist/schedule';
import type { EpisodeCount, Release, Show, Status, Verdict } from '../watchlist/show';
import { opinionText } from '../watchlist/verdict';
import { runs } from '../watchlist/watching';
import { markOf } from './estimates';
import { bold, dim, type Style, styled, type Text } from './text';
import { distanceWords, dropWords, type Reader, slotWords } from './time';

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
  const words = `${count.number} episode${count.number === 1 ? '' : 's'}`;
  return count.basis === 'estimated' ? `${words} (estimated)` : words;
}

/** `ep 3/13`; an estimated count has a `~`. */
export function episodeWords(episode: number, count: EpisodeCount | undefined): string {
  return `ep ${episode}${count === undefined ? '' : `/${countMark(count)}`}`;
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
  const { schedule, platform, audio } = release;
  const parts = [
    audio === 'dub' ? `${platform} (dub)` : platform,
    slotWords(schedule, slot.moment, reader),
    countWords(schedule.episodes),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** `Episode 1 drops Wed 10 Jan 2024, 16:55 · in 2 days`, or that it has dropped. */
export function premiereWords(release: Release, reader: Reader): string {
  const drop = dropOf(release.schedule, 1);
  const distance = distanceWords(drop.moment, reader);
  if (drop.moment.precision === 'unknown') return 'Nobody has said when it starts';
  const verb =
    distance.endsWith('ago') || distance === 'yesterday'
      ? 'dropped'
      : distance === ''
        ? 'is announced for'
        : 'drops';
  const words = `${firstWords(release)} ${verb} ${dropWords(drop.moment, drop.basis, reader.zone)}`;
  return distance === '' ? words : `${words} · ${distance}`;
}

/** What drops first, or drops alone. */
function firstWords({ schedule }: Release): string {
  if (schedule.episodes?.number === 1) return 'It';
  return schedule.step === 'P0D' ? 'Everything' : 'Episode 1';
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
