import {
  type Agenda,
  type AgendaBreak,
  type AgendaDrop,
  type Group,
  gathered,
} from '../watchlist/agenda';
import { isDated, livedDay } from '../watchlist/moment';
import { followed } from '../watchlist/releases';
import { runs } from '../watchlist/runs';
import type { Moment, Show } from '../watchlist/show';
import { withoutSpoilers } from '../watchlist/spoilers';
import { latestVerdict } from '../watchlist/verdict';
import { DAY } from '../watchlist/zone';
import { markOf } from './estimates';
import { episodeWords, platformWords, verdictText } from './show-words';
import { bold, dim, type Row, type Screen, styled, type Text, table } from './text';
import {
  dateOf,
  dateWords,
  distanceWords,
  dropWords,
  momentWords,
  type Reader,
  slotTime,
  sortTime,
  withoutThisYear,
} from './time';

const AGENDA_COLUMNS = [
  { align: 'right' },
  { shrinkTo: 16 },
  { shrinkTo: 10 },
  { shrinkTo: 6, optional: 1 },
  { shrinkTo: 17, optional: 2 },
] as const;

/** How many rows of one kind the agenda shows before it says how many more there are. */
const ENOUGH = 10;

/** The agenda for a person: days with their drops, what waits, what has no date yet. */
export function agendaScreen(
  agenda: Agenda,
  reader: Reader,
  undecided: readonly Show[] = [],
): Screen {
  const rows: Row[] = [];
  const today = livedDay(reader.now, reader.zone, reader.dayEnds);
  let day = '';
  for (const entry of byLivedDay(entriesOf(agenda, reader), reader)) {
    const of = dayOf(entry.moment, reader);
    if (of !== day) {
      day = of;
      rows.push({ line: [bold(dateWords(of)), of === today ? dim('  today') : ''] });
    }
    if ('pause' in entry) {
      const { pause } = entry;
      rows.push([
        dim(`~${slotTime(pause.moment, of, reader)}`),
        ...breakCells(pause),
        dim(breakWords(pause)),
      ]);
      continue;
    }
    const [drop] = entry.drops;
    rows.push([
      timeCell(drop, of, reader),
      ...agendaCells(drop, numbersOf(entry.drops)),
      dim(distanceWords(drop.moment, reader)),
    ]);
  }
  const waiting = agenda.due;
  if (waiting.length > 0) rows.push({ line: bold('Waiting for you') });
  for (const { longest, episodes } of waiting.slice(0, ENOUGH)) {
    const since = dim(`since ${sinceWords(longest, reader)}`);
    rows.push(['', ...agendaCells(longest, episodes), since]);
  }
  if (waiting.length > ENOUGH)
    rows.push({ line: dim(`  and ${waiting.length - ENOUGH} more shows: jikai list --behind`) });
  if (agenda.undated.length > 0) rows.push({ line: bold('Without a date') });
  for (const drop of agenda.undated.slice(0, ENOUGH)) {
    rows.push(['', ...agendaCells(drop, [drop.episode]), dim(datelessWords(drop, reader))]);
  }
  if (agenda.undated.length > ENOUGH)
    rows.push({
      line: dim(`  and ${agenda.undated.length - ENOUGH} more: jikai list --sort next`),
    });
  if (undecided.length > 0)
    rows.push({
      line: [bold('To decide'), dim('  jikai decide')],
    });
  for (const show of undecided) {
    const said = latestVerdict(withoutSpoilers(show));
    rows.push([
      '',
      show.title,
      `${show.watched.length} in`,
      followed(show).platform,
      said === undefined ? '' : verdictText(said),
    ]);
  }
  return rows.length === 0 ? [] : [table(AGENDA_COLUMNS, rows, 2)];
}

/** The agenda for a pipe, nothing left out: a line for what waits of each show, and for what drops together. */
export function agendaLines(
  agenda: Agenda,
  reader: Reader,
  undecided: readonly Show[] = [],
): Screen {
  const { due, undated } = agenda;
  const row = (kind: string, drop: AgendaDrop, episodes: readonly number[]): Row => {
    const { show, release, moment, basis } = drop;
    return [
      kind,
      dropWords(moment, basis, reader.zone),
      show.title,
      labelOf(drop, episodes),
      platformWords(release),
      distanceWords(moment, reader),
    ];
  };
  const rows = [
    ...due.map(({ longest, episodes }) => row('due', longest, episodes)),
    ...entriesOf(agenda, reader).map((entry) =>
      'drops' in entry
        ? row('upcoming', entry.drops[0], numbersOf(entry.drops))
        : [
            'break',
            dropWords(entry.moment, 'estimated', reader.zone),
            ...breakCells(entry.pause),
            breakWords(entry.pause),
          ],
    ),
    ...undated.map((drop) => [
      'undated',
      datelessWords(drop, reader),
      ...agendaCells(drop, [drop.episode]),
      '',
    ]),
    ...undecided.map((show) => [
      'undecided',
      '',
      show.title,
      `${show.watched.length} in`,
      followed(show).platform,
    ]),
  ];
  return [table([{}, {}, {}, {}, {}, {}], rows)];
}

