import { noSuchVerb } from './no-such-verb';
import { examples, type Verb } from './verb';

export const helpVerb: Verb = {
  names: ['help'],
  define: (command) => {
    command
      .summary('how a command is used')
      .description('How jikai is used, or one of its commands.')
      .argument('[command...]')
      .addHelpText('after', examples('help', 'help watch', 'help config set'))
      .action((words: readonly string[]) => {
        let described = command.parent ?? command;
        for (const word of words) {
          const { commands } = described;
          const found = commands.find((one) => [one.name(), ...one.aliases()].includes(word));
          if (found === undefined)
            throw noSuchVerb(
              commands.map((one) => one.name()),
              [word],
            );
          described = found;
        }
        described.outputHelp();
      });
  },
};
