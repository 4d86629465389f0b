import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isActive } from '../../src/watchlist/agenda';
import { happened } from '../../src/watchlist/moment';
import { timetableIn } from '../../src/watchlist/releases';
import {
  comingReminders,
  type Looking,
  type Reminder,
  remindersAt,
  type Told,
} from '../../src/watchlist/reminding';
import type { Show } from '../../src/watchlist/show';
import { DAY, HOUR } from '../../src/watchlist/zone';
import { anyMillis, anyShow, anyZone, at, berlin, endless, show, utc, watchedUpTo } from './shows';

const LONG_AGO = at('2000-01-01T00:00:00Z');

interface Look {
  readonly now: string;
  readonly since?: string;
  readonly leads?: readonly number[];
  readonly told?: Readonly<Record<number, Told>>;
  readonly zone?: Looking['zone'];
}

function looking({ now, since, leads = [], told = {}, zone = utc }: Look): Looking {
  return {
    now: at(now),
    since: since === undefined ? LONG_AGO : at(since),
    zone,
    leads: () => leads,
    told: (_, episode) => told[episode],
  };
}

function words({ kind, show: { id }, notices, finale, released }: Reminder): string {
  const [first] = notices;
  const lead = first.lead === 0 ? [] : [`${first.lead / HOUR}h`];
  const marks = [
    ...(finale === 'no' ? [] : [`finale ${finale}`]),
    ...(released ? ['released'] : []),
  ];
  const numbers = notices.map(({ drop }) => drop.episode).join(',');
  return [id === 'metallic-rouge' ? kind : `${id} ${kind}`, numbers, ...lead, ...marks].join(' ');
}

function reminders(shows: Show | readonly Show[], look: Look): readonly string[] {
  return remindersAt([shows].flat(), looking(look)).map(words);
}

const told = (moment: string, lead = 0): Told => ({
  moment: { at: moment, precision: 'minute' },
  lead,
});

const AFTER_1 = '2024-01-10T15:56:00Z';
const JUST_BEFORE = '2024-01-10T15:00:00Z';

