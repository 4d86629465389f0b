import type { Brought } from './brought';
import { calendarDate, instant, timeOf } from './moment';
import { followed, timetableIn } from './releases';
import type { PartialDate, Show, Status, Verdict, Watched } from './show';
import { range, withMarks } from './watching';
import { type Millis, toCivil, type Zone } from './zone';

/** Something in which a list that is brought and the user's own say different things. */
export interface Difference {
  readonly about: 'title' | 'status' | 'score' | 'verdict' | 'note' | 'started' | 'finished';
  /** For people: `watching, 5 episodes`. */
  readonly ours: string;
  readonly theirs: string;
}

/** A show with an entry worked in. */
export interface Merged {
  readonly after: Show;
  /** Where the user's own was kept against what the entry says. */
  readonly kept: readonly Difference[];
}

export interface Merging {
  /** The entry's word goes before the user's: status, progress, score, dates. Its opinions are added all the same. */
  readonly theirs: boolean;
  readonly now: Millis;
  /** In which the days of watched marks are told. */
  readonly zone: Zone;
}

/**
 * Works an entry of another list into a show. Nothing the user has is lost: their verdicts, notes, schedule
 * and the times of their marks stay; the progress is whichever is further, and the status goes with it.
 * To work the same entry in once more changes nothing.
 */
export function merge(show: Show, brought: Brought, merging: Merging): Merged {
  const kept: Difference[] = [];
  const keep = (difference: Difference) => kept.push(difference);
  let after = withSchedule(show, brought, merging, keep);
  after = withProgress(after, brought, merging, keep);
  after = withFacts(after, brought);
  after = withEdits(withOpinions(after, brought, merging, keep), brought, merging);
  after = withDates(after, brought, merging, keep);
  after = withRest(after, brought, merging);
  return { after, kept };
}

type Keep = (difference: Difference) => void;

/** The show as the other jikai has it, where its word goes first: but for what is the user's own. */
function withSchedule(show: Show, { whole }: Brought, { theirs }: Merging, keep: Keep): Show {
  if (whole === undefined) return show;
  if (!theirs) {
    const [ours, others] = [show.title, whole.title];
    if (ours !== others) keep({ about: 'title', ours, theirs: others });
    return show;
  }
  const { id, added, watched, verdicts, tags } = show;
  return { ...whole, id, added, watched, verdicts, ...(tags === undefined ? {} : { tags }) };
}

/** What is true of the show for everybody, where it was not known. */
function withFacts(show: Show, brought: Brought): Show {
  const { ids, titles, format, minutes } = brought;
  const known: Show = {
    ...show,
    ...(titles === undefined ? {} : { titles: { ...show.titles, ...titles, ...show.titles } }),
    ...(show.format === undefined && format !== undefined ? { format } : {}),
    ...(show.minutes === undefined && minutes !== undefined ? { minutes } : {}),
    ...(ids === undefined ? {} : { ids: { ...show.ids, ...ids, ...show.ids } }),
  };
  return brought.episodes === undefined ? known : withCount(known, brought.episodes);
}

/** With the count another list has, where it is unknown, or was only worked out. */
function withCount(show: Show, number: number): Show {
  const { schedule, source } = followed(show);
  const isTold = schedule.episodes !== undefined && schedule.episodes.basis !== 'estimated';
  const furthest = show.watched.at(-1)?.episode ?? 0;
  if (isTold || source === 'you' || furthest - (schedule.first ?? 1) >= number) return show;
  const episodes = { number, basis: 'scheduled' as const };
  const releases = show.releases.map((release) =>
    release.id === show.follows
      ? { ...release, schedule: { ...release.schedule, episodes } }
      : release,
  );
  return { ...show, releases };
}

