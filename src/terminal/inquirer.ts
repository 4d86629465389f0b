import inquirer from 'inquirer';
import type { Choice } from './prompts';

/**
 * The prompts of inquirer, on stderr so that stdout holds results alone. A chunk of its own: it is
 * loaded when the first question is asked.
 */
const ask = inquirer.createPromptModule({ input: process.stdin, output: process.stderr });

export async function confirm(message: string, preset: boolean): Promise<boolean> {
  const { answer } = await ask({ name: 'answer', type: 'confirm', message, default: preset });
  return answer;
}

export async function search(
  message: string,
  find: (words: string) => Promise<readonly Choice[]>,
): Promise<string> {
  const { answer } = await ask({
    name: 'answer',
    type: 'search',
    message,
    pageSize: 10,
    source: (words: string | undefined) => find(words ?? ''),
  });
  return answer;
}

export async function select(
  message: string,
  choices: readonly Choice[],
  preset?: string,
): Promise<string> {
  const { answer } = await ask({
    name: 'answer',
    type: 'select',
    message,
    pageSize: 10,
    loop: false,
    choices,
    default: preset,
  });
  return answer;
}

export async function input(message: string): Promise<string> {
  const { answer } = await ask({ name: 'answer', type: 'input', message });
  return answer;
}
