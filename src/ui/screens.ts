import type { Agenda, AgendaDrop } from '../watchlist/agenda';
import { behind, followed, nextDrop } from '../watchlist/agenda';
import { livedDay } from '../watchlist/moment';
import { type Drop, dropOf, lastEpisode } from '../watchlist/schedule';
import type { EpisodeCount, Release, Show, Status, Verdict } from '../watchlist/show';
import { titlesOf } from '../watchlist/title';
import { latestScore, latestVerdict, opinionText } from '../watchlist/verdict';
import { runs } from '../watchlist/watching';
import { toCivil } from '../watchlist/zone';
import {
  blank,
  bold,
  dim,
  line,
  type Row,
  type Screen,
  type Style,
  styled,
  type Text,
  table,
} from './text';
import {
  clock,
  dateOfInstant,
  dateWords,
  distanceWords,
  dropWords,
  momentWords,
  type Reader,
  relative,
  slotWords,
} from './time';

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
function episodeWords(episode: number, count: EpisodeCount | undefined): string {
  return `ep ${episode}${count === undefined ? '' : `/${countMark(count)}`}`;
}

function countMark({ number, basis }: EpisodeCount): string {
  return `${basis === 'estimated' ? '~' : ''}${number}`;
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
  const one = release.schedule.episodes?.number === 1;
  const verb =
    distance.endsWith('ago') || distance === 'yesterday'
      ? 'dropped'
      : distance === ''
        ? 'is announced for'
        : 'drops';
  const words = `${one ? 'It' : 'Episode 1'} ${verb} ${dropWords(drop.moment, drop.basis, reader.zone)}`;
  return distance === '' ? words : `${words} · ${distance}`;
}

/** What `add` says of a show that came onto the list. */
export function addedScreen(show: Show, links: readonly string[], reader: Reader): Screen {
  const release = followed(show);
  const verdict = latestVerdict(show);
  const slot = nextDrop(show, reader.now, reader.zone) ?? dropOf(release.schedule, 1);
  const facts: Row[] = [
    [styled('green', 'Added'), titleText(show)],
    ['', releaseWords(release, slot, reader)],
    ['', premiereWords(release, reader)],
    ...links.map((link) => ['', dim(link)]),
    ...(verdict === undefined ? [] : [['Verdict', verdictText(verdict)]]),
  ];
  return [table([{}, {}], facts)];
}

export function verdictText(verdict: Verdict): Text {
  const words = opinionText(verdict);
  const note =
    verdict.words === undefined && verdict.score === undefined ? undefined : verdict.note;
  return note === undefined ? words : [words, dim(` — ${note}`)];
}

/** `Next: ep 2 · ~Wed 17 Jan 2024, 16:55 · in 6d 23h`; what to say when nothing follows. */
export function nextWords(show: Show, reader: Reader): string {
  const count = behind(show, reader.now, reader.zone);
  if (show.status === 'completed') return 'That was the last one.';
  if (count > 0) return `${count} more dropped and waiting.`;
  const drop = nextDrop(show, reader.now, reader.zone);
  if (drop === undefined) return 'No more episodes are known of.';
  const words = `Next: ep ${drop.episode} · ${dropWords(drop.moment, drop.basis, reader.zone)}`;
  const distance = distanceWords(drop.moment, reader);
  return distance === '' ? words : `${words} · ${distance}`;
}

const AGENDA_COLUMNS = [
  { align: 'right' },
  { shrinkTo: 16 },
  {},
  { shrinkTo: 6, optional: true },
  {},
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
  for (const drop of agenda.upcoming) {
    const of = dayOf(drop, reader);
    if (of !== day) {
      day = of;
      rows.push({ line: [bold(dateWords(of)), of === today ? dim('  today') : ''] });
    }
    rows.push([
      timeCell(drop, of, reader),
      ...agendaCells(drop, [drop.episode]),
      dim(distanceWords(drop.moment, reader)),
    ]);
  }
  const waiting = groupsOf(agenda.due);
  if (waiting.length > 0) rows.push({ line: bold('Waiting for you') });
  for (const [first, ...others] of waiting.slice(0, ENOUGH)) {
    const episodes = [first, ...others].map(({ episode }) => episode);
    rows.push(['', ...agendaCells(first, episodes), dim(`since ${sinceWords(first, reader)}`)]);
  }
  if (waiting.length > ENOUGH)
    rows.push({ line: dim(`  and ${waiting.length - ENOUGH} more shows: jikai list --behind`) });
  if (agenda.undated.length > 0) rows.push({ line: bold('Without a date') });
  for (const drop of agenda.undated.slice(0, ENOUGH)) {
    rows.push([
      '',
      ...agendaCells(drop, [drop.episode]),
      dim(momentWords(drop.moment, reader.zone)),
    ]);
  }
  if (agenda.undated.length > ENOUGH)
    rows.push({
      line: dim(`  and ${agenda.undated.length - ENOUGH} more: jikai list --sort next`),
    });
  if (undecided.length > 0) rows.push({ line: bold('To decide') });
  for (const show of undecided) {
    rows.push([
      '',
      show.title,
      `${show.watched.length} in`,
      '',
      dim('keep it, drop it, or one more?'),
    ]);
  }
  return rows.length === 0 ? [] : [table(AGENDA_COLUMNS, rows, 2)];
}

