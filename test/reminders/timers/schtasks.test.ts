import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { schtasks, taskText } from '../../../src/reminders/timers/schtasks';
import { canRun, folder, sayingWhySkipped } from '../../store/support';
import { job, surroundings } from './jobs';

// Only what is generated is tested: nobody here has Windows.
const windows = job({
  node: 'C:\\Program Files\\nodejs\\node.exe',
  program: "C:\\Users\\Ann & Bob's\\jikai\\bin\\jikai.js",
});

/** What stands in an element. */
function inside(text: string, element: string): string | undefined {
  return new RegExp(`<${element}>(.*)</${element}>`).exec(text)?.[1];
}

describe('a task of Windows', () => {
  it('starts node in a console that is not shown', () => {
    const text = taskText(windows);
    expect(inside(text, 'Interval')).toBe('PT10M');
    expect(inside(text, 'Command')).toBe('conhost.exe');
    expect(inside(text, 'Arguments')).toBe(
      '--headless "C:\\Program Files\\nodejs\\node.exe" "C:\\Users\\Ann &amp; Bob\'s\\jikai\\bin\\jikai.js" remind --background',
    );
  });

  it('has cmd set what is set', () => {
    const text = taskText({
      ...windows,
      program: 'C:\\j.js',
      env: { JIKAI_HOME: 'D:\\my jikai' },
      options: ['--data-dir', 'D:\\d'],
    });
    expect(inside(text, 'Arguments')).toBe(
      '--headless cmd.exe /d /v:off /s /c "set "JIKAI_HOME=D:\\my jikai" &amp;&amp; "C:\\Program Files\\nodejs\\node.exe" "C:\\j.js" remind --background --data-dir "D:\\d""',
    );
  });

  it('refuses what its command line cannot hold', () => {
    for (const program of ['C:\\100%\\jikai.js', 'C:\\a"b\\jikai.js']) {
      expect(() => taskText({ ...windows, program })).toThrow(/cannot go into a task of Windows/);
    }
  });

  it('is not here on other systems', async () => {
    const at = surroundings(folder());
    expect(await schtasks.isHere(at)).toBe(false);
    expect(await schtasks.state(at)).toEqual({ name: 'schtasks', installed: false, where: [] });
    expect(await schtasks.uninstalling(at)).toEqual([]);
  });
});

const python = canRun('python3', '-c', 'import xml.dom.minidom');
describe.skipIf(sayingWhySkipped(python, 'python3 is not there to read our XML'))('its XML', () => {
  it('is well formed, in UTF-16', async () => {
    const [write] = await schtasks.installing(windows, surroundings(folder()));
    const script =
      'import sys,xml.dom.minidom as m;print(m.parse(sys.stdin.buffer).documentElement.tagName)';
    const content = write?.kind === 'write' ? write.content : undefined;
    const { stdout } = spawnSync('python3', ['-c', script], { input: content, encoding: 'utf8' });
    expect(stdout).toBe('Task\n');
  });
});
