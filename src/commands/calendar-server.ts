import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

/**
 * The server of one calendar and nothing else: a chunk of its own, since node's server is slow to
 * start. What it throws is node's own error, for a chunk has no Problem that others would know.
 */

export interface Serving {
  /** An address of this machine, or a name of one. */
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /**
   * What stands before the calendar in its path. Without it, whoever names the server otherwise than
   * by this machine's own names is refused: a web page may let its name lead here, and then read.
   */
  readonly token: string | undefined;
  /** The calendar as it is now. */
  readonly calendar: () => Promise<string>;
  /** Told why a calendar could not be had. */
  readonly onFailure: (error: unknown) => void;
}

export interface Running {
  readonly port: number;
  /** Where the calendar is to be had, the likeliest first. */
  readonly urls: readonly string[];
  /** Ends all connections. */
  readonly close: () => Promise<void>;
}

/** Resolves once the server answers. Rejects with node's error where it cannot: `EADDRINUSE`, `EACCES`. */
export async function startServer(serving: Serving): Promise<Running> {
  const server = createServer((request, response) => {
    answer(request, response, serving).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(serving.port, serving.host, resolve);
  });
  server.on('error', serving.onFailure);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : serving.port;
  return {
    port,
    urls: hostsOf(serving.host).map((host) => `http://${host}:${port}${pathFor(serving.token)}`),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The calendar's path. */
export function pathFor(token: string | undefined): string {
  return token === undefined ? '/calendar.ics' : `/${token}/calendar.ics`;
}

/** As whom others reach a server: where it listens everywhere, by each address of this machine. */
export function hostsOf(host: string): readonly string[] {
  if (host !== '0.0.0.0' && host !== '::') return [host.includes(':') ? `[${host}]` : host];
  const own = Object.values(networkInterfaces())
    .flatMap((some: NetworkInterfaceInfo[] | undefined) => some ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'));
  const plain = own.filter(({ family }) => family === 'IPv4').map(({ address }) => address);
  const others = own.filter(({ family }) => family === 'IPv6').map(({ address }) => `[${address}]`);
  const hosts = host === '::' ? [...plain, ...others] : plain;
  return hosts.length === 0 ? ['localhost'] : hosts;
}

async function answer(
  { method = '', url = '', headers }: IncomingMessage,
  response: ServerResponse,
  { token, calendar, onFailure }: Serving,
): Promise<void> {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  // A page of another site has no business with it, not even as a picture.
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  if (token === undefined && !isOwnName(headers.host)) {
    return tell(response, 403, 'This calendar is served to this machine alone.');
  }
  if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return tell(response, 405, 'The calendar can only be read.');
  }
  if (!isPathOf(url.split('?', 1)[0] ?? '', token)) return tell(response, 404, 'Not found.');
  let content: Buffer;
  try {
    content = Buffer.from(await calendar());
  } catch (error) {
    onFailure(error);
    return tell(response, 500, 'The calendar could not be made; jikai serve says why.');
  }
  const tag = `"${createHash('sha256').update(content).digest('base64url')}"`;
  response.setHeader('ETag', tag);
  // Kept by whoever asked, and asked for again each time.
  response.setHeader('Cache-Control', 'private, no-cache');
  if (isKnown(tag, headers['if-none-match'])) {
    response.writeHead(304).end();
    return;
  }
  response.setHeader('Content-Type', 'text/calendar; charset=utf-8');
  response.setHeader('Content-Disposition', 'inline; filename="jikai.ics"');
  response.setHeader('Content-Length', content.length);
  response.end(method === 'HEAD' ? undefined : content);
}

function tell(response: ServerResponse, status: number, words: string): void {
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  response.statusCode = status;
  response.end(`${words}\n`);
}

/** Whether a Host header names this machine as only it itself can. */
function isOwnName(host = ''): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i.test(host);
}

/** Takes as long for every wrong path, so that nobody learns how much of the token was right. */
function isPathOf(path: string, token: string | undefined): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(path), digest(pathFor(token)));
}

/** Whether one of the tags that an If-None-Match header names is this one; weak ones count, as RFC 9110 has it. */
function isKnown(tag: string, header = ''): boolean {
  if (header.trim() === '*') return true;
  return header.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
}
