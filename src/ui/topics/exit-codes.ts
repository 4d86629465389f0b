import type { Topic } from './topic';

export const exitCodes: Topic = {
  name: 'exit-codes',
  title: 'Exit codes',
  parts: [
    {
      heading: 'How jikai ends',
      entries: [
        ['0', 'done; also when there was nothing to do or to show'],
        ['1', 'it failed: a file, the network, something inside jikai'],
        ['2', 'used wrongly: a word, a flag, a question that nobody was there to answer'],
        ['3', 'not found, or it may mean several'],
        ['130', 'cancelled, by Ctrl-C or a no; nothing was changed'],
      ],
    },
    {
      text: 'Results are on stdout; questions, progress and errors on stderr. With --json an error is JSON on stdout too: {"error":{"code","message","hint"}}, with the same exit code, and candidates where it may mean several.',
    },
    {
      text: 'For scripts: --json, --no-input never asks and names the flag instead, --yes agrees, --dry-run changes nothing, --now pretends it is another time.',
    },
  ],
};