function withProgress(show: Show, brought: Brought, { theirs }: Merging, keep: Keep): Show {
  const { first } = timetableIn(show);
  const isSilent = (what: 'status' | 'progress') => brought.silent?.includes(what) ?? false;
  // Other lists count from 1; a second cour may not.
  const shift = brought.whole === undefined ? first - 1 : 0;
  const told =
    shift === 0
      ? brought.watched
      : brought.watched.map((mark) => ({ ...mark, episode: mark.episode + shift }));
  const marks = isWhollySeen(brought) ? untilTheLast(told, show) : told;
  const [ours, others] = [furthestOf(show.watched), furthestOf(marks)];
  const watched = joined(show.watched, marks, theirs && !isSilent('progress'));
  const isSame = watched.length === show.watched.length && watched.every(isIn(show.watched));
  const marked = isSame ? show : withMarks(show, watched);
  return { ...marked, status: statusOf() };

  function statusOf(): Status {
    const [mine, other] = [show.status, brought.status];
    if (mine === other || (theirs && !isSilent('status'))) return other;
    const isUntouched = mine === 'planned' && ours < first;
    if (isUntouched || (others > ours && other !== 'planned')) return other;
    if (isSilent('status')) return mine;
    const isBehind = others < ours && other !== 'completed' && other !== 'dropped';
    if (!isBehind && other !== 'planned') {
      keep({
        about: 'status',
        ours: standing(mine, show.watched.length),
        theirs: standing(other, marks.length),
      });
    }
    return mine;
  }
}

/** Whether all of a show was watched, whatever the list says of how far: it counts anew for who watches again. */
function isWhollySeen({ status, whole, episodes, silent = [], rewatching }: Brought): boolean {
  const isUntold = rewatching !== undefined || silent.includes('progress');
  return whole === undefined && status === 'completed' && episodes === undefined && isUntold;
}

/** The marks of a list and all others up to the last episode, as far as that is known. */
function untilTheLast(marks: readonly Watched[], show: Show): readonly Watched[] {
  const { first, last } = timetableIn(show);
  if (last === undefined) return marks;
  // A count that is too small grows with the marks.
  const end = Math.max(last, furthestOf(marks), furthestOf(show.watched));
  return joined(
    marks,
    range(first, end).map((episode) => ({ episode })),
    false,
  );
}

function standing(status: Status, episodes: number): string {
  return `${status}, ${episodes} watched`;
}

function furthestOf(marks: readonly Watched[]): number {
  return marks.at(-1)?.episode ?? -1;
}

/** The marks of both, in order; of one that both have the time, wherever it is known, ours before theirs. */
function joined(
  ours: readonly Watched[],
  others: readonly Watched[],
  onlyTheirs: boolean,
): readonly Watched[] {
  if (ours.length === 0) return others;
  const known = new Map(ours.map((mark) => [mark.episode, mark]));
  const all = new Map(onlyTheirs ? [] : known);
  for (const mark of others) {
    const own = known.get(mark.episode);
    all.set(
      mark.episode,
      own === undefined ? mark : own.at === undefined ? { ...own, ...mark } : own,
    );
  }
  return [...all.values()].sort((a, b) => a.episode - b.episode);
}

function isIn(marks: readonly Watched[]): (mark: Watched, index: number) => boolean {
  return ({ episode, at }, index) => marks[index]?.episode === episode && marks[index].at === at;
}

/** With what the entry says of the show that was not said yet. */
function withOpinions(show: Show, brought: Brought, merging: Merging, keep: Keep): Show {
  let { verdicts } = show;
  for (const verdict of brought.verdicts) {
    if (brought.whole === undefined) {
      const { news, overrules } = unsaid(verdicts, verdict, merging, keep);
      if (news === undefined) continue;
      verdicts = overrules ? [...verdicts, news] : inserted(verdicts, news);
    } else if (!verdicts.some((one) => isAlike(one, verdict))) {
      verdicts = inserted(verdicts, verdict);
    }
  }
  return verdicts === show.verdicts ? show : { ...show, verdicts };
}

/** With what was said in a table's cells since it was written, as the newest word, where it is none yet. */
export function withEdits(show: Show, { edited = [] }: Brought, merging: Merging): Show {
  let { verdicts } = show;
  for (const verdict of edited) {
    const { news } = unsaid(verdicts, verdict, { ...merging, theirs: true }, () => {});
    if (news !== undefined) verdicts = [...verdicts, { ...news, at: instant(merging.now) }];
  }
  return verdicts === show.verdicts ? show : { ...show, verdicts };
}

