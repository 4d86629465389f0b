import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { version } from '../../package.json';
import { ask, heedLimit, NothingThere } from '../../src/sources/http';
import { problemOf } from '../store/support';
import { netTo, type TestNet } from './nets';
import {
  cutShort,
  deadAddress,
  fallingAsleep,
  hangingUp,
  refusing,
  saying,
  silent,
  startAniSchedule,
  type TestServer,
  type Way,
} from './server';

let server: TestServer;
let other: TestServer;
beforeAll(async () => {
  server = await startAniSchedule({ schedule: ['here'], feed: [] });
  other = await startAniSchedule({ schedule: ['there'], feed: [] });
});
afterAll(async () => {
  await server.close();
  await other.close();
});

/** Asks the server for its file. */
function fetchFile(net: TestNet, most = 1000) {
  return ask({ source: 'AniTest', address: `${server.address}/dub-schedule.json`, most }, net);
}

/** What is told of the last of some answers, and how often and after which waits was asked. */
async function failureOf(ways: readonly Way[], net = netTo({})) {
  const before = server.requests.length;
  server.next(...ways);
  const { code, message, hint = '' } = await problemOf(fetchFile(net));
  return { code, message, hint, asked: server.requests.length - before, waits: net.waits };
}

describe('asking', () => {
  it('says who asks, and for what', async () => {
    await fetchFile(netTo({}));
    const { method, headers } = server.requests.at(-1) ?? { method: '', headers: {} };
    expect(method).toBe('GET');
    expect(headers).toMatchObject({
      'user-agent': `jikai/${version} (+local anime watchlist)`,
      accept: 'application/json',
    });
  });

  it('follows to another host', async () => {
    server.next(saying(302, '', { location: `${other.address}/dub-schedule.json` }));
    expect((await fetchFile(netTo({}))).json).toEqual(['there']);
  });

  it('reads what is packed, and an answer that begins with a byte-order mark', async () => {
    server.next(
      (response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('["packed"]'));
        return false;
      },
      saying(200, '\ufeff["marked"]'),
    );
    expect((await fetchFile(netTo({}))).json).toEqual(['packed']);
    expect((await fetchFile(netTo({}))).json).toEqual(['marked']);
  });

  it.each([
    ['file:///etc/hosts'],
    ['data:application/json,[]'],
    ['ftp://127.0.0.1/x'],
    ['nonsense'],
    [''],
  ])('does not go to %j', async (address) => {
    const net: TestNet = { ...netTo({}), fetch: () => Promise.reject(new Error('asked')) };
    const problem = await problemOf(ask({ source: 'AniTest', address, most: 10 }, net));
    expect(problem).toMatchObject({ code: 'failed', hint: expect.stringContaining('https://') });
    expect(problem.message).toContain(`not one of the web: ${address}`);
  });

  it('does not follow to what is not of the web', async () => {
    const failure = await failureOf([saying(302, '', { location: 'data:application/json,[]' })]);
    expect(failure).toMatchObject({
      message: 'AniTest cannot be reached: URL scheme must be a HTTP(S) scheme.',
      asked: 1,
    });
  });
});

