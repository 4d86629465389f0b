import type { Part, Topic } from '../src/ui/topics/topic';
import { EVERY_TOPIC } from '../src/ui/topics/topics';
import type { Described, Reference } from './reference';

/** The man page, in the macros of man(7), which every man reads. */
export function manPage(jikai: Reference, version: string): string {
  const groups = [...new Set(jikai.commands.map(({ group }) => group))];
  const topic = (name: string) => EVERY_TOPIC.filter((one) => one.name === name);
  const own = ['environment', 'exit-codes'];
  return [
    '.\\" Written by npm run docs, from the commands themselves.',
    `.TH JIKAI 1 "" "jikai ${version}" "User Commands"`,
    '.SH NAME',
    `jikai \\- ${text('the anime watchlist that lives in your terminal')}`,
    '.SH SYNOPSIS',
    '.B jikai',
    '.RI [ command ]',
    '.RI [ options ]',
    '.SH DESCRIPTION',
    text(
      'jikai keeps the anime you watch in one local file. It knows when the next episode drops, reminds you of it, and remembers what you thought of each one. It needs no account, and asks nothing online unless a command says so.',
    ),
    '.PP',
    text(
      'Without a command it shows what drops next and what waits for you. A <show> is its title in any language, as well as you remember it, a part of that, or its id. A ~ before a time says that it is estimated: worked out, not announced.',
    ),
    '.SH OPTIONS',
    text('These go before or after every command.'),
    ...terms(jikai.options),
    '.SH EXAMPLES',
    ...examples(jikai.examples),
    ...groups.flatMap((group) => [
      `.SH "${macro(group.toUpperCase())}"`,
      ...jikai.commands.filter((one) => one.group === group).flatMap((one) => commandPart(one)),
    ]),
    ...EVERY_TOPIC.filter(({ name }) => !own.includes(name)).flatMap((one) =>
      topicPart(one, one.title.toUpperCase()),
    ),
    ...topic('exit-codes').flatMap((one) => topicPart(one, 'EXIT STATUS')),
    ...topic('environment').flatMap((one) => topicPart(one, 'ENVIRONMENT AND FILES')),
    '.SH SEE ALSO',
    text(
      'jikai help <command> tells of one command, jikai help dates of the ways to write a date.',
    ),
    '',
  ]
    .filter((line, index, all) => line !== '' || index === all.length - 1)
    .join('\n');
}

function commandPart(command: Reference): readonly string[] {
  const { name, aliases, usage, description, args, options, notes, commands } = command;
  const also =
    aliases.length === 0 ? '' : ` Also: ${aliases.map((one) => `jikai ${one}`).join(', ')}.`;
  return [
    `.SS "${macro(name)}"`,
    '.nh',
    `.B "${macro(usage)}"`,
    '.hy',
    '.PP',
    text(`${description}${also}`),
    ...terms([...args.filter(({ about }) => about !== ''), ...options]),
    ...(notes === '' ? [] : ['.PP', ...notes.split('\n').map(text)]),
    ...examples(command.examples),
    ...commands.flatMap(commandPart),
  ];
}

function terms(all: readonly Described[]): readonly string[] {
  return all.flatMap(({ term, about }) => ['.TP', `.B "${macro(term)}"`, text(about)]);
}

function examples(lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return ['.PP', '.nf', '.RS 4', ...lines.flatMap(broken).map(text), '.RE', '.fi'];
}

/** A long command line in several, before its options, as a shell takes them. */
function broken(line: string): readonly string[] {
  const rows: string[] = [];
  for (const piece of line.split(/ (?=--)/)) {
    const last = rows.at(-1);
    if (last === undefined) rows.push(piece);
    else if (`${last} ${piece}`.length <= 64) rows[rows.length - 1] = `${last} ${piece}`;
    else rows.push(`    ${piece}`);
  }
  return rows.map((row, index) => (index < rows.length - 1 ? `${row} \\` : row));
}

function topicPart({ parts }: Topic, title: string): readonly string[] {
  return [`.SH "${macro(title)}"`, ...parts.flatMap(part)];
}

function part(one: Part): readonly string[] {
  if ('text' in one) return ['.PP', text(one.text)];
  return [
    `.SS "${macro(one.heading)}"`,
    ...terms(one.entries.map(([term, about]) => ({ term, about }))),
  ];
}

/** A line of text: nothing in it is a request, hyphens are to be copied, other signs have names. */
function text(words: string): string {
  return inked(words).replace(/^([.'])/, '\\&$1');
}

/** The same within the quotes of a macro's argument. */
function macro(words: string): string {
  return inked(words).replaceAll('"', '\\(dq');
}

function inked(words: string): string {
  return words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('`', '\\(ga')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
    .replace(/[^\n -~]/gu, (sign) => {
      const code = sign.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
      return `\\[u${code}]`;
    });
}
