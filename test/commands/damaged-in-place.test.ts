import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { stampOf } from '../../src/store/durable-file';
import { Home } from './world';

/** A home whose list holds other bytes than we wrote, though by its size and time it is what we wrote. */
async function damaged(from: string, to: string): Promise<Home> {
  const home = new Home();
  await home.runAll(
    ['add', 'metallic rouge', '--verdict', "We'll see"],
    ['watch', 'rouge', '1', '--verdict', 'Hooked', '--now', '2024-01-12T12:00Z'],
  );
  const text = readFileSync(home.storeFile, 'utf8');
  expect(text).toContain(from);
  writeFileSync(home.storeFile, text.replace(from, to));
  const state = path.join(home.folder, 'state');
  const [name = ''] = readdirSync(state).filter((one) => one.startsWith('written-'));
  const stamp = path.join(state, name);
  const [, shapes = ''] = readFileSync(stamp, 'utf8').split(' ');
  writeFileSync(stamp, `${stampOf(statSync(home.storeFile, { bigint: true }))} ${shapes}`);
  for (const one of readdirSync(state).filter((made) => made.startsWith('agenda'))) {
    rmSync(path.join(state, one));
  }
  return home;
}

const DAMAGES = [
  ['"schedule":{"premiere"', '"schedulx":{"premiere"'],
  ['"releases":[', '"releasex":['],
  ['"watched":[', '"watchex":['],
  ['"zone":"Asia/Tokyo"', '"zone":"Asia/Tokxo"'],
  ['"premiere":{', '"premierx":{'],
] as const;

const VERBS = [
  ['next'],
  [],
  ['list'],
  ['info', 'rouge'],
  ['watch', 'rouge', '2'],
  ['remind'],
  ['remind', '--background'],
  ['prompt'],
  ['stats'],
  ['digest'],
  ['calendar'],
  ['doctor'],
];

describe.each(DAMAGES)('a list in which %s became %s behind our back', (from, to) => {
  it.each(VERBS.map((argv) => [argv.join(' ') || 'jikai', argv] as const))(
    'is told of as such by %s',
    async (_, argv) => {
      const home = await damaged(from, to);
      const before = home.store();
      const { out, err } = await home.run(argv, { now: '2024-01-20T12:00Z' });
      expect(out + err).toMatch(/watchlist\.json (?:was left as it is|cannot be read)/);
      expect(out + err).toContain('metallic-rouge (line 2)');
      expect(out + err).toContain('jikai doctor --repair');
      expect(out + err).not.toMatch(/undefined|is not a function|inside jikai/);
      expect(home.store()).toBe(before);
    },
  );
});
