import Papa from 'papaparse';
import { harmlessJson } from '../../ui/harmless';
import {
  type Brought,
  type BroughtList,
  broughtWhole,
  type Refused,
} from '../../watchlist/brought';
import { Problem } from '../../watchlist/problem';
import type { Show } from '../../watchlist/show';
import { guarded } from './cells';
import { marker, NO_TITLE } from './entry';
import { COLUMNS, editedByCells } from './own-columns';
import { noShows } from './reading';
import { broughtFromRow, type Manner } from './row';
import { type Fact, isFactColumn, placesOf } from './row-columns';
import { HOW, type Row, type Table, tableFrom } from './table';
import { type DateOrder, orderOf } from './table-dates';
import { isPrinted, nameKey } from './table-words';

/**
 * A list as a table for spreadsheets and scripts, and back. A show a line: columns that people read and
 * change, and in the last ones, called `jikai`, the show itself, as the watchlist's file has it. So what is
 * not changed comes back to the letter, whatever a spreadsheet makes of dates and numbers.
 */

/** What the columns are called that hold the show itself: `jikai`, and where that is full, `jikai 2` … */
const OURS = 'jikai';

/**
 * How much of it goes into one cell: spreadsheets cut what is beyond 32,767, and LibreOffice 7.4 breaks the
 * line after 16,364 characters where it opens an XLSX file.
 */
const PIECE = 16_000;

/** Separated by commas, for spreadsheets: lines end in CRLF, and a mark at the start tells of UTF-8. */
export function csvOf(shows: readonly Show[]): string {
  return `\ufeff${tableOf(shows, ',', '\r\n')}\r\n`;
}

/** Separated by tabs, for scripts: no cell holds a tab or a line feed. */
export function tsvOf(shows: readonly Show[]): string {
  return `${tableOf(shows, '\t', '\n')}\n`;
}

function tableOf(shows: readonly Show[], delimiter: string, newline: string): string {
  const rows = shows.map((show) => [
    ...COLUMNS.map(({ tell }) => guarded(tell(show))),
    ...piecesOf(harmlessJson(JSON.stringify(show))),
  ]);
  const columns = Math.max(COLUMNS.length + 1, ...rows.map(({ length }) => length));
  const heads = [
    ...COLUMNS.map(({ name }) => name),
    ...Array.from({ length: columns - COLUMNS.length }, (_, index) =>
      index === 0 ? OURS : `${OURS} ${index + 1}`,
    ),
  ];
  const full = rows.map((row) => [...row, ...Array<string>(columns - row.length).fill('')]);
  return Papa.unparse([heads, ...full], { delimiter, newline });
}

/** No piece begins with what a spreadsheet would run: within JSON, that is told from a formula by a blank. */
function piecesOf(json: string): readonly string[] {
  const pieces: string[] = [];
  for (let start = 0; start < json.length; start += PIECE) {
    pieces.push(guarded(json.slice(start, start + PIECE)));
  }
  return pieces;
}

/** What else reading a table needs. */
export interface ReadOptions {
  /** A value as a show, if it is one that our watchlist could hold. */
  readonly asShow: (value: unknown) => Show | undefined;
}

/**
 * The entries of a table: one of ours, or any other whose columns have names that are used for such lists,
 * in any case and spacing, separated by commas, semicolons or tabs.
 *
 * In one of ours, an entry is the show as it was, with what was changed in its cells since (see
 * {@link editedByCells}). Where the show itself is damaged, the other cells tell what they can.
 * @throws Problem `failed` when the text is no such table, holds nothing but a head, is cut off within a cell, or
 *   tells of more episodes than anybody can have watched.
 */
export function readCsv(text: string, { asShow }: ReadOptions): BroughtList {
  const table = tableFrom(
    text,
    (key) => isFactColumn(key) || key === OURS,
    (heads) => {
      const own = ownPlaces(heads);
      return (row) => kept(row, own, asShow);
    },
  );
  const own = ownPlaces(table.heads);
  const places = placesOf(table.heads);
  if (own.length === 0) refuseUntitled(table, places);
  if (table.rows.length === 0) throw noShows();
  const manner = mannerOf(table, places, own.length > 0);
  const columns = new Map(table.heads.map((head, place) => [nameKey(head), place]));
  const entries: Brought[] = [];
  const refused: Refused[] = [];
  const lessened: Refused[] = [];
  for (const row of table.rows) {
    const cellOf = (fact: Fact) => (row.cells[places.get(fact) ?? -1] ?? '').trim();
    const flaw = flawOf(row, table, cellOf);
    const name = nameOf(row, cellOf);
    if (flaw !== undefined) {
      refused.push({ name, why: flaw });
      continue;
    }
    const { show } = row;
    if (show === undefined) {
      if (cellOf('title') === '' && name === lineName(row)) {
        refused.push({ name, why: NO_TITLE });
        continue;
      }
      const { brought, unread } = broughtFromRow(cellOf, manner);
      entries.push(brought);
      const why = [
        ...(row.isDamaged ? [DAMAGED] : []),
        ...unread.map((fact) => unreadWords(fact, cellOf(fact))),
      ];
      if (why.length > 0) lessened.push({ name, why: why.join('; ') });
      continue;
    }
    const cellIn = (column: string) => row.cells[columns.get(column) ?? -1];
    const { show: edited, opinion, unread } = editedByCells(show, cellIn, manner.order);
    // A cell of few digits asks for many marks.
    if (edited.watched.length > show.watched.length) manner.mark(edited.watched.length);
    const whole = broughtWhole(edited);
    entries.push(opinion === undefined ? whole : { ...whole, edited: [opinion] });
    if (unread.length > 0) {
      const why = unread.map((column) => unreadWords(column, cellIn(column) ?? ''));
      lessened.push({ name: show.title, why: why.join('; ') });
    }
  }
  return { entries, refused, ...(lessened.length > 0 && { lessened }) };
}

