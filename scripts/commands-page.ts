import type { Part, Topic } from '../src/ui/topics/topic';
import { EVERY_TOPIC } from '../src/ui/topics/topics';
import type { Described, Reference } from './reference';

/** docs/commands.md: what help says, on one page. */
export function commandsPage(jikai: Reference): string {
  const groups = [...new Set(jikai.commands.map(({ group }) => group))];
  return `${[
    '<!-- Written by npm run docs, from the commands themselves. -->',
    '# Commands',
    'What `jikai help` says of each command, on one page; `man jikai` has it too.',
    ...groups.map((group) => contents(group, jikai)),
    `- ${EVERY_TOPIC.map(({ title }) => link(title)).join(', ')}`,
    '## Options of every command',
    'They go before or after the command.',
    table(jikai.options),
    ...groups.flatMap((group) => [
      `## ${group}`,
      ...jikai.commands.filter((one) => one.group === group).flatMap((one) => commandPart(one)),
    ]),
    ...EVERY_TOPIC.flatMap(topicPart),
  ]
    .join('\n\n')
    .replaceAll('\n\n- ', '\n- ')
    .replace('has it too.\n- ', 'has it too.\n\n- ')}\n`;
}

function contents(group: string, { commands }: Reference): string {
  const names = commands.filter((one) => one.group === group).map(({ name }) => link(name));
  return `- ${group}: ${names.join(', ')}`;
}

function link(title: string): string {
  const anchor = title
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-');
  return `[${title.replace(/^jikai /, '')}](#${anchor})`;
}

function commandPart(command: Reference): readonly string[] {
  const { name, aliases, usage, description, args, options, notes, commands } = command;
  const also = aliases.map((one) => `\`jikai ${one}\``).join(', ');
  const described = [...args.filter(({ about }) => about !== ''), ...options];
  return [
    `### ${name}`,
    `\`${usage}\``,
    `${inline(description)}${also === '' ? '' : ` Also: ${also}.`}`,
    ...(described.length === 0 ? [] : [table(described)]),
    ...(notes === '' ? [] : [inline(notes)]),
    ...(command.examples.length === 0 ? [] : [`\`\`\`sh\n${command.examples.join('\n')}\n\`\`\``]),
    ...commands.flatMap(commandPart),
  ];
}

function table(rows: readonly Described[]): string {
  const lines = rows.map(({ term, about }) => `| ${code(term)} | ${cell(about)} |`);
  return ['| | |', '|---|---|', ...lines].join('\n');
}

function topicPart({ title, parts }: Topic): readonly string[] {
  return [`## ${title}`, ...parts.flatMap(part)];
}

function part(one: Part): readonly string[] {
  if ('text' in one) return [inline(one.text)];
  const rows = one.entries.map(([term, about]) => ({ term, about }));
  return [`**${inline(one.heading)}**`, table(rows)];
}

function code(words: string): string {
  const ticks = words.includes('`') ? '``' : '`';
  return `${ticks}${words.replaceAll('|', '\\|')}${ticks}`;
}

function cell(words: string): string {
  return inline(words).replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** Text whose signs mean nothing in Markdown. */
function inline(words: string): string {
  return words.replace(/[<*_[\]]/g, '\\$&');
}
