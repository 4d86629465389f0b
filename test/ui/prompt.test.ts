import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fill, parseFormat } from '../../src/ui/format';
import { DEFAULT_FORMAT, PLACEHOLDERS, type Values, valuesOf } from '../../src/ui/prompt-format';
import { PLACES, SAFE, waybarModule } from '../../src/ui/prompt-places';
import type { OutlookDrop, View } from '../../src/watchlist/outlook';
import { Problem } from '../../src/watchlist/problem';
import { DAY, HOUR, MINUTE } from '../../src/watchlist/zone';
import { anyWords, at, berlin } from '../watchlist/shows';

const LANGUAGE = { names: PLACEHOLDERS };

const VALUES: Values = {
  due: 2,
  due_shows: 1,
  next: 'Metallic Rouge',
  ep: 'ep 3',
  in: '2h 10m',
  at: '16:55',
  platform: 'Crunchyroll',
  mark: '~',
};
const NONE: Values = {
  ...{ due: 0, due_shows: 0, next: '', ep: '', in: '', at: '', platform: '', mark: '' },
};

function filled(format: string, values = VALUES, safe = (value: string) => value): string {
  return fill(parseFormat(format, LANGUAGE), (name) => values[name], safe);
}

describe('a format', () => {
  it.each([
    ['{due} {next} {in}', '2 Metallic Rouge 2h 10m'],
    ['{due}{due_shows}{ep}{at}{platform}{mark}', '21ep 316:55Crunchyroll~'],
    ['', ''],
    ['plain %F{{red}} text', 'plain %F{red} text'],
    ['{{{due}}}', '{2}'],
    ['{{due}}', '{due}'],
    ['{?due {due} due}', '2 due'],
    ['{?due  {due} }', ' 2 '],
    ['{?due }', ''],
    ['{?due {?next {?mark x}}}', 'x'],
    ['{?due {{{due}}} }', '{2} '],
    [DEFAULT_FORMAT, '2 due · Metallic Rouge ~2h 10m'],
  ])('%s is %s', (format, expected) => {
    expect(filled(format)).toBe(expected);
  });

  it('leaves out what there is not', () => {
    expect(filled('{?due a}{?due_shows b}{?next c}{?mark d}|{due}|{next}', NONE)).toBe('|0|');
    expect(filled(DEFAULT_FORMAT, { ...VALUES, due: 0 })).toBe('Metallic Rouge ~2h 10m');
    expect(filled(DEFAULT_FORMAT, { ...NONE, due: 3 })).toBe('3 due');
    expect(filled(DEFAULT_FORMAT, NONE)).toBe('');
  });

  it.each([
    ['{nosuch}', 'There is no placeholder {nosuch}.'],
    ['{}', 'There is no placeholder {}.'],
    ['{due }', 'There is no placeholder {due }.'],
    ['{?due}', 'There is no placeholder {?due}.'],
    ['{?nosuch x}', 'There is no placeholder {nosuch}.'],
    ['{constructor}', 'There is no placeholder {constructor}.'],
    ['{due', 'The format cannot be read. A { is not closed.'],
    ['{?due {due}', 'The format cannot be read. What {?due begins is not closed.'],
    ['{?due {?next x}', 'The format cannot be read. What {?due begins is not closed.'],
    ['due}', 'The format cannot be read. A } closes nothing.'],
    ['{due}}', 'The format cannot be read. A } closes nothing.'],
  ])('%s is none', (format, message) => {
    expect(() => parseFormat(format, LANGUAGE)).toThrow(
      expect.objectContaining({ code: 'usage', message }),
    );
  });

  it('is read or refused, whatever it is', () => {
    const pieces = fc.constantFrom('{', '}', '{{', '}}', '{?due ', '{due}', '{?', ' ', 'x', '\n');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (some) => {
        try {
          expect(typeof filled(some.join(''))).toBe('string');
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
        }
      }),
    );
  });

  it('makes values safe, and leaves its own text alone', () => {
    expect(filled('%F{{green}}{next}', { ...VALUES, next: '100%' }, SAFE.zsh)).toBe(
      '%F{green}100%%',
    );
  });
});

const NOW = at('2024-01-10T12:00:00Z');
const reader = { now: NOW, zone: berlin, dayEnds: 300 };

function drop(from: number, facts: Partial<OutlookDrop> = {}): OutlookDrop {
  return {
    id: 'rouge',
    title: 'Metallic Rouge',
    short: 'Metallic Rouge',
    episode: 1,
    episodes: '1',
    count: 1,
    moment: { at: new Date(from).toISOString(), precision: 'minute' },
    basis: 'estimated',
    from,
    out: from,
    isFirst: true,
    platform: 'Crunchyroll',
    url: undefined,
    ...facts,
  };
}

/** A day on the calendar of the reader in Berlin, in winter. */
function day(date: string): OutlookDrop {
  const from = at(`${date}T00:00:00+01:00`);
  return drop(from, { moment: { at: date, precision: 'day' }, out: from + DAY });
}

const view: View = { due: 0, dueShows: 0, waiting: [], upcoming: [] };

