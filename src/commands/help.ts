import { noSuchVerb } from './no-such-verb';
import { examples, type Verb } from './verb';

export const helpVerb: Verb = (program) => {
  program
    .command('help')
    .summary('how a command is used')
    .description('How jikai is used, or one of its commands.')
    .argument('[command...]')
    .addHelpText('after', examples('help', 'help watch', 'help config set'))
    .action((words: readonly string[]) => {
      let command = program;
      for (const word of words) {
        const found = command.commands.find(
          (one) => one.name() === word || one.aliases().includes(word),
        );
        if (found === undefined) throw noSuchVerb(word, command);
        command = found;
      }
      command.outputHelp();
    });
};
