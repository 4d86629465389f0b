import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Home, livedInHome, type Setting, seated } from './world';

const PLACES = {
  bash: '.local/share/bash-completion/completions/jikai',
  zsh: '.local/share/zsh/site-functions/_jikai',
  fish: '.config/fish/completions/jikai.fish',
} as const;

type Placed = keyof typeof PLACES;
const SHELLS = Object.keys(PLACES).filter((name): name is Placed => name in PLACES);

/** Every file below a folder, with what is in it, and every folder. */
function contents(folder: string): Readonly<Record<string, string>> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    found.map((one) => {
      const file = path.join(one.parentPath, one.name);
      return [
        path.relative(folder, file),
        one.isDirectory() ? '(folder)' : readFileSync(file, 'latin1'),
      ];
    }),
  );
}

describe('jikai completion', () => {
  it.each(['bash', 'zsh', 'fish', 'powershell'])('%s prints the script alone', async (shell) => {
    const { code, out, err } = await new Home().run(['completion', shell]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`jikai complete ${shell} -- `);
    expect(out).not.toMatch(/\beval\b/);
  });

  it.each([
    ['/usr/bin/fish', 'fish'],
    ['/opt/homebrew/bin/bash', 'bash'],
    ['C:\\Program Files\\PowerShell\\7\\pwsh.exe', 'powershell'],
  ])('takes %s for %s', async (path, shell) => {
    const { out } = await new Home().run(['completion'], { env: { SHELL: path } });
    expect(out).toContain(`jikai complete ${shell} -- `);
  });

  it.each([{}, { SHELL: '/bin/csh' }])('asks for the name where the shell is %j', async (env) => {
    const { code, out, err } = await new Home().run(['completion', 'install'], { env });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('jikai completion install bash|zsh|fish|powershell');
  });
});

describe.each(SHELLS)('jikai completion install, for %s', (shell) => {
  const install = ['completion', 'install', shell];

  it('puts the script in its place, and uninstall leaves all as it was', async () => {
    const home = new Home();
    writeFileSync(
      path.join(home.folder, '.bashrc'),
      Buffer.from('# caf\xe9, without an end', 'latin1'),
    );
    const before = contents(home.folder);
    const { code, out } = await home.run([...install, '--yes']);
    expect(code).toBe(0);
    const file = path.join(home.folder, PLACES[shell]);
    const { out: script } = await home.run(['completion', shell]);
    expect(readFileSync(file, 'utf8').startsWith(script)).toBe(true);
    expect(out).toContain(`${file} is written:`);
    expect(out).toContain('Open a new terminal');
    expect((await home.run(['completion', 'uninstall', '--yes'])).code).toBe(0);
    expect(contents(home.folder)).toEqual(before);
  });

  it('changes nothing a second time', async () => {
    const home = new Home();
    await home.runAll([...install, '--yes']);
    const before = contents(home.folder);
    const { code, out, err } = await home.run(install);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(`${shell} completes jikai already: nothing is to be changed.\n`);
    expect(contents(home.folder)).toEqual(before);
  });

  it('mends a script of another version, and keeps what else the user has', async () => {
    const home = new Home();
    const file = path.join(home.folder, PLACES[shell]);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '# jikai completion install\nold\n');
    writeFileSync(path.join(path.dirname(file), 'other'), 'mine');
    await home.runAll([...install, '--yes']);
    expect(readFileSync(file, 'utf8')).toContain('jikai complete');
    await home.runAll(['completion', 'uninstall', shell, '--yes']);
    expect(existsSync(file)).toBe(false);
    expect(existsSync(path.join(path.dirname(file), 'other'))).toBe(true);
  });

  it.each<readonly [string, readonly string[], Setting, number]>([
    ['--dry-run', [...install, '--dry-run'], {}, 0],
    ['a no', install, seated(false), 130],
    ['nobody there', install, {}, 2],
  ])('writes nothing with %s', async (_, argv, setting, expected) => {
    const home = new Home();
    const { code } = await home.run(argv, setting);
    expect(code).toBe(expected);
    expect(contents(home.folder)).toEqual({});
  });

  it('leaves a script of somebody else alone, and says so', async () => {
    const home = new Home();
    const file = path.join(home.folder, PLACES[shell]);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '# mine\n');
    const before = contents(home.folder);
    const { code, out, err } = await home.run([...install, '--yes']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(`${file} is there already and is not from jikai`);
    expect(contents(home.folder)).toEqual(before);
  });

  it('is taken away also where the folder for data was another one', async () => {
    const home = new Home();
    writeFileSync(path.join(home.folder, '.zshrc'), '# mine\n');
    const before = contents(home.folder);
    const env = {
      XDG_DATA_HOME: path.join(home.folder, "it's data"),
      XDG_CONFIG_HOME: path.join(home.folder, '.config'),
    };
    expect((await home.run([...install, '--yes'], { env })).code).toBe(0);
    expect((await home.run(['completion', 'uninstall', shell, '--yes'])).code).toBe(0);
    expect(contents(home.folder)).toEqual(before);
  });

  it('tells the steps as JSON', async () => {
    const home = new Home();
    const told = await home.json([...install, '--dry-run']);
    expect(told).toMatchObject({
      completion: {
        shell,
        changed: false,
        dryRun: true,
        steps: expect.arrayContaining([
          expect.objectContaining({ write: path.join(home.folder, PLACES[shell]) }),
        ]),
      },
    });
  });
});

