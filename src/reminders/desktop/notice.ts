import { linkOf } from '../../watchlist/links';
import type { Message } from '../channel';

/** How a message is worded for who shows it. */

/** What a notification daemon is given. */
export interface Notice {
  /** Plain text, by the specification. */
  readonly summary: string;
  /** Markup or plain text, as the daemon takes it. */
  readonly body: string;
}

/**
 * The words for a daemon with these capabilities, as the Desktop Notifications Specification 1.2 names
 * them. dunst claims `body-hyperlinks` even where it is told to take no markup and would show the tags,
 * so a link is one only where markup is taken as well.
 */
export function noticeOf(message: Message, capabilities: readonly string[]): Notice {
  const link = linkOf(message.url);
  const isMarkup = capabilities.includes('body-markup');
  const lines = [
    isMarkup ? escaped(message.body) : message.body,
    link === undefined ? '' : linkText(link, isMarkup, capabilities.includes('body-hyperlinks')),
  ];
  return { summary: message.title, body: joined(lines) };
}

/** The message's lines and its link, for who takes plain text only. */
export function plainBody(message: Message): string {
  return joined([message.body, linkOf(message.url) ?? '']);
}

function joined(lines: readonly string[]): string {
  return lines.filter((line) => line !== '').join('\n');
}

function linkText(link: string, isMarkup: boolean, isHyperlink: boolean): string {
  if (!isMarkup) return link;
  const text = escaped(link);
  return isHyperlink ? `<a href="${text}">${text}</a>` : text;
}

/** As text or in a quoted attribute. Only entities that every daemon's small XML parser knows. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