const DAMAGED =
  'its jikai column is damaged, so when you watched what, your older verdicts and its schedule are not in it';

function unreadWords(column: string, words: string): string {
  const cut = words.length > 40 ? `${words.slice(0, 39)}…` : words;
  return `its ${column} "${cut}" was passed over`;
}

/** Where the pieces of the show itself stand, in order. */
function ownPlaces(heads: readonly string[]): readonly number[] {
  const places = new Map(heads.map((head, place) => [nameKey(head), place]));
  const found: number[] = [];
  for (let number = 1; ; number += 1) {
    const place = places.get(number === 1 ? OURS : `${OURS}${number}`);
    if (place === undefined) return found;
    found.push(place);
  }
}

/** A row of which the show itself has been read. */
interface ReadRow extends Row {
  readonly show: Show | undefined;
  /** There is something in the place of the show, but no show. */
  readonly isDamaged: boolean;
}

/** A row with its show, and without the cells that held it: these are most of a file. */
function kept(
  { line, cells }: Row,
  own: readonly number[],
  asShow: ReadOptions['asShow'],
): ReadRow {
  // We write no line feed there: one that is there was put in on the way.
  const json = own
    .map((place) => cells[place] ?? '')
    .join('')
    .replaceAll('\n', '');
  const show = json === '' ? undefined : showIn(json, asShow);
  const rest = cells.map((cell, place) => (own.includes(place) ? '' : cell));
  return { line, cells: rest, show, isDamaged: json !== '' && show === undefined };
}

function showIn(json: string, asShow: ReadOptions['asShow']): Show | undefined {
  try {
    return asShow(JSON.parse(json));
  } catch {
    return undefined;
  }
}

/** @throws Problem `failed` when no column says which show a row is about. */
function refuseUntitled({ heads }: Table<Row>, places: ReadonlyMap<Fact, number>): void {
  const naming = (['title', 'english', 'romaji', 'native', 'anilist', 'mal'] as const).some(
    (fact) => places.has(fact),
  );
  if (naming) return;
  const seen = heads.slice(0, 12).map((head) => `"${head}"`);
  const more = heads.length > seen.length ? ` and ${heads.length - seen.length} more` : '';
  throw new Problem(
    'failed',
    `No column has the title. The columns are ${seen.join(', ')}${more}.`,
    {
      hint: HOW,
    },
  );
}

function mannerOf(
  { rows }: Table<Row>,
  places: ReadonlyMap<Fact, number>,
  isOurs: boolean,
): Manner {
  function* cellsOf(...facts: readonly Fact[]): Generator<string> {
    for (const { cells } of rows) {
      for (const fact of facts) yield cells[places.get(fact) ?? -1] ?? '';
    }
  }
  const order: DateOrder | undefined = orderOf(cellsOf('started', 'finished'));
  const isOutOfHundred = !isOurs && [...cellsOf('score')].some(isPastTen);
  return { order, scale: isOutOfHundred ? 100 : 10, isZeroUnscored: !isOurs, mark: marker() };
}

function isPastTen(cell: string): boolean {
  return /^\d+(?:[.,]\d+)?$/.test(cell.trim()) && Number.parseInt(cell, 10) > 10;
}

/** Why a row cannot be taken for an entry; undefined when it can. */
function flawOf(
  { cells }: Row,
  { heads }: Table<Row>,
  cellOf: (fact: Fact) => string,
): string | undefined {
  if (cells.slice(heads.length).some((cell) => cell.trim() !== '')) {
    return 'it has more cells than there are columns';
  }
  return isPrinted(cellOf('format')) ? `a ${cellOf('format').toLowerCase()}` : undefined;
}

function nameOf(row: Row, cellOf: (fact: Fact) => string): string {
  for (const fact of ['title', 'english', 'romaji', 'native'] as const) {
    if (cellOf(fact) !== '') return cellOf(fact);
  }
  if (/^\d+$/.test(cellOf('anilist'))) return `anilist:${cellOf('anilist')}`;
  if (/^\d+$/.test(cellOf('mal'))) return `mal:${cellOf('mal')}`;
  return lineName(row);
}

function lineName({ line }: Row): string {
  return `line ${line}`;
}
