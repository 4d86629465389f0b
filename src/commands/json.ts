import type { Reader } from '../ui/time';
import type { Agenda, AgendaDrop } from '../watchlist/agenda';
import { followed, isActive, nextDrop, waiting } from '../watchlist/agenda';
import { type Drop, droppedCount, lastEpisode, timetableOf } from '../watchlist/schedule';
import type { Show } from '../watchlist/show';
import { latestScore, latestVerdict } from '../watchlist/verdict';

/** The shapes that `--json` prints. Keys are added, never changed: scripts rely on them. */

export function dropJson({ episode, moment, basis }: Drop) {
  return { episode, at: moment.at, precision: moment.precision, basis };
}

function agendaDropJson(drop: AgendaDrop) {
  const { show, release } = drop;
  return {
    id: show.id,
    title: show.title,
    ...dropJson(drop),
    platform: release.platform || null,
    url: release.url ?? null,
  };
}

/** @param undecided shows on trial, where the dashboard tells of them. */
export function agendaJson({ due, upcoming, undated }: Agenda, undecided?: readonly Show[]) {
  return {
    due: due.map(agendaDropJson),
    upcoming: upcoming.map(agendaDropJson),
    undated: undated.map(agendaDropJson),
    ...(undecided && { undecided: undecided.map(trialJson) }),
  };
}

function trialJson({ id, title, watched }: Show) {
  return { id, title, watched: watched.length };
}

export function listedJson(show: Show, { now, zone }: Reader) {
  const { platform, schedule } = followed(show);
  const next = isActive(show) ? nextDrop(show, now, zone) : undefined;
  return {
    id: show.id,
    title: show.title,
    status: show.status,
    platform: platform || null,
    watched: show.watched.length,
    episodes: schedule.episodes?.number ?? null,
    behind: waiting(show, now, zone).length,
    verdict: latestVerdict(show)?.words ?? null,
    score: latestScore(show) ?? null,
    next: next === undefined ? null : dropJson(next),
  };
}

/** How far the schedule is told of a show whose episode count nobody knows. */
const AHEAD = 12;

/** Everything known of one show, and each episode's drop. */
export function showJson(show: Show, { now, zone }: Reader) {
  const { schedule: timing, platform, url } = followed(show);
  const furthest = show.watched.at(-1)?.episode ?? 0;
  const last = Math.max(lastEpisode(timing) ?? droppedCount(timing, now, zone) + AHEAD, furthest);
  const dropAt = timetableOf(timing);
  const schedule = Array.from({ length: last }, (_, index) => {
    const drop = dropAt(index + 1);
    return {
      ...dropJson(drop),
      watchedAt: show.watched.find(({ episode }) => episode === drop.episode)?.at ?? null,
      verdict: latestVerdict(show, drop.episode)?.words ?? null,
    };
  });
  return {
    ...show,
    platform: platform || null,
    url: url ?? null,
    episodes: timing.episodes?.number ?? null,
    episodesBasis: timing.episodes?.basis ?? null,
    schedule,
  };
}
