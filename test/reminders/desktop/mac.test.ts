import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/reminders/channel';
import { desktopChannel, desktopState } from '../../../src/reminders/desktop';
import { sayAloud } from '../../aloud';
import { folder, problemOf } from '../../store/support';
import { fakeProgram } from './programs';

const system = { platform: 'darwin', user: 501 };

const MESSAGE: Message = {
  kind: 'out',
  title: '-title "x" $(id)',
  body: '[x] {y}\n人',
  url: 'https://example.com/?a=1&b=2',
  data: {},
};

const hasHomebrew = ['/opt/homebrew', '/usr/local'].some((place) =>
  existsSync(`${place}/bin/terminal-notifier`),
);
if (hasHomebrew) sayAloud('Skipped: macOS without terminal-notifier, because this machine has it.');

describe('macOS with terminal-notifier', () => {
  it('is given words that it reads as words, and the link to open', async () => {
    const bin = folder();
    const run = fakeProgram(bin, 'terminal-notifier');
    await desktopChannel({ system, env: { PATH: bin } }).deliver(MESSAGE);
    expect(run().args).toEqual([
      ...['-title', '\\-title "x" $(id)'],
      ...['-message', '\\[x] {y}\n人\nhttps://example.com/?a=1&b=2'],
      ...['-open', 'https://example.com/?a=1&b=2'],
    ]);
  });

  it('is given something to say when there is nothing', async () => {
    const bin = folder();
    const run = fakeProgram(bin, 'terminal-notifier');
    const channel = desktopChannel({ system, env: { PATH: bin } });
    await channel.deliver({ kind: 'test', title: 'A test', body: '', data: {} });
    expect(run().args).toEqual(['-title', 'A test', '-message', 'jikai']);
  });

  it('is known', async () => {
    const bin = folder();
    fakeProgram(bin, 'terminal-notifier');
    const state = await desktopState({ system, env: { PATH: bin } });
    expect(state).toEqual({
      reachable: true,
      words: 'macOS shows them by terminal-notifier; a click opens the link.',
    });
  });

  it('tells why it did not take the message', async () => {
    const bin = folder();
    fakeProgram(bin, 'terminal-notifier', { code: 1, complains: 'first\nNot allowed\n' });
    const problem = await problemOf(
      desktopChannel({ system, env: { PATH: bin } }).deliver(MESSAGE),
    );
    expect(problem.message).toBe('macOS did not take the notification: Not allowed.');
    expect(problem.hint).toContain('System Settings');
  });
});

describe.skipIf(hasHomebrew)('macOS without terminal-notifier', () => {
  it('is given a fixed script, and the words as arguments', async () => {
    const bin = folder();
    const run = fakeProgram(bin, 'osascript');
    await desktopChannel({ system, env: { PATH: bin } }).deliver(MESSAGE);
    const { args, input } = run();
    expect(args).toEqual(['-', MESSAGE.title, `${MESSAGE.body}\nhttps://example.com/?a=1&b=2`]);
    expect(input).toBe(
      'on run argv\n  display notification (item 2 of argv) with title (item 1 of argv)\nend run\n',
    );
  });

  it('is known', async () => {
    const state = await desktopState({ system, env: { PATH: folder() } });
    expect(state).toMatchObject({ reachable: true, hint: expect.stringContaining('brew install') });
  });

  it('tells when there is nothing to show it with', async () => {
    const channel = desktopChannel({ system, env: { PATH: folder() } });
    const problem = await problemOf(channel.deliver(MESSAGE));
    expect(problem.message).toBe('macOS did not take the notification: ENOENT.');
  });
});
