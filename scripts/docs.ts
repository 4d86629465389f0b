/** Writes what is made from the command tree for people: docs/commands.md and the man page. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { version } from '../package.json';
import { wholeTree } from '../src/program';
import { commandsPage } from './commands-page';
import { manPage } from './man-page';
import { referenceOf } from './reference';

async function main(): Promise<void> {
  const jikai = referenceOf(await wholeTree());
  mkdirSync('man', { recursive: true });
  writeFileSync('man/jikai.1', manPage(jikai, version));
  writeFileSync('docs/commands.md', commandsPage(jikai));
}

main();
