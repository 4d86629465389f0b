import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { INSTALLED_VERSION, item, unpack, wholeAnd } from '../catalog/data-sets';
import { Home } from './world';

/**
 * The real npm, with a registry of our own that only the test's npm configuration knows: what is
 * fetched from it shows that npm was asked as the user has set it up.
 */

const NEWEST = '0.3.9999';
const TARBALL = `/bangumi-data/-/bangumi-data-${NEWEST}.tgz`;

let folder = '';
let server: Server;
let registry = '';
const asked: string[] = [];
/** What is answered besides what a registry should, by path. */
const oddities = new Map<string, () => { status?: number; body: string | Buffer } | 'nothing'>();

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'jikai-npm-'));
  const passing = path.join(folder, 'tmp');
  mkdirSync(passing);
  vi.stubEnv('TMPDIR', passing);
  const tarball = packed();
  server = createServer(({ url = '' }, response) => {
    asked.push(url);
    const odd = oddities.get(url)?.();
    if (odd === 'nothing') return;
    if (odd !== undefined) response.writeHead(odd.status ?? 200).end(odd.body);
    else if (url === TARBALL) response.end(tarball);
    else if (url === '/bangumi-data') response.end(JSON.stringify(packument(tarball)));
    else response.writeHead(404).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  registry = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** bangumi-data with two shows more, as npm packs it. */
function packed(): Buffer {
  const unpacked = path.join(folder, 'bangumi-data');
  const data = wholeAnd(item('あたらしいアニメ'), item('新作動画', { lang: 'ja' }));
  unpack(unpacked, data, NEWEST);
  const pack = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder];
  // Into another cache, or npm would not have to fetch it.
  const env = { ...own(), npm_config_cache: path.join(folder, 'packing') };
  execFileSync('npm', pack, { cwd: unpacked, env, encoding: 'utf8' });
  return readFileSync(path.join(folder, path.basename(TARBALL)));
}

function packument(tarball: Buffer, version = NEWEST): unknown {
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  const dist = { tarball: `${registry}${TARBALL}`, integrity };
  const manifest = { name: 'bangumi-data', version, dist };
  return {
    name: 'bangumi-data',
    'dist-tags': { latest: version },
    versions: { [version]: manifest },
  };
}

/** An environment in which npm has no configuration but a cache of its own. */
function own(): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: path.join(folder, 'home'),
    npm_config_cache: path.join(folder, 'cache'),
    npm_config_fetch_retries: '0',
    npm_config_update_notifier: 'false',
  };
}

function configured(): Record<string, string> {
  return { ...own(), npm_config_registry: registry };
}

class Shelf extends Home {
  async update(words: readonly string[] = [], env = configured(), errIsTTY = false) {
    return this.run(['catalog', 'update', ...words], { env, errIsTTY });
  }

  files(): string[] {
    const data = path.join(this.folder, 'data');
    return existsSync(data) ? readdirSync(data).sort() : [];
  }
}

function leftBehind(): string[] {
  return readdirSync(path.join(folder, 'tmp')).filter((name) => name.startsWith('jikai-update-'));
}

describe('jikai catalog update', () => {
  it('fetches the newest through the user’s npm', async () => {
    const shelf = new Shelf();
    asked.length = 0;
    const { code, out, err } = await shelf.update([], configured(), true);
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringMatching(
        `^The catalogue is now bangumi-data ${NEWEST}, before ${INSTALLED_VERSION}: 2 shows more, \\d+ in all.\n$`,
      ),
    });
    // Each wiped away before the next.
    expect(err.split('\r\u001b[K')).toEqual([
      '',
      'Asking npm for the newest bangumi-data …',
      `Fetching bangumi-data ${NEWEST} through npm …`,
      'Building the catalogue …',
      expect.stringContaining('To go back: jikai catalog rollback'),
    ]);
    expect(new Set(asked)).toEqual(new Set(['/bangumi-data', TARBALL]));
    expect(shelf.files()).toEqual(['catalog.txt']);
    expect((await shelf.run(['search', 'atarashii anime', '-l', '1'])).out).toContain(
      'あたらしいアニメ',
    );
    expect((await shelf.run(['search', '新作動画', '-l', '1'])).out).toContain('新作動画');
    expect((await shelf.run(['search', 'sousou no frieren', '-l', '1'])).out).toContain('Frieren');
    // A second time there is nothing to fetch.
    asked.length = 0;
    expect(await shelf.update()).toMatchObject({
      code: 0,
      out: `The catalogue is bangumi-data ${NEWEST} already, the newest.\n`,
    });
    expect(asked).not.toContain(TARBALL);
    expect((await shelf.run(['catalog', 'rollback'])).out).toContain(`${INSTALLED_VERSION} again`);
    expect(leftBehind()).toEqual([]);
  });

  it.each<[string, () => Record<string, string>]>([
    [
      'user',
      () => {
        mkdirSync(path.join(folder, 'home'), { recursive: true });
        writeFileSync(path.join(folder, 'home', '.npmrc'), `registry=${registry}\njson=true\n`);
        return own();
      },
    ],
    [
      'machine',
      () => {
        const prefix = path.join(folder, 'prefix');
        mkdirSync(path.join(prefix, 'etc'), { recursive: true });
        writeFileSync(path.join(prefix, 'etc', 'npmrc'), `registry=${registry}\n`);
        return { ...own(), HOME: prefix, PREFIX: prefix };
      },
    ],
  ])('heeds the npm configuration of the %s', async (_, set) => {
    oddities.set('/bangumi-data', () => ({
      body: JSON.stringify(packument(Buffer.alloc(0), '0.0.1')),
    }));
    try {
      expect((await new Shelf().update([], set())).out).toContain('newer than npm’s 0.0.1.');
    } finally {
      oddities.clear();
    }
  });
});

