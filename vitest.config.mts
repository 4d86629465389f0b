import { defineConfig } from 'vitest/config';

// Programs that tests start would load them all before anything else, and take twice as long to start.
delete process.env.NODE_EXTRA_CA_CERTS;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The suite says nothing when all is well; every failure is told in full.
    reporters: ['minimal'],
    env: { TZ: 'UTC' },
    globalSetup: ['test/room.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Half of the time went into loading the same modules for each file. What a file changes of its
    // process, it must put back: the next one runs in it.
    isolate: false,
  },
});
