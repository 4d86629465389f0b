import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/reminders/channel';
import { commandChannel } from '../../src/reminders/command';
import { fileChannel } from '../../src/reminders/file';
import { ntfyChannel } from '../../src/reminders/ntfy';
import { runProgram } from '../../src/reminders/programs';
import { shapeFor, webhookChannel } from '../../src/reminders/webhook';

/** The channels to phones, chats, programs and files, each with somebody real at the other end. */

const folder = mkdtempSync(path.join(tmpdir(), 'jikai-channels-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const message: Message = {
  kind: 'out',
  title: 'Metallic Rouge — episode 2 is out on Crunchyroll',
  body: 'You said "We\'ll see".',
  url: 'https://www.crunchyroll.com/series/G24H1NWMJ/',
  data: { id: 'metallic-rouge', episodes: [2] },
};

/** A title as nobody should have it. */
const hostile: Message = {
  ...message,
  title: '**@everyone** <!channel> `rm` [x](http://evil) メタリック 👩‍👩‍👧 $(touch x) "; touch y #',
  body: '<https://evil|click> *bold* & "quotes"',
};

interface Heard {
  readonly path: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server that answers with a status, or never. */
async function serving(status: number | 'never', headers: Record<string, string> = {}) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(pieces).toString());
      heard.push({ path: request.url, headers: request.headers, body });
      if (status !== 'never') response.writeHead(status, headers).end('{}');
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { heard, root: `http://127.0.0.1:${port}` };
}

const web = { fetch: globalThis.fetch, patience: 5000 };

describe('ntfy', () => {
  it('is given title, text and link, and the token where there is one', async () => {
    const { heard, root } = await serving(200);
    await ntfyChannel(web, `${root}/my-topic`, undefined).deliver(message);
    await ntfyChannel(web, `${root}/behind/a%20path/topic%2F2/`, 'tk_1').deliver(hostile);
    expect(heard).toEqual([
      {
        path: '/',
        headers: expect.not.objectContaining({ authorization: expect.anything() }),
        body: {
          topic: 'my-topic',
          title: message.title,
          message: message.body,
          click: message.url,
          tags: ['tv'],
        },
      },
      {
        path: '/behind/a%20path/',
        headers: expect.objectContaining({ authorization: 'Bearer tk_1' }),
        body: expect.objectContaining({ topic: 'topic/2', title: hostile.title }),
      },
    ]);
  });

  it.each([
    [401, /did not take the reminder \(401\)/],
    [404, /\(404\)/],
    [429, /\(429\)/],
    [500, /\(500\)/],
  ])('says what a refusal of %i was', async (status, words) => {
    const { root } = await serving(status);
    await expect(ntfyChannel(web, `${root}/t`, undefined).deliver(message)).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringMatching(words),
      hint: expect.any(String),
    });
  });

  it('logs in with what stands in the address, and tells nobody of it', async () => {
    const { heard, root } = await serving(200);
    const address = root.replace('//', '//me:hunt%26er@');
    await ntfyChannel(web, `${address}/t?auth=x`, undefined).deliver(message);
    const basic = `Basic ${Buffer.from('me:hunt&er').toString('base64')}`;
    expect(heard).toMatchObject([{ path: '/?auth=x', headers: { authorization: basic } }]);
    const lost = ntfyChannel(web, 'http://me:hunter2@127.0.0.1:1/secret', undefined);
    const problem: unknown = await lost.deliver(message).catch((error: unknown) => error);
    expect(String(problem)).toContain('ntfy was not reached');
    expect(String(problem)).not.toMatch(/hunter2|secret/);
  });

  it('says so when nobody is there, nobody answers, or it is sent elsewhere', async () => {
    const { root } = await serving('never');
    const hurried = { ...web, patience: 200 };
    await expect(ntfyChannel(hurried, `${root}/t`, undefined).deliver(message)).rejects.toThrow(
      'ntfy was not reached: no answer within 1 s.',
    );
    await expect(
      ntfyChannel(web, 'http://127.0.0.1:1/t', undefined).deliver(message),
    ).rejects.toThrow(/ntfy was not reached: /);
    const away = await serving(302, { location: `${root}/elsewhere` });
    await expect(ntfyChannel(web, `${away.root}/t`, undefined).deliver(message)).rejects.toThrow(
      /not reached/,
    );
  });
});

