import { version } from '../../package.json';
import { fieldsOf, listOf } from '../watchlist/fields';
import { Problem, type ProblemDetails } from '../watchlist/problem';
import { HOUR, MINUTE, type Millis } from '../watchlist/zone';
import type { Net } from './source';

/** A question to a server that answers in JSON. */
export interface Question {
  /** Who is asked, for what is said of it: `AniList`. */
  readonly source: string;
  /** With `http:` or `https:`. */
  readonly address: string;
  /** Posted as JSON; without it the address is fetched. */
  readonly body?: unknown;
  /** How many bytes an answer may have, unpacked. */
  readonly most: number;
}

export interface Answer {
  readonly json: unknown;
  readonly headers: Headers;
}

/** The server answered that it does not have what was asked for. */
export class NothingThere extends Problem {
  constructor(source: string, address: string) {
    super('failed', `${source} has nothing at ${address}.`, {
      hint: 'Its address may have changed: a newer jikai may know it.',
    });
  }
}

/** What is told of an answer that is JSON, but not as we know it. */
export function strangeAnswer(source: string): Problem {
  return new Problem('failed', `${source} answered in a form that jikai does not know.`, {
    hint: `It may have changed: a newer jikai may know it. ${UNTOUCHED}`,
  });
}

export const MEGABYTE = 2 ** 20;

const USER_AGENT = `jikai/${version} (+local anime watchlist)`;

const UNTOUCHED = 'Your list is as it was.';

/** In one go no server makes us wait longer. */
const LONGEST_WAIT: Millis = 2 * MINUTE;

/** How long to wait when a limit is reached and nothing says for how long: AniList counts by minutes. */
const USUAL_WAIT: Millis = MINUTE;

const BREATH: Millis = 2000;

/** How a question may still be answered: by waiting for our turn, or by asking once more. */
interface Remedy {
  readonly kind: 'turn' | 'again';
  readonly wait: Millis;
}

/** One attempt that failed. */
class Setback extends Error {
  readonly problem: Problem;
  readonly remedy: Remedy | undefined;

  constructor(message: string, details: ProblemDetails, remedy?: Remedy) {
    super(message);
    this.problem = new Problem('failed', message, details);
    this.remedy = remedy;
  }
}

/**
 * Asks a server. Each attempt may take `net.patience`, from asking to the last byte. A limit on
 * requests is waited out, at most twice and never longer than two minutes in one go; an answer that is
 * cut short or no JSON, and a server in trouble, are asked once more.
 * @throws Problem `failed` with what happened, why, and what to do; {@link NothingThere} for a 404;
 *   `cancelled` when the user wants no more of it.
 */
export async function ask(question: Question, net: Net): Promise<Answer> {
  const left = { turn: 2, again: 1 };
  for (;;) {
    try {
      return await attempt(question, net);
    } catch (error) {
      refuseWhenCancelled(net);
      if (!(error instanceof Setback)) throw error;
      const { problem, remedy } = error;
      if (remedy === undefined || left[remedy.kind] === 0) throw problem;
      left[remedy.kind] -= 1;
      await pause(question.source, remedy, net);
    }
  }
}

function refuseWhenCancelled({ signal }: Net): void {
  if (signal.aborted) throw new Problem('cancelled', 'Cancelled; nothing was changed.');
}

/** Waits when an answer said that it was the last one for now. To be called before the next question. */
export async function heedLimit(source: string, headers: Headers, net: Net): Promise<void> {
  if (headers.get('x-ratelimit-remaining')?.trim() !== '0') return;
  const wait = Math.min(waitAskedFor(headers, net), LONGEST_WAIT);
  await pause(source, { kind: 'turn', wait }, net);
}

async function pause(source: string, { kind, wait }: Remedy, net: Net): Promise<void> {
  net.tell(
    kind === 'turn'
      ? `${source} asks us to wait ${lengthWords(wait)}`
      : `${source} did not answer well, asking once more`,
  );
  if (wait > 0) await net.wait(wait, net.signal).catch(() => {});
  refuseWhenCancelled(net);
}

async function attempt(question: Question, net: Net): Promise<Answer> {
  const signal = AbortSignal.any([AbortSignal.timeout(net.patience), net.signal]);
  const response = await send(question, net, signal);
  if (!response.ok) throw await refusal(response, question, net);
  const text = await readBody(response, question.most).catch((cause: unknown) => {
    throw unread(cause, question, net, signal);
  });
  return { json: parse(text, question), headers: response.headers };
}

