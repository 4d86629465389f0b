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
    content: cut(
      [`**${escaped(title)}**`, escaped(body), url].filter(Boolean).join('\n'),
      MOST_OF_DISCORD,
    ),
    allowed_mentions: { parse: [] },
  }),
  // Source: https://docs.slack.dev/messaging/formatting-message-text
  slack: ({ title, body, url }) => ({
    text: [`*${inSlack(title)}*`, inSlack(body), url && `<${inSlack(url)}>`]
      .filter(Boolean)
      .join('\n'),
    unfurl_links: false,
  }),
};

/** Letters that Discord takes in one message. */
const MOST_OF_DISCORD = 2000;

function cut(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}

function escaped(text: string): string {
  return text.replace(/[\\*_~`|<>@#[\]()-]/g, (mark) => `\\${mark}`);
}

function inSlack(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('*', '∗');
}
