import { believed, nextDrop } from '../watchlist/agenda';
import { holdWords } from '../watchlist/holding';
import { isDated } from '../watchlist/moment';
import type { Vocabulary } from '../watchlist/mood';
import { quantity } from '../watchlist/quantity';
import { followed, timetableIn } from '../watchlist/releases';
import type { Drop, Timetable } from '../watchlist/schedule';
import type { PartialDate, Show, Watched } from '../watchlist/show';
import { readableTags } from '../watchlist/tags';
import { trailOf } from '../watchlist/trail';
import { latestScore, latestVerdict, opinionText } from '../watchlist/verdict';
import type { Zone } from '../watchlist/zone';
import { estimateKey } from './estimates';
import {
  originWords,
  premiereOf,
  premiereWords,
  releaseWords,
  sourcesOf,
  statusText,
  titleText,
  verdictText,
} from './show-words';
import { blank, bold, dim, line, type Row, type Screen, styled, table } from './text';
import {
  dateOfInstant,
  distanceWords,
  dropWords,
  momentWords,
  type Reader,
  withoutThisYear,
} from './time';
import { moodLine } from './trail-screen';

/** What `add` says of a show that came onto the list. */
export function addedScreen(show: Show, links: readonly string[], reader: Reader): Screen {
  const release = followed(show);
  const verdict = latestVerdict(show);
  const premiere = premiereOf(show);
  const slot = nextDrop(show, reader.now, reader.zone) ?? premiere;
  const facts: Row[] = [
    [styled('green', 'Added'), titleText(show)],
    ['', releaseWords(release, slot, reader)],
    ['', premiereWords(show, reader)],
    ...links.map((link) => ['', dim(link)]),
    ...(verdict === undefined ? [] : [['', ['Verdict  ', verdictText(verdict)]]]),
  ];
  return [table([{}, {}], facts), ...estimateKey([premiere])];
}

/** What `edit` says of a show: whatever could have been edited, and what follows from it. */
export function editedScreen(show: Show, reader: Reader): Screen {
  const release = followed(show);
  const next = nextDrop(show, reader.now, reader.zone) ?? premiereOf(show);
  return [
    line(titleText(show), '  ', statusText(show.status)),
    line(releaseWords(release, next, reader)),
    line(premiereWords(show, reader)),
    ...tagWords(show).map((words) => line(words)),
  ];
}

/** How many episodes `info` shows around the next one unless asked for all. */
const AROUND = { before: 4, total: 16 };