async function send(question: Question, net: Net, signal: AbortSignal): Promise<Response> {
  const { address, body } = question;
  if (!/^https?:$/.test(protocolOf(address))) throw notOfTheWeb(question);
  try {
    return await net.fetch(address, {
      headers: {
        accept: 'application/json',
        'user-agent': USER_AGENT,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      signal,
    });
  } catch (cause) {
    throw unreached(cause, question, net, signal);
  }
}

function protocolOf(address: string): string {
  return URL.canParse(address) ? new URL(address).protocol : '';
}

function notOfTheWeb({ source, address }: Question): Setback {
  return new Setback(`The address for ${source} is not one of the web: ${address}`, {
    hint: 'It has to begin with https:// or http://.',
  });
}

/** More bytes than an answer may have. */
class TooLarge extends Error {}

/** The body as text. Stops reading, and closes the connection, when it grows beyond `most` bytes. */
async function readBody({ body }: Response, most: number): Promise<string> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > most) throw new TooLarge();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parse(text: string, { source }: Question): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Setback(
      `${source} answered with something that is not JSON.`,
      {
        hint: `The sign-in page of your network may have answered in its place: open any web page, then try again. ${UNTOUCHED}`,
        cause,
      },
      { kind: 'again', wait: 0 },
    );
  }
}

/** Why nothing was answered. */
function unreached(cause: unknown, question: Question, net: Net, signal: AbortSignal): Setback {
  const code = codeOf(cause);
  if (signal.aborted || SLOW.has(code)) return tooSlow(cause, question, net, signal);
  if (LOST.has(code)) return brokenOff(cause, question);
  const { source, address } = question;
  const [why, hint] = reasonOf(code, new URL(address).host) ?? [innermostMessage(cause), TRY_AGAIN];
  return new Setback(`${source} cannot be reached: ${why}.`, {
    hint: `${hint} ${UNTOUCHED}`,
    cause,
  });
}

/** Why an answer that had begun could not be read to its end. */
function unread(cause: unknown, question: Question, net: Net, signal: AbortSignal): Setback {
  const { source, most } = question;
  if (cause instanceof TooLarge) {
    return new Setback(`${source}’s answer is too large: it has more than ${most / MEGABYTE} MB.`, {
      hint: `It should never be: a newer jikai may know why. ${UNTOUCHED}`,
      cause,
    });
  }
  if (signal.aborted || SLOW.has(codeOf(cause))) return tooSlow(cause, question, net, signal);
  return brokenOff(cause, question);
}

function tooSlow(
  cause: unknown,
  { source }: Question,
  { patience }: Net,
  signal: AbortSignal,
): Setback {
  const when = signal.aborted ? `within ${lengthWords(patience)}` : `in time (${codeOf(cause)})`;
  return new Setback(`${source} did not answer ${when}.`, {
    hint: `Your network or ${source} may be slow: try again later. ${UNTOUCHED}`,
    cause,
  });
}

function brokenOff(cause: unknown, { source }: Question): Setback {
  return new Setback(
    `${source}’s answer broke off before its end.`,
    { hint: `Your network may be unsteady: try again. ${UNTOUCHED}`, cause },
    { kind: 'again', wait: 0 },
  );
}

const TRY_AGAIN = 'Check your network and try again.';

/** Node's and its HTTP client's codes for an answer that did not come in time. */
const SLOW: ReadonlySet<string> = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** And for a connection that was lost. */
const LOST: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'UND_ERR_SOCKET',
]);

const UNREACHABLE: ReadonlySet<string> = new Set([
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
  'EACCES',
  'EPERM',
]);

function reasonOf(code: string, host: string): readonly [why: string, hint: string] | undefined {
  if (code === 'ENOTFOUND' || code.startsWith('EAI_')) {
    return [`there is no network, or no ${host} in it (${code})`, TRY_AGAIN];
  }
  if (code === 'ECONNREFUSED') return [`nobody answers at ${host} (${code})`, TRY_AGAIN];
  if (UNREACHABLE.has(code)) return [`there is no way to ${host} (${code})`, TRY_AGAIN];
  if (/CERT|SSL|TLS|SIGNATURE/.test(code)) {
    return [
      `the connection to ${host} is not safe (${code})`,
      'Check your clock, and what stands between you and the network.',
    ];
  }
  return undefined;
}

/** An error and those that caused it, outermost first. */
function* causesOf(error: unknown, depth = 0): Generator<Error> {
  if (!(error instanceof Error) || depth > 5) return;
  yield error;
  yield* causesOf(error.cause, depth + 1);
  if (!(error instanceof AggregateError)) return;
  for (const each of error.errors) yield* causesOf(each, depth + 1);
}