function agendaCells(drop: AgendaDrop, episodes: readonly number[]): readonly Text[] {
  const { episodes: count } = drop.release.schedule;
  const [episode = drop.episode] = episodes;
  const label = episodes.length === 1 ? episodeWords(episode, count) : `ep ${runs(episodes)}`;
  return [drop.show.title, label, drop.release.platform];
}

/** The hour of a drop, with its weekday where it falls after midnight; `~` marks an estimate. */
function timeCell({ moment, basis }: AgendaDrop, heading: string, { zone }: Reader): Text {
  const mark = basis === 'estimated' ? '~' : '';
  if (moment.precision !== 'minute') return dim(mark === '' ? 'some time' : '~some time');
  const at = Date.parse(moment.at);
  const calendarDay = new Date(toCivil(at, zone)).toISOString().slice(0, 10);
  const weekday = calendarDay === heading ? '' : `${dateOfInstant(at, zone).slice(0, 3)} `;
  return styled('cyan', `${mark}${weekday}${clock(at, zone)}`);
}

function dayOf({ moment }: AgendaDrop, { zone, dayEnds }: Reader): string {
  return moment.precision === 'minute'
    ? livedDay(Date.parse(moment.at), zone, dayEnds)
    : (moment.at ?? '');
}

function sinceWords(drop: AgendaDrop, reader: Reader): string {
  const { moment } = drop;
  if (moment.precision !== 'minute') return momentWords(moment, reader.zone);
  return dateOfInstant(Date.parse(moment.at), reader.zone);
}

/** Drops gathered by show, in the order in which each show first appears. */
function groupsOf(
  drops: readonly AgendaDrop[],
): readonly (readonly [AgendaDrop, ...AgendaDrop[]])[] {
  const groups = new Map<string, [AgendaDrop, ...AgendaDrop[]]>();
  for (const drop of drops) {
    const group = groups.get(drop.show.id);
    if (group === undefined) groups.set(drop.show.id, [drop]);
    else group.push(drop);
  }
  return [...groups.values()];
}

/** The agenda for a pipe: one drop a line, nothing left out. */
export function agendaLines(agenda: Agenda, reader: Reader): Screen {
  const rows = (['due', 'upcoming', 'undated'] as const).flatMap((kind) =>
    agenda[kind].map((drop) => [
      kind,
      dropWords(drop.moment, drop.basis, reader.zone),
      ...agendaCells(drop, [drop.episode]),
      distanceWords(drop.moment, reader),
    ]),
  );
  return [table([{}, {}, {}, {}, {}, {}], rows)];
}

/** What `~` means, once, under a screen that has one. */
export const ESTIMATE_KEY: Screen = [
  line(dim('~ estimated: counted on from the last time that was announced')),
];

/** Whether any of some drops is an estimate with a date, and so was marked with `~`. */
export function hasEstimates(drops: readonly Drop[]): boolean {
  return drops.some(({ basis, moment }) => basis === 'estimated' && moment.at !== null);
}

export function listScreen(shows: readonly Show[], reader: Reader, heading: boolean): Screen {
  const rows: Row[] = shows.map((show) => {
    const { schedule, platform } = followed(show);
    const seen = `${show.watched.length}${schedule.episodes === undefined ? '' : `/${countMark(schedule.episodes)}`}`;
    const score = latestScore(show);
    return [
      bold(show.title),
      statusText(show.status),
      seen,
      latestVerdict(show)?.words ?? (score === undefined ? '' : `${score}/10`),
      platform,
      ...nextCells(show, reader),
    ];
  });
  const heads = ['TITLE', 'STATUS', 'SEEN', 'VERDICT', 'PLATFORM', 'NEXT', ''].map(dim);
  const columns = [
    { shrinkTo: 16 },
    {},
    { align: 'right' },
    { shrinkTo: 10 },
    { optional: true },
    {},
    {},
  ] as const;
  return [table(columns, heading && rows.length > 0 ? [heads, ...rows] : rows)];
}

/** What comes next for a show on the list: absolute and relative. */
function nextCells(show: Show, reader: Reader): readonly Text[] {
  if (show.status !== 'watching' && show.status !== 'planned') return ['', ''];
  const waiting = behind(show, reader.now, reader.zone);
  if (waiting > 0) return [styled('yellow', `${waiting} waiting`), ''];
  const drop = nextDrop(show, reader.now, reader.zone);
  if (drop === undefined) return ['', ''];
  return [shortWords(drop, reader), dim(distanceWords(drop.moment, reader))];
}