describe('what is next', () => {
  it.each([
    [drop(NOW + 1), '1m', '13:00'],
    [drop(NOW + 59 * MINUTE), '59m', '13:59'],
    [drop(NOW + 60 * MINUTE - 1), '59m', '13:59'],
    [drop(NOW + HOUR), '1h', '14:00'],
    [drop(NOW + 2 * HOUR + 10 * MINUTE), '2h 10m', '15:10'],
    // Before the day ends, at five.
    [drop(NOW + 13 * HOUR), '13h', '02:00'],
    [drop(NOW + 17 * HOUR), '17h', 'Thu 06:00'],
    [drop(NOW + DAY - 1), '23h 59m', 'Thu 12:59'],
    [drop(NOW + DAY), '1d', 'Thu 13:00'],
    [drop(NOW + 47 * HOUR), '1d', 'Fri 12:00'],
    [drop(NOW + 7 * DAY), '7d', '17 Jan'],
    [drop(NOW + 400 * DAY), '400d', '13 Feb 2025'],
    [day('2024-01-10'), 'today', 'today'],
    [day('2024-01-11'), '1d', 'Thu'],
    [day('2024-01-12'), '2d', 'Fri'],
    [day('2024-01-20'), '10d', '20 Jan'],
  ])('%# is told shortly: in %s, at %s', (next, inWords, atWords) => {
    const values = valuesOf({ ...view, upcoming: [next] }, reader, ({ short }) => short);
    expect([values.in, values.at]).toEqual([inWords, atWords]);
  });

  it('is nothing when nothing comes', () => {
    expect(valuesOf(view, reader, ({ short }) => short)).toEqual(NONE);
  });
});

describe('where a prompt goes', () => {
  it.each([
    [
      'plain',
      '$(x) `y` \\w %F{red} #[fg=red] %{A1:x:} <b>&',
      '$(x) `y` \\w %F{red} #[fg=red] %{A1:x:} <b>&',
    ],
    ['fish', '$(x) `y` \\w', '$(x) `y` \\w'],
    ['bash', '$(x) `y` \\w 100%', '＄(x) ｀y｀ ＼w 100%'],
    ['zsh', '$(x) `y` \\w %F{red} 100%', '＄(x) ｀y｀ ＼w %%F{red} 100%%'],
    ['starship', '$(x) `y` \\w 100%', '＄(x) ｀y｀ ＼w 100％'],
    ['tmux', '#(x) #[fg=red] #S ##', '##(x) ##[fg=red] ##S ####'],
    ['polybar', '%{A1:x:} 100% of %', '％{A1:x:} 100% of ％'],
    ['waybar', '<b>"A" & \'B\'</b> &lt;', '&lt;b&gt;"A" &amp; \'B\'&lt;/b&gt; &amp;lt;'],
  ] as const)('%s: %s becomes %s', (place, title, expected) => {
    expect(SAFE[place](title)).toBe(expected);
  });

  it('changes nothing in most titles', () => {
    for (const place of PLACES)
      expect(SAFE[place]('Re:Zero (2024)! -?')).toBe('Re:Zero (2024)! -?');
  });

  it('leaves nothing that means something there', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyWords, fc.string({ unit: fc.constantFrom(...'$`\\%#{[(<&>x') })),
        (words) => {
          expect(SAFE.bash(words)).not.toMatch(/[$`\\]/);
          expect(SAFE.zsh(words).replaceAll('%%', '')).not.toMatch(/[$`\\%]/);
          expect(SAFE.starship(words)).not.toMatch(/[$`\\%]/);
          expect(SAFE.tmux(words).replaceAll('##', '')).not.toContain('#');
          expect(`${SAFE.polybar(words)}{`).not.toContain('%{');
          expect(SAFE.waybar(words).replace(/&(?:amp|lt|gt);/g, '')).not.toMatch(/[<>&]/);
        },
      ),
    );
  });
});

describe('for waybar', () => {
  const rouge = drop(NOW + HOUR, { title: 'Rouge & <b>', platform: '' });

  it('tells what waits and what comes, as markup', () => {
    const waiting = [{ id: 'a', title: 'A<', short: 'A<', episodes: '1–3' }];
    const upcoming = [rouge, day('2024-01-12')];
    expect(waybarModule('text', { due: 9, dueShows: 4, waiting, upcoming }, reader)).toEqual({
      text: 'text',
      tooltip: [
        'Waiting for you',
        '  A&lt; · ep 1–3',
        '  and 3 more',
        'Coming',
        '  ~14:00 · Rouge &amp; &lt;b&gt; · ep 1',
        '  ~Fri · Metallic Rouge · ep 1 · Crunchyroll',
      ].join('\n'),
      class: 'due',
      alt: 'due',
    });
  });

  it.each([
    [{ due: 1, dueShows: 1 }, 'due'],
    [{ upcoming: [rouge] }, 'next'],
    [{}, 'none'],
  ])('%j is of the class %s', (facts, state) => {
    expect(waybarModule('', { ...view, ...facts }, reader)).toMatchObject({
      class: state,
      alt: state,
    });
  });
});

it('has a value for every placeholder', () => {
  expect(Object.keys(VALUES)).toEqual([...PLACEHOLDERS]);
});
