import { closeSync, openSync, readFileSync, readSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import { Problem } from '../watchlist/problem';
import { isRecord } from './data-set';
import { VERSION } from './npm';

/** Nine times what bangumi-data's `data.json` is today, in bytes. */
const MOST_BYTES = 64 * 1024 * 1024;
/**
 * Ten times the values it has today. A file of nothing but brackets would take up 40 times its size
 * in memory, which is not everywhere to be had.
 */
const MOST_VALUES = 4_000_000;

const WHICH_FILE = 'It should be the dist/data.json of bangumi-data.';

/** @throws Problem `failed` when the file is missing, larger than bangumi-data can be, or no JSON. */
export function readDataFile(file: string): unknown {
  const { size } = statsOf(file);
  if (size > MOST_BYTES) {
    const megabytes = (bytes: number) => Math.ceil(bytes / 1024 / 1024);
    throw new Problem(
      'failed',
      `${file} has ${megabytes(size)} MB, more than the ${megabytes(MOST_BYTES)} MB that jikai reads.`,
      { hint: WHICH_FILE },
    );
  }
  const bytes = readBytes(file, size);
  if (valuesIn(bytes) > MOST_VALUES) {
    throw new Problem('failed', `${file} holds more than ${MOST_VALUES} values.`, {
      hint: WHICH_FILE,
    });
  }
  try {
    return JSON.parse(bytes.toString().replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new Problem('failed', `${file} is not JSON.`, { hint: WHICH_FILE, cause });
  }
}

function statsOf(file: string): Stats {
  let stats: Stats | undefined;
  try {
    stats = statSync(file);
  } catch (cause) {
    throw unreadable(file, cause);
  }
  // Nothing that could keep us waiting, or never end.
  if (stats.isFile()) return stats;
  throw new Problem('failed', `${file} is ${stats.isDirectory() ? 'a folder' : 'no file'}.`, {
    hint: WHICH_FILE,
  });
}

/** As many bytes as there were when it was measured, also when it has grown since. */
function readBytes(file: string, size: number): Buffer {
  const buffer = Buffer.allocUnsafe(size);
  let length = 0;
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    for (let count = 1; count > 0 && length < size; length += count) {
      count = readSync(descriptor, buffer, length, size - length, length);
    }
  } catch (cause) {
    throw unreadable(file, cause);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
  return buffer.subarray(0, length);
}

/** How many values JSON holds, or a little more: what opens a list or an object, and what parts two. */
function valuesIn(json: Uint8Array): number {
  let count = 0;
  for (const byte of json) {
    if (byte === 0x2c || byte === 0x5b || byte === 0x7b) count += 1;
  }
  return count;
}

function unreadable(file: string, cause: unknown): Problem {
  const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Problem(
    'failed',
    isMissing ? `There is no file ${file}.` : `${file} could not be read: ${why}`,
    { hint: WHICH_FILE, cause },
  );
}

/** The version that bangumi-data's `package.json` tells, beside a file or above it; undefined without. */
export function versionBeside(file: string): string | undefined {
  const folder = path.dirname(path.resolve(file));
  const version = versionIn(path.join(folder, 'package.json'));
  if (version !== undefined || path.dirname(folder) === folder) return version;
  return versionBeside(folder);
}

function versionIn(file: string): string | undefined {
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
  const { name, version } = isRecord(manifest) ? manifest : {};
  if (name !== 'bangumi-data' || typeof version !== 'string') return undefined;
  return VERSION.test(version) && version.length <= LONGEST ? version : undefined;
}

/** Letters of a version that leave the catalogue's header its room. */
const LONGEST = 40;
