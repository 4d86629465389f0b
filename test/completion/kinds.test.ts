import { describe, expect, it } from 'vitest';
import { completionSpec } from '../../scripts/completion-spec';
import { SETTING_VALUES, VALUES, WORDS } from '../../src/completion/kinds';
import type { CommandSpec, Spec } from '../../src/completion/spec';
import { SPEC } from '../../src/completion/spec.generated';
import { SETTINGS } from '../../src/config/settings';
import { wholeTree } from '../../src/program';
import { everyVerb } from '../commands/verbs';

const { spec, missing } = completionSpec(await wholeTree());

function everyCommand(
  command: CommandSpec,
  path = '',
): readonly (readonly [string, CommandSpec])[] {
  const below = command.commands.flatMap((one) =>
    everyCommand(one, `${path} ${one.names[0]}`.trim()),
  );
  return [[path, command], ...below];
}

const commands = everyCommand(spec.jikai);

describe('the table of kinds', () => {
  it('says of every argument and option what stands there', () => {
    expect(missing, 'these need a line in src/completion/kinds.ts').toEqual([]);
  });

  it('has no line that nothing needs', () => {
    const paths = commands.flatMap(([path, { words }]) => (words.length > 0 ? [path] : []));
    expect(Object.keys(WORDS).filter((path) => !paths.includes(path))).toEqual([]);
    const options = commands.flatMap(([path, { options: own }]) =>
      own.flatMap(({ names: [name], value }) =>
        value === undefined ? [] : [name, `${path} ${name}`],
      ),
    );
    expect(Object.keys(VALUES).filter((name) => !options.includes(name))).toEqual([]);
    const keys = SETTINGS.map(({ key }) => key.toLowerCase());
    expect(Object.keys(SETTING_VALUES).filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('offers a show wherever an argument is called one', async () => {
    const tree = await wholeTree();
    const called = commands.flatMap(([path, { words }]) => {
      const command = path
        .split(' ')
        .filter((word) => word !== '')
        .reduce((one, word) => one.commands.find((sub) => sub.name() === word) ?? one, tree);
      const isShow = command.registeredArguments[0]?.name() === 'show';
      return isShow === (words[0]?.of === 'show') ? [] : [path];
    });
    expect(called).toEqual([]);
  });
});

describe('the spec', () => {
  it('has every verb, with what it is for', async () => {
    const names = spec.jikai.commands.map(({ names: [name] }) => name);
    expect([...names].sort()).toEqual([...(await everyVerb())].sort());
    for (const [path, { about }] of commands.slice(1)) expect(about, path).not.toBe('');
  });

  it('is in the built program as it is made now', () => {
    expect<Spec>(SPEC).toEqual(spec);
  });
});
