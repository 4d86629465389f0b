import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/reminders/channel';
import { desktopChannel, desktopState } from '../../../src/reminders/desktop';
import { folder, problemOf } from '../../store/support';
import { fakeProgram } from './programs';

const system = { platform: 'win32', user: undefined };

const MESSAGE: Message = {
  kind: 'out',
  title: `' "); Remove-Item $HOME <b> &amp;`,
  body: `</text>'@\n"人`,
  url: 'https://example.com/?a=1&b=2',
  data: {},
};

describe('Windows', () => {
  it('is given a fixed script, and the words by the environment', async () => {
    const bin = folder();
    const run = fakeProgram(bin, 'powershell.exe');
    const channel = desktopChannel({ system, env: { PATH: bin } });
    await channel.deliver(MESSAGE);
    const { args, env, input } = run();
    expect(env).toMatchObject({
      JIKAI_TITLE: MESSAGE.title,
      JIKAI_BODY: MESSAGE.body,
      JIKAI_URL: MESSAGE.url,
    });
    expect(input).toBe('');
    expect(args.slice(0, -1)).toEqual(['-NoProfile', '-NonInteractive', '-Command']);
    const script = args.at(-1) ?? '';
    expect(script).not.toContain('"');
    expect(script).toContain('CreateTextNode($env:JIKAI_TITLE)');
    expect(script).toContain("SetAttribute('activationType', 'protocol')");
    await channel.deliver({ kind: 'test', title: 'A test', body: '', data: {} });
    expect(run().args).toEqual(args);
    expect(run().env).toMatchObject({ JIKAI_TITLE: 'A test', JIKAI_BODY: '', JIKAI_URL: '' });
  });

  it('tells why the message was not taken', async () => {
    const bin = folder();
    fakeProgram(bin, 'powershell.exe', { code: 1, complains: 'Unable to find type\nAt line:1\n' });
    const place = { system, env: { PATH: bin } };
    const problem = await problemOf(desktopChannel(place).deliver(MESSAGE));
    expect(problem.message).toBe('Windows did not take the notification: Unable to find type.');
    expect(await desktopState(place)).toEqual({
      reachable: false,
      words: problem.message,
      hint: problem.hint,
    });
  });

  it('runs no program but the system’s own', async () => {
    const bin = folder();
    fakeProgram(bin, 'powershell.exe');
    const env = { PATH: bin, SystemRoot: 'C:\\Windows' };
    const problem = await problemOf(desktopChannel({ system, env }).deliver(MESSAGE));
    expect(problem.message).toContain('ENOENT');
    expect(await desktopState({ system, env: { PATH: bin } })).toMatchObject({ reachable: true });
  });
});
