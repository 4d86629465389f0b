import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Running, startServer } from '../../src/commands/calendar-server';
import { readBack } from '../exchange/reading';
import { type Home, livedInHome } from './world';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Asking {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function ask(port: number, { method = 'GET', path = '/calendar.ics', headers = {} }: Asking = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method, path, headers, agent: false });
    asked.on('error', reject);
    asked.on('response', (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', reject);
      response.on('end', () => {
        const body = Buffer.concat(pieces).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
    });
    asked.end();
  });
}

describe('the calendar’s server', () => {
  const open: Running[] = [];
  afterEach(async () => {
    for (const server of open.splice(0)) await server.close();
  });

  const TOKEN = 'abcdefghijklmnopqrstuvwxyz012345';

  async function served(options: Partial<Parameters<typeof startServer>[0]> = {}) {
    const server = await startServer({
      host: '127.0.0.1',
      port: 0,
      token: undefined,
      calendar: async () => 'BEGIN:VCALENDAR – one\r\n',
      onFailure: () => {},
      ...options,
    });
    open.push(server);
    return server;
  }

  it('gives the calendar, and only that', async () => {
    const { port, urls } = await served();
    expect(urls).toEqual([`http://127.0.0.1:${port}/calendar.ics`]);
    const { status, headers, body } = await ask(port);
    expect({ status, body }).toEqual({ status: 200, body: 'BEGIN:VCALENDAR – one\r\n' });
    expect(headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'content-length': '25',
      'cache-control': 'private, no-cache',
      etag: expect.stringMatching(/^"[\w-]{43}"$/),
      'x-content-type-options': 'nosniff',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    const head = await ask(port, { method: 'HEAD' });
    expect(head).toMatchObject({ status: 200, body: '' });
    expect(head.headers.etag).toBe(headers.etag);
    expect(head.headers['content-length']).toBe('25');
  });

  it.each([
    '/',
    '/calendar.ics/',
    '/calendar.icsx',
    '//calendar.ics',
    '/CALENDAR.ICS',
    '/../calendar.ics',
    '/watchlist.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/calendar.ics%00',
  ])('has nothing at %s', async (where) => {
    const { port } = await served();
    expect(await ask(port, { path: where })).toMatchObject({ status: 404, body: 'Not found.\n' });
  });

  it('is asked with a query as well, as some programs do against caches', async () => {
    const { port } = await served();
    expect((await ask(port, { path: '/calendar.ics?nocache=1' })).status).toBe(200);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND'])('does not do %s', async (method) => {
    const { port } = await served();
    const { status, headers } = await ask(port, { method });
    expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: 'GET, HEAD' });
  });

  it('sends nothing again to whoever has it already, until it changes', async () => {
    let content = 'one';
    const { port } = await served({ calendar: async () => content });
    const { etag = '' } = (await ask(port)).headers;
    const again = (known: string) => ask(port, { headers: { 'If-None-Match': known } });
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      expect(await again(known)).toMatchObject({ status: 304, body: '', headers: { etag } });
    }
    for (const unknown of ['"other"', etag.replaceAll('"', ''), `${etag}x`]) {
      expect((await again(unknown)).status).toBe(200);
    }
    content = 'two';
    const changed = await again(etag);
    expect(changed).toMatchObject({ status: 200, body: 'two' });
    expect(changed.headers.etag).not.toBe(etag);
    content = 'one';
    expect((await again(etag)).status).toBe(304);
  });

  it.each([
    ['evil.example', 403],
    ['evil.example:8765', 403],
    ['127.0.0.1.evil.example', 403],
    ['localhost.evil.example', 403],
    ['192.168.1.2:8765', 403],
    ['localhost', 200],
    ['LOCALHOST:8765', 200],
    ['127.0.0.1:1', 200],
    ['[::1]:8765', 200],
  ])('called %j by its visitor answers %i', async (host, status) => {
    const { port } = await served();
    const answer = await ask(port, { headers: { Host: host } });
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body).not.toContain('VCALENDAR');
  });

  it('with a token answers whoever knows it, by any name, and nobody else', async () => {
    const { port, urls } = await served({ token: TOKEN });
    expect(urls).toEqual([`http://127.0.0.1:${port}/${TOKEN}/calendar.ics`]);
    const path = `/${TOKEN}/calendar.ics`;
    expect((await ask(port, { path, headers: { Host: 'my-machine.local' } })).status).toBe(200);
    for (const wrong of [
      '/calendar.ics',
      `/${TOKEN.slice(1)}/calendar.ics`,
      `/${TOKEN}x/calendar.ics`,
      `/${TOKEN.toUpperCase()}/calendar.ics`,
      `/${TOKEN}`,
      '//calendar.ics',
    ]) {
      expect((await ask(port, { path: wrong })).status).toBe(404);
    }
  });

  it('says that something failed, but not what, and goes on', async () => {
    const told: unknown[] = [];
    let broken = true;
    const failure = new Error('/home/me/secret is broken');
    const { port } = await served({
      calendar: async () => {
        if (broken) throw failure;
        return 'one';
      },
      onFailure: (error) => told.push(error),
    });
    const { status, headers, body } = await ask(port);
    expect({ status, body }).toEqual({
      status: 500,
      body: 'The calendar could not be made; jikai serve says why.\n',
    });
    expect(headers['cache-control']).toBe('no-store');
    expect(told).toEqual([failure]);
    broken = false;
    expect((await ask(port)).status).toBe(200);
  });
});