describe('a webhook', () => {
  it('is given JSON of ours, or what Discord or Slack wants', async () => {
    const { heard, root } = await serving(204);
    for (const shape of ['json', 'discord', 'slack'] as const) {
      await webhookChannel(web, `${root}/${shape}`, shape).deliver(message);
    }
    const { title, body, url, data } = message;
    expect(heard.map((one) => one.body)).toEqual([
      { kind: 'out', title, body, url, data },
      {
        content: `**Metallic Rouge — episode 2 is out on Crunchyroll**\n${body}\n${url}`,
        allowed_mentions: { parse: [] },
      },
      {
        text: title,
        unfurl_links: false,
        blocks: [
          {
            type: 'section',
            text: { type: 'plain_text', emoji: false, text: `${title}\n${body}` },
          },
          { type: 'section', text: { type: 'mrkdwn', text: `<${url}>` } },
        ],
      },
    ]);
  });

  it('pings nobody and marks nothing up that a title says', async () => {
    const { heard, root } = await serving(200);
    await webhookChannel(web, root, 'discord').deliver(hostile);
    await webhookChannel(web, root, 'slack').deliver(hostile);
    await webhookChannel(web, root, 'discord').deliver({ ...message, body: '𝒳'.repeat(3000) });
    const [discord, slack, long] = heard.map(({ body }) => JSON.stringify(body));
    expect(discord).toContain('@everyone\\\\*\\\\* \\\\<!channel\\\\> \\\\`rm');
    expect(slack).toContain('&lt;!channel&gt;');
    expect(slack).toContain('"type":"plain_text"');
    expect(slack?.replace(/"type":"plain_text".*?\}/, '')).not.toContain('<!');
    const { content } = JSON.parse(long ?? '') as { content: string };
    expect([...content].length).toBe(2000);
  });

  it.each([
    ['https://discord.com/api/webhooks/1/x', 'discord'],
    ['https://ptb.discord.com/api/webhooks/1/x', 'discord'],
    ['https://discordapp.com/api/webhooks/1/x', 'discord'],
    ['https://hooks.slack.com/services/T/B/x', 'slack'],
    ['https://notdiscord.com/x', 'json'],
    ['https://discord.com.evil.example/x', 'json'],
    ['https://example.org/hook', 'json'],
  ])('at %s wants %s', (address, shape) => {
    expect(shapeFor(address)).toBe(shape);
  });
});

describe('a command', () => {
  const script = (name: string, text: string) => {
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${text}\n`);
    chmodSync(file, 0o755);
    return file;
  };
  const env = { PATH: process.env.PATH };

  it('has what it is about in its environment and as JSON on stdin, and its own arguments', async () => {
    const out = path.join(folder, 'heard');
    const file = script(
      'hear it',
      `{ printf '%s\\n' "$JIKAI_TITLE" "$JIKAI_URL" "$@"; cat; } > '${out}'`,
    );
    await commandChannel([file, '--loud', 'two words', '$(touch z)'], env).deliver(hostile);
    const [title, url, ...rest] = readFileSync(out, 'utf8').split('\n');
    expect([title, url]).toEqual([hostile.title, hostile.url]);
    expect(rest.slice(0, 3)).toEqual(['--loud', 'two words', '$(touch z)']);
    expect(JSON.parse(rest[3] ?? '')).toEqual({
      kind: 'out',
      title: hostile.title,
      body: hostile.body,
      url: hostile.url,
      data: hostile.data,
    });
  });

  it.each([
    ['ends badly', () => [script('bad', 'echo no way >&2; exit 3')], 'ended with 3: no way'],
    ['does not read', () => [script('deaf', 'exec <&-; exit 0')], undefined],
    ['is not there', () => [path.join(folder, 'nosuch')], 'was not found'],
    [
      'may not be run',
      () => {
        const file = path.join(folder, 'not-run');
        writeFileSync(file, '');
        return [file];
      },
      'may not be run',
    ],
    [
      'leaves something running that holds its output',
      () => [script('leaver', 'sleep 60 & exit 0')],
      undefined,
    ],
    ['floods', () => [script('flood', 'head -c 3000000 /dev/zero; exit 1')], 'ended with 1'],
  ])('that %s', async (_, words, wrong) => {
    const delivered = commandChannel(words(), env).deliver({
      ...message,
      body: 'x'.repeat(200_000),
    });
    if (wrong === undefined) await expect(delivered).resolves.toBeUndefined();
    else await expect(delivered).rejects.toThrow(wrong);
  });
});

it('a command that takes too long is ended with all it started', async () => {
  const file = path.join(folder, 'slow');
  writeFileSync(file, '#!/bin/sh\nsleep 60 | cat\n', { mode: 0o755 });
  const started = performance.now();
  const ran = await runProgram(file, [], { env: { PATH: process.env.PATH }, patience: 300 });
  expect(ran).toMatchObject({ code: undefined, failure: 'ETIMEDOUT' });
  expect(performance.now() - started).toBeLessThan(10_000);
});

describe('a file', () => {
  it('gets a line for each, for the user alone, whatever the words hold', async () => {
    const file = path.join(folder, 'new', 'reminders.txt');
    const channel = fileChannel(file, Date.parse('2024-01-10T15:56:00.123Z'));
    await channel.deliver(message);
    await channel.deliver({ ...hostile, body: 'two\nlines' });
    const lines = readFileSync(file, 'utf8').split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]?.split('\t')).toEqual([
      '2024-01-10T15:56:00Z',
      message.title,
      message.body,
      message.url,
    ]);
    expect(lines[1]?.split('\t')[2]).toBe('two lines');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('that is a pipe is refused rather than waited for', async () => {
    const pipe = path.join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    await expect(fileChannel(pipe, 0).deliver(message)).rejects.toThrow(/is a pipe/);
  });

  it('that cannot be written says why', async () => {
    await expect(fileChannel(folder, 0).deliver(message)).rejects.toThrow(/it is a folder/);
  });
});
