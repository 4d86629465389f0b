import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Data sets as bangumi-data has them, and folders as its package unpacks them. */

const installed = path.dirname(createRequire(import.meta.url).resolve('bangumi-data/package.json'));

/** The `data.json` that the built catalogue is made of. */
export const INSTALLED = path.join(installed, 'dist', 'data.json');

/** The version of it. */
export const INSTALLED_VERSION: string = JSON.parse(
  readFileSync(path.join(installed, 'package.json'), 'utf8'),
).version;

/** A show of such a data set, Japanese, on television. */
export function item(title: string, more: Readonly<Record<string, unknown>> = {}) {
  const begin = '2026-07-05T15:30:00.000Z';
  return { title, titleTranslate: {}, type: 'tv', lang: 'ja', begin, end: '', sites: [], ...more };
}

/** A data set of these shows alone. */
export function dataSet(...items: readonly unknown[]) {
  return { siteMeta: {}, items };
}

/** The whole data set, and these shows. */
export function wholeAnd(...items: readonly unknown[]) {
  const { siteMeta, items: all } = JSON.parse(readFileSync(INSTALLED, 'utf8'));
  return { siteMeta, items: [...all, ...items] };
}

/** Lays a package of bangumi-data out in a folder that is made, and gives the path of its data. */
export function unpack(folder: string, data: unknown, version?: string): string {
  const file = path.join(folder, 'dist', 'data.json');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(data));
  if (version !== undefined) {
    const manifest = { name: 'bangumi-data', version, license: 'CC-BY-4.0', files: ['dist'] };
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  }
  return file;
}