/** The built program, serving what a home holds. */
class Serving {
  static readonly all: Serving[] = [];
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  out = '';
  err = '';

  constructor(home: Home, ...options: readonly string[]) {
    Serving.all.push(this);
    const env = { PATH: process.env.PATH, JIKAI_HOME: path.dirname(home.storeFile), TZ: 'UTC' };
    const argv = ['bin/jikai.js', 'serve', '--port', '0', ...options];
    this.#child = spawn(process.execPath, argv, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child.stdout?.on('data', (text: Buffer) => {
      this.out += text.toString();
    });
    this.#child.stderr?.on('data', (text: Buffer) => {
      this.err += text.toString();
    });
    this.#ended = new Promise((resolve) => this.#child.once('close', resolve));
  }

  /** What it printed, once that ends so. */
  async printed(end: string): Promise<string> {
    while (!this.out.endsWith(end)) {
      const more = new Promise((resolve) => this.#child.stdout?.once('data', resolve));
      const code = await Promise.race([more.then(() => undefined), this.#ended]);
      if (code !== undefined) throw new Error(`It ended with ${code}: ${this.err}`);
    }
    return this.out;
  }

  /** Where it serves, once it does. */
  async url(): Promise<URL> {
    return new URL((await this.printed('.ics\n')).split('\n')[0] ?? '');
  }

  async port(): Promise<number> {
    return Number((await this.url()).port);
  }

  async end(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    this.#child.kill(signal);
    return this.#ended;
  }

  ended(): Promise<number | null> {
    return this.#ended;
  }
}

describe('jikai serve', () => {
  afterEach(async () => {
    for (const serving of Serving.all.splice(0)) await serving.end('SIGKILL');
  });

  const tokenFile = (home: Home) => path.join(path.dirname(home.storeFile), 'state', 'serve-token');

  it('serves the list as it is at each request, until it is ended', async () => {
    const home = await livedInHome();
    const serving = new Serving(home, '--alarm', '1h');
    const port = await serving.port();
    const first = await ask(port);
    expect(first.body).toBe((await home.run(['export', 'ics', '--alarm', '1h'])).out);
    const { etag = '' } = first.headers;
    const again = () => ask(port, { headers: { 'If-None-Match': etag } });
    expect((await again()).status).toBe(304);
    // What changes no show changes nothing here.
    await home.runAll(['config', 'set', 'trial', '4']);
    expect((await again()).status).toBe(304);
    await home.runAll(['delay', 'rouge', '5', '--to', '2024-02-08T16:00Z']);
    const second = await again();
    expect(second.status).toBe(200);
    expect(second.headers.etag).not.toBe(etag);
    const moved = readBack(second.body).events.find(
      ({ uid }) => uid === 'metallic-rouge-ep5@jikai',
    );
    expect(moved?.start).toBe('2024-02-08T16:00:00Z');
    expect(serving.out).toBe(`http://127.0.0.1:${port}/calendar.ics\n`);
    expect(await serving.end()).toBe(0);
    expect(serving.err).toBe('Subscribe to it in your calendar. Ctrl-C ends it.\nStopped.\n');
  });

  it.each(['SIGTERM', 'SIGHUP'] as const)('ends well on %s', async (signal) => {
    const serving = new Serving(await livedInHome());
    await ask(await serving.port());
    expect(await serving.end(signal)).toBe(0);
  });

  it('tells where it serves as JSON', async () => {
    const serving = new Serving(await livedInHome(), '--json');
    const { serve } = JSON.parse(await serving.printed('}\n'));
    expect(serve).toEqual({
      port: expect.any(Number),
      urls: [`http://127.0.0.1:${serve.port}/calendar.ics`],
    });
    expect(await serving.end()).toBe(0);
    expect(serving.err).toBe('');
  });

  it('says why the list cannot be read, to the one who serves alone, and mends itself', async () => {
    const home = await livedInHome();
    const serving = new Serving(home);
    const port = await serving.port();
    const before = home.store() ?? '';
    writeFileSync(home.storeFile, '{');
    const { status, body } = await ask(port);
    expect(status).toBe(500);
    expect(body).not.toContain(home.folder);
    writeFileSync(home.storeFile, before);
    expect((await ask(port)).status).toBe(200);
    await serving.end();
    expect(serving.err).toContain(`${home.storeFile} was left as it is, because it cannot be read`);
    expect(serving.err).not.toMatch(/\n\s+at /);
  });

  it('does not begin with a list that cannot be read', async () => {
    const home = await livedInHome();
    writeFileSync(home.storeFile, '{');
    const serving = new Serving(home);
    expect(await serving.ended()).toBe(1);
    expect(serving.out).toBe('');
    expect(serving.err).toContain('cannot be read');
  });

  it('says that a port is taken', async () => {
    const home = await livedInHome();
    const port = await new Serving(home).port();
    const second = new Serving(home, '--port', String(port));
    expect(await second.ended()).toBe(1);
    expect(second.out).toBe('');
    expect(second.err).toBe(
      `The calendar cannot be served at 127.0.0.1:${port}: another program listens there, perhaps another jikai serve.\nEnd that one, or take another port: jikai serve --port 0 takes any that is free\n`,
    );
  });

  it('beyond this machine serves only with a secret, which it keeps', async () => {
    const home = await livedInHome();
    const serving = new Serving(home, '--host', '0.0.0.0');
    const { pathname, port } = await serving.url();
    expect(pathname).toMatch(/^\/[\w-]{32}\/calendar\.ics$/);
    expect((await ask(Number(port))).status).toBe(404);
    const open = { path: pathname, headers: { Host: 'my-machine.local' } };
    expect((await ask(Number(port), open)).body).toContain('BEGIN:VCALENDAR');
    expect(statSync(tokenFile(home)).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(tokenFile(home))).mode & 0o777).toBe(0o700);
    await serving.end();
    expect(serving.err).toContain('--new-token');

    // A copy may have opened it to others.
    chmodSync(tokenFile(home), 0o644);
    const second = new Serving(home, '--host', '0.0.0.0');
    expect((await second.url()).pathname).toBe(pathname);
    expect(statSync(tokenFile(home)).mode & 0o777).toBe(0o600);
    await second.end();

    const third = new Serving(home, '--host', '0.0.0.0', '--new-token');
    const renewed = await third.url();
    expect(renewed.pathname).not.toBe(pathname);
    expect((await ask(Number(renewed.port), open)).status).toBe(404);
    expect(readFileSync(tokenFile(home), 'utf8')).toBe(`${renewed.pathname.split('/')[1]}\n`);
  });

  it('takes no secret that it did not make', async () => {
    const home = await livedInHome();
    const dryRun = ['serve', '--host', '0.0.0.0', '-n'];
    expect((await home.run(dryRun)).out).toContain('/<new-token>/calendar.ics');
    const kept = path.join(home.folder, 'state', 'serve-token');
    await home.runAll(['add', 'Any', '--manual']);
    writeFileSync(kept, 'secret\n');
    const { code, err } = await home.run(dryRun);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('--new-token') });
  });

  it.each([
    [['--host', ''], 2, 'no address'],
    [['--host', 'a b'], 2, 'no address'],
    [['--port', '65536'], 2, 'from 0 to 65535'],
    [['--new-token'], 2, '--host 0.0.0.0'],
    [['--host', '203.0.113.77'], 1, 'no address of this machine'],
  ])('does not begin with %j', async (options, code, why) => {
    const told = await (await livedInHome()).run(['serve', ...options]);
    expect(told).toMatchObject({ code, out: '', err: expect.stringContaining(why) });
  });
});
