import { Argument, type Command } from 'commander';
import { SHELLS, type Shell, shellNamed } from '../completion/shells';
import type { Context } from '../context';
import { Problem } from '../watchlist/problem';
import { examples, type Verb } from './verb';

export const completionVerb: Verb = {
  names: ['completion'],
  define: (command, act) => {
    command
      .helpCommand(false)
      .summary('have your shell complete commands, flags and titles')
      .description(
        'Prints the script with which a shell completes commands, flags, statuses, platforms and the titles on your list. "jikai completion install" puts it where the shell finds it.',
      )
      .addArgument(shellArgument('whose script; the one you use unless told'))
      .addHelpText(
        'after',
        examples(
          'completion install',
          'completion install fish',
          'completion uninstall',
          'completion zsh > ~/.zsh/completions/_jikai',
        ),
      )
      .action(
        act(async (context: Context, named: Shell | undefined) => {
          const shell = named ?? ownShell(context);
          const { scriptFor } = await installing();
          const script = scriptFor(shell);
          if (context.json) context.out.json({ completion: { shell, script } });
          else context.out.content(script);
        }),
      );
    defineEach(command, 'install', {
      summary: 'put it where your shell finds it',
      description:
        'Puts the script where your shell finds it by itself, or names it in the file the shell starts with. What is written is shown before.',
      example: ['completion install', 'completion install zsh', 'completion install --dry-run'],
    }).action(
      act(async (context: Context, named: Shell | undefined) => {
        const { installCompletion } = await installing();
        await installCompletion(context, named ?? ownShell(context));
      }),
    );
    defineEach(command, 'uninstall', {
      summary: 'take it away again',
      description:
        'Takes away what jikai completion install wrote, of one shell or of all, and leaves nothing behind.',
      example: ['completion uninstall', 'completion uninstall bash'],
    }).action(
      act(async (context: Context, named: Shell | undefined) => {
        const { uninstallCompletion } = await installing();
        await uninstallCompletion(context, named);
      }),
    );
  },
};

function defineEach(
  command: Command,
  name: string,
  { summary, description, example }: Words,
): Command {
  return command
    .command(name)
    .summary(summary)
    .description(description)
    .addArgument(
      shellArgument(name === 'install' ? 'the one you use unless told' : 'all unless told'),
    )
    .addHelpText('after', examples(...example));
}

interface Words {
  readonly summary: string;
  readonly description: string;
  readonly example: readonly string[];
}

function shellArgument(about: string): Argument {
  return new Argument('[shell]', about).choices(SHELLS);
}

/** @throws Problem `usage` where the user's shell is not known, or none that can be completed in. */
function ownShell({ env, system }: Context): Shell {
  const shell = shellNamed(env.SHELL) ?? (system.platform === 'win32' ? 'powershell' : undefined);
  if (shell !== undefined) return shell;
  const what = env.SHELL ? `your shell is ${env.SHELL}` : 'SHELL is not set';
  throw new Problem('usage', `I cannot tell which shell to complete in: ${what}.`, {
    hint: `Name it: jikai completion install ${SHELLS.join('|')}`,
  });
}

/** The scripts, and what puts them in their place, are in a file of their own: few runs need them. */
async function installing() {
  return import('./completion-install');
}
