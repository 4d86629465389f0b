import { describe, expect, it } from 'vitest';
import { Home, livedInHome } from './world';

describe('what is said', () => {
  it('of a show is kept by status, also when the status stays', async () => {
    const home = await livedInHome();
    const { code } = await home.run(['status', 'rouge', '--verdict', 'Later']);
    if (code === 0) expect(home.store()).toContain('"words":"Later"');
    else expect(code).toBe(2);
  });

  it('of an episode is told with the episode', async () => {
    const home = await livedInHome();
    expect(
      await home.run(['verdict', 'rouge', '2', 'Good', 'fun', '--score', '7,5']),
    ).toMatchObject({
      code: 0,
      out: 'Metallic Rouge  ep 2  ▲ Good fun (7.5/10)\n',
      err: 'Undo with jikai undo.\n',
    });
    const { out } = await home.run(['verdicts', 'rouge']);
    expect(out.split('\n').map((one) => one.trim().replaceAll(/ {2,}/g, ' | '))).toEqual([
      'Metallic Rouge | ●▲',
      "show | Mon 8 Jan 2024 | ● | We'll see",
      'ep | 2 | Mon 8 Jan 2024 | ▲ | Good fun | 7.5/10',
      '',
    ]);
  });
});

describe('what was done', () => {
  it('by edit is shown: the new premiere', async () => {
    const home = await livedInHome();
    const { out } = await home.run(['edit', 'rouge', '--premiere', '2024-01-17']);
    expect(out).toContain('17 Jan 2024');
  });

  it('by watch is told with what comes next', async () => {
    const home = await livedInHome();
    expect(await home.run(['watch', 'my show', '--verdict', 'Over too soon'])).toMatchObject({
      code: 0,
      out: 'My Show ep 3 ✓  Over too soon\nNow completed.\nThat was the last one.\n',
    });
    expect((await home.run(['watch', 'solo', '2', '--yes'])).out).toBe(
      'Solo Leveling ep 2 ✓\nNext: ep 3 · ~Sat 20 Jan 2024, 16:00 · in 12d 3h\n',
    );
  });

  it('by config unset is called that', async () => {
    expect(await new Home().json(['config', 'unset', 'trial'])).toMatchObject({
      change: { summary: expect.stringMatching(/unset|default/i) },
    });
  });
});

describe('what makes no sense', () => {
  it('such as no words at all is answered with no guess', async () => {
    const home = await livedInHome();
    await home.runAll(['add', 'X', '--manual']);
    const { code, err } = await home.run(['info', '']);
    expect(code).not.toBe(0);
    expect(err).not.toContain('Did you mean');
  });

  it('such as a setting that there is not is told as that', async () => {
    const { code, err } = await new Home().run(['config', 'colour']);
    expect(code).toBe(2);
    expect(err).not.toContain('Too many arguments');
  });

  it('such as help among other short options still lists the verbs', async () => {
    expect((await new Home().run(['-qh'])).out).toContain('Every day:');
  });
});
