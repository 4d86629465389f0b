import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../src/reminders/channel';
import {
  desktopChannel,
  desktopState,
  type Place,
  stayingDesktopChannel,
} from '../../src/reminders/desktop';
import { sayAloud } from '../aloud';
import { Daemon, type DaemonOptions, whyNoDaemon } from './daemon';

const obstacle = whyNoDaemon();
if (obstacle !== undefined) {
  sayAloud(`Skipped: notifications on a real desktop, because ${obstacle}.`);
}

const system = { platform: 'linux', user: process.getuid?.() };

/** A daemon may be slow on a machine that tests. */
function reaching({ env }: Daemon): Place {
  return { system, env, patience: 20_000 };
}

const LINK = 'https://www.crunchyroll.com/series/G24H1NWMJ/?a=1&b=2';

function message(more: Partial<Message> = {}): Message {
  return { kind: 'out', title: 'Metallic Rouge: episode 2 is out', body: '', data: {}, ...more };
}

const HOSTILE = '<b>&amp; "x" <a href="http://evil.example">y</a> $(id) `id` %n \\ \u{1f389} 人 ブ';

describe.skipIf(obstacle !== undefined)('a real daemon', () => {
  let daemon: Daemon;
  beforeAll(async () => {
    daemon = await Daemon.start();
  });
  afterAll(() => daemon?.close());

  const others: Daemon[] = [];
  afterEach(async () => {
    for (const other of others.splice(0)) await other.close();
  });
  /** One of other settings. */
  const another = async (options: DaemonOptions): Promise<Daemon> => {
    const other = await Daemon.start(options);
    others.push(other);
    return other;
  };

  it('is told of what is out, once per message, in order', async () => {
    const channel = desktopChannel(reaching(daemon));
    const before = (await daemon.history()).length;
    await channel.deliver(message({ body: 'You said "We’ll see".', url: LINK }));
    await channel.deliver(message({ kind: 'digest', title: 'This week', body: 'one\ntwo' }));
    await channel.deliver(message({ kind: 'test' }));
    await channel.deliver(message({ kind: 'test' }));
    const link = LINK.replace('&', '&amp;');
    expect((await daemon.history()).slice(before)).toMatchObject([
      {
        application: 'jikai',
        category: 'x-jikai.reminder.out',
        summary: 'Metallic Rouge: episode 2 is out',
        body: `You said &quot;We’ll see&quot;.\n<a href="${link}">${link}</a>`,
        drawn: `<b>Metallic Rouge: episode 2 is out</b>\nYou said &quot;We’ll see&quot;.\n${link}`,
      },
      { category: 'x-jikai.reminder.digest', summary: 'This week', body: 'one\ntwo' },
      { category: 'x-jikai.reminder.test', body: '' },
      { category: 'x-jikai.reminder.test', body: '' },
    ]);
  });

  it.each([
    ['markup and shell', HOSTILE],
    ['other scripts', '新世紀 エヴァンゲリオン 🎉👩‍👩‍👧 ñ עברית'],
    ['half a character', 'a\ud83d b'],
    ['5,000 characters', '長'.repeat(5000)],
    ['50,000 characters', 'x & y '.repeat(8000)],
  ])('shows %s as it is written', async (_, text) => {
    const before = (await daemon.history()).length;
    await desktopChannel(reaching(daemon)).deliver(message({ title: text, body: text }));
    const held = (await daemon.history()).slice(before);
    const whole = text.replace('\ud83d ', '\ufffd ');
    expect(held.map(({ summary }) => summary)).toEqual([whole]);
    expect(held.map(({ body }) => unescaped(body))).toEqual([whole]);
  });

  it('is given no link but to the web', async () => {
    const before = (await daemon.history()).length;
    const channel = desktopChannel(reaching(daemon));
    for (const url of ['file:///etc/passwd', 'javascript:alert(1)', 'no address', '-x']) {
      await channel.deliver(message({ url }));
    }
    const held = (await daemon.history()).slice(before);
    expect(held.map(({ body }) => body)).toEqual(['', '', '', '']);
  });

  it('is told several things at once', async () => {
    const before = (await daemon.history()).length;
    const channel = desktopChannel(reaching(daemon));
    const titles = Array.from({ length: 4 }, (_, index) => `Show ${index}`);
    await Promise.all(titles.map((title) => channel.deliver(message({ title }))));
    const held = (await daemon.history()).slice(before);
    expect(held.map(({ summary }) => summary).sort()).toEqual(titles.sort());
  });

  it('opens the link when it is clicked, while the channel listens', async () => {
    const drawing = await another({ draws: true });
    const opened = path.join(drawing.env.HOME ?? '', 'opened');
    const opener = path.join(drawing.env.HOME ?? '', 'xdg-open');
    writeFileSync(
      opener,
      `#!/bin/sh\nprintf '%s\\n' "$@" > '${opened}.new'\nmv '${opened}.new' '${opened}'\n`,
    );
    chmodSync(opener, 0o755);
    const env = { ...drawing.env, PATH: `${drawing.env.HOME}:${drawing.env.PATH}` };
    const channel = stayingDesktopChannel({ ...reaching(drawing), env });
    await channel.deliver(message({ url: LINK }));
    await drawing.click();
    while (!existsSync(opened)) await sleep(10);
    expect(readFileSync(opened, 'utf8')).toBe(`${LINK}\n`);
    await channel.close();
  });

  it('is sent no markup where it takes none', async () => {
    const plain = await another({ markup: 'no' });
    await desktopChannel(reaching(plain)).deliver(message({ body: HOSTILE, url: LINK }));
    const [held] = await plain.history();
    expect(held?.body).toBe(`${HOSTILE}\n${LINK}`);
  });

  it('is known by its name and what it can do', async () => {
    const state = await desktopState(reaching(daemon));
    expect(state).toEqual({
      reachable: true,
      words: expect.stringMatching(
        /^dunst \S.* by knopwob shows notifications \(body, body-markup, body-hyperlinks, actions\)\.$/,
      ),
    });
  });
});

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
