import { basename } from 'node:path';
import type { Context } from '../context';
import { backupFolder } from '../store/backups';
import { resolveTarget } from '../store/durable-file';
import {
  blank,
  bold,
  dim,
  line,
  type Row,
  type Screen,
  styled,
  type Text,
  table,
} from '../ui/text';
import { quantity } from '../watchlist/quantity';
import { type KnownState, knownStates, sizeWords, whenWords } from './saved-words';

/** Tells what saved states there are. A part of its own: see `scripts/parts.mjs`. */
export async function listBackupsOf(context: Context): Promise<void> {
  const { store, json, quiet, out, err } = context;
  const folder = backupFolder(resolveTarget(store.file));
  const states = knownStates(context);
  const backups = states.filter(({ kind }) => kind === 'backup');
  const aside = states.filter(({ kind }) => kind !== 'backup');
  if (json) {
    out.json({ folder, backups: backups.map(asJson), setAside: aside.map(asJson) });
    return;
  }
  if (backups.length > 0 || aside.length > 0) {
    await out.print([...backupsScreen(backups, context), ...asideScreen(aside, context)]);
  }
  if (quiet) return;
  if (backups.length === 0) {
    await err.print([
      ...(aside.length > 0 ? [blank] : []),
      line('There are no backups yet: the next change of your list keeps one.'),
    ]);
    return;
  }
  await err.print([line(dim('Go back to one with jikai backup restore <revision>.'))]);
}

function backupsScreen(backups: readonly KnownState[], context: Context): Screen {
  if (backups.length === 0) return [];
  const rows = backups.map(
    (state): Row => [
      dim(String(state.revision ?? '')),
      [whenWords(state, context), state.by === 'file' ? dim(' by its file') : ''],
      ...contentCells(state),
      state.next === undefined ? '' : [dim('before: '), state.next],
    ],
  );
  return [
    table([{ align: 'right' }, {}, { align: 'right' }, { align: 'right' }, { shrinkTo: 16 }], rows),
  ];
}

/** How many shows, or that it is not whole; and its size. */
function contentCells({ list, bytes }: KnownState): readonly [Text, Text] {
  return [
    list === undefined ? styled('red', 'not whole') : quantity(list.shows.length, 'show'),
    dim(sizeWords(bytes)),
  ];
}

const ASIDE: Readonly<Record<Exclude<KnownState['kind'], 'backup'>, string>> = {
  'left-behind': 'left behind when you went back to an older state',
  version: 'from before a newer jikai changed the file’s form',
  broken: 'a damaged list, moved aside',
};

function asideScreen(aside: readonly KnownState[], context: Context): Screen {
  if (aside.length === 0) return [];
  const rows = aside.map(
    (state): Row => [
      basename(state.path),
      whenWords(state, context),
      ...contentCells(state),
      state.kind === 'backup' ? '' : dim(ASIDE[state.kind]),
    ],
  );
  return [
    line(bold('Set aside')),
    table([{}, {}, { align: 'right' }, { align: 'right' }, { shrinkTo: 16 }], rows),
  ];
}

function asJson(state: KnownState) {
  const { kind, path, revision, at, by, list, flaw, bytes, next } = state;
  return {
    kind,
    revision: revision ?? null,
    at,
    atBy: by,
    shows: list?.shows.length ?? null,
    bytes,
    whole: list !== undefined,
    flaw: flaw ?? null,
    next: next ?? null,
    path,
  };
}