export function infoScreen(
  show: Show,
  links: readonly string[],
  reader: Reader,
  { vocabulary, all }: { readonly vocabulary: Vocabulary; readonly all: boolean },
): Screen {
  const release = followed(show);
  const timetable = timetableIn(show, release);
  const next = nextDrop(show, reader.now, reader.zone) ?? premiereOf(show);
  const { english, romaji, native } = show.titles ?? {};
  const others = [english ?? romaji, native].filter(
    (title) => title !== undefined && title !== show.title,
  );
  const score = latestScore(show);
  const verdict = latestVerdict(show);
  const facts = [
    ...(others.length === 0 ? [] : [line(dim(others.join(' · ')))]),
    line(
      statusText(show.status),
      ` · ${[show.format, `${show.watched.length} watched`, score === undefined ? undefined : `${score}/10`].filter((one) => one !== undefined).join(' · ')}`,
    ),
    line(releaseWords(release, next, reader)),
    line(premiereWords(show, reader)),
    ...(show.hold === undefined ? [] : [line(`No reminders until ${holdWords(show.hold)}`)]),
    ...pastWords(show, reader).map((words) => line(words)),
    ...(verdict === undefined
      ? []
      : [
          line(
            'Verdict  ',
            verdictText(verdict),
            dim(verdict.episode === undefined ? '' : `  ep ${verdict.episode}`),
          ),
          line('Trail    ', moodLine(trailOf(show, vocabulary))),
        ]),
    ...links.map((link) => line(dim(link))),
    line(dim(`Times from ${sourcesOf(show, release)}`)),
  ];
  const drops = shownDrops(show, timetable, all).map((drop) =>
    believed(show, drop, reader.now, reader.zone),
  );
  const named = (id: string) => show.releases.find((one) => one.id === id)?.platform ?? id;
  const rows: Row[] = drops.flatMap((drop) => {
    const watched = show.watched.find(({ episode }) => episode === drop.episode);
    const said = latestVerdict(show, drop.episode);
    const pauses = (timetable.gapsBefore?.(drop.episode) ?? []).map(
      ({ moment, why }): Row => [
        '',
        dim(dropWords(moment, 'estimated', reader.zone)),
        styled('yellow', 'break'),
        '',
        dim(why ?? ''),
      ],
    );
    const row: Row = [
      String(drop.episode),
      drop.moment.precision === 'unknown'
        ? dim('no date yet')
        : dropWords(drop.moment, drop.basis, reader.zone),
      watched === undefined
        ? dim(distanceWords(drop.moment, reader))
        : styled('green', `watched ${watchedWords(watched, reader)}`.trimEnd()),
      said === undefined ? '' : opinionText(said),
      dim(originWords(drop, named)),
    ];
    return [...pauses, row];
  });
  const { first, last } = timetable;
  const hidden = last === undefined ? undefined : last - first + 1 - drops.length;
  const more =
    hidden === undefined || hidden <= 0
      ? []
      : [line(dim(`  and ${hidden} more: jikai info ${show.id} --all`))];
  return [
    line(bold(show.title)),
    ...facts,
    blank,
    table(
      [
        { align: 'right' },
        {},
        { shrinkTo: 8 },
        { shrinkTo: 8, optional: 2 },
        { shrinkTo: 8, optional: 1 },
      ],
      rows,
      2,
    ),
    ...more,
    ...estimateKey(drops),
  ];
}

/** What the user's own list tells besides: dates of another list, other times through it, labels. */
function pastWords(show: Show, { zone }: Reader): readonly string[] {
  const { started, finished, rewatches = 0, rewatching } = show;
  const dates = [
    ...(started === undefined ? [] : [`begun ${partialDateWords(started, zone)}`]),
    ...(finished === undefined ? [] : [`done ${partialDateWords(finished, zone)}`]),
  ];
  const again = [
    ...(rewatches === 0 ? [] : [`watched again ${quantity(rewatches, 'time')}`]),
    ...(rewatching === undefined ? [] : [`watching it again, ep ${rewatching}`]),
  ];
  return [
    ...[dates, again].filter((words) => words.length > 0).map((words) => capital(words.join(', '))),
    ...tagWords(show),
  ];
}

function tagWords(show: Show): readonly string[] {
  const tags = readableTags(show);
  return tags.length === 0 ? [] : [`Tags     ${tags.join(', ')}`];
}

function partialDateWords(date: PartialDate, zone: Zone): string {
  const precision = date.length === 10 ? 'day' : date.length === 7 ? 'month' : 'year';
  return momentWords({ at: date, precision }, zone);
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function watchedWords({ at }: Watched, reader: Reader): string {
  if (at === undefined) return '';
  return withoutThisYear(dateOfInstant(Date.parse(at), reader.zone), reader);
}

function shownDrops(
  show: Show,
  { first, last: known, settled, dropAt }: Timetable,
  all: boolean,
): readonly Drop[] {
  const furthest = show.watched.at(-1)?.episode ?? 0;
  const last = Math.max(known ?? furthest + AROUND.total - AROUND.before, furthest);
  const everything = all || last - first < AROUND.total;
  const start = everything ? first : Math.max(first, furthest - AROUND.before + 1);
  const end = everything ? last : Math.min(last, start + AROUND.total - 1);
  const drops = Array.from({ length: end - start + 1 }, (_, index) => dropAt(start + index));
  const dateless = drops.findIndex(
    ({ episode, moment }) => episode > furthest && episode >= settled && !isDated(moment),
  );
  return all || dateless < 0 ? drops : drops.slice(0, dateless + 1);
}