describe('what is to be told', () => {
  it.each<[string, Show | readonly Show[], Look, readonly string[]]>([
    ['an episode once it is out', show(), { now: AFTER_1 }, ['out 1']],
    ['at the very minute', show(), { now: '2024-01-10T15:55:00Z' }, ['out 1']],
    ['nothing before', show(), { now: '2024-01-10T15:54:00Z' }, []],
    ['nothing from before the last look', show(), { now: AFTER_1, since: AFTER_1 }, []],
    ['several missed ones together', show(), { now: '2024-01-25T12:00:00Z' }, ['out 1,2,3']],
    ['of a planned show as well', show({ status: 'planned' }), { now: AFTER_1 }, ['out 1']],
    ['nothing of a dropped show', show({ status: 'dropped' }), { now: AFTER_1 }, []],
    ['nothing of a paused show', show({ status: 'paused' }), { now: AFTER_1 }, []],
    ['nothing of a completed show', show({ status: 'completed' }), { now: AFTER_1 }, []],
    ['nothing that is watched', show({ watched: watchedUpTo(1) }), { now: AFTER_1 }, []],
    [
      'nothing from before the show was on the list',
      show({ added: '2024-01-12T00:00:00Z' }),
      { now: '2024-01-18T00:00:00Z' },
      ['out 2'],
    ],
    [
      'what dropped in the second in which the show was added',
      show({ added: '2024-01-10T15:55:00Z' }),
      { now: AFTER_1 },
      ['out 1'],
    ],
    ['nothing twice', show(), { now: AFTER_1, told: { 1: told('2024-01-10T15:55:00Z') } }, []],
    [
      'nothing twice where a source corrects the hour',
      show(),
      { now: AFTER_1, told: { 1: told('2024-01-10T15:25:00Z') } },
      [],
    ],
    [
      'again what was put off after it was told',
      show(),
      { now: AFTER_1, told: { 1: told('2024-01-03T15:55:00Z') } },
      ['out 1'],
    ],
    [
      'the finale as such, with a doubt where the number of episodes is an estimate',
      show({ watched: watchedUpTo(12) }),
      { now: '2024-04-04T00:00:00Z' },
      ['out 13 finale perhaps'],
    ],
    [
      'the finale without a doubt where it is known',
      show({ watched: watchedUpTo(12) }, { episodes: { number: 13, basis: 'scheduled' } }),
      { now: '2024-04-04T00:00:00Z' },
      ['out 13 finale yes'],
    ],
    [
      'nothing after the finale',
      show({ watched: watchedUpTo(13) }),
      { now: '2024-06-01T00:00:00Z' },
      [],
    ],
    [
      'nothing worked out of a show that is finished, though nobody said when',
      endless({ production: 'finished', watched: watchedUpTo(5) }),
      { now: '2024-03-01T00:00:00Z' },
      [],
    ],
    [
      'nothing worked out of a show on hiatus',
      show({ production: 'hiatus', watched: watchedUpTo(1) }),
      { now: '2024-01-18T00:00:00Z' },
      [],
    ],
    [
      'nothing in a break',
      show(
        { watched: watchedUpTo(1) },
        { amendments: [{ kind: 'break', episode: 2, slots: 1, why: 'recap' }] },
      ),
      { now: '2024-01-18T00:00:00Z' },
      [],
    ],
    [
      'what drops together together',
      show({}, { amendments: [{ kind: 'batch', episode: 1, through: 3 }] }),
      { now: AFTER_1 },
      ['out 1,2,3'],
    ],
    [
      'a drop known by its day in the morning of that day',
      show({}, { premiere: { at: '2024-01-10', precision: 'day' } }),
      { now: '2024-01-10T08:00:00Z', zone: berlin },
      ['out 1'],
    ],
    [
      'and not before',
      show({}, { premiere: { at: '2024-01-10', precision: 'day' } }),
      { now: '2024-01-10T07:59:00Z', zone: berlin },
      [],
    ],
    [
      'nothing of a month or a season',
      show({}, { premiere: { at: '2024-01', precision: 'month' } }),
      { now: '2024-06-01T00:00:00Z' },
      [],
    ],
  ])('%s', (_, shows, look, expected) => {
    expect(reminders(shows, look)).toEqual(expected);
  });

  it('is in order of time, whatever the order of the list', () => {
    const later = show({ id: 'a-later-one' }, { premiere: { at: AFTER_1, precision: 'minute' } });
    expect(reminders([later, show()], { now: '2024-01-11T00:00:00Z' })).toEqual([
      'out 1',
      'a-later-one out 1',
    ]);
  });
});

describe('ahead of a drop', () => {
  const leads = [HOUR, DAY];
  it.each<[string, Show, Look, readonly string[]]>([
    ['within the lead', show(), { now: JUST_BEFORE, leads: [HOUR] }, ['ahead 1 1h']],
    ['not before the lead', show(), { now: '2024-01-10T14:54:00Z', leads: [HOUR] }, []],
    ['by the nearest of several leads', show(), { now: JUST_BEFORE, leads }, ['ahead 1 1h']],
    [
      'no lead that another came after',
      show(),
      { now: JUST_BEFORE, leads, told: { 1: told('2024-01-10T15:55:00Z', HOUR) } },
      [],
    ],
    [
      'the nearer lead after the farther',
      show(),
      { now: JUST_BEFORE, leads, told: { 1: told('2024-01-10T15:55:00Z', DAY) } },
      ['ahead 1 1h'],
    ],
    [
      'the drop itself after its lead',
      show(),
      { now: AFTER_1, leads, told: { 1: told('2024-01-10T15:55:00Z', HOUR) } },
      ['out 1'],
    ],
    ['no lead of what is out already', show(), { now: AFTER_1, leads }, ['out 1']],
    [
      'the lead again when it was put off',
      show(),
      { now: JUST_BEFORE, leads, told: { 1: told('2024-01-03T15:55:00Z', HOUR) } },
      ['ahead 1 1h'],
    ],
    [
      'a day ahead of a mere day, in the morning',
      show({}, { premiere: { at: '2024-01-10', precision: 'day' } }),
      { now: '2024-01-09T09:00:00Z', leads },
      ['ahead 1 24h'],
    ],
    [
      'no hours ahead of a mere day',
      show({}, { premiere: { at: '2024-01-10', precision: 'day' } }),
      { now: '2024-01-10T08:30:00Z', leads: [HOUR] },
      [],
    ],
  ])('%s', (_, one, look, expected) => {
    expect(reminders(one, look)).toEqual(expected);
  });
});

