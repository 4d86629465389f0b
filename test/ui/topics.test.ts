import { describe, expect, it } from 'vitest';
import { PHRASES, vocabularyIn } from '../../src/commands/vocabulary';
import { dates } from '../../src/ui/topics/dates';
import { TOPICS } from '../../src/ui/topics/names';
import { opinions } from '../../src/ui/topics/opinions';
import type { Entry, Topic } from '../../src/ui/topics/topic';
import { EVERY_TOPIC } from '../../src/ui/topics/topics';
import { SEASONS } from '../../src/watchlist/moment';
import { parseInstant, parseMoment } from '../../src/watchlist/moment-words';
import { MOOD_NAMES, MOODS, moodNumber, moodOf, moodOfWords } from '../../src/watchlist/mood';
import { zoneNamed } from '../../src/watchlist/zone';
import { everyVerb } from '../commands/verbs';
import { Home } from '../commands/world';

const reading = { now: Date.parse('2024-01-08T12:00Z'), zone: zoneNamed('Europe/Berlin') };

function under({ parts }: Topic, beginning: string): readonly Entry[] {
  const found = parts.flatMap((part) =>
    'heading' in part && part.heading.startsWith(beginning) ? part.entries : [],
  );
  if (found.length === 0) throw new Error(`There is no "${beginning}"`);
  return found;
}

/** `jan 10, 10 january` are two ways; a comma before a year parts none. */
function ways(entries: readonly Entry[]): readonly string[] {
  return entries.flatMap(([term]) => term.split(/, (?!\d{4}$)/));
}

describe('jikai help dates', () => {
  it.each(ways(under(dates, 'A day')))('%s is a day', (words) => {
    for (const lean of ['nearest', 'past'] as const)
      expect(parseMoment(words, { ...reading, lean }).precision).toBe('day');
  });

  it.each(ways(under(dates, 'A time')))('%s is a time', (words) => {
    expect(parseMoment(words, { ...reading, lean: 'nearest' }).precision).toBe('minute');
  });

  it.each(ways(under(dates, 'Vaguer')))('%s is vaguer than a day', (words) => {
    const { precision } = parseMoment(words, { ...reading, lean: 'nearest' });
    expect(['month', 'season', 'year', 'unknown']).toContain(precision);
    expect(() => parseInstant(words, { ...reading, lean: 'nearest' })).toThrow('too vague');
  });

  it.each<readonly [string, string]>([
    ['wednesday', '2024-01-10'],
    ['next wednesday', '2024-01-10'],
    ['last wednesday', '2024-01-03'],
    ['jan 10', '2024-01-10'],
    ['3 days ago', '2024-01-05'],
    ['-3d', '2024-01-05'],
    ['1 month ago', '2023-12-08'],
    ['+3d', '2024-01-11'],
    ['2024-01-10 24:55', '2024-01-10T23:55:00Z'],
    ['2024-01-10T24:55+09:00', '2024-01-10T15:55:00Z'],
    ['tomorrow at 9pm', '2024-01-09T20:00:00Z'],
    ['2 hours ago', '2024-01-08T10:00:00Z'],
  ])('%s means %s on Monday, 8 January', (words, at) => {
    expect(parseMoment(words, { ...reading, lean: 'nearest' }).at).toBe(at);
    expect(JSON.stringify(dates)).toContain(words);
  });

  it('names all seasons', () => {
    for (const season of SEASONS) expect(JSON.stringify(dates)).toContain(season);
  });
});

describe('jikai help opinions', () => {
  const vocabulary = vocabularyIn({ moods: new Map() });

  it.each(MOODS)('tells what %i is, as jikai reckons it', (mood) => {
    const name = `${moodNumber(mood)} ${MOOD_NAMES[mood]}`;
    const entry = under(opinions, 'The mood').find(([term]) => term.endsWith(name));
    const [, scores = '', phrases = ''] = /^a score of (.*); (.*)$/.exec(entry?.[1] ?? '') ?? [];
    const numbers = [...scores.matchAll(/\d+/g)].map(Number);
    expect(numbers.length).toBeGreaterThan(0);
    for (const score of numbers) expect(moodOf({ score }, vocabulary)).toBe(mood);
    for (const words of phrases.split(', ')) {
      expect(moodOfWords(words, vocabulary)).toBe(mood);
      expect(PHRASES.map(([phrase]) => phrase)).toContain(words);
    }
  });
});

describe('topics', () => {
  it('are listed by jikai help, with what they are about', async () => {
    const { out } = await new Home().run(['help']);
    for (const { name, summary } of TOPICS) {
      expect(out).toMatch(new RegExp(`^  ${name} +${summary}$`, 'm'));
    }
    expect(EVERY_TOPIC.map(({ name }) => name)).toEqual(TOPICS.map(({ name }) => name));
  });

  it.each(TOPICS)('$name is told whole, in 80 columns', async ({ name }) => {
    const topic = EVERY_TOPIC.find((one) => one.name === name);
    const { code, out, err } = await new Home().run(['help', name], { outIsTTY: true });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const told = out.replace(/\s+/g, ' ');
    for (const part of topic?.parts ?? []) {
      const words = 'text' in part ? [part.text] : part.entries.flat();
      if ('text' in part) for (const one of words) expect(told).toContain(one);
      else for (const [term] of part.entries) expect(told).toContain(term);
    }
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours have no width.
    const plain = out.replace(/\u001b\[\d*m/g, '');
    expect(plain.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('have no name that a command has', async () => {
    const verbs = await everyVerb();
    expect(TOPICS.map(({ name }) => name).filter((name: string) => verbs.includes(name))).toEqual(
      [],
    );
  });

  it('are no commands', async () => {
    const { code, err } = await new Home().run(['help', 'date']);
    expect(code).toBe(2);
    expect(err).toContain('Did you mean jikai help dates?');
  });
});
