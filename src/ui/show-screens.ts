import { followed, nextDrop } from '../watchlist/agenda';
import { isDated } from '../watchlist/moment';
import { type Drop, dropOf, lastEpisode, timetableOf } from '../watchlist/schedule';
import type { Show } from '../watchlist/show';
import { latestScore, latestVerdict, opinionText } from '../watchlist/verdict';
import { estimateKey } from './estimates';
import { premiereWords, releaseWords, statusText, titleText, verdictText } from './show-words';
import { blank, bold, dim, line, type Row, type Screen, styled, table } from './text';
import { dateOfInstant, distanceWords, dropWords, type Reader } from './time';

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
    ...(verdict === undefined ? [] : [['', ['Verdict  ', verdictText(verdict)]]]),
  ];
  return [table([{}, {}], facts), ...estimateKey([dropOf(release.schedule, 1)])];
}

/** What `edit` says of a show: whatever could have been edited, and what follows from it. */
export function editedScreen(show: Show, reader: Reader): Screen {
  const release = followed(show);
  const next = nextDrop(show, reader.now, reader.zone) ?? dropOf(release.schedule, 1);
  return [
    line(titleText(show), '  ', statusText(show.status)),
    line(releaseWords(release, next, reader)),
    line(premiereWords(release, reader)),
  ];
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
    ...estimateKey(drops),
  ];
}

function shownDrops(show: Show, all: boolean): readonly Drop[] {
  const { schedule } = followed(show);
  const furthest = show.watched.at(-1)?.episode ?? 0;
  const last = Math.max(lastEpisode(schedule) ?? furthest + AROUND.total - AROUND.before, furthest);
  const everything = all || last <= AROUND.total;
  const first = everything ? 1 : Math.max(1, furthest - AROUND.before + 1);
  const end = everything ? last : Math.min(last, first + AROUND.total - 1);
  const dropAt = timetableOf(schedule);
  const drops = Array.from({ length: end - first + 1 }, (_, index) => dropAt(first + index));
  const dateless = drops.findIndex(({ episode, moment }) => episode > furthest && !isDated(moment));
  return all || dateless < 0 ? drops : drops.slice(0, dateless + 1);
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