/** `~17 Jan 16:55`; with the year where it is not this one. */
function shortWords({ moment, basis }: Drop, reader: Reader): string {
  if (moment.precision !== 'minute' && moment.precision !== 'day')
    return momentWords(moment, reader.zone);
  const [, day = '', month = '', year = ''] =
    moment.precision === 'day'
      ? dateWords(moment.at).split(' ')
      : dateOfInstant(Date.parse(moment.at), reader.zone).split(' ');
  const thisYear = dateOfInstant(reader.now, reader.zone).slice(-4);
  const time = moment.precision === 'day' ? '' : ` ${clock(Date.parse(moment.at), reader.zone)}`;
  return `${basis === 'estimated' ? '~' : ''}${day} ${month}${year === thisYear ? '' : ` ${year}`}${time}`;
}

/** How many episodes `info` shows around the next one unless asked for all. */
const AROUND = { before: 4, total: 16 };

export function infoScreen(
  show: Show,
  links: readonly string[],
  reader: Reader,
  all: boolean,
): Screen {
  const release = followed(show);
  const { schedule } = release;
  const next = nextDrop(show, reader.now, reader.zone) ?? dropOf(schedule, 1);
  const others = titlesOf(show).slice(1);
  const score = latestScore(show);
  const verdict = latestVerdict(show);
  const facts = [
    ...(others.length === 0 ? [] : [line(dim(others.join(' · ')))]),
    line(
      statusText(show.status),
      ` · ${[show.format, `${show.watched.length} watched`, score === undefined ? undefined : `${score}/10`].filter((one) => one !== undefined).join(' · ')}`,
    ),
    line(releaseWords(release, next, reader)),
    line(premiereWords(release, reader)),
    ...(verdict === undefined
      ? []
      : [
          line(
            'Verdict  ',
            verdictText(verdict),
            dim(verdict.episode === undefined ? '' : `  ep ${verdict.episode}`),
          ),
        ]),
    ...links.map((link) => line(dim(link))),
    line(dim(`Times from ${release.source === 'you' ? 'you' : release.source}`)),
  ];
  const drops = shownDrops(show, all);
  const rows: Row[] = drops.map((drop) => {
    const watched = show.watched.find(({ episode }) => episode === drop.episode);
    const said = latestVerdict(show, drop.episode);
    return [
      String(drop.episode),
      drop.moment.precision === 'unknown'
        ? dim('no date yet')
        : dropWords(drop.moment, drop.basis, reader.zone),
      watched === undefined
        ? dim(distanceWords(drop.moment, reader))
        : styled('green', `watched ${dateOfInstant(Date.parse(watched.at), reader.zone)}`),
      said === undefined ? '' : opinionText(said),
    ];
  });
  const last = lastEpisode(schedule);
  const hidden = last === undefined ? undefined : last - drops.length;
  const more =
    hidden === undefined || hidden <= 0
      ? []
      : [line(dim(`  and ${hidden} more: jikai info ${show.id} --all`))];
  return [
    line(bold(show.title)),
    ...facts,
    blank,
    table([{ align: 'right' }, {}, {}, { shrinkTo: 10 }], rows, 2),
    ...more,
    ...(hasEstimates(drops) ? ESTIMATE_KEY : []),
  ];
}

function shownDrops(show: Show, all: boolean): readonly Drop[] {
  const { schedule } = followed(show);
  const furthest = show.watched.at(-1)?.episode ?? 0;
  const last = Math.max(lastEpisode(schedule) ?? furthest + AROUND.total - AROUND.before, furthest);
  const everything = all || last <= AROUND.total;
  const first = everything ? 1 : Math.max(1, furthest - AROUND.before + 1);
  const end = everything ? last : Math.min(last, first + AROUND.total - 1);
  return Array.from({ length: end - first + 1 }, (_, index) => dropOf(schedule, first + index));
}

/** A show's trail: every verdict in the order it was given. */
export function verdictsScreen(show: Show, reader: Reader): Screen {
  const rows: Row[] = show.verdicts.map((verdict) => [
    verdict.episode === undefined ? dim('show') : `ep ${String(verdict.episode).padStart(2)}`,
    dim(dateOfInstant(Date.parse(verdict.at), reader.zone)),
    verdict.words ?? '',
    verdict.score === undefined ? '' : `${verdict.score}/10`,
    dim(verdict.note ?? ''),
  ]);
  return [line(bold(show.title)), table([{}, {}, {}, {}, {}], rows, 2)];
}

/** When a change was made, for the log: `2h 10m ago`. */
export function agoWords(at: string, reader: Reader): string {
  return relative(Date.parse(at) - reader.now);
}
