/**
 * What completion knows of the command line, from the command tree and the one table of kinds:
 * `node completion-spec.cjs <output file>`. The answer to a key must not take the making of that tree.
 */
import { writeFileSync } from 'node:fs';
import type { Command, Option } from 'commander';
import { PHRASES, SETTING_VALUES, VALUES, WORDS } from '../src/completion/kinds';
import type { CommandSpec, Kind, OptionSpec, Spec } from '../src/completion/spec';
import { wholeTree } from '../src/program';
import { TOPICS } from '../src/ui/topics/names';

/** The spec, and the arguments and options that no table says anything of: nothing is offered there. */
export function completionSpec(tree: Command): {
  readonly spec: Spec;
  readonly missing: readonly string[];
} {
  const missing: string[] = [];

  function optionSpec(option: Option, path: string): OptionSpec {
    const names = [option.long, option.short].filter((name) => name !== undefined && name !== null);
    const about = option.description;
    if (!option.required && !option.optional) return { names, about };
    const [name = ''] = names;
    const value = kindOf(option, path, name);
    return { names, about, value, ...(option.optional ? { optional: true as const } : {}) };
  }

  function kindOf({ argChoices }: Option, path: string, name: string): Kind {
    if (argChoices !== undefined) return choicesOf(argChoices);
    const known = VALUES[`${path} ${name}`] ?? VALUES[name];
    if (known === undefined) missing.push(`${path} ${name}`.trim());
    return known ?? { of: 'nothing' };
  }

  function wordsOf(command: Command, path: string): Pick<CommandSpec, 'words' | 'repeats'> {
    const args = command.registeredArguments;
    if (args.length === 0) return { words: [] };
    const known = WORDS[path];
    if (known !== undefined) return { words: known.in, ...(known.again ? { repeats: true } : {}) };
    const words = args.map(({ argChoices }, index): Kind => {
      if (argChoices === undefined) missing.push(`${path} <${args[index]?.name()}>`);
      return argChoices === undefined ? { of: 'nothing' } : choicesOf(argChoices);
    });
    return { words };
  }

  function commandSpec(command: Command, path: string): CommandSpec {
    const commands = command
      .createHelp()
      .visibleCommands(command)
      .map((one) => commandSpec(one, `${path} ${one.name()}`.trim()));
    const options = command.options.filter(({ hidden }) => !hidden);
    return {
      names: [command.name(), ...command.aliases()],
      about: command.summary() || command.description(),
      ...wordsOf(command, path),
      options: options.map((option) => optionSpec(option, path)),
      commands,
    };
  }

  const jikai = commandSpec(tree, '');
  const help = { names: ['--help', '-h'], about: 'show help' };
  return {
    spec: {
      jikai: { ...jikai, options: [...jikai.options, help] },
      topics: TOPICS.map(({ name, summary }) => [name, summary]),
      phrases: PHRASES,
      settings: SETTING_VALUES,
    },
    missing,
  };
}

function choicesOf(words: readonly string[]): Kind {
  return { of: 'choices', choices: words.map((word) => [word, '']) };
}

async function main(output: string): Promise<void> {
  const { spec } = completionSpec(await wholeTree());
  // As text: JSON is read quicker than code.
  const json = JSON.stringify(JSON.stringify(spec));
  writeFileSync(
    output,
    `// Made from the command tree by scripts/completion-spec.ts.\nexport const SPEC = JSON.parse(${json});\n`,
  );
}

const [output] = process.argv.slice(2);
if (output?.endsWith('spec.generated.js')) main(output);
