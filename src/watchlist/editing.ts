import type { Change } from './change';
import { isLater } from './moment';
import { Problem } from './problem';
import { followed, isWatchedToTheEnd, releaseName, timetableIn } from './releases';
import {
  type Audio,
  type EpisodeCount,
  HIGHEST_EPISODE,
  type Moment,
  type Release,
  type Schedule,
  type Show,
  type Status,
  type Step,
} from './show';
import { withTags } from './tags';
import { type Opinion, opinionInShort, withVerdict } from './verdict';
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
  const spoken = opinion === undefined ? '' : `: ${opinionInShort(opinion)}`;
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
  /** The number of the first episode. */
  readonly first?: number | undefined;
  readonly zone?: string | undefined;
  /** `unknown` when nobody has said after all. */
  readonly episodes?: number | 'unknown' | undefined;
  readonly audio?: Audio | undefined;
  readonly url?: string | undefined;
  /** The platform the user watches on, when it is another one. */
  readonly platform?: { readonly id: string; readonly name: string } | undefined;
}

/**
 * A show with another title, or another release followed: the one given, which is added when it is new.
 * A release of no platform, as shows added by hand have, makes room for one that names it.
 */
export function editShow(
  show: Show,
  edits: {
    readonly title?: string | undefined;
    readonly release: Release;
    /** Labels to add, and to take away. */
    readonly tags?: { readonly add: readonly string[]; readonly remove: readonly string[] };
  },
): Change {
  const { title = show.title, release, tags = {} } = edits;
  const blank = (one: Release) => one.platform === '' && one.id !== release.id;
  const releases = show.releases.filter((one) => !blank(one));
  const renamed = withTags({ ...show, title, releases }, tags);
  const edited = { ...replaceRelease(renamed, release), follows: release.id };
  return recountedTo(show, edited, `Edited ${title}`);
}

/** A show with one of its releases in another state, or with one more. */
export function replaceRelease(show: Show, release: Release): Show {
  const present = show.releases.some(({ id }) => id === release.id);
  const releases = present
    ? show.releases.map((one) => (one.id === release.id ? release : one))
    : [...show.releases, release];
  return { ...show, releases };
}

/** A show is completed, or no longer, when its count turns out to be another. */
export function statusAfter(before: Show, after: Show): Status {
  const [was, is] = [timetableIn(before), timetableIn(after)];
  if (was.last === is.last && was.first === is.first) return before.status;
  const complete = isWatchedToTheEnd(after);
  if (before.status === 'completed') return complete ? 'completed' : 'watching';
  return before.status === 'watching' && complete ? 'completed' : before.status;
}

/** The change from one state of a show to another, if there is one; tells when that moved its status. */
export function changeTo(before: Show, after: Show, summary: string): Change {
  if (JSON.stringify(after) === JSON.stringify(before)) {
    return { summary: `${before.title} is like that already`, shows: [] };
  }
  const became = after.status === before.status ? '' : `; now ${after.status}`;
  return { summary: `${summary}${became}`, shows: [{ id: before.id, before, after }] };
}

/** As {@link changeTo}, with the status that a new count brings along. */
export function recountedTo(before: Show, after: Show, summary: string): Change {
  return changeTo(before, { ...after, status: statusAfter(before, after) }, summary);
}

/** Two changes to one show as one: the second is decided on what the first made of it. */
export function followedBy(show: Show, first: Change, next: (after: Show) => Change): Change {
  const between = first.shows[0]?.after ?? show;
  const second = next(between);
  const after = second.shows[0]?.after ?? between;
  const { summary } = second.shows.length > 0 ? second : first;
  const both = changeTo(show, after, '');
  return both.shows.length === 0 ? both : { ...both, summary };
}

/** Follows a release: one that the show has, or one that it is given. */
export function followRelease(show: Show, release: Release): Change {
  const present = followed(show);
  if (present.id === release.id) {
    return { summary: `You follow ${show.title} there already`, shows: [] };
  }
  const following = { ...replaceRelease(show, withCountOf(present, release)), follows: release.id };
  return recountedTo(show, following, `Following ${show.title} on ${releaseName(release)}`);
}

/** A release that is new to a show, with the count that is known of the one followed, if it is better. */
function withCountOf({ audio, schedule: { episodes, first } }: Release, release: Release): Release {
  const { schedule } = release;
  const fits = (audio === 'dub') === (release.audio === 'dub') && first === schedule.first;
  const better = episodes !== undefined && episodes.basis !== 'estimated';
  if (!fits || !better || schedule.episodes?.basis === 'confirmed') return release;
  return { ...release, schedule: { ...schedule, episodes } };
}

/**
 * Puts one more release beside the others.
 * @throws Problem `failed` when the show has one of that id.
 */
