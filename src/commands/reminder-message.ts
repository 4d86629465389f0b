import type { Context } from '../context';
import type { Message } from '../reminders/channel';
import type { Together } from '../reminders/round';
import { reminderWords } from '../ui/reminder-words';
import { type Block, line, type Screen, table } from '../ui/text';
import { linkOf } from '../watchlist/links';
import { quantity } from '../watchlist/quantity';
import type { Reminder } from '../watchlist/reminding';
import { agendaDropJson, reminderJson } from './json';

/** How many reminders a message of several tells one by one. */
const ENOUGH = 12;

/** Reminders as a channel is given them: one by itself, or several in a few lines. */
export function messageOf(
  { reader }: Context,
  reminders: readonly Reminder[],
  together?: Together,
): Message {
  const [first, ...others] = reminders;
  if (first !== undefined && others.length === 0) {
    const url = linkOf(first.release.url);
    return {
      kind: first.kind,
      ...reminderWords(first, reader),
      ...(url === undefined ? {} : { url }),
      data: reminderJson(first),
      drops: dropsOf(first),
    };
  }
  const count = quantity(reminders.length, 'reminder');
  const lines = reminders.slice(0, ENOUGH).map((one) => reminderWords(one, reader).title);
  const more = reminders.length - lines.length;
  return {
    kind: 'digest',
    title: together === 'quiet' ? `While it was quiet: ${count}` : `${count} at once`,
    body: [...lines, ...(more > 0 ? [`and ${more} more: jikai tells them`] : [])].join('\n'),
    data: { reminders: reminders.map(reminderJson) },
    drops: reminders.flatMap(dropsOf),
  };
}

function dropsOf({ show, release, last, notices }: Reminder) {
  return notices.map(({ drop }) => agendaDropJson({ ...drop, show, release, last }));
}

/** A message on the terminal: its words, and under them the link. */
export function messageScreen({ title, body, url, kind }: Message): Screen {
  const lines = body === '' ? [] : body.split('\n');
  const told =
    kind === 'digest'
      ? [wrapped(title), ...lines.map((one) => wrapped(one, 2))]
      : [wrapped([`${title}.`, ...lines].join(' '))];
  return [...told, ...(url === undefined ? [] : [line('  ', url)])];
}

function wrapped(words: string, indent = 0): Block {
  return table([{ shrinkTo: 20, wraps: true }], [[words]], indent);
}
