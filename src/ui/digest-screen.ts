import type { Digest } from '../watchlist/digest';
import { type DigestEntry, type DigestSection, digestSections, isMarked } from './digest-sections';
import { dayWords, digestHeading, markedWords, shortWords } from './digest-words';
import { ESTIMATE_KEY } from './estimates';
import { blank, bold, dim, line, type Row, type Screen, styled, type Text, table } from './text';
import { dropWords, type Reader } from './time';

const COLUMNS = [
  { shrinkTo: 14 },
  { shrinkTo: 8 },
  { optional: 1 },
  { shrinkTo: 12, optional: 2 },
] as const;

/** How many rows of one kind the screen shows before it says how many more there are. */
const ENOUGH = 10;

/** The commands that show the rest. */
const MORE: Readonly<Partial<Record<DigestSection['kind'], string>>> = {
  due: ': jikai list --behind',
  ahead: ': jikai next',
};

/** The digest for a person: what is of one kind under its heading. */
export function digestScreen(digest: Digest, reader: Reader): Screen {
  const { title, days } = digestHeading(digest, reader);
  const sections = digestSections(digest, reader);
  return [
    line(bold(title), dim(`  ${days}`)),
    blank,
    ...sections.map((section) => table(COLUMNS, sectionRows(section, reader), 2)),
    ...(sections.some(isMarked) ? ESTIMATE_KEY : []),
  ];
}

function sectionRows({ kind, heading, summary, entries }: DigestSection, reader: Reader): Row[] {
  const rest = entries.length - ENOUGH;
  return [
    { line: [bold(heading), summary === '' ? '' : dim(`  ${summary}`)] },
    ...entries.slice(0, ENOUGH).map((entry) => entryRow(kind, entry, reader)),
    ...(rest > 0 ? [{ line: dim(`  and ${rest} more${MORE[kind] ?? ''}`) }] : []),
  ];
}

function entryRow(kind: DigestSection['kind'], entry: DigestEntry, reader: Reader): Row {
  const { show, episodes, what, note } = entry;
  const words = what.join(' · ');
  const said: Text = kind === 'verdict' ? words : dim(words);
  return [
    show.title,
    episodes,
    whenText(kind, entry, reader),
    note === undefined ? said : [said, dim(`${words === '' ? '' : ' · '}${note}`)],
  ];
}

/** When it is: to the hour for drops, of which some are still ahead, and to the day for what is long over. */
function whenText(kind: DigestSection['kind'], { when }: DigestEntry, reader: Reader): Text {
  // When something was said matters less than the room for it.
  if (when === undefined || kind === 'verdict') return '';
  if (kind === 'due') return dim(`since ${markedWords(when, dayWords, reader)}`);
  if (kind === 'watched') return dim(dayWords(when.moment, reader));
  const words = markedWords(when, shortWords, reader);
  return when.moment.precision === 'minute' ? styled('cyan', words) : dim(words);
}

/** The digest for a pipe, nothing left out: a line for each thing. */
export function digestLines(digest: Digest, reader: Reader): Screen {
  const rows = digestSections(digest, reader).flatMap(({ kind, entries }) =>
    entries.map(({ show, episodes, when, what, note }): Row => {
      const told = note === undefined ? what : [...what, note];
      return [
        kind,
        when === undefined ? '' : dropWords(when.moment, when.basis, reader.zone),
        show.title,
        episodes,
        told.join(' · '),
      ];
    }),
  );
  return [table([{}, {}, {}, {}, {}], rows)];
}
