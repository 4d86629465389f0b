import type { Reader } from '../ui/time';
import type { Agenda, AgendaBreak, AgendaDrop } from '../watchlist/agenda';
import { believed, dueDrops, isActive, lastDropped, nextDrop, waiting } from '../watchlist/agenda';
import type { OutlookDrop } from '../watchlist/outlook';
import { followed, timetableIn } from '../watchlist/releases';
import type { Reminder } from '../watchlist/reminding';
import type { Drop, Gap } from '../watchlist/schedule';
import type { Show } from '../watchlist/show';
import { withoutSpoilers } from '../watchlist/spoilers';
import { latestScore, latestVerdict, opinionText } from '../watchlist/verdict';
import { MINUTE } from '../watchlist/zone';

/** The shapes that `--json` prints. Keys are added, never changed: scripts rely on them. */

export function dropJson({ episode, moment, basis, origin }: Drop) {
  const { source, counted, via, lag } = origin;
  return {
    episode,
    at: moment.at,
    precision: moment.precision,
    basis,
    source,
    ...(counted === undefined ? {} : { countedFrom: counted }),
    ...(via === undefined ? {} : { via, lagMinutes: Math.round((lag ?? 0) / MINUTE) }),
  };
}

/** A drop, with whose it is. */
export function agendaDropJson(drop: AgendaDrop) {
  const { show, release } = drop;
  return {
    id: show.id,
    title: show.title,
    ...dropJson(drop),
    platform: release.platform || null,
    url: release.url ?? null,
  };
}

/** What drops next, as far as the agenda file tells of it: `count` is how many drop together. */
export function nextDropJson({ id, title, episode, count, moment, basis, ...drop }: OutlookDrop) {
  return {
    id,
    title,
    episode,
    count,
    at: moment.at,
    precision: moment.precision,
    basis,
    platform: drop.platform || null,
    url: drop.url ?? null,
  };
}

/** A slot that passes empty; `episode` is the one that comes after it. */
export function gapJson({ episode, moment: { at, precision }, why }: Gap) {
  return { episode, at, precision, basis: 'estimated', why: why ?? null };
}

export function breakJson({ show, release, ...gap }: AgendaBreak) {
  return {
    id: show.id,
    title: show.title,
    ...gapJson(gap),
    platform: release.platform || null,
  };
}

/** @param undecided shows on trial, where the dashboard tells of them. */
export function agendaJson(agenda: Agenda, { zone }: Reader, undecided?: readonly Show[]) {
  const { upcoming, undated, breaks } = agenda;
  return {
    due: dueDrops(agenda, zone).map(agendaDropJson),
    upcoming: upcoming.map(agendaDropJson),
    undated: undated.map(agendaDropJson),
    breaks: breaks.map(breakJson),
    ...(undecided && { undecided: undecided.map(trialJson) }),
  };
}

/** A show on trial. */
export function trialJson({ id, title, watched }: Show) {
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
  const timetable = timetableIn(show);
  const { first, settled } = timetable;
  const furthest = Math.max(show.watched.at(-1)?.episode ?? 0, settled);
  const last = Math.max(timetable.last ?? lastDropped(show, now, zone) + AHEAD, furthest);
  const schedule = Array.from({ length: last - first + 1 }, (_, index) => {
    const drop = believed(show, timetable.dropAt(first + index), now, zone);
    return {
      ...dropJson(drop),
      watched: show.watched.some(({ episode }) => episode === drop.episode),
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
    breaks: schedule.flatMap(({ episode }) => (timetable.gapsBefore?.(episode) ?? []).map(gapJson)),
  };
}

/** One reminder, as `remind --json` and the channels tell of it. */
export function reminderJson(reminder: Reminder) {
  const { kind, show, release, notices, finale, released } = reminder;
  const said = latestVerdict(withoutSpoilers(show));
  return {
    kind,
    id: show.id,
    title: show.title,
    episodes: notices.map(({ drop }) => drop.episode),
    drops: notices.map(({ drop }) => dropJson(drop)),
    leadMinutes: notices[0].lead / MINUTE,
    finale,
    released,
    platform: release.platform || null,
    url: release.url ?? null,
    verdict: said === undefined ? null : opinionText(said),
  };
}