it('uninstall leaves a script of somebody else alone', async () => {
  const home = new Home();
  const file = path.join(home.folder, PLACES.fish);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, 'complete -c jikai -a mine\n');
  const { code, out } = await home.run(['completion', 'uninstall', '--yes']);
  expect(code).toBe(0);
  expect(out).toContain('nothing is to be changed');
  expect(readFileSync(file, 'utf8')).toBe('complete -c jikai -a mine\n');
});

it('PowerShell is told what to add by hand', async () => {
  const { code, err } = await new Home().run(['completion', 'install', 'powershell']);
  expect(code).toBe(2);
  expect(err).toContain('jikai completion powershell | Out-String | Invoke-Expression');
});

describe('the answer to a shell', () => {
  it('is of the list that JIKAI_HOME, JIKAI_DATA_DIR or --data-dir names', async () => {
    const home = await livedInHome();
    const data = path.join(home.folder, 'data');
    for (const setting of [{}, { env: { JIKAI_HOME: data } }, { env: { JIKAI_DATA_DIR: data } }]) {
      const { out } = await home.run(['complete', 'zsh', '--', 'watch', 'my'], setting);
      expect(out).toBe('words\nmy-show\tMy Show\n');
    }
    const elsewhere = ['complete', 'zsh', '--', '--data-dir', data, 'watch', 'my'];
    expect((await new Home().run(elsewhere)).out).toContain('my-show');
  });

  it('has the words the user says, then those they gave a mood, then the others', async () => {
    const home = await livedInHome();
    await home.runAll(['moods', 'set', 'Hot stuff', '+2']);
    const { out } = await home.run(['complete', 'zsh', '--', 'verdict', 'rouge', 'h']);
    expect(out).toBe('words\nHooked\nHot stuff\nHated it\n');
  });

  it.each(['', 'garbage', '{"shows":[1,{"id":2}]}', '{"format":"jikai","version":99}'])(
    'is nothing of a list that holds %j',
    async (text) => {
      const home = new Home();
      mkdirSync(path.dirname(home.storeFile), { recursive: true });
      writeFileSync(home.storeFile, text);
      const told = await home.run(['complete', 'bash', '--', 'jikai info ', ':']);
      expect(told).toMatchObject({ code: 0, out: 'words\n', err: '' });
    },
  );

  it('is the same of a list that somebody laid out anew', async () => {
    const home = await livedInHome();
    const asked = ['complete', 'fish', '--', 'jikai info '];
    const { out } = await home.run(asked);
    expect(out.split('\n')).toHaveLength(7);
    const pretty = JSON.stringify(JSON.parse(home.store() ?? ''), null, 2);
    writeFileSync(home.storeFile, pretty);
    expect((await home.run(asked)).out).toBe(out);
  });

  it('puts nothing on the terminal that a title wants there', async () => {
    const home = new Home();
    await home.runAll(['add', 'Bad \u001b]0;x\u0007title', '--manual']);
    for (const word of ['', 'Bad']) {
      const { out } = await home.run(['complete', 'bash', '--', `jikai info ${word}`, ':']);
      expect(out).not.toContain('\u001b');
      expect(out).not.toContain('\u0007');
      expect(out).toContain('bad-0-x-title');
    }
  });

  it('is nothing to bash where a title is typed whole, until bash only lists', async () => {
    const home = new Home();
    await home.runAll(['add', 'Dot:', '--manual'], ['add', 'Dot: Dash', '--manual']);
    const asked = ['complete', 'bash', '--', 'jikai info Dot:', ' :', '80'];
    expect((await home.run([...asked, '9'])).out).toBe('words\n');
    const { out } = await home.run([...asked, '63']);
    expect(out).toBe('words\nDot:       planned\nDot: Dash  planned\n');
  });

  it('to bash that only lists is all that holds the word', async () => {
    const home = new Home();
    await home.runAll(['add', 'One Two', '--manual'], ['add', 'Two Ten', '--manual']);
    const asked = ['complete', 'bash', '--', 'jikai info w', ':', '80'];
    expect((await home.run([...asked, '9'])).out).toBe('words\n');
    const { out } = await home.run([...asked, '63']);
    expect(out).toBe('words\none-two  One Two · planned\ntwo-ten  Two Ten · planned\n');
  });

  it.each([
    ['on', 'words\none-two\tOne Two · planned\n'],
    ['w', 'listed\none-two\tOne Two · planned\ntwo-ten\tTwo Ten · planned\n'],
    ['n', 'loose\none-two\tOne Two · planned\n'],
    ['é', 'loose\nÉcole\tplanned\n'],
  ])('tells zsh to take what it would throw away: %s', async (word, told) => {
    const home = new Home();
    const titles = word === 'n' ? ['One Two'] : ['One Two', 'Two Ten', 'École'];
    for (const title of titles) await home.runAll(['add', title, '--manual']);
    expect((await home.run(['complete', 'zsh', '--', 'info', word])).out).toBe(told);
  });

  it('is not what jikai complete is to a person', async () => {
    const { code, err } = await new Home().run(['complete', 'frieren']);
    expect(code).toBe(2);
    expect(err).toContain('jikai has no command "complete"');
  });
});