describe('what npm cannot do changes nothing', () => {
  it.each<[string, string, { status?: number; body: string }, string]>([
    ['no such package', '/bangumi-data', { status: 404, body: '{}' }, '404 Not Found'],
    ['not allowed', '/bangumi-data', { status: 401, body: '{}' }, '401 Unauthorized'],
    ['no version', '/bangumi-data', { body: '{"name":"bangumi-data"}' }, ''],
    ['another tarball', TARBALL, { body: 'junk' }, 'npm could not fetch bangumi-data: '],
  ])('%s', async (_, url, answer, words) => {
    oddities.set(url, () => answer);
    try {
      const shelf = new Shelf();
      // No tarball from the cache.
      const env = { ...configured(), npm_config_cache: path.join(folder, 'empty-cache') };
      const { code, out, err } = await shelf.update([], env);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/^npm (?:could not fetch bangumi-data: |knows of no version)/);
      expect(err).toContain(words);
      expect(err).toContain('jikai catalog update <file>');
      expect(err.trimEnd().split('\n')).toHaveLength(2);
      expect(shelf.files()).toEqual([]);
      expect(leftBehind()).toEqual([]);
    } finally {
      oddities.clear();
    }
  });

  it('no network', async () => {
    const env = { ...own(), npm_config_registry: 'http://127.0.0.1:1' };
    const { code, err } = await new Shelf().update([], env);
    expect(code).toBe(1);
    expect(err).toMatch(/^npm could not fetch bangumi-data: .*ECONNREFUSED.*\n/);
  });
});

describe('the built program', () => {
  const program = path.resolve('bin/jikai.js');

  async function jikai(words: readonly string[], onAsked: (end: () => void) => void = () => {}) {
    const env = {
      ...configured(),
      JIKAI_HOME: path.join(folder, 'jikai'),
      TMPDIR: path.join(folder, 'tmp'),
    };
    const child = spawn(process.execPath, [program, ...words], { env });
    const told = { out: '', err: '' };
    child.stdout.on('data', (text: Buffer) => (told.out += text.toString()));
    child.stderr.on('data', (text: Buffer) => (told.err += text.toString()));
    onAsked(() => child.kill('SIGINT'));
    const code = await new Promise((resolve) => child.once('close', resolve));
    return { code, ...told };
  }

  it('tells what its lazy part found wrong as its own', async () => {
    expect(await jikai(['catalog', 'update', program])).toEqual({
      code: 1,
      out: '',
      err: `${program} is not JSON.\nIt should be the dist/data.json of bangumi-data.\n`,
    });
    expect(JSON.parse((await jikai(['catalog', 'update', program, '--json'])).out)).toEqual({
      error: {
        code: 'failed',
        message: `${program} is not JSON.`,
        hint: 'It should be the dist/data.json of bangumi-data.',
      },
    });
  });

  it('ended while npm waits, ends npm and leaves nothing behind', async () => {
    const told = await jikai(['catalog', 'update'], (end) =>
      oddities.set('/bangumi-data', () => {
        end();
        return 'nothing';
      }),
    );
    oddities.clear();
    expect(told).toEqual({ code: 130, out: '', err: 'Cancelled; nothing was changed.\n' });
    expect(leftBehind()).toEqual([]);
    expect(existsSync(path.join(folder, 'jikai'))).toBe(false);
  });
});
