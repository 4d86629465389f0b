import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Programs that tests start would load them all before anything else, and take twice as long to start.
delete process.env.NODE_EXTRA_CA_CERTS;

/**
 * What other programs make of ours: browsers, shells, terminals, npm, what starts things by the clock. What
 * they are given is tested elsewhere too, so that they need not be asked again on each Node. Nor need what
 * is weighed and killed for long: `JIKAI_TESTS=node` leaves all of these out.
 */
const NOT_ABOUT_NODE = [
  'test/commands/catalog-npm.test.ts',
  'test/commands/import-many.test.ts',
  'test/commands/report-many.test.ts',
  'test/completion/shells.test.ts',
  'test/exchange/chromium.test.ts',
  'test/exchange/khal.test.ts',
  'test/reminders/processes.test.ts',
  'test/reminders/shell-start.test.ts',
  'test/reminders/timers/cron.test.ts',
  'test/reminders/timers/launchd.test.ts',
  'test/reminders/timers/shell.test.ts',
  'test/reminders/timers/systemd.test.ts',
  'test/reminders/year.test.ts',
  'test/terminal/prompt.test.ts',
  'test/terminal/screen.test.ts',
  'test/terminal/sittings.test.ts',
  'test/terminal/watch.test.ts',
];
const isAboutNode = process.env.JIKAI_TESTS === 'node';
if (isAboutNode) {
  const files = NOT_ABOUT_NODE.map((file) => file.replace(/^test\/|\.test\.ts$/g, ''));
  console.error(`Left out, because they are not about Node: ${files.join(', ')}.`);
}

/** What takes longest begins first, and what waits for the clock's next minute before all. */
const FIRST = ['timers/cron', 'completion/shells', 'exchange/chromium', 'test/sessions'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = FIRST.findIndex((name) => moduleId.includes(`${name}.test.ts`));
      return found === -1 ? FIRST.length : found;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(isAboutNode ? NOT_ABOUT_NODE : [])],
    // The suite says nothing when all is well; every failure is told in full.
    reporters: ['minimal'],
    env: { TZ: 'UTC' },
    globalSetup: ['test/room.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // More than there are processors, mostly: a terminal, a clock and a browser are waited for.
    maxWorkers: 3,
    // Half of the time went into loading the same modules for each file. What a file changes of its
    // process, it must put back: the next one runs in it.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
});
