import type { Command } from 'commander';
import { configOf } from '../config/config';
import { writeSetting } from '../config/config-edits';
import { SETTINGS, type Setting, settingNamed } from '../config/settings';
import type { Context } from '../context';
import { NextLook } from '../reminders/next-look';
import { quoted } from '../store/failures';
import { dim, line, table } from '../ui/text';
import { Problem } from '../watchlist/problem';
import { readShow } from './one-show';
import { examples, type Verb } from './verb';

interface ShowOption {
  readonly show?: string;
}

export const configVerb: Verb = {
  names: ['config'],
  define: (command, act) => {
    const config = command
      .helpCommand(false)
      .summary('see or change your settings')
      .description('Your settings, kept in config.json.')
      .addHelpText(
        'after',
        examples(
          'config',
          'config set platforms crunchyroll,netflix',
          'config set channels ntfy --show frieren',
          'config get timezone',
          'config unset timezone',
        ),
      );

    config
      .command('list', { isDefault: true })
      .argument('[key]', 'one setting, as config get shows it')
      .description('All settings, what they are and what they mean.')
      .addHelpText('after', examples('config list'))
      .action(
        act(async (context: Context, name: string | undefined) =>
          name === undefined ? list(context) : get(context, name, {}),
        ),
      );
    withShow(config.command('get'))
      .description('One setting.')
      .argument('<key>')
      .addHelpText('after', examples('config get platforms'))
      .action(act(get));
    withShow(config.command('set'))
      .description('Changes one setting.')
      .argument('<key>')
      .argument('<value...>', 'the new value; - reads it from standard input, for what is secret')
      .addHelpText(
        'after',
        examples(...SETTINGS.map(({ key, example }) => `config set ${key} ${example}`)),
      )
      .action(
        act(
          async (
            context: Context,
            name: string,
            typed: readonly string[],
            { show }: ShowOption,
          ) => {
            const setting = settingNamed(name);
            const words =
              typed.length === 1 && typed[0] === '-'
                ? [(await context.stdin.text()).trim()]
                : typed;
            await change(context, setting, setting.parse(words.join(' '), words), show);
          },
        ),
      );
    withShow(config.command('unset'))
      .description('Goes back to the default of one setting.')
      .argument('<key>')
      .addHelpText('after', examples('config unset platforms'))
      .action(
        act(async (context: Context, name: string, { show }: ShowOption) =>
          change(context, settingNamed(name), undefined, show),
        ),
      );
  },
};

function withShow(command: Command): Command {
  const names = SETTINGS.filter(({ perShow }) => perShow).map(({ key }) => key);
  return command.option('--show <show>', `of this show alone: ${names.join(', ')}`);
}

async function get(context: Context, name: string, { show }: ShowOption): Promise<void> {
  const setting = settingNamed(name);
  const { key } = setting;
  const id = await idOf(context, setting, show);
  const config = id === undefined ? context.config : configOf(context.config, id);
  const value = config[key];
  if (context.json) context.out.json({ [key]: value ?? null });
  else await context.out.print([line(valueWords(value))]);
}

async function list(context: Context): Promise<void> {
  const { config, configFile, out, err } = context;
  if (context.json) {
    out.json({
      file: configFile.file,
      settings: Object.fromEntries(
        SETTINGS.map(({ key, secret }) => [
          key,
          secret && config[key] !== undefined ? HIDDEN : (config[key] ?? null),
        ]),
      ),
      shows: Object.fromEntries(config.shows),
    });
    return;
  }
  const single = [...config.shows].flatMap(([id, own]) =>
    Object.entries(own).map(([key, value]) => [key, valueWords(value), dim(`of ${id} alone`)]),
  );
  await out.print([
    table(
      [{}, { shrinkTo: 12 }, { shrinkTo: 20, wraps: true }],
      [
        ...SETTINGS.map(({ key, explains, secret }) => [
          key,
          secret && config[key] !== undefined ? HIDDEN : valueWords(config[key]),
          dim(explains),
        ]),
        ...single,
      ],
    ),
  ]);
  if (!context.quiet) await err.print([line(dim(`Kept in ${configFile.file}`))]);
}

/** What stands for a secret among other settings; `config get` tells it. */
const HIDDEN = 'set';

/** The id of the show that a setting is for; undefined for all. */
async function idOf(
  context: Context,
  { key, perShow }: Setting,
  words: string | undefined,
): Promise<string | undefined> {
  if (words === undefined) return undefined;
  if (perShow !== true) {
    throw new Problem('usage', `"${key}" is the same for all shows.`, {
      hint: 'Leave --show out.',
    });
  }
  return (await readShow(context, { typed: [words] })).show.id;
}

async function change(
  context: Context,
  setting: Setting,
  value: unknown,
  words: string | undefined,
): Promise<void> {
  const { key, secret } = setting;
  const id = await idOf(context, setting, words);
  const present =
    id === undefined ? await context.configFile.chosen() : context.config.shows.get(id);
  const before: unknown =
    present === undefined ? undefined : new Map(Object.entries(present)).get(key);
  if (!context.dryRun) {
    await writeSetting(context.configFile, key, value, id);
    // What they told of when to remind next rests on the settings.
    NextLook.forget(context.remindFolder);
  }
  if (context.json) {
    context.out.json({
      change: {
        summary: value === undefined ? `Unset ${key}` : `Set ${key}`,
        shows: [],
        key,
        ...(id === undefined ? {} : { show: id }),
        before: secret && before !== undefined ? HIDDEN : (before ?? null),
        after: secret && value !== undefined ? HIDDEN : (value ?? null),
      },
    });
    return;
  }
  if (context.quiet) return;
  const whose = id === undefined ? '' : ` for ${id}`;
  const shown = secret ? HIDDEN : valueWords(value);
  await context.out.print([
    line(
      value === undefined
        ? `${key} is at its default again${whose}.`
        : `${key} is now ${shown}${whose}.`,
    ),
  ]);
  const behind = id === undefined ? '' : ` --show ${id}`;
  const back =
    before === undefined || secret
      ? `jikai config unset ${key}${behind}`
      : `jikai config set ${key} ${typedWords(before)}${behind}`;
  await context.err.print([
    line(dim(context.dryRun ? 'Nothing was written: this was a dry run.' : `To go back: ${back}`)),
  ]);
}

/** A value as it is typed. The words of a list are one, but for a command line. */
function typedWords(value: unknown): string {
  if (!Array.isArray(value)) return quoted(valueWords(value));
  const words = value.map((word) => quoted(String(word)));
  return words.some((word) => word.startsWith('-')) ? `-- ${words.join(' ')}` : words.join(' ');
}

function valueWords(value: unknown): string {
  if (value === undefined || value === null) return 'not set';
  return Array.isArray(value) ? value.join(',') || 'not set' : String(value);
}
