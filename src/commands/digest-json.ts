import type { Digest, DigestDrop, Drops } from '../watchlist/digest';
import { instant } from '../watchlist/moment';
import { followed } from '../watchlist/releases';
import type { Show } from '../watchlist/show';
import type { Slip } from '../watchlist/slipped';
import type { Millis } from '../watchlist/zone';
import { agendaDropJson, dropJson, gapJson } from './json';

/** What `digest --json` prints. Keys are added, never changed: scripts rely on them. */
export function digestJson(digest: Digest, now: Millis) {
  const { period, dropped, slipped, due, watched, verdicts, moves, ahead, next } = digest;
  return {
    period: period.name,
    from: instant(period.from),
    now: instant(now),
    until: instant(period.until),
    dropped: dropped.flat().map((drop) => ({ ...digestDropJson(drop), watched: drop.isWatched })),
    slipped: slipped.map((slip) => ({ ...nameJson(slip.show), ...slipJson(slip) })),
    due: due.map(dueJson),
    watched: {
      episodes: watched.episodes,
      minutes: watched.minutes,
      unmeasured: watched.unmeasured,
      shows: watched.shows.map(({ show, episodes, at, minutes }) => ({
        ...nameJson(show),
        episodes,
        at,
        minutes: minutes ?? null,
      })),
    },
    verdicts: verdicts.map(({ show, wordsBefore, scoreBefore, given }) => ({
      ...nameJson(show),
      before: { words: wordsBefore ?? null, score: scoreBefore ?? null },
      given: given.map(({ at, episode, words, score, note }) => ({
        at,
        episode: episode ?? null,
        words: words ?? null,
        score: score ?? null,
        note: note ?? null,
      })),
    })),
    status: moves.map(({ show, before, after }) => ({
      ...nameJson(show),
      before: before ?? null,
      after,
    })),
    ahead: ahead.map(digestDropJson),
    next: next === undefined ? null : digestDropJson(next),
  };
}

function nameJson({ id, title }: Show) {
  return { id, title };
}

function digestDropJson(drop: DigestDrop) {
  const { isPremiere, finale } = drop;
  return { ...agendaDropJson(drop), premiere: isPremiere, finale: finale ?? null };
}

/** What waits of a show; `since` is when the first of it dropped. */
function dueJson(drops: Drops) {
  const [{ show, moment, basis }] = drops;
  const { platform, url } = followed(show);
  return {
    ...nameJson(show),
    episodes: drops.map(({ episode }) => episode),
    since: { at: moment.at, precision: moment.precision, basis },
    platform: platform || null,
    url: url ?? null,
  };
}

/** `episode` is the one that comes otherwise; `drop` is when it does now. */
function slipJson(slip: Slip) {
  switch (slip.kind) {
    case 'break': {
      const { kind, gaps, drop } = slip;
      return { kind, episode: drop.episode, drop: dropJson(drop), slots: gaps.map(gapJson) };
    }
    case 'moved': {
      const { kind, moved, why } = slip;
      const [{ before, after }, ...others] = moved;
      return {
        kind,
        episode: after.episode,
        drop: dropJson(after),
        before: dropJson(before),
        along: others.map((one) => one.after.episode),
        why: why ?? null,
      };
    }
    case 'hiatus': {
      const { kind, before, after, why } = slip;
      return {
        kind,
        episode: after.episode,
        drop: dropJson(after),
        before: dropJson(before),
        why: why ?? null,
      };
    }
    case 'halted': {
      const { kind, drop, production } = slip;
      return { kind, episode: drop.episode, drop: dropJson(drop), production };
    }
  }
}