function agendaCells(drop: AgendaDrop, episodes: readonly number[]): readonly Text[] {
  return [drop.show.title, labelOf(drop, episodes), platformWords(drop.release)];
}

/** Which episodes drop together with one, or wait with it. */
function labelOf({ episode, last, release }: AgendaDrop, episodes: readonly number[]): string {
  if (episodes.length > 1) return `ep ${runs(episodes)}`;
  return episodeWords(episode, last, release.schedule);
}

function breakCells({ show, release }: AgendaBreak): readonly Text[] {
  return [show.title, styled('yellow', 'break'), platformWords(release)];
}

/** Why nothing drops, or which episode has to wait. */
function breakWords({ episode, why }: AgendaBreak): string {
  return why ?? `ep ${episode} is later`;
}

/** What is known of an episode without a day: that it waits for the end of a hiatus, or a month. */
function datelessWords({ show, release, episode, moment }: AgendaDrop, { zone }: Reader): string {
  const hiatus = release.schedule.amendments?.findLast(
    (one) => one.kind === 'hiatus' && one.episode <= episode && one.resumes === undefined,
  );
  if (moment.precision === 'unknown' && show.production === 'cancelled') return 'cancelled';
  if (moment.precision === 'unknown' && show.production === 'hiatus') return 'on hiatus';
  if (hiatus?.kind !== 'hiatus' || moment.precision !== 'unknown') return momentWords(moment, zone);
  return hiatus.why === undefined ? 'on hiatus' : `on hiatus: ${hiatus.why}`;
}

/** The hour of a drop; `~` marks an estimate. */
function timeCell({ moment, basis }: AgendaDrop, heading: string, reader: Reader): Text {
  const words = `${markOf(basis)}${slotTime(moment, heading, reader)}`;
  return moment.precision === 'minute' ? styled('cyan', words) : dim(words);
}

function dayOf(moment: Moment, { zone, dayEnds }: Reader): string {
  return moment.precision === 'minute'
    ? livedDay(Date.parse(moment.at), zone, dayEnds)
    : (moment.at ?? '');
}

/**
 * Drops by the day the reader lives in, and within it as they were: a drop at 01:30 belongs before
 * one of the new day whose hour nobody knows.
 */
function byLivedDay<Item extends { readonly moment: Moment }>(
  items: readonly Item[],
  reader: Reader,
): readonly Item[] {
  return items
    .map((item) => ({ item, day: dayOf(item.moment, reader) }))
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
    .map(({ item }) => item);
}

/** What stands on the agenda at one moment: drops of one show, or a slot in which it pauses. */
type Entry =
  | { readonly moment: Moment; readonly drops: Group }
  | { readonly moment: Moment; readonly pause: AgendaBreak };

/** What comes, in order. */
function entriesOf({ upcoming, breaks }: Agenda, { zone }: Reader): readonly Entry[] {
  const drops = gathered(upcoming, ({ show, moment }) => `${moment.at} ${show.id}`).map(
    (group): Entry => ({ moment: group[0].moment, drops: group }),
  );
  if (breaks.length === 0) return drops;
  const pauses = breaks.map((pause): Entry => ({ moment: pause.moment, pause }));
  return [...drops, ...pauses].sort((a, b) => sortTime(a.moment, zone) - sortTime(b.moment, zone));
}

/** `Fri` within the week, `5 Jan`, `20 Oct 1999`. */
export function sinceWords(drop: Pick<AgendaDrop, 'moment' | 'basis'>, reader: Reader): string {
  const { moment } = drop;
  const since = isDated(moment) ? dateOf(moment, reader.zone) : momentWords(moment, reader.zone);
  const start = sortTime(moment, reader.zone);
  if (!isDated(moment)) return since;
  const short =
    reader.now - start < 6 * DAY ? since.slice(0, 3) : withoutThisYear(since.slice(4), reader);
  return `${markOf(drop.basis)}${short}`;
}

function numbersOf(drops: Group): readonly number[] {
  return drops.map(({ episode }) => episode);
}
