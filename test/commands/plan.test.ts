import { describe, expect, it } from 'vitest';
import { Home, livedInHome, seated } from './world';

/** Thursday noon, three weeks after Metallic Rouge began: four episodes are out. */
const THURSDAY = { now: '2024-02-01T11:00:00Z' };

describe('jikai plan --json', () => {
  it('tells evenings, what is left, and what was assumed', async () => {
    const home = await livedInHome();
    const argv = ['plan', 'rouge', '--by', 'next episode', '--free', 'fri', '--per-evening', '1'];
    expect(await home.json(argv, THURSDAY)).toMatchObject({
      fits: false,
      by: 'next episode',
      caughtUp: null,
      evenings: [
        {
          date: '2024-02-02',
          at: '2024-02-02T19:00:00Z',
          minutes: 24,
          episodes: [
            {
              id: 'metallic-rouge',
              title: 'Metallic Rouge',
              episode: 1,
              at: '2024-02-02T19:00:00Z',
              minutes: 24,
              assumed: true,
              drop: { at: '2024-01-10T15:55:00Z', basis: 'scheduled' },
            },
          ],
        },
      ],
      left: [{ episode: 2 }, { episode: 3 }, { episode: 4 }],
      wouldFit: [
        { perEvening: 4, daily: false },
        { perEvening: 1, daily: true },
      ],
      assumed: ['metallic-rouge'],
    });
  });

  it('is of all that is being watched, unless a show is named', async () => {
    const home = await livedInHome();
    const ids = async (...argv: readonly string[]) => {
      const told = (await home.json(['plan', ...argv], THURSDAY)) as {
        evenings: readonly { episodes: readonly { id: string }[] }[];
      };
      return [
        ...new Set(told.evenings.flatMap(({ episodes }) => episodes.map(({ id }) => id))),
      ].sort();
    };
    expect(await ids()).toEqual(['my-show', 'solo-leveling']);
    expect(await ids('rouge')).toEqual(['metallic-rouge']);
    await home.runAll(['hold', 'solo']);
    expect(await ids()).toEqual(['my-show']);
    expect(await ids('solo')).toEqual(['solo-leveling']);
  });

  it('begins at the hour that is told, on the viewer’s clock', async () => {
    const home = await livedInHome();
    const begins = async (zone: string, ...argv: readonly string[]) =>
      await home.json(['plan', 'rouge', ...argv], { ...THURSDAY, zone });
    expect(await begins('Asia/Tokyo')).toMatchObject({
      evenings: [{ at: '2024-02-01T11:00:00Z' }, {}],
    });
    expect(await begins('Europe/Berlin', '--at', '9pm')).toMatchObject({
      evenings: [{ at: '2024-02-01T20:00:00Z' }, {}],
      caughtUp: '2024-02-02T20:48:00Z',
    });
  });
});

describe('jikai plan', () => {
  it('is a screen for a person, and lines and words for a pipe', async () => {
    const home = await livedInHome();
    const screen = await home.run(['plan', 'rouge', '--no-color'], { ...seated(), ...THURSDAY });
    expect(screen).toMatchObject({ code: 0, err: '' });
    expect(screen.out).toContain(
      'Metallic Rouge  until you are caught up\n  Thu 1 Feb  20:00  ep 1–2  48m',
    );
    const piped = await home.run(['plan', 'rouge'], THURSDAY);
    expect(piped.out.trimEnd().split('\n')).toHaveLength(2);
    expect(piped.err).toContain('4 episodes, 1h 36m, 2 evenings: caught up Fri 2 Feb');
    expect((await home.run(['plan', 'rouge', '-q'], THURSDAY)).err).toBe('');
  });

  it('says so where nothing waits', async () => {
    const home = await livedInHome();
    const early = { now: '2024-01-09T11:00:00Z' };
    expect((await home.run(['plan', 'rouge'], early)).err).toContain(
      'Nothing of Metallic Rouge waits for you. Next: ep 1 ·',
    );
    await home.runAll(['watch', 'my show', '3', '--yes']);
    expect((await home.run(['plan'], early)).err).toContain('you are caught up');
    expect((await new Home().run(['plan'])).err).toContain('You are watching no show');
    expect(await new Home().run(['plan', '-q'])).toMatchObject({ code: 0, out: '', err: '' });
  });

  it.each([
    [['--free', 'someday'], 2],
    [['--at', 'noonish'], 2],
    [['--per-evening', '0'], 2],
    [['--by', 'yesterday'], 2],
    [['--by', '2024'], 2],
    [['nosuch'], 3],
    [['m'], 3],
  ])('with %j ends with %i, and says why', async (argv, code) => {
    const home = await livedInHome();
    const told = await home.run(['plan', ...argv], THURSDAY);
    expect(told).toMatchObject({ code, out: '' });
    expect(told.err).not.toBe('');
  });

  it('asks which show is meant where somebody is there', async () => {
    const home = await livedInHome();
    const told = await home.run(['plan', 'm'], { ...seated('metallic-rouge'), ...THURSDAY });
    expect(told.code).toBe(0);
    expect(told.out).toContain('Metallic Rouge');
  });
});
