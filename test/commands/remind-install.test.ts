import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { timerStates } from '../../src/reminders/timers/timers';
import { surroundings } from '../reminders/timers/jobs';
import { type Answer, CONTROL, CTRL_C, Home, type Setting, seated, type Told } from './world';

/** A crontab like Debian's, which keeps its text in a file beside it. */
const CRONTAB = `#!/bin/sh
file=\${0%/*}/tab
case $1 in
  -l) [ -e "$file" ] || { echo "no crontab for ann" >&2; exit 1; }; cat "$file" ;;
  -r) rm "$file" ;;
  -) cat >"$file.new" && mv "$file.new" "$file" ;;
esac\n`;

/** A systemctl whose user manager answers, and that remembers what it was told. */
const SYSTEMCTL = `#!/bin/sh
shift
case $1 in
  is-enabled | is-active) [ -e "\${0%/*}/on" ]; exit ;;
  enable) : >"\${0%/*}/on" ;;
  disable) rm "\${0%/*}/on" ;;
  show-environment) exit 0 ;;
esac
echo "$@" >>"\${0%/*}/log"\n`;

/** A machine with these programs alone. */
class Machine extends Home {
  readonly bin = path.join(this.folder, 'bin');
  readonly #env: Readonly<Record<string, string>>;

  constructor(programs: Readonly<Record<string, string>>, env: Record<string, string> = {}) {
    super();
    mkdirSync(this.bin);
    for (const [name, text] of Object.entries(programs)) {
      writeFileSync(path.join(this.bin, name), text, { mode: 0o755 });
    }
    for (const name of ['cat', 'mv', 'rm']) this.link(name, realpathSync(`/bin/${name}`));
    this.#env = { PATH: this.bin, ...env };
  }

  link(name: string, target: string): void {
    symlinkSync(target, path.join(this.bin, name));
  }

