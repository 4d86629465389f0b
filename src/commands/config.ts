import { type DEFAULTS, SETTINGS, settingNamed } from '../config';
import type { Context } from '../context';
import { dim, line, table } from '../ui/text';
import { examples, type Verb } from './verb';

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
          name === undefined ? list(context) : get(context, name),
        ),
      );
    config
      .command('get')
      .description('One setting.')
      .argument('<key>')
      .addHelpText('after', examples('config get platforms'))
      .action(act(get));
    config
      .command('set')
      .description('Changes one setting.')
      .argument('<key>')
      .argument('<value...>')
      .addHelpText(
        'after',
        examples(...SETTINGS.map(({ key, example }) => `config set ${key} ${example}`)),
      )
      .action(
        act(async (context: Context, name: string, words: readonly string[]) => {
          const { key, parse } = settingNamed(name);
          await change(context, key, parse(words.join(' ')));
        }),
      );
    config
      .command('unset')
      .description('Goes back to the default of one setting.')
      .argument('<key>')
      .addHelpText('after', examples('config unset platforms'))
      .action(
        act(async (context: Context, name: string) =>
          change(context, settingNamed(name).key, undefined),
        ),
      );
  },
};

async function get(context: Context, name: string): Promise<void> {
  const { key } = settingNamed(name);
  const value = context.config[key];
  if (context.json) context.out.json({ [key]: value ?? null });
  else await context.out.print([line(valueWords(value))]);
}

async function list(context: Context): Promise<void> {
  const { config, configFile, out, err } = context;
  const settings = SETTINGS.map(({ key, explains }) => ({
    key,
    value: config[key] ?? null,
    explains,
  }));
  if (context.json) {
    out.json({
      file: configFile.file,
      settings: Object.fromEntries(settings.map(({ key, value }) => [key, value])),
    });
    return;
  }
  await out.print([
    table(
      [{}, {}, { shrinkTo: 20 }],
      settings.map(({ key, value, explains }) => [key, valueWords(value), dim(explains)]),
    ),
  ]);
  if (!context.quiet) await err.print([line(dim(`Kept in ${configFile.file}`))]);
}

async function change(
  context: Context,
  key: keyof typeof DEFAULTS | 'timezone',
  value: unknown,
): Promise<void> {
  const before = (await context.configFile.chosen())[key];
  if (!context.dryRun) await context.configFile.write(key, value);
  if (context.json) {
    context.out.json({
      change: {
        summary: value === undefined ? `Unset ${key}` : `Set ${key}`,
        shows: [],
        key,
        before: before ?? null,
        after: value ?? null,
      },
    });
    return;
  }
  if (context.quiet) return;
  await context.out.print([
    line(
      value === undefined
        ? `${key} is at its default again.`
        : `${key} is now ${valueWords(value)}.`,
    ),
  ]);
  const back =
    before === undefined
      ? `jikai config unset ${key}`
      : `jikai config set ${key} ${valueWords(before)}`;
  await context.err.print([
    line(dim(context.dryRun ? 'Nothing was written: this was a dry run.' : `To go back: ${back}`)),
  ]);
}

function valueWords(value: unknown): string {
  if (value === undefined || value === null) return 'not set';
  return Array.isArray(value) ? value.join(',') || 'not set' : String(value);
}
