import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** `npm run test:crash`: what kills, cuts off and crowds the store, which takes minutes. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '../..'),
  test: {
    include: ['test/crash/**/*.crash.ts'],
    globalSetup: ['test/crash/table.ts'],
    reporters: ['minimal'],
    env: { TZ: 'UTC' },
    testTimeout: 900_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    maxConcurrency: 4,
  },
});
