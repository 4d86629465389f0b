import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { layOut, prepare } from '../../src/ui/layout';
import { planLines, planScreen, planWords } from '../../src/ui/plan-screen';
import type { Screen } from '../../src/ui/text';
import type { Reader } from '../../src/ui/time';
import { DAILY, parseFree, parseGoal } from '../../src/watchlist/evenings';
import { planOf, remediesFor, type Wishes } from '../../src/watchlist/planning';
import type { Show } from '../../src/watchlist/show';
import { HOUR } from '../../src/watchlist/zone';
import { at, berlin, show } from '../watchlist/shows';

/** Thursday noon in Berlin: four episodes are out, and the fifth drops on Wednesday. */
const reader: Reader = { now: at('2024-02-01T11:00:00Z'), zone: berlin, dayEnds: 300 };

function planned(shows: readonly Show[], facts: Partial<Wishes> = {}, named?: Show) {
  const wishes: Wishes = {
    ...{ days: DAILY, begins: 20 * HOUR, perEvening: 2, goal: { kind: 'caught-up' } },
    ...facts,
  };
  const plan = planOf(shows, wishes, reader);
  const remedies = plan.fits ? [] : remediesFor(shows, wishes, reader);
  return { plan, wishes, show: named, remedies };
}

function lines(screen: Screen, columns = Number.POSITIVE_INFINITY): string[] {
  return layOut(prepare(screen).blocks, { columns, widthOf: stringWidth }).map((pieces) =>
    pieces.map(({ text }) => text).join(''),
  );
}

const rouge = show({ minutes: 24 });
const frieren = show(
  { id: 'frieren', title: '葬送のフリーレン' },
  { step: 'P1D', episodes: { number: 6, basis: 'confirmed' } },
);

describe('the screen', () => {
  it('has an evening a line, and what it comes to', () => {
    expect(lines(planScreen(planned([rouge], {}, rouge), reader), 80)).toEqual([
      'Metallic Rouge  until you are caught up',
      '  Thu 1 Feb  20:00  ep 1–2  48m',
      '  Fri 2 Feb  20:00  ep 3–4  48m',
      '4 episodes, 1h 36m, 2 evenings: caught up Fri 2 Feb, before ep 5 drops.',
    ]);
  });

  it('names shows where there are several, and wraps them where it is narrow', () => {
    const told = planScreen(planned([rouge, frieren], { perEvening: 5 }), reader);
    expect(lines(told, 44)).toEqual([
      'Your evenings  until you are caught up',
      '  Thu 1 Feb  20:00  Metallic Rouge ep     2h',
      '                    1–4 ·',
      '                    葬送のフリーレン ep',
      '                    1',
      '  Fri 2 Feb  20:00  葬送のフリーレン ep   2h',
      '                    2–6',
      '10 episodes, 4h, 2 evenings: caught up Fri 2',
      'Feb.',
      '24 min an episode assumed for',
      '葬送のフリーレン.',
    ]);
  });

  it.each([50, 60, 80])('fits its words into %i cells as well, and keeps them all', (columns) => {
    const shows = ['One', 'Two', 'Three', 'Four'].map((title) =>
      show({ id: title, title: `${title} of a rather long name` }),
    );
    const goal = { kind: 'next-episode' } as const;
    const told = planned(shows, { goal, perEvening: 1, days: parseFree('fri') });
    const shown = lines(planScreen(told, reader), columns);
    expect(shown.filter((one) => stringWidth(one) > columns)).toEqual([]);
    for (const words of planWords(told, reader)) expect(shown.join(' ')).toContain(words);
  });

  it('marks what is believed to be out by then', () => {
    const sunday = parseGoal('2024-02-11', reader);
    const told = lines(
      planScreen(
        planned([rouge], { goal: sunday, days: parseFree('sun'), perEvening: 4 }, rouge),
        reader,
      ),
    );
    expect(told).toEqual([
      'Metallic Rouge  by Sun 11 Feb',
      '  Sun 4 Feb   20:00  ep 1–4  1h 36m',
      '  Sun 11 Feb  20:00  ep ~5   24m',
      '5 episodes, 2h, 2 evenings: caught up Sun 11 Feb, before ep 6 drops.',
      '~ estimated: worked out, not announced',
    ]);
  });

  it('says when an evening begins after midnight', () => {
    const told = lines(planScreen(planned([rouge], { begins: 25 * HOUR }, rouge), reader));
    expect(told[1]).toBe('  Thu 1 Feb  Fri 01:00  ep 1–2  48m');
  });

  it('says that it does not fit, and what would make it', () => {
    const goal = { kind: 'next-episode' } as const;
    const words = (facts: Partial<Wishes>, shows = [rouge]) =>
      planWords(planned(shows, { goal, ...facts }, rouge), reader);
    expect(words({ perEvening: 1, days: parseFree('fri') })).toEqual([
      'That does not fit: only 1 of 4 episodes does. Left: Metallic Rouge ep 2–4.',
      'It would fit with --per-evening 4, or with --free daily.',
    ]);
    expect(words({ perEvening: 2, days: parseFree('wed') })).toEqual([
      'That does not fit: there is no room for Metallic Rouge ep 1–4.',
      'It would fit with --free daily.',
    ]);
    expect(words({}, [show({ minutes: 600 })])).toEqual([
      'That does not fit: there is no room for Metallic Rouge ep 1–4.',
      'Not even 24 episodes every evening would fit.',
    ]);
  });

  it('says where there is no end to it', () => {
    const over = show({ minutes: 24 }, { episodes: { number: 2, basis: 'confirmed' } });
    expect(planWords(planned([over], { goal: { kind: 'next-episode' } }, over), reader)).toEqual([
      '2 episodes, 48m, 1 evening: caught up Thu 1 Feb.',
      'No day is known for the next episode of Metallic Rouge, so there is no end to it.',
    ]);
  });

  it('names a few shows, and counts the others', () => {
    const some = Array.from({ length: 5 }, (_, index) =>
      show({ id: `s${index}`, title: `S${index}` }),
    );
    const words = planWords(
      planned(some, { perEvening: 1, goal: parseGoal('today', reader) }),
      reader,
    );
    expect(words[0]).toBe(
      'That does not fit: only 1 of 20 episodes does. Left: S0 ep 2–4, S1 ep 1–4, S2 ep 1–4 and of 2 more shows.',
    );
    expect(planWords(planned(some, { perEvening: 24 }), reader).at(-1)).toBe(
      '24 min an episode assumed for S0, S1, S2, 2 more shows.',
    );
  });

  it('says how many more evenings there are', () => {
    const long = show(
      { minutes: 24 },
      { step: 'P1D', episodes: { number: 50, basis: 'confirmed' } },
    );
    const told = lines(planScreen(planned([long]), reader));
    expect(told[22]).toMatch(/^ {2}and \d+ more evenings$/);
  });
});

it('lines for a pipe are one for each evening, and for what is left of each show', () => {
  const goal = parseGoal('2024-02-01', reader);
  expect(lines(planLines(planned([rouge, frieren], { goal, perEvening: 5 }), reader))).toEqual([
    'evening  Thu 1 Feb 2024  20:00  Metallic Rouge ep 1–4 · 葬送のフリーレン ep 1  2h',
    'left                            葬送のフリーレン ep 2–6',
  ]);
});