  remind(words: string, setting: Setting = {}): Promise<Told> {
    const argv = words.split(' ').filter((word) => word !== '');
    return this.run(['remind', ...argv], { env: this.#env, ...setting });
  }

  get at() {
    return surroundings(this.folder, this.#env);
  }

  get tab(): string | undefined {
    const file = path.join(this.bin, 'tab');
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  set tab(text: string) {
    writeFileSync(path.join(this.bin, 'tab'), text);
  }

  /** What systemctl was told since it was asked last. */
  told(): readonly string[] {
    const file = path.join(this.bin, 'log');
    const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
    rmSync(file, { force: true });
    return lines;
  }

  paths(): readonly string[] {
    return readdirSync(this.folder, { recursive: true, encoding: 'utf8' }).sort();
  }
}

const withCron = () => new Machine({ crontab: CRONTAB });
const withSystemd = () => new Machine({ crontab: CRONTAB, systemctl: SYSTEMCTL });

describe('jikai remind install', () => {
  it('shows the very lines, asks, and does it once it is agreed to', async () => {
    const home = withCron();
    const { code, out, err, asked } = await home.remind(
      'install --every 30m',
      seatedAt(home, true),
    );
    expect({ code, asked: asked.map(({ question }) => question) }).toEqual({
      code: 0,
      asked: ['Set it up?'],
    });
    expect(err).toContain('jikai remind uninstall');
    const lines = home.tab?.trimEnd().split('\n') ?? [];
    expect(lines[0]).toBe('# >>> jikai remind >>> (there was nothing before)');
    expect(lines[2]).toMatch(/^\*\/30 \* \* \* \* \/.*jikai\.js remind --background >\/dev\/null/);
    for (const line of lines) expect(out).toContain(line);
    expect(out).toContain('cron now runs jikai remind every 30 minutes.');
  });

  it.each<readonly [Answer, string]>([
    [false, 'Nothing was changed.'],
    [CTRL_C, 'Cancelled; nothing was changed.'],
  ])('does nothing at %s', async (answer, words) => {
    const home = withCron();
    const told = await home.remind('install', seatedAt(home, answer));
    expect(told).toMatchObject({ code: 130, err: expect.stringContaining(words) });
    expect(home.tab).toBeUndefined();
  });

  it('names --yes where nobody can be asked', async () => {
    const home = withCron();
    for (const words of ['install', 'install --json', 'install --no-input']) {
      const { code, out, err } = await home.remind(
        words,
        words.includes('no-input') ? seatedAt(home) : {},
      );
      expect(code).toBe(2);
      expect(`${out}${err}`).toContain('--yes');
    }
    expect(home.tab).toBeUndefined();
  });

  it('does nothing in a dry run, but tells all', async () => {
    const home = withSystemd();
    const before = home.paths();
    const { code, out, err } = await home.remind('install -n');
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('dry run') });
    expect(out).toContain(`${home.folder}/.config/systemd/user/jikai-remind.service is written:`);
    expect(out).toContain('  OnCalendar=*-*-* *:00/10:00');
    expect(out).toContain('  systemctl --user enable --now jikai-remind.timer');
    expect(out).not.toMatch(CONTROL);
    expect(await home.remind('install -n --json')).toMatchObject({ code: 0, err: '' });
    expect(home.paths()).toEqual(before);
    expect(home.told()).toEqual([]);
  });

  it('tells it as JSON', async () => {
    const home = withSystemd();
    const { out } = await home.remind('install --yes --json');
    expect(JSON.parse(out)).toEqual({
      timer: {
        name: 'systemd',
        why: 'your systemd user manager answers',
        every: 10,
        changed: true,
        steps: [
          {
            write: expect.stringMatching(/jikai-remind\.service$/),
            written: expect.arrayContaining(['Type=oneshot']),
          },
          { write: expect.stringMatching(/jikai-remind\.timer$/), written: expect.any(Array) },
          { run: ['systemctl', '--user', 'daemon-reload'] },
          { run: ['systemctl', '--user', 'enable', '--now', 'jikai-remind.timer'] },
        ],
        doubts: [],
      },
    });
  });

  it('changes nothing a second time, and what is asked for anew', async () => {
    const home = withSystemd();
    await home.remind('install --yes');
    expect(home.told()).toEqual(['daemon-reload', 'enable --now jikai-remind.timer']);
    const before = home.paths();
    expect((await home.remind('install')).out).toBe(
      'systemd runs jikai remind every 10 minutes already: nothing is to be changed.\n',
    );
    expect(home.told()).toEqual([]);
    await home.remind('install --every 7m --yes');
    expect(home.told()).toEqual([
      'daemon-reload',
      'enable --now jikai-remind.timer',
      'restart jikai-remind.timer',
    ]);
    expect((await home.remind('install')).out).toContain('every 7 minutes already');
    expect(home.paths()).toEqual(before);
    // Somebody stopped it.
    rmSync(path.join(home.bin, 'on'));
    expect((await home.remind('install --yes')).code).toBe(0);
    expect(home.told()).toContain('enable --now jikai-remind.timer');
  });

  it('keeps to the timer that is there, and tells of two', async () => {
    const home = withSystemd();
    await home.remind('install --using cron --yes');
    expect((await home.remind('install --every 30m --yes')).out).toContain(
      'cron is to run jikai remind every 30 minutes: it is set up already.',
    );
    const { err } = await home.remind('install --using systemd --yes');
    expect(err).toContain('jikai remind uninstall --using cron');
  });

  it('bakes in where the list is, and a path to node that lasts', async () => {
    const home = withCron();
    home.link('node', process.execPath);
    const env = {
      PATH: home.bin,
      JIKAI_HOME: path.join(home.folder, 'my jikai'),
      XDG_STATE_HOME: '/state',
      XDG_DATA_HOME: 'not/absolute',
      XDG_CONFIG_HOME: '',
      SECRET: 'x',
    };
    await home.remind(`install --yes --data-dir /srv/list`, { env });
    expect(home.tab).toContain(
      `/usr/bin/env JIKAI_HOME='${home.folder}/my jikai' XDG_STATE_HOME=/state `,
    );
    expect(home.tab).toContain('remind --background --data-dir /srv/list >/dev/null');
    // A link in a folder for what passes is none that lasts: the tests' homes are in one.
    expect(home.tab).toContain(` ${process.execPath} `);
  });

  it('bakes in the list that JIKAI_DATA_DIR names, unless --data-dir does', async () => {
    const home = withCron();
    const env = { PATH: home.bin, JIKAI_DATA_DIR: '/srv/list' };
    await home.remind('install --yes', { env });
    expect(home.tab).toContain('remind --background --data-dir /srv/list >/dev/null');
    await home.remind('install --yes --data-dir /srv/other', { env });
    expect(home.tab).toContain('remind --background --data-dir /srv/other >/dev/null');
  });

  it.each([
    ['--every 45m', 2, 'It can with --every 30m or --every 1h'],
    ['--every 10s', 2, '--every 10m'],
    ['--using at', 2, 'Choose one of systemd, launchd, schtasks, cron, shell.'],
    ['--using systemd', 1, 'No systemd user manager answers here.'],
    ['--using launchd', 1, 'launchd is macOS’s'],
    ['--using shell', 1, 'I found neither bash, zsh nor fish here.'],
  ])('refuses %s', async (words, code, reason) => {
    const home = withCron();
    const told = await home.remind(`install --yes ${words}`);
    expect(told).toMatchObject({ code, out: '', err: expect.stringContaining(reason) });
    expect(home.tab).toBeUndefined();
  });

  it('falls back on a shell, and where there is none says so', async () => {
    const home = new Machine({}, { SHELL: '/usr/bin/zsh' });
    const { out } = await home.remind('install --yes');
    expect(out).toContain('Your shell now runs jikai remind when a terminal opens.');
    expect(readFileSync(path.join(home.folder, '.zshrc'), 'utf8')).toContain('--channel terminal');
    expect(await home.remind('install --yes --every 5m')).toMatchObject({
      code: 2,
      err: expect.stringContaining('A shell has no clock'),
    });
    expect(await new Machine({}).remind('install --yes')).toMatchObject({
      code: 1,
      err: expect.stringContaining('remind --background'),
    });
  });

  it('tells what a program says that fails, and can be begun anew', async () => {
    const failing = SYSTEMCTL.replace('enable)', 'enable) echo "No such thing" >&2; exit 1;');
    const home = new Machine({ systemctl: failing });
    expect(await home.remind('install --yes')).toMatchObject({
      code: 1,
      err: expect.stringContaining('enable --now jikai-remind.timer did not work: No such thing'),
    });
    writeFileSync(path.join(home.bin, 'systemctl'), SYSTEMCTL);
    expect(await home.remind('install --yes')).toMatchObject({ code: 0 });
  });

  it('leaves a crontab alone that it cannot read to the letter', async () => {
    const home = withCron();
    writeFileSync(path.join(home.bin, 'tab'), Buffer.from('# caf\xe9\n', 'latin1'));
    expect(await home.remind('install --yes')).toMatchObject({
      code: 1,
      err: expect.stringContaining('cannot be read to the letter'),
    });
    const denied = new Machine({ crontab: '#!/bin/sh\necho "You are not allowed" >&2\nexit 1\n' });
    const told = await denied.remind('install --yes');
    expect(told).toMatchObject({ code: 1, err: expect.stringContaining('You are not allowed') });
  });
});

describe('jikai remind uninstall', () => {
  it.each([undefined, '', '# mine\n', '0 5 * * * x\n\n\n', 'MAILTO=""\nno end'])(
    'leaves the crontab %j to the byte',
    async (text) => {
      const home = withCron();
      if (text !== undefined) home.tab = text;
      const before = home.paths();
      await home.remind('install --yes');
      await home.remind('install --yes --every 1m');
      expect(home.tab).toContain('* * * * * /');
      const { code, out } = await home.remind('uninstall --yes');
      expect(code).toBe(0);
      expect(out).toContain('your crontab loses these lines:');
      expect(home.tab).toBe(text);
      expect(home.paths()).toEqual(before);
    },
  );

  it('takes away all there is, or the one that is named', async () => {
    const home = withSystemd();
    writeFileSync(path.join(home.folder, '.bashrc'), '# mine\n');
    const before = home.paths();
    for (const one of ['systemd', 'cron', 'shell'])
      await home.remind(`install --yes --using ${one}`);
    await home.remind('uninstall --using shell --yes');
    expect(readFileSync(path.join(home.folder, '.bashrc'), 'utf8')).toBe('# mine\n');
    home.told();
    const { out, err } = await home.remind('uninstall --yes');
    expect(out).toContain('Taken away: jikai remind is no longer run by systemd and cron.');
    expect(err).toContain('jikai remind install');
    expect(home.told()).toEqual(['disable --now jikai-remind.timer', 'daemon-reload']);
    expect(home.paths()).toEqual(before);
    expect(await home.remind('uninstall')).toMatchObject({
      code: 0,
      out: 'Nothing of jikai is set up: nothing is to be changed.\n',
    });
    expect(JSON.parse((await home.remind('uninstall --json')).out)).toEqual({ timers: [] });
  });

  it('asks, and names --yes where nobody can be asked', async () => {
    const home = withCron();
    await home.remind('install --yes');
    expect(await home.remind('uninstall')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--yes'),
    });
    const { asked } = await home.remind('uninstall', seatedAt(home, false));
    expect(asked.map(({ question }) => question)).toEqual(['Take it away?']);
    expect(await home.remind('uninstall -n')).toMatchObject({ code: 0 });
    expect(home.tab).toContain('jikai');
  });

  it('takes away units whose manager is no longer there', async () => {
    const home = withSystemd();
    const before = home.paths();
    await home.remind('install --yes');
    const units = path.join(home.folder, '.config/systemd/user');
    mkdirSync(path.join(units, 'timers.target.wants'));
    const unit = 'jikai-remind.timer';
    symlinkSync(path.join(units, unit), path.join(units, 'timers.target.wants', unit));
    for (const name of ['systemctl', 'on', 'log'])
      rmSync(path.join(home.bin, name), { force: true });
    expect(await home.remind('uninstall --yes')).toMatchObject({ code: 0 });
    expect(home.paths()).toEqual(before.filter((one) => one !== 'bin/systemctl'));
  });

  it('does not take away what is not ours to tell apart', async () => {
    const home = withCron();
    await home.remind('install --yes');
    home.tab = (home.tab ?? '').replace('# <<< jikai remind <<<\n', '');
    const told = await home.remind('uninstall --yes');
    expect(told).toMatchObject({ code: 1, err: expect.stringContaining('no longer a pair') });
    expect(home.tab).toContain('jikai');
  });
});

describe('the states of timers', () => {
  it('tell what is installed, and whether what it starts is still there', async () => {
    const home = withCron();
    expect((await timerStates(home.at)).map(({ installed }) => installed)).not.toContain(true);
    await home.remind('install --yes --every 2h', {
      env: { PATH: home.bin, JIKAI_HOME: `${home.folder}/my 100% "odd" jikai's` },
    });
    const state = async () => (await timerStates(home.at)).find(({ name }) => name === 'cron');
    expect(await state()).toEqual({
      name: 'cron',
      installed: true,
      where: ['your crontab'],
      every: 120,
      runs: {
        node: process.execPath,
        program: path.resolve(import.meta.dirname, '../../bin/jikai.js'),
        isThere: true,
      },
    });
    home.tab = (home.tab ?? '').replace(process.execPath, '/gone/node');
    expect(await state()).toMatchObject({ runs: { node: '/gone/node', isThere: false } });
  });

  it('tell what keeps one from being looked at', async () => {
    const denied = new Machine({ crontab: '#!/bin/sh\necho "You are not allowed" >&2\nexit 1\n' });
    expect((await timerStates(denied.at)).find(({ name }) => name === 'cron')).toMatchObject({
      installed: false,
      trouble: expect.stringContaining('You are not allowed'),
    });
  });
});

/** Somebody sits at this machine. */
function seatedAt(home: Machine, ...answers: readonly Answer[]): Setting {
  return { ...seated(...answers), env: { PATH: home.bin, NO_COLOR: '1' } };
}
