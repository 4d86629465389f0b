import type { Topic } from './topic';

/** Each first word here is tried on the parser in test/ui/topics.test.ts. */
export const dates: Topic = {
  name: 'dates',
  title: 'Days and times',
  parts: [
    {
      text: 'Wherever a command takes <when>, and after --now, write what you know and no more: a vague date stays vague, and no time is made up. Several words go in quotes. Capitals do not matter.',
    },
    {
      heading: 'A day',
      entries: [
        ['2024-01-10', 'the date'],
        ['today, tonight', 'the day it is'],
        ['yesterday, tomorrow', 'the days beside it'],
        [
          'wednesday, wed',
          'that weekday: today or the next; with what has happened, today or the last',
        ],
        ['on wednesday, this wed', 'the same'],
        ['next wednesday', 'the first after today'],
        ['last wednesday', 'the last before today'],
        ['jan 10, 10 january', 'the nearest one; with what has happened, the last one'],
        ['january 10th, 2024', 'with its year, in any of the usual orders'],
        ['3 days ago, -3d', 'so many days back; 2 weeks ago, 2w, 1 month ago and 1mo too'],
        ['in 3 days, +3d, 3d', 'so many days ahead'],
      ],
    },
    {
      heading: 'A time',
      entries: [
        ['now', 'this minute'],
        ['2024-01-10 15:30', 'a day and an hour; any day from above will do'],
        ['yesterday 21:00, tomorrow at 9pm', 'like that'],
        ['2024-01-10 24:55', 'the Japanese late-night clock: 00:55 on the 11th; up to 29:59'],
        ['2024-01-10T15:55Z', 'in UTC'],
        ['2024-01-10T24:55+09:00', 'with an offset, here Japan’s'],
        ['in 2 hours, 2h, 30m', 'so long from now'],
        ['2 hours ago, -2h', 'so long before now'],
      ],
    },
    {
      heading: 'Vaguer, where a day need not be known',
      entries: [
        ['2024-01, january 2024', 'a month'],
        ['winter 2024, 2024 winter', 'a season: winter, spring, summer, fall or autumn'],
        ['winter', 'the nearest one'],
        ['2024', 'a year'],
        ['tba, tbd, unknown, ?', 'nobody knows'],
      ],
    },
    {
      text: 'A time is on your own clock (--timezone, TZ, or the timezone setting), except behind --premiere, --to and --time, where it is on the clock of the release, unless --zone names another: Japan’s for most, yours for shows added by hand. --time 24:55 goes with a date that has no time.',
    },
    {
      text: 'Lengths, as for --alarm, --lead and --for, are written 30m, 1h, 1d, 1w. Seasons and years to look back on are "winter 2024", 2024, this or last.',
    },
  ],
};
