import type { Command } from 'commander';
import type { Context } from '../context';
import { TOPICS } from '../ui/topics/names';
import { noSuchVerb } from './no-such-verb';
import { examples, type Verb } from './verb';

export const helpVerb: Verb = {
  names: ['help'],
  define: (command, act) => {
    command
      .summary('how a command is used, or what a topic is about')
      .description(
        `How jikai is used, or one of its commands, or a topic: ${TOPICS.map(({ name }) => name).join(', ')}.`,
      )
      .argument('[command...]')
      .addHelpText('after', examples('help', 'help watch', 'help config set', 'help dates'))
      .action(async (words: readonly string[]) => {
        const [word = ''] = words;
        const topic = TOPICS.find(({ name }) => name === word);
        if (topic === undefined) described(command.parent ?? command, words).outputHelp();
        else {
          const tell = act(async ({ out }: Context) => {
            const { screenOf } = await import('../ui/topics/topics');
            await out.print(screenOf(topic.name));
          });
          await tell();
        }
      });
  },
};

/** The command that is meant. @throws Problem `usage` when there is none. */
function described(jikai: Command, words: readonly string[]): Command {
  let found = jikai;
  for (const word of words) {
    const { commands } = found;
    const next = commands.find((one) => [one.name(), ...one.aliases()].includes(word));
    if (next === undefined) {
      const topics = found === jikai ? TOPICS.map(({ name }) => name) : [];
      throw noSuchVerb(
        commands.map((one) => one.name()),
        [word],
        topics,
      );
    }
    found = next;
  }
  return found;
}

/** The topics, for the end of jikai's own help. */
export function topicLines(): string {
  const width = Math.max(...TOPICS.map(({ name }) => name.length));
  const lines = TOPICS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `\nTopics, as in jikai help dates:\n${lines.join('\n')}`;
}
