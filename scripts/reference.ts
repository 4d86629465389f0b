import type { Command } from 'commander';

/** One command as a reference tells it. */
export interface Reference {
  /** `jikai config set`. */
  readonly name: string;
  readonly aliases: readonly string[];
  /** The heading that help lists it under; empty for sub-commands. */
  readonly group: string;
  readonly summary: string;
  readonly usage: string;
  readonly description: string;
  readonly args: readonly Described[];
  readonly options: readonly Described[];
  /** What help says behind the options, but for examples. */
  readonly notes: string;
  /** Each as it is typed. */
  readonly examples: readonly string[];
  readonly commands: readonly Reference[];
}

/** `--score <0-10>`, and what it means, with its choices and its default. */
export interface Described {
  readonly term: string;
  readonly about: string;
}

/** What help says of a command and those below it, as data. */
export function referenceOf(command: Command, path = ''): Reference {
  const help = command.createHelp();
  const name = `${path} ${command.name()}`.trim();
  const [notes = '', examples = ''] = behindHelp(command).split(/\n*^Examples:\n/m);
  return {
    name,
    aliases: command.aliases(),
    group: command.helpGroup().replace(/:$/, ''),
    summary: command.summary(),
    usage: `${name} ${command.usage()}`,
    description: command.description(),
    args: help.visibleArguments(command).map((arg) => ({
      term: help.argumentTerm(arg),
      about: help.argumentDescription(arg),
    })),
    options: help
      .visibleOptions(command)
      .filter((option) => path === '' || option.long !== '--help')
      .map((option) => ({
        term: help.optionTerm(option),
        about: help.optionDescription(option),
      })),
    notes: notes.trim(),
    examples: examples
      .split('\n')
      .filter((line) => line.startsWith('  $ '))
      .map((line) => line.slice(4)),
    commands: help
      .visibleCommands(command)
      .filter((one) => one.name() !== 'help' || path === '')
      .map((one) => referenceOf(one, name)),
  };
}

/** What is printed behind a command's own help. */
function behindHelp(command: Command): string {
  let printed = '';
  command.configureOutput({
    writeOut: (text) => {
      printed += text;
    },
  });
  command.outputHelp();
  return printed.slice(command.helpInformation().length).trim();
}
