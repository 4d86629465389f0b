import { describe, expect, it } from 'vitest';
import { CONTROL, Home, livedInHome, seated } from './world';

/** Thursday noon of the week in which Metallic Rouge begins. */
const THURSDAY = { now: '2024-01-11T11:00:00Z' };

describe('jikai calendar --json', () => {
  it('tells each day with its drops and breaks', async () => {
    const home = await livedInHome();
    await home.runAll(['break', 'rouge', '--at', '2', '--why', 'recap']);
    expect(await home.json(['calendar'], THURSDAY)).toMatchObject({
      from: '2024-01-08T04:00:00Z',
      until: '2024-01-15T04:00:00Z',
      days: [
        { date: '2024-01-08', drops: [], breaks: [] },
        { date: '2024-01-09' },
        {
          date: '2024-01-10',
          drops: [
            {
              id: 'metallic-rouge',
              title: 'Metallic Rouge',
              episode: 1,
              at: '2024-01-10T15:55:00Z',
              precision: 'minute',
              basis: 'scheduled',
              platform: 'Crunchyroll',
              watched: false,
            },
          ],
        },
        { date: '2024-01-11' },
        { date: '2024-01-12' },
        { date: '2024-01-13', drops: [{ id: 'solo-leveling', episode: 2, basis: 'estimated' }] },
        { date: '2024-01-14' },
      ],
    });
    expect(await home.json(['calendar', 'next', 'week'], THURSDAY)).toMatchObject({
      days: [
        {},
        {},
        { drops: [], breaks: [{ id: 'metallic-rouge', episode: 2, why: 'recap' }] },
        {},
        {},
        {},
        {},
      ],
    });
    expect(await home.json(['calendar', '2024-01-03'], THURSDAY)).toMatchObject({
      days: [{}, {}, { drops: [{ id: 'my-show', episode: 1, watched: true }] }, {}, {}, {}, {}],
    });
  });

  it('has a whole month, its days those of the viewer’s zone', async () => {
    const home = await livedInHome();
    const there = { ...THURSDAY, zone: 'America/New_York' };
    const told = (await home.json(['calendar', '--month'], there)) as Record<string, unknown>;
    expect(told).toMatchObject({ from: '2024-01-01T10:00:00Z', until: '2024-02-01T10:00:00Z' });
    expect(told.days).toHaveLength(31);
  });
});

describe('jikai calendar', () => {
  it('is a grid for a person', async () => {
    const home = await livedInHome();
    const { out, err } = await home.run(['calendar', '--no-color'], { ...seated(), ...THURSDAY });
    expect(err).toBe('');
    expect(out).toContain('Week 2  Mon 8 Jan – Sun 14 Jan 2024\n┌──────────┬');
    expect(out).toContain('│~16:00    │');
    expect(out).not.toMatch(CONTROL);
  });

  it('is one for a pipe, as wide as COLUMNS says', async () => {
    const home = await livedInHome();
    const widest = async (env: Record<string, string>) => {
      const { out } = await home.run(['calendar'], { ...THURSDAY, env });
      return Math.max(...out.split('\n').map((one) => one.length));
    };
    expect(await widest({})).toBe(78);
    expect(await widest({ COLUMNS: '120' })).toBe(120);
  });

  it('is in colour on a terminal, and in ASCII where that is all there is', async () => {
    const home = await livedInHome();
    const colour = await home.run(['calendar'], {
      ...seated(),
      ...THURSDAY,
      env: { TERM: 'xterm' },
    });
    expect(colour.out).toContain('\u001b[');
    for (const env of [{ TERM: 'dumb' }, { LANG: 'C' }]) {
      const { out } = await home.run(['calendar', '--month', '--no-color'], {
        ...seated(),
        ...THURSDAY,
        env,
      });
      expect(out).toMatch(/^[\n -~]*$/);
      expect(out).toContain('+----------+');
      expect(out).toContain('+ My Show');
    }
  });

  it('says so where nothing drops, and where nothing is on the list', async () => {
    const home = await livedInHome();
    const { code, out, err } = await home.run(['calendar', '1999-01'], THURSDAY);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toContain('Nothing drops in the month from Fri 1 Jan 1999 to Sun 31 Jan 1999.');
    expect((await new Home().run(['calendar'])).err).toContain('jikai add');
    expect(await new Home().run(['calendar', '-q'])).toMatchObject({ code: 0, out: '', err: '' });
  });

  it.each([[['2024']], [['winter', '2024']], [['some', 'day']], [['--week', '--month']]])(
    'is none of %j',
    async (words) => {
      const { code, out, err } = await new Home().run(['calendar', ...words]);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).not.toBe('');
    },
  );
});