/** The first code among an error and its causes: `ENOTFOUND`; empty when there is none. */
function codeOf(error: unknown): string {
  for (const each of causesOf(error)) {
    if ('code' in each && typeof each.code === 'string') return each.code;
  }
  return '';
}

function innermostMessage(error: unknown): string {
  const [outermost, ...others] = [...causesOf(error)].map(({ message }) => message);
  return excerpt(others.at(-1) ?? outermost ?? String(error));
}

/** Bytes of a refusal's body that are read for the server's own words. */
const REFUSAL_BYTES = 65_536;

/** What is told of an answer whose status is no success. */
async function refusal(response: Response, question: Question, net: Net): Promise<Error> {
  const { source, address } = question;
  const { status, headers } = response;
  const words = await readBody(response, REFUSAL_BYTES).then(wordsOfText, () => undefined);
  if (status === 404) return new NothingThere(source, address);
  if (status === 429) return tooMany(source, waitAskedFor(headers, net));
  if (status === 403) {
    // So does AniList answer everybody while it is out of order.
    return new Setback(sentence(`${source} refuses to answer (403)`, words), {
      hint: `It does so while it is out of order: try again later. ${UNTOUCHED}`,
    });
  }
  if (status >= 500) {
    return new Setback(
      sentence(`${source} is in trouble (${status})`, words),
      { hint: `Try again later. ${UNTOUCHED}` },
      { kind: 'again', wait: BREATH },
    );
  }
  return new Setback(sentence(`${source} did not take the question (${status})`, words), {
    hint: `It may have changed: a newer jikai may know how to ask. ${UNTOUCHED}`,
  });
}

function tooMany(source: string, wait: Millis): Setback {
  const length = lengthWords(wait);
  return new Setback(
    `${source} has been asked too much, and wants us to wait ${length}.`,
    { hint: `Try again in ${length}. ${UNTOUCHED}` },
    wait > LONGEST_WAIT ? undefined : { kind: 'turn', wait },
  );
}

/**
 * How long a server wants us to wait: `Retry-After`, in seconds or until a date; else until
 * `X-RateLimit-Reset`, in seconds since 1970; else a minute. At least a second.
 * Source: https://docs.anilist.co/guide/rate-limiting
 */
function waitAskedFor(headers: Headers, net: Net): Millis {
  const after = headers.get('retry-after')?.trim() ?? '';
  const reset = headers.get('x-ratelimit-reset')?.trim() ?? '';
  const seconds = (text: string) => (/^\d{1,12}$/.test(text) ? Number(text) * 1000 : Number.NaN);
  const waits = [
    seconds(after),
    Date.parse(after) - net.clock(),
    seconds(reset) - net.clock(),
    USUAL_WAIT,
  ];
  return Math.max(waits.find((wait) => !Number.isNaN(wait)) ?? USUAL_WAIT, 1000);
}

/** A length of time: `200 ms`, `30 s`, `5 min`, `3 h`; rounded up. */
function lengthWords(length: Millis): string {
  if (length < 1000) return `${length} ms`;
  if (length <= LONGEST_WAIT) return `${Math.ceil(length / 1000)} s`;
  return length <= 2 * HOUR ? `${Math.ceil(length / MINUTE)} min` : `${Math.ceil(length / HOUR)} h`;
}

/** A sentence of ours, with what the server said itself. */
export function sentence(ours: string, theirs: string | undefined): string {
  if (theirs === undefined) return `${ours}.`;
  return `${ours}: ${theirs}${/[.!?…]$/.test(theirs) ? '' : '.'}`;
}

/** What a GraphQL server says went wrong: the message of its first error. */
export function serverWords(json: unknown): string | undefined {
  const { message } = fieldsOf(listOf(fieldsOf(json).errors)[0]);
  const words = typeof message === 'string' ? excerpt(message) : '';
  return words === '' ? undefined : words;
}

function wordsOfText(text: string): string | undefined {
  try {
    return serverWords(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Letters of the words of others that are told. */
const EXCERPT = 200;

function excerpt(text: string): string {
  const letters = [
    ...text
      .slice(0, 4 * EXCERPT)
      .replace(/\s+/g, ' ')
      .trim(),
  ];
  return letters.length > EXCERPT ? `${letters.slice(0, EXCERPT - 1).join('')}…` : letters.join('');
}
