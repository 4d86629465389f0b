import { expect, test } from 'vitest';
import { isNewer, isNewerVersion } from '../../src/catalog/versions';

test.each<[string, string, boolean | undefined]>([
  ['0.3.209', '0.3.208', true],
  ['0.3.208', '0.3.208', false],
  ['0.3.99', '0.3.208', false],
  ['0.10.0', '0.9.12', true],
  ['1.0.0', '0.99.99', true],
  ['0.4.0-beta.1', '0.3.208', true],
  ['file 2026-04-30', '0.3.208', undefined],
  ['0.3.208', 'file 2026-04-30', undefined],
])('%s after %s: %s', (version, than, newer) => {
  expect(isNewerVersion(version, than)).toBe(newer);
});

test('catalogues without a version are told apart by their newest premieres', () => {
  const file = { version: 'file 2026-07-05', newestPremiere: '2026-07-05' };
  const bundled = { version: '0.3.208', newestPremiere: '2026-04-30' };
  expect([isNewer(file, bundled), isNewer(bundled, file), isNewer(file, file)]).toEqual([
    true,
    false,
    false,
  ]);
  expect(isNewer({ ...bundled, version: '0.3.209' }, bundled)).toBe(true);
});