describe('a show on hold', () => {
  const held = show({ hold: { until: 'finale' } }, { episodes: { number: 3, basis: 'scheduled' } });
  const AFTER_3 = '2024-01-24T16:00:00Z';
  it.each<[string, Show, Look, readonly string[]]>([
    ['is not told of', held, { now: '2024-01-20T00:00:00Z' }, []],
    [
      'is told of whole once the finale is out, however long ago the others were',
      held,
      { now: AFTER_3, since: '2024-01-24T12:00:00Z' },
      ['out 1,2,3 finale yes released'],
    ],
    [
      'is told of once',
      held,
      {
        now: '2024-01-30T00:00:00Z',
        told: {
          1: told('2024-01-10T15:55:00Z'),
          2: told('2024-01-17T15:55:00Z'),
          3: told('2024-01-24T15:55:00Z'),
        },
      },
      [],
    ],
    [
      'is told of ahead only where it ends the hold',
      held,
      { now: '2024-01-24T15:00:00Z', leads: [HOUR] },
      ['ahead 3 1h finale yes'],
    ],
    [
      'is not told of while nobody knows its finale',
      endless({ hold: { until: 'finale' } }),
      { now: AFTER_3 },
      [],
    ],
    [
      'until an episode',
      show({ hold: { until: 2 } }),
      { now: '2024-01-18T00:00:00Z' },
      ['out 1,2 released'],
    ],
    [
      'and as usual after that',
      show({ hold: { until: 2 } }),
      {
        now: AFTER_3,
        since: '2024-01-20T00:00:00Z',
        told: { 1: told('2024-01-10T15:55:00Z'), 2: told('2024-01-17T15:55:00Z') },
      },
      ['out 3'],
    ],
  ])('%s', (_, one, look, expected) => {
    expect(reminders(one, look)).toEqual(expected);
  });
});

describe('of every list', () => {
  const anyLook = fc.record({
    shows: fc.uniqueArray(anyShow, { maxLength: 4, selector: ({ id }) => id }),
    now: anyMillis,
    zone: anyZone,
    leads: fc.subarray([HOUR, DAY, 7 * DAY]),
  });

  it('nothing is told twice, before its time, of what is watched or of what nobody follows', () => {
    fc.assert(
      fc.property(anyLook, ({ shows, now, zone, leads }) => {
        const sent = new Map<string, Told>();
        const at = (time: number) => ({
          now: time,
          zone,
          since: LONG_AGO,
          leads: () => leads,
          told: (id: string, episode: number) => sent.get(`${id} ${episode}`),
        });
        const found = remindersAt(shows, at(now));
        for (const { show: one, kind, notices } of found) {
          expect(isActive(one)).toBe(true);
          const { last } = timetableIn(one);
          for (const { drop, lead, due } of notices) {
            expect(due).toBeLessThanOrEqual(now);
            expect(one.watched.some(({ episode }) => episode === drop.episode)).toBe(false);
            expect(drop.episode).toBeLessThanOrEqual(last ?? Number.POSITIVE_INFINITY);
            if (kind === 'out') expect(happened(drop.moment, now, zone)).not.toBe('no');
            expect(sent.has(`${one.id} ${drop.episode}`)).toBe(false);
            sent.set(`${one.id} ${drop.episode}`, { moment: drop.moment, lead });
          }
        }
        expect(remindersAt(shows, at(now))).toEqual([]);
        expect(found.map(({ due }) => due)).toEqual(
          found.map(({ due }) => due).toSorted((a, b) => a - b),
        );
      }),
    );
  });

  it('what is to come is told when it is due, and nothing else is', () => {
    fc.assert(
      fc.property(anyLook, ({ shows, now, zone }) => {
        const look = { now, zone, since: now, leads: () => [], told: () => undefined };
        const [next] = comingReminders(shows, look, now + 30 * DAY);
        const until = next?.due ?? now + 30 * DAY;
        expect(remindersAt(shows, { ...look, now: until - 1 })).toEqual([]);
        if (next === undefined) return;
        // A hold that ends tells of more than what comes.
        const [told] = remindersAt(shows, { ...look, now: until });
        expect(told?.due).toBeDefined();
      }),
    );
  });
});
