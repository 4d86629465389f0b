import { followed } from './agenda';
import type { Change } from './change';
import type { Audio, EpisodeCount, Moment, Release, Schedule, Show, Status, Step } from './show';
import { type Opinion, opinionText, withVerdict } from './verdict';
import type { Millis } from './zone';

/** Moves a show to another status, with a parting (or welcoming) verdict if there is one. */
export function setStatus(
  show: Show,
  status: Status,
  opinion: Opinion | undefined,
  now: Millis,
): Change {
  if (show.status === status && opinion === undefined) {
    return { summary: `${show.title} is ${status} already`, shows: [] };
  }
  const moved: Show = { ...show, status };
  const after = opinion === undefined ? moved : withVerdict(moved, opinion, now);
  const spoken = opinion === undefined ? '' : `: ${opinionText(opinion)}`;
  const summary =
    show.status === status
      ? `Verdict on ${show.title}${spoken}`
      : `${show.title} is now ${status}${spoken}`;
  return { summary, shows: [{ id: show.id, before: show, after }] };
}

/** What the user says of a release by hand; what is absent stays. */
export interface Corrections {
  readonly premiere?: Moment | undefined;
  readonly step?: Step | undefined;
  readonly zone?: string | undefined;
  /** `unknown` when nobody has said after all. */
  readonly episodes?: number | 'unknown' | undefined;
  readonly audio?: Audio | undefined;
  readonly url?: string | undefined;
  /** The platform the user watches on, when it is another one. */
  readonly platform?: { readonly id: string; readonly name: string } | undefined;
}

/**
 * A show with another title, or with its followed release replaced; the one it replaces is gone, and
 * so is an older one of the same platform.
 */
export function editShow(
  show: Show,
  edits: { readonly title?: string | undefined; readonly release: Release },
): Change {
  const { title = show.title, release } = edits;
  const present = followed(show);
  const others = show.releases.filter(({ id }) => id !== present.id && id !== release.id);
  const status = statusAfter(show, release);
  const after: Show = {
    ...show,
    status,
    title,
    releases: [...others, release],
    follows: release.id,
  };
  if (JSON.stringify(after) === JSON.stringify(show)) {
    return { summary: `${show.title} is like that already`, shows: [] };
  }
  const became = status === show.status ? '' : `; now ${status}`;
  return { summary: `Edited ${title}${became}`, shows: [{ id: show.id, before: show, after }] };
}

/** A show is completed, or no longer, when its count turns out to be another. */
function statusAfter(show: Show, { schedule: { episodes } }: Release): Status {
  const before = followed(show).schedule.episodes?.number;
  if (episodes?.number === before) return show.status;
  const complete = episodes !== undefined && show.watched.length >= episodes.number;
  if (show.status === 'completed') return complete ? 'completed' : 'watching';
  return show.status === 'watching' && complete ? 'completed' : show.status;
}

/**
 * A release with the user's corrections; its timing comes from the user then. On another platform its
 * link no longer holds, and its times, taken from the first one, are estimates.
 */
export function correctedRelease(release: Release, corrections: Corrections): Release {
  const { platform, audio = release.audio } = corrections;
  const moved = platform !== undefined && platform.id !== release.id;
  const { url: link, ...linkless } = release;
  const url = corrections.url ?? (moved ? undefined : link);
  const schedule = correctedSchedule(release.schedule, corrections);
  const retimed = schedule !== release.schedule;
  const borrowed = moved && release.source !== 'you' && corrections.premiere === undefined;
  return {
    // The link keeps its place among the keys: whether an edit changed anything is read off the JSON.
    ...(url === undefined ? linkless : { ...release, url }),
    id: platform?.id ?? release.id,
    platform: platform?.name ?? release.platform,
    audio,
    source: retimed ? 'you' : release.source,
    schedule: borrowed ? { ...schedule, basis: 'estimated' } : schedule,
  };
}

function correctedSchedule(schedule: Schedule, corrections: Corrections): Schedule {
  const { premiere, step, zone, episodes } = corrections;
  const touched = [premiere, step, zone, episodes].some((fact) => fact !== undefined);
  if (!touched) return schedule;
  const { episodes: count, ...timing } = schedule;
  const counted = episodes === undefined ? count : countOf(episodes);
  return {
    ...timing,
    premiere: premiere ?? schedule.premiere,
    basis: premiere === undefined ? schedule.basis : 'scheduled',
    step: step ?? schedule.step,
    zone: zone ?? schedule.zone,
    ...(counted === undefined ? {} : { episodes: counted }),
  };
}

function countOf(number: number | 'unknown'): EpisodeCount | undefined {
  return number === 'unknown' ? undefined : { number, basis: 'confirmed' };
}

/** Takes a show off the list, with everything that was said of it; undo brings it back. */
export function removeShow(show: Show): Change {
  return { summary: `Removed ${show.title}`, shows: [{ id: show.id, before: show, after: null }] };
}
