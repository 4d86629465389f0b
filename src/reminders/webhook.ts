import type { Channel, Message } from './channel';
import { post, type Web } from './web';

/** The form in which a webhook wants what it is told. */
export type Shape = 'json' | 'discord' | 'slack';

/** The form that the host of an address is known to want; JSON of our own for others. */
export function shapeFor(address: string): Shape {
  const { hostname } = new URL(address);
  if (/(?:^|\.)discord(?:app)?\.com$/.test(hostname)) return 'discord';
  return /(?:^|\.)slack\.com$/.test(hostname) ? 'slack' : 'json';
}

export function webhookChannel(web: Web, address: string, shape: Shape): Channel {
  return {
    name: 'webhook',
    deliver: (message) => post(web, 'webhook', address, BODIES[shape](message)),
  };
}

const BODIES: Readonly<Record<Shape, (message: Message) => unknown>> = {
  json: ({ kind, title, body, url, data }) => ({ kind, title, body, url: url ?? null, data }),
  // Nobody is pinged by a title, and nothing in it is markup.
  // Source: https://docs.discord.com/developers/resources/webhook#execute-webhook
  discord: ({ title, body, url }) => ({
    content: cut(joined(`**${escaped(title)}**`, escaped(body), url), MOST_OF_DISCORD),
    allowed_mentions: { parse: [] },
  }),
  // Source: https://docs.slack.dev/messaging/formatting-message-text
  slack: ({ title, body, url }) => ({
    // For notifications; what is shown are the blocks.
    text: inSlack(title),
    unfurl_links: false,
    blocks: [
      {
        type: 'section',
        // Plain: a title may hold what Slack takes for markup.
        text: { type: 'plain_text', emoji: false, text: cut(joined(title, body), MOST_OF_SLACK) },
      },
      ...(url === undefined
        ? []
        : [{ type: 'section', text: { type: 'mrkdwn', text: `<${linkInSlack(url)}>` } }]),
    ],
  }),
};

/** Letters that each takes in one message, or one block of it. */
const MOST_OF_DISCORD = 2000;
const MOST_OF_SLACK = 3000;

function joined(...lines: readonly (string | undefined)[]): string {
  return lines.filter((one) => one !== undefined && one !== '').join('\n');
}

function cut(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}

function escaped(text: string): string {
  return text.replace(/[\\*_~`|<>@#[\]()-]/g, (mark) => `\\${mark}`);
}

function inSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Behind a bar Slack reads a label. */
function linkInSlack(url: string): string {
  return inSlack(url.replaceAll('|', '%7C'));
}
