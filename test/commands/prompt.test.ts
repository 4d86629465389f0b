import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONTROL, Home, livedInHome, MONDAY, type Setting } from './world';

const at = (now: string): Setting => ({ now });

function agendaOf(home: Home): string {
  return path.join(home.folder, 'state', 'agenda');
}

/** The file as it is; undefined while there is none. */
function agenda(home: Home): string | undefined {
  return existsSync(agendaOf(home)) ? readFileSync(agendaOf(home), 'utf8') : undefined;
}

/** Marks the file, so that it can be seen whether it is read or made anew. */
function mark(home: Home, title: string): void {
  writeFileSync(agendaOf(home), (agenda(home) ?? '').replaceAll('Metallic Rouge', title));
}

/** A home with Metallic Rouge alone, two days before its first episode. */
async function rougeHome(): Promise<Home> {
  const home = new Home();
  await home.runAll(['add', 'metallic rouge', '--verdict', "We'll see"]);
  return home;
}

describe('jikai prompt', () => {
  it('tells what is due and what is next', async () => {
    const home = await livedInHome();
    const { code, out, err } = await home.run(['prompt']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe('1 due · Metallic Rouge 2d\n');
    const format = '{due} {due_shows} {next} {ep} {in} {at} {platform} [{mark}]';
    expect((await home.run(['prompt', '-f', format])).out).toBe(
      '1 1 Metallic Rouge ep 1 2d Wed 16:55 Crunchyroll []\n',
    );
  });

  it('agrees with next about what is due', async () => {
    const home = await livedInHome();
    for (const now of [MONDAY, '2024-01-10T15:55:00Z', '2024-02-01T00:00:00Z']) {
      const next = await home.json(['next', '--days', '30'], at(now));
      const prompt = await home.json(['prompt'], at(now));
      const { due, upcoming } = next as { due: { id: string }[]; upcoming: object[] };
      const {
        source: _,
        countedFrom: __,
        ...first
      } = (upcoming[0] ?? {}) as Record<string, unknown>;
      expect(prompt).toMatchObject({
        due: due.length,
        dueShows: new Set(due.map(({ id }) => id)).size,
        next: first,
      });
    }
  });

  it('prints nothing at all where there is nothing', async () => {
    const home = new Home();
    for (const format of [[], ['-f', 'always {due}'], ['--for', 'tmux']]) {
      expect(await home.run(['prompt', ...format])).toMatchObject({ code: 0, out: '', err: '' });
    }
    expect(await home.json(['prompt'])).toEqual({ due: 0, dueShows: 0, next: null });
    expect((await home.run(['prompt', '--for', 'waybar'])).out).toBe(
      '{"text":"","tooltip":"","class":"none","alt":"none"}\n',
    );
    await home.runAll(['add', 'Some Day', '--manual']);
    expect((await home.run(['prompt'])).out).toBe('');
    // Somebody who tries it out is told.
    const tried = await home.run(['prompt'], { outIsTTY: true });
    expect(tried).toMatchObject({
      out: '',
      err: expect.stringContaining('a prompt shows nothing'),
    });
    expect((await home.run(['prompt', '-q'], { outIsTTY: true })).err).toBe('');
  });

  it('prints no empty line where a format comes to nothing', async () => {
    const home = await rougeHome();
    expect((await home.run(['prompt', '-f', '{?due {due}}'])).out).toBe('');
  });

  it('refuses a format it cannot read', async () => {
    const home = await rougeHome();
    const { code, out, err } = await home.run(['prompt', '-f', '{title}']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('There is no placeholder {title}.');
    expect(err).toContain('{due} {due_shows} {next} {ep} {in} {at} {platform} {mark}');
  });

  it('cuts a title to cells, not letters', async () => {
    const home = new Home();
    await home.runAll([
      'add',
      'メタリックルージュとても長い題名',
      '--manual',
      '--premiere',
      '2024-01-10T15:55Z',
    ]);
    const said = async (...max: string[]) =>
      (await home.run(['prompt', '-f', '{next}', ...max])).out;
    expect(await said()).toBe('メタリックルージュとて…\n');
    expect(await said('--max', '10')).toBe('メタリッ…\n');
    expect(await said('--max', '100')).toBe('メタリックルージュとても長い題名\n');
  });

  it('is one line of harmless text, whatever a title holds', async () => {
    const home = new Home();
    const evil = 'A\u001b]0;x\u0007\u202e\n<b>&"$(x)';
    await home.runAll(['add', evil, '--manual', '--premiere', '2024-01-10']);
    for (const setting of [{}, { outIsTTY: true }]) {
      for (const place of [
        'plain',
        'bash',
        'zsh',
        'fish',
        'starship',
        'tmux',
        'polybar',
        'waybar',
      ]) {
        const { out } = await home.run(['prompt', '--for', place], setting);
        expect(out.split('\n')).toHaveLength(2);
        expect(out).not.toMatch(CONTROL);
        expect(out).not.toContain('\u202e');
      }
      const { out } = await home.run(['prompt', '--for', 'waybar'], setting);
      expect(JSON.parse(out)).toMatchObject({
        text: 'A�]0;x�� &lt;b&gt;&amp;"$(x) 2d',
        class: 'next',
      });
    }
  });
});

describe('the agenda file', () => {
  it('is made once, and read from then on, while time passes', async () => {
    const home = await rougeHome();
    await home.run(['prompt']);
    mark(home, 'Read Rouge');
    const made = agenda(home);
    expect((await home.run(['prompt'])).out).toBe('Read Rouge 2d\n');
    expect((await home.run(['prompt'], at('2024-01-10T15:54:00Z'))).out).toBe('Read Rouge 1m\n');
    expect((await home.run(['prompt'], at('2024-01-10T15:55:00Z'))).out).toBe(
      '1 due · Read Rouge ~7d\n',
    );
    expect(agenda(home)).toBe(made);
  });

  it('is made anew when the list has changed', async () => {
    const home = await rougeHome();
    await home.run(['prompt'], at('2024-01-10T16:00:00Z'));
    mark(home, 'Read Rouge');
    await home.runAll(['watch', 'rouge', '1', '--yes']);
    expect((await home.run(['prompt'], at('2024-01-10T16:00:00Z'))).out).toBe(
      'Metallic Rouge ~6d\n',
    );
  });

  it('is made anew when an older list was put back', async () => {
    const home = await rougeHome();
    const before = readFileSync(home.storeFile);
    await home.runAll(['add', 'Another', '--manual', '--premiere', '2024-01-09']);
    expect((await home.run(['prompt'])).out).toBe('Another 1d\n');
    writeFileSync(home.storeFile, before);
    utimesSync(home.storeFile, 1, 1);
    expect((await home.run(['prompt'])).out).toBe('Metallic Rouge 2d\n');
    rmSync(home.storeFile);
    expect((await home.run(['prompt'])).out).toBe('');
  });

  it.each([
    ['after a week', '2024-01-15T12:00:00Z', {}],
    ['when the clock was set back', '2024-01-08T11:59:00Z', {}],
    ['for another zone', MONDAY, { zone: 'America/New_York' }],
  ])('is made anew %s', async (_, now, setting) => {
    const home = await rougeHome();
    await home.run(['prompt']);
    mark(home, 'Read Rouge');
    expect((await home.run(['prompt'], { now, ...setting })).out).toContain('Metallic Rouge');
    expect(agenda(home)).not.toContain('Read Rouge');
  });

  it('is made anew wherever it is cut short, in silence', async () => {
    const home = await rougeHome();
    await home.run(['prompt']);
    const whole = agenda(home) ?? '';
    for (let length = 0; length < whole.length; length += 7) {
      writeFileSync(agendaOf(home), whole.slice(0, length));
      const { code, out, err } = await home.run(['prompt']);
      expect({ code, out, err }).toEqual({ code: 0, out: 'Metallic Rouge 2d\n', err: '' });
      expect(agenda(home)).toBe(whole);
    }
  });

  it('is not needed: nothing fails where it cannot be', async () => {
    const home = await rougeHome();
    rmSync(path.join(home.folder, 'state'), { recursive: true });
    mkdirSync(agendaOf(home), { recursive: true });
    expect(await home.run(['prompt'])).toMatchObject({
      code: 0,
      out: 'Metallic Rouge 2d\n',
      err: '',
    });
    expect(readdirSync(path.join(home.folder, 'state'))).toEqual(['agenda']);
    rmSync(path.join(home.folder, 'state'), { recursive: true });
    writeFileSync(path.join(home.folder, 'state'), 'no folder');
    expect(await home.run(['prompt'])).toMatchObject({
      code: 0,
      out: 'Metallic Rouge 2d\n',
      err: '',
    });
  });

  it('is left as it is by a pretended time and by --dry-run, which may read it', async () => {
    const home = await rougeHome();
    await home.run(['prompt', '--now', '2024-01-10T16:00Z']);
    await home.run(['prompt', '--dry-run']);
    expect(agenda(home)).toBeUndefined();
    await home.run(['prompt']);
    mark(home, 'Read Rouge');
    const made = agenda(home);
    expect((await home.run(['prompt', '--now', '2024-01-10T16:00Z'])).out).toContain('Read Rouge');
    expect((await home.run(['prompt', '--now', '2024-02-10T16:00Z'])).out).toContain('Metallic');
    expect(agenda(home)).toBe(made);
  });

  it('is another one for another list', async () => {
    const home = await rougeHome();
    await home.run(['prompt']);
    const other = ['--data-dir', path.join(home.folder, 'other')];
    await home.runAll(['add', 'Another', '--manual', '--premiere', '2024-01-09', ...other]);
    expect((await home.run(['prompt', ...other])).out).toBe('Another 1d\n');
    const names = readdirSync(path.join(home.folder, 'state')).filter((name) =>
      /^agenda/.test(name),
    );
    expect(names).toEqual(['agenda', expect.stringMatching(/^agenda-[0-9a-z]{11}$/)]);
    // The usual list goes by its own file, however it is named.
    mark(home, 'Read Rouge');
    const usual = ['--data-dir', path.join(home.folder, 'data')];
    expect((await home.run(['prompt', ...usual])).out).toBe('Read Rouge 2d\n');
    const env = { JIKAI_DATA_DIR: path.join(home.folder, 'data') };
    expect((await home.run(['prompt'], { env })).out).toBe('Read Rouge 2d\n');
  });

  it('is for the user alone', async () => {
    const home = await rougeHome();
    await home.run(['prompt']);
    expect(statSync(agendaOf(home)).mode & 0o777).toBe(0o600);
  });
});