export function addRelease(show: Show, release: Release): Change {
  const name = releaseName(release).toLowerCase();
  if (
    show.releases.some((one) => one.id === release.id || releaseName(one).toLowerCase() === name)
  ) {
    throw new Problem('failed', `${show.title} has a release on ${releaseName(release)} already.`, {
      hint: `jikai release edit ${show.id} "${releaseName(release)}" changes it.`,
    });
  }
  return changeTo(
    show,
    replaceRelease(show, release),
    `Added ${releaseName(release)} to ${show.title}`,
  );
}

/** Changes one release, followed or not. */
export function changeRelease(
  show: Show,
  release: Release,
  summary = `Edited ${releaseName(release)} of ${show.title}`,
): Change {
  return recountedTo(show, replaceRelease(show, release), summary);
}

/**
 * Takes a release away.
 * @throws Problem `failed` for the one that is followed.
 */
export function removeRelease(show: Show, release: Release): Change {
  if (release.id === followed(show).id) {
    throw new Problem('failed', `You follow ${show.title} on ${releaseName(release)}.`, {
      hint: `Follow another one first: jikai follow ${show.id} <platform>`,
    });
  }
  const releases = show.releases.filter(({ id }) => id !== release.id);
  return changeTo(
    show,
    { ...show, releases },
    `Removed ${releaseName(release)} from ${show.title}`,
  );
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
  // What was seen on one platform says nothing of another.
  const { drops: _, ...unseen } = schedule;
  const { premiere, step, zone, first } = corrections;
  const retimed = [premiere, step, zone, first].some((fact) => fact !== undefined);
  const borrowed = moved && release.source !== 'you' && corrections.premiere === undefined;
  return {
    // The link keeps its place among the keys: whether an edit changed anything is read off the JSON.
    ...(url === undefined ? linkless : { ...release, url }),
    id: platform?.id ?? release.id,
    platform: platform?.name ?? release.platform,
    audio,
    source: retimed ? 'you' : release.source,
    schedule: borrowed ? { ...unseen, basis: 'estimated' } : moved ? unseen : schedule,
  };
}

function correctedSchedule(schedule: Schedule, corrections: Corrections): Schedule {
  const { premiere, step, zone, episodes, first } = corrections;
  const touched = [premiere, step, zone, episodes, first].some((fact) => fact !== undefined);
  if (!touched) return schedule;
  const { episodes: count, first: present = 1, ...timing } = schedule;
  const start = first ?? present;
  if (premiere !== undefined) refuseContradicted(schedule, premiere, start);
  refuseBeyondNumbers(start, typeof episodes === 'number' ? episodes : (count?.number ?? 1));
  const counted = episodes === undefined ? count : countOf(episodes);
  return {
    ...timing,
    premiere: premiere ?? schedule.premiere,
    basis: premiere === undefined ? schedule.basis : 'scheduled',
    step: step ?? schedule.step,
    zone: zone ?? schedule.zone,
    ...(start === 1 ? {} : { first: start }),
    ...(counted === undefined ? {} : { episodes: counted }),
  };
}

/** A premiere after what the user said of an episode would be passed over: better to say so. */
function refuseContradicted(schedule: Schedule, premiere: Moment, first: number): void {
  const { drops = [], amendments = [] } = schedule;
  const said = [
    ...drops.filter(({ source }) => source === 'you'),
    ...amendments.flatMap((one) => {
      const { episode } = one;
      if (one.kind === 'move') return { episode, moment: one.to };
      if (one.kind === 'run') return { episode, moment: one.premiere };
      if (one.kind === 'batch' && one.at !== undefined) return { episode, moment: one.at };
      return [];
    }),
  ];
  const against = said.find(
    ({ episode, moment }) => episode === first || (episode > first && isLater(premiere, moment)),
  );
  if (against === undefined) return;
  throw new Problem(
    'usage',
    `You said of ep ${against.episode} that it drops ${against.moment.at ?? 'some day'}, which does not go with that premiere.`,
    { hint: 'Take that back first with --remove: jikai delay, batch, dropped or episodes.' },
  );
}

/** @throws Problem `usage` when the last episode would have a number that no episode has. */
export function refuseBeyondNumbers(first: number, count: number): void {
  if (first + count - 1 <= HIGHEST_EPISODE) return;
  throw new Problem('usage', `There is no episode ${first + count - 1}.`, {
    hint: `Numbers of episodes go up to ${HIGHEST_EPISODE}.`,
  });
}

function countOf(number: number | 'unknown'): EpisodeCount | undefined {
  return number === 'unknown' ? undefined : { number, basis: 'confirmed' };
}

/** Takes a show off the list, with everything that was said of it; undo brings it back. */
export function removeShow(show: Show): Change {
  return { summary: `Removed ${show.title}`, shows: [{ id: show.id, before: show, after: null }] };
}
