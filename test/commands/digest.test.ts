import { describe, expect, it } from 'vitest';
import { Home, livedInHome, seated } from './world';

/** Sunday, a week after somebody began to use jikai in the home that is lived in. */
const SUNDAY = '2024-01-14T20:00:00Z';

describe('jikai digest --json', () => {
  it('has one shape, with each list there though empty', async () => {
    expect(await new Home().json(['digest'], { now: SUNDAY })).toEqual({
      period: 'week',
      from: '2024-01-07T20:00:01Z',
      now: SUNDAY,
      until: '2024-01-21T20:00:01Z',
      dropped: [],
      slipped: [],
      due: [],
      watched: { episodes: 0, minutes: 0, unmeasured: 0, shows: [] },
      verdicts: [],
      status: [],
      ahead: [],
      next: null,
    });
  });

  it('tells drops as others do, and whether they are watched, premieres and finales', async () => {
    const home = await livedInHome();
    const told = await home.json(['digest'], { now: SUNDAY });
    const rouge = {
      id: 'metallic-rouge',
      title: 'Metallic Rouge',
      platform: 'Crunchyroll',
      url: 'https://www.crunchyroll.com/series/G24H1NWMJ/',
    };
    expect(told).toMatchObject({
      dropped: [
        {
          ...rouge,
          episode: 1,
          at: '2024-01-10T15:55:00Z',
          precision: 'minute',
          basis: 'scheduled',
          premiere: true,
          finale: null,
          watched: false,
        },
        { id: 'solo-leveling', episode: 2 },
      ],
      due: expect.arrayContaining([
        {
          ...rouge,
          episodes: [1],
          since: { at: '2024-01-10T15:55:00Z', precision: 'minute', basis: 'scheduled' },
        },
      ]),
      verdicts: expect.arrayContaining([
        {
          id: 'my-show',
          title: 'My Show',
          before: { words: null, score: null },
          given: [
            { at: '2024-01-08T12:00:00Z', episode: 2, words: 'Hooked', score: 8, note: 'A note' },
          ],
        },
      ]),
      ahead: [
        { ...rouge, episode: 2, basis: 'estimated', countedFrom: 1, premiere: false },
        { id: 'solo-leveling', episode: 3 },
      ],
    });
    const { dropped, due, ahead } = told as Record<string, readonly unknown[]>;
    // Frieren is paused.
    expect(JSON.stringify([dropped, due, ahead])).not.toContain('frieren');
  });

  it('tells what slips, by its kind', async () => {
    const home = await livedInHome();
    await home.runAll(
      ['break', 'rouge', '--at', '2', '--why', 'recap'],
      ['delay', 'solo', '3', '--to', '2024-01-20', '--time', '25:30'],
    );
    expect(await home.json(['digest'], { now: SUNDAY })).toMatchObject({
      slipped: [
        { id: 'solo-leveling', kind: 'moved', episode: 3, along: [], why: null },
        {
          id: 'metallic-rouge',
          kind: 'break',
          episode: 2,
          drop: { at: '2024-01-24T15:55:00Z', basis: 'estimated' },
          slots: [{ at: '2024-01-17T15:55:00Z', precision: 'minute', why: 'recap' }],
        },
      ],
    });
    await home.runAll(
      ['break', 'rouge', '--at', '2', '--remove'],
      ['hiatus', 'rouge', '--from', '2'],
    );
    expect(await home.json(['digest'], { now: SUNDAY })).toMatchObject({
      slipped: [
        {},
        { kind: 'hiatus', episode: 2, drop: { at: null }, before: { at: '2024-01-17T15:55:00Z' } },
      ],
    });
  });

  it('knows from the journal what happened to shows, and nothing of what was undone', async () => {
    const home = await livedInHome();
    for (const argv of [['drop', 'rouge'], ['drop', 'solo'], ['undo'], ['resume', 'frieren']]) {
      await home.run(argv, { now: '2024-02-05T12:00:00Z' });
    }
    const told = await home.json(['digest'], { now: '2024-02-06T12:00:00Z' });
    expect(told).toMatchObject({
      status: [
        { id: 'frieren-beyond-the-journeys-end', before: 'paused', after: 'watching' },
        { id: 'metallic-rouge', before: 'planned', after: 'dropped' },
      ],
    });
  });

  it('is of the day until the viewer’s day ends', async () => {
    const home = await livedInHome();
    const day = { now: '2024-01-11T02:30:00Z', zone: 'Europe/Berlin' };
    expect(await home.json(['digest', '--day'], day)).toMatchObject({
      period: 'day',
      from: '2024-01-10T04:00:00Z',
      until: '2024-01-12T04:00:00Z',
      dropped: [{ id: 'metallic-rouge' }],
    });
    expect(await home.json(['digest', '--day'], { ...day, zone: 'Asia/Tokyo' })).toMatchObject({
      from: '2024-01-10T20:00:00Z',
      dropped: [],
    });
  });

  it('has the same instants in every zone', async () => {
    const home = await livedInHome();
    const here = await home.json(['digest'], { now: SUNDAY });
    for (const zone of ['UTC', 'Asia/Tokyo', 'America/New_York', 'Pacific/Apia']) {
      expect(await home.json(['digest'], { now: SUNDAY, zone })).toEqual(here);
    }
  });
});

describe('jikai digest', () => {
  it('is a screen for a person, and lines for a pipe', async () => {
    const home = await livedInHome();
    const screen = await home.run(['digest', '--no-color'], { ...seated(), now: SUNDAY });
    expect(screen.out).toMatch(/^Your week/);
    const piped = await home.run(['digest'], { now: SUNDAY });
    const kinds = new Set(
      piped.out
        .trimEnd()
        .split('\n')
        .map((one) => one.split(' ')[0]),
    );
    expect([...kinds]).toEqual(['dropped', 'due', 'watched', 'verdict', 'status', 'ahead']);
  });

  it('is Markdown on request, the same on a terminal and in a pipe', async () => {
    const home = await livedInHome();
    const argv = ['digest', '--markdown', '--no-color'];
    const piped = await home.run(argv, { now: SUNDAY });
    expect(piped.out).toMatch(/^# Your week, Sun 7 Jan – Sun 14 Jan 2024\n\n## Dropped/);
    expect((await home.run(argv, { ...seated(), now: SUNDAY })).out).toBe(piped.out);
  });

  it('says what to do when there is nothing, but not when it is to be quiet', async () => {
    const { out, err } = await new Home().run(['digest']);
    expect({ out, err }).toEqual({ out: '', err: expect.stringContaining('jikai add') });
    expect(await new Home().run(['digest', '-q'])).toMatchObject({ code: 0, out: '', err: '' });
  });

  it('is not both JSON and Markdown', async () => {
    const { code, out } = await new Home().run(['digest', '--json', '--markdown']);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'usage' } });
  });
});
