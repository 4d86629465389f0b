import { rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Setting } from '../commands/world';
import { type Hooked, hookedHome } from './hooks';

/** Hooks that are run for each drop, by jikai remind. */

const DROPPED: Setting = { now: '2024-01-10T16:00:00Z' };

/** What hooks were given, run by run. */
function given(hooked: Hooked): { hook: string; drops: Record<string, unknown>[] }[] {
  const lines = (hooked.left('given') ?? '').split('\n').filter((one) => one !== '');
  return lines.map((one) => JSON.parse(one));
}

const episodes = (hooked: Hooked) =>
  given(hooked).map(({ drops }) => drops.map(({ id, episode }) => `${id} ${episode}`));

const GIVEN = 'cat >> "$HERE/given"';

describe('on-drop', () => {
  it('is given what dropped, as next --json prints it, once', async () => {
    const hooked = await hookedHome();
    hooked.sh('on-drop', `${GIVEN}; echo "not for the reader"`);
    const { code, out, err } = await hooked.run(['remind'], DROPPED);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).not.toContain('not for the reader');
    const [first] = given(hooked);
    const { due } = (await hooked.home.json(['next'], DROPPED)) as { due: { id: string }[] };
    expect(first).toEqual({
      hook: 'on-drop',
      drops: due.filter(({ id }) => id === first?.drops[0]?.id),
    });
    const before = hooked.left('given');
    await hooked.run(['remind'], DROPPED);
    expect(hooked.left('given')).toBe(before);
  });

  it('is run also by a timer, in quiet hours, and not ahead of a drop', async () => {
    const hooked = await hookedHome();
    hooked.sh('on-drop', GIVEN);
    await hooked.home.runAll(
      ['config', 'set', 'quietHours', '00:00-23:59'],
      ['config', 'set', 'lead', '1h'],
      ['config', 'set', 'channels', 'terminal'],
    );
    await hooked.run(['remind', '--background'], { now: '2024-01-10T15:00:00Z' });
    expect(episodes(hooked).flat()).not.toContain('metallic-rouge 1');
    expect((await hooked.run(['remind', '--background'], DROPPED)).code).toBe(0);
    expect(episodes(hooked).flat()).toContain('metallic-rouge 1');
    expect(hooked.left('given')).not.toContain('"ahead"');
  });

  it('is run for a show whose reminders go elsewhere', async () => {
    const hooked = await hookedHome();
    hooked.sh('on-drop', GIVEN);
    await hooked.home.runAll(
      ['config', 'set', 'file', `${hooked.home.folder}/reminders.txt`],
      ['config', 'set', 'channels', 'file', '--show', 'rouge'],
    );
    await hooked.run(['remind'], DROPPED);
    expect(episodes(hooked)).toContainEqual(['metallic-rouge 1']);
  });

  it('is run again by the next remind where it failed, and keeps no other from working', async () => {
    const hooked = await hookedHome();
    hooked.sh('on-drop-a', 'echo no luck >&2; exit 4');
    hooked.sh('on-drop-b', GIVEN);
    const failed = await hooked.run(['remind'], DROPPED);
    expect(failed.code).toBe(1);
    expect(failed.out).toContain('Metallic Rouge');
    expect(failed.err).toContain('on-drop-a ended with 4: no luck.');
    const told = episodes(hooked);
    expect(told).toContainEqual(['metallic-rouge 1']);
    const { out } = await hooked.run(['doctor', '--json'], DROPPED);
    expect(JSON.parse(out).findings).toContainEqual(
      expect.objectContaining({ check: 'hooks', state: 'bad' }),
    );
    hooked.sh('on-drop-a', 'touch "$HERE/a"');
    const again = await hooked.run(['remind'], DROPPED);
    expect(again.code).toBe(0);
    expect(again.out).toContain('→ on-drop-a');
    expect(hooked.left('a')).toBe('');
    expect(episodes(hooked)).toEqual(told);
  });

  it.each([
    ['where a channel is named', ['--channel', 'terminal'], {}],
    ['in a dry run', ['--dry-run'], {}],
    ['by --no-hooks', ['--no-hooks'], {}],
    ['for the digest', ['--digest', 'weekly'], {}],
    ['in a hook', [], { JIKAI_HOOK: 'on-drop' }],
  ])('is not run %s', async (_, flags, env) => {
    const hooked = await hookedHome();
    hooked.sh('on-drop', GIVEN);
    expect((await hooked.run(['remind', ...flags], { ...DROPPED, env })).code).toBe(0);
    expect(hooked.left('given')).toBeUndefined();
  });

  it('is shown by remind status and told by a dry run', async () => {
    const hooked = await hookedHome();
    hooked.sh('on-drop', GIVEN);
    expect((await hooked.run(['remind', '--dry-run'], DROPPED)).out).toContain('terminal, on-drop');
    expect((await hooked.run(['remind', 'status'], DROPPED)).out).toMatch(/on-drop +not run yet/);
  });

  it('keeps no reminder from coming where the folder cannot be looked into', async () => {
    const hooked = await hookedHome();
    rmSync(hooked.folder, { recursive: true });
    writeFileSync(hooked.folder, 'no folder');
    const { code, out } = await hooked.run(['remind'], DROPPED);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('Metallic Rouge') });
    const doctor = await hooked.run(['doctor', '--json'], DROPPED);
    expect(JSON.parse(doctor.out).findings).toContainEqual(
      expect.objectContaining({ check: 'hooks', state: 'bad' }),
    );
  });

  it('has nothing to do with jikai drop', async () => {
    const hooked = await hookedHome();
    hooked.sh('on-drop', GIVEN);
    expect(await hooked.run(['drop', 'rouge'])).toMatchObject({ code: 0 });
    expect(hooked.left('given')).toBeUndefined();
  });
});