/**
 * What is left of another list's verdict once all is taken away that was said of the same before. Where that
 * was something else the user's stays, or, when theirs goes first, theirs is said anew.
 */
function unsaid(
  verdicts: readonly Verdict[],
  { at, ...said }: Verdict,
  { theirs, now }: Merging,
  keep: Keep,
): { readonly news?: Verdict; readonly overrules: boolean } {
  const same = verdicts.filter(({ episode }) => episode === said.episode);
  const left: { words?: string; score?: number; note?: string } = {};
  let overrules = false;
  for (const [name, about] of ABOUT) {
    const value = said[name];
    if (value === undefined) continue;
    const before: readonly (string | number)[] = same.flatMap((one) => one[name] ?? []);
    const newest = before.at(-1);
    // A score holds until the next; words and notes have been said.
    if (name === 'score' ? newest === value : before.includes(value)) continue;
    if (newest !== undefined && !theirs) {
      keep({ about, ours: String(newest), theirs: String(value) });
      continue;
    }
    overrules ||= newest !== undefined;
    Object.assign(left, { [name]: value });
  }
  if (Object.keys(left).length === 0) return { overrules };
  const { episode } = said;
  const when = at ?? (overrules ? instant(now) : undefined);
  const news: Verdict = {
    ...(when === undefined ? {} : { at: when }),
    ...(episode === undefined ? {} : { episode }),
    ...left,
  };
  return { news, overrules };
}

const ABOUT = [
  ['words', 'verdict'],
  ['score', 'score'],
  ['note', 'note'],
] as const;

function isAlike(one: Verdict, other: Verdict): boolean {
  return (
    one.at === other.at &&
    one.episode === other.episode &&
    one.words === other.words &&
    one.score === other.score &&
    one.note === other.note
  );
}

/** In its place by time; one without a time before all that have one, so that it is nobody's newest word. */
function inserted(verdicts: readonly Verdict[], verdict: Verdict): readonly Verdict[] {
  const later = verdicts.findIndex((one) => timeOf(one) > timeOf(verdict));
  return verdicts.toSpliced(later < 0 ? verdicts.length : later, 0, verdict);
}

/** With the entry's dates, where the show has none, or less of one. */
function withDates(
  show: Show,
  { started, finished }: Brought,
  { theirs, zone }: Merging,
  keep: Keep,
): Show {
  const own = { started: startedOn(show, zone), finished: finishedOn(show, zone) };
  const settle = (name: 'started' | 'finished', other: PartialDate | undefined) => {
    const mine = own[name];
    if (other === undefined || mine?.startsWith(other)) return {};
    if (mine === undefined || other.startsWith(mine) || theirs) return { [name]: other };
    keep({ about: name, ours: mine, theirs: other });
    return {};
  };
  return { ...show, ...settle('started', started), ...settle('finished', finished) };
}

/** When the user began a show: as another list knew it, else the day in a zone of the first mark, if dated. */
export function startedOn({ started, watched }: Show, zone: Zone): PartialDate | undefined {
  return started ?? dayOf(watched[0], zone);
}

/** When the user was done with a show that is completed or dropped: told likewise, by the last mark. */
export function finishedOn(
  { finished, status, watched }: Show,
  zone: Zone,
): PartialDate | undefined {
  const isOver = status === 'completed' || status === 'dropped';
  return finished ?? (isOver ? dayOf(watched.at(-1), zone) : undefined);
}

function dayOf(mark: Watched | undefined, zone: Zone): PartialDate | undefined {
  return mark?.at === undefined ? undefined : calendarDate(toCivil(Date.parse(mark.at), zone));
}

function withRest(show: Show, { tags = [], rewatches, rewatching }: Brought, { theirs }: Merging) {
  const labels = [...new Set([...(show.tags ?? []), ...tags])];
  const times = theirs ? rewatches : Math.max(show.rewatches ?? 0, rewatches ?? 0);
  const again = theirs ? rewatching : (show.rewatching ?? rewatching);
  return {
    ...show,
    ...(labels.length === 0 ? {} : { tags: labels }),
    ...(times === undefined || times === 0 ? {} : { rewatches: times }),
    ...(again === undefined ? {} : { rewatching: again }),
  };
}
