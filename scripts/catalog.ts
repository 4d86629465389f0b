/**
 * Builds the bundled catalogue from bangumi-data: `node catalog.cjs <output file>`, in the project's
 * folder. The file appears whole or not at all.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileCatalog } from '../src/catalog/compile';
import { japaneseRomaniser } from './catalog-romaji';

async function build(output: string): Promise<void> {
  const require = createRequire(`${process.cwd()}/`);
  const data: unknown = JSON.parse(
    readFileSync(require.resolve('bangumi-data/dist/data.json'), 'utf8'),
  );
  const { version } = require('bangumi-data/package.json') as { readonly version: string };
  const text = compileCatalog({ data, version, romanise: await japaneseRomaniser() });
  const draft = `${output}.${process.pid}.tmp`;
  writeFileSync(draft, text);
  renameSync(draft, output);
}

const [output] = process.argv.slice(2);
if (output === undefined) throw new Error('usage: node catalog.cjs <output file>');
void build(output);