describe('a failure', () => {
  it('of the network names it', async () => {
    const address = await deadAddress();
    const problem = await problemOf(ask({ source: 'AniTest', address, most: 10 }, netTo({})));
    expect(problem.code).toBe('failed');
    expect(problem.message).toBe(
      `AniTest cannot be reached: nobody answers at ${address.slice('http://'.length)} (ECONNREFUSED).`,
    );
    expect(problem.hint).toBe('Check your network and try again. Your list is as it was.');
  });

  /** What Node's fetch rejects with, as seen on Node 20. */
  const failing = (cause: unknown) => new TypeError('fetch failed', { cause });
  const coded = (code: string) => Object.assign(new Error(`getaddrinfo ${code}`), { code });

  it.each([
    [failing(coded('ENOTFOUND')), 'there is no network, or no ani.test in it (ENOTFOUND)'],
    [failing(coded('EAI_AGAIN')), 'there is no network, or no ani.test in it (EAI_AGAIN)'],
    [
      failing(new AggregateError([coded('ENETUNREACH'), coded('ECONNREFUSED')])),
      'there is no way to ani.test (ENETUNREACH)',
    ],
    [failing(coded('EHOSTUNREACH')), 'there is no way to ani.test (EHOSTUNREACH)'],
    [
      failing(coded('CERT_HAS_EXPIRED')),
      'the connection to ani.test is not safe (CERT_HAS_EXPIRED)',
    ],
    [failing(new Error('redirect count exceeded')), 'redirect count exceeded'],
    ['no error at all', 'no error at all'],
  ])('of the network: %s', async (error, why) => {
    const net: TestNet = { ...netTo({}), fetch: () => Promise.reject(error) };
    const address = 'https://ani.test/x';
    const { message } = await problemOf(ask({ source: 'AniTest', address, most: 10 }, net));
    expect(message).toBe(`AniTest cannot be reached: ${why}.`);
  });

  it.each([
    ['silent', silent],
    ['falling asleep', fallingAsleep],
  ])('of patience, when the server is %s, is not asked again', async (_, way) => {
    expect(await failureOf([way], netTo({}, { patience: 200 }))).toMatchObject({
      code: 'failed',
      message: 'AniTest did not answer within 200 ms.',
      asked: 1,
    });
  });

  it.each([
    ['cut short', cutShort, 'AniTest’s answer broke off before its end.'],
    ['hung up on', hangingUp, 'AniTest’s answer broke off before its end.'],
    ['no JSON', saying(200, '<html>'), 'AniTest answered with something that is not JSON.'],
    ['empty', saying(200, ''), 'AniTest answered with something that is not JSON.'],
  ])('of an answer that is %s is asked once more, then told', async (_, way, message) => {
    const failure = await failureOf([way, way]);
    expect(failure).toMatchObject({ code: 'failed', message, asked: 2, waits: [] });
    expect(failure.hint).not.toBe('');
    server.next(way);
    expect((await fetchFile(netTo({}))).json).toEqual(['here']);
  });

  it.each([
    ['plain', saying(200, JSON.stringify('x'.repeat(2000)))],
    [
      'packed',
      (response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(100_000)));
        return false;
      },
    ],
    [
      'endless',
      (response) => {
        const more = () => {
          while (!response.destroyed && response.write('x'.repeat(10_000)));
        };
        response.on('drain', more);
        more();
        return false;
      },
    ],
  ] satisfies [string, Way][])(
    'of an answer that is too large and %s is not asked again',
    async (_, way) => {
      expect(await failureOf([way])).toMatchObject({
        code: 'failed',
        message: expect.stringContaining('AniTest’s answer is too large'),
        asked: 1,
      });
    },
  );

  it('of the server is asked once more after two seconds', async () => {
    const way = refusing(503, 'Service Unavailable');
    expect(await failureOf([way, way])).toMatchObject({
      message: 'AniTest is in trouble (503): Service Unavailable.',
      asked: 2,
      waits: [2000],
    });
    server.next(way);
    expect((await fetchFile(netTo({}))).json).toEqual(['here']);
  });

  it.each([
    [
      refusing(403, 'The API has been disabled.'),
      'refuses to answer (403): The API has been disabled.',
    ],
    [saying(403, '<html>'), 'refuses to answer (403).'],
    [saying(403, '["x"]'), 'refuses to answer (403).'],
    [saying(403, { errors: [{ message: 7 }] }), 'refuses to answer (403).'],
    [
      refusing(400, 'Cannot query\n  field "x"'),
      'did not take the question (400): Cannot query field "x".',
    ],
    [refusing(403, '漢'.repeat(5000)), `refuses to answer (403): ${'漢'.repeat(199)}…`],
    [saying(304, ''), 'did not take the question (304).'],
  ])('of status %# is told in the server’s words and not asked again', async (way, told) => {
    expect(await failureOf([way])).toMatchObject({ message: `AniTest ${told}`, asked: 1 });
  });

  it('of status 404 is one of its own', async () => {
    server.next(saying(404, '404: Not Found'));
    const problem = await problemOf(fetchFile(netTo({})));
    expect(problem).toBeInstanceOf(NothingThere);
    expect(problem.message).toBe(`AniTest has nothing at ${server.address}/dub-schedule.json.`);
  });
});

describe('a limit', () => {
  const NOW = Date.parse('2024-01-10T12:00:00Z');
  const reset = (seconds: number) => ({ 'x-ratelimit-reset': `${NOW / 1000 + seconds}` });
  const tooMany = (headers: Readonly<Record<string, string>>) =>
    refusing(429, 'Too Many Requests.', headers);

  it.each([
    [{ 'retry-after': '30' }, 30_000, '30 s'],
    [{ 'retry-after': '30', ...reset(50) }, 30_000, '30 s'],
    [{ 'retry-after': 'Wed, 10 Jan 2024 12:00:20 GMT' }, 20_000, '20 s'],
    [{ 'retry-after': '0' }, 1000, '1 s'],
    [{ 'retry-after': 'soon' }, 60_000, '60 s'],
    [reset(45), 45_000, '45 s'],
    [reset(-5), 1000, '1 s'],
    [{}, 60_000, '60 s'],
    [{ 'retry-after': '120' }, 120_000, '120 s'],
  ])('of %j is waited out', async (headers, wait, words) => {
    const net = netTo({}, { clock: NOW });
    server.next(tooMany(headers));
    expect((await fetchFile(net)).json).toEqual(['here']);
    expect(net.waits).toEqual([wait]);
    expect(net.told).toEqual([`AniTest asks us to wait ${words}`]);
  });

  it('that never ends is waited out twice', async () => {
    const way = tooMany({ 'retry-after': '30' });
    expect(await failureOf([way, way, way])).toMatchObject({
      message: 'AniTest has been asked too much, and wants us to wait 30 s.',
      hint: 'Try again in 30 s. Your list is as it was.',
      asked: 3,
      waits: [30_000, 30_000],
    });
  });

  it.each([
    ['121', '3 min'],
    ['3600', '60 min'],
    ['100000', '28 h'],
  ])('of %s s is told at once', async (seconds, words) => {
    expect(await failureOf([tooMany({ 'retry-after': seconds })])).toMatchObject({
      message: `AniTest has been asked too much, and wants us to wait ${words}.`,
      asked: 1,
      waits: [],
    });
  });

  it.each([
    [{ 'x-ratelimit-remaining': '0' }, [60_000]],
    [{ 'x-ratelimit-remaining': '0', ...reset(10) }, [10_000]],
    [{ 'x-ratelimit-remaining': '0', ...reset(3600) }, [120_000]],
    [{ 'x-ratelimit-remaining': '1' }, []],
    [{}, []],
  ])('that is reached with %j is waited out', async (headers, waits) => {
    const net = netTo({}, { clock: NOW });
    await heedLimit('AniTest', new Headers(headers), net);
    expect(net.waits).toEqual(waits);
  });
});
