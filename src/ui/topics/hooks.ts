import type { Topic } from './topic';

export const hooks: Topic = {
  name: 'hooks',
  title: 'Hooks',
  parts: [
    {
      heading: 'Programs of yours in the folder hooks beside config.json',
      entries: [
        ['on-add', 'before a show comes onto your list'],
        ['on-watch', 'before episodes are marked as watched'],
        ['on-verdict', 'before a verdict is given or amended'],
        ['on-drop', 'when jikai remind finds that an episode dropped'],
      ],
    },
    {
      heading: 'What they read as JSON on their standard input',
      entries: [
        ['on-add, …', '{"hook","change":{"summary","shows"}}, the change that --json prints'],
        ['on-drop', '{"hook","drops"}, drops as jikai next --json has them'],
      ],
    },
    {
      text: 'Exit code 0 agrees. Any other refuses: nothing is written, and you are told the first lines of what the hook printed. So it is with a hook that cannot be run, or that takes longer than the setting hookTimeout, 5 seconds. on-drop can refuse nothing; where it fails, the next jikai remind runs it again.',
    },
    {
      text: 'Several may stand side by side, and run in order of name: on-add-1, on-add-2. Those whose names end in .off are not run. A hook may call jikai, which then runs no hooks; JIKAI_HOOK says what it is run for, JIKAI_DATA_DIR where the list is, and jikai goes there by itself. It may change other shows, but not the one that it is asked about.',
    },
    {
      text: 'jikai undo and redo are not asked about, so that the way back stays open. --dry-run and --no-hooks run none; jikai doctor tells which there are, and whether they can be run.',
    },
    {
      heading: 'An on-add that keeps you from watching too much',
      entries: [
        ['#!/bin/sh', ''],
        ['test "$(jikai ls -s watching --format x | wc -l)" -lt 10 && exit', ''],
        ['echo "You watch ten shows already."; exit 1', ''],
      ],
    },
  ],
};
