import { version } from '../../package.json';
import { Problem } from '../watchlist/problem';

/** The way to the network: what `fetch` is, with a limit on the time that one request may take. */
export interface Web {
  readonly fetch: typeof globalThis.fetch;
  /** In milliseconds. */
  readonly patience: number;
}

/**
 * Posts JSON to an address, and heeds nothing of the answer but whether it was taken. It is not tried
 * again here: reminders are, at the next run.
 * @param whose who is told, for what is said of it: `ntfy`.
 * @throws Problem `failed` with what happened and what to do.
 */
export async function post(
  { fetch, patience }: Web,
  whose: string,
  address: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  let response: Response;
  // No request may have them in its address.
  const url = new URL(address);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const login = username === '' ? {} : { authorization: `Basic ${loginOf(username, password)}` };
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': `jikai/${version}`,
        ...login,
        ...headers,
      },
      body: JSON.stringify(body),
      // Where somebody else would be told of it is not for the other side to say.
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    });
    await response.body?.cancel();
  } catch (cause) {
    throw new Problem(
      'failed',
      `${whose} was not reached: ${reasonOf(cause, patience).replaceAll(url.href, 'its address')}.`,
      {
        hint: `It is tried again at the next run. jikai config get ${whose} shows its address.`,
        cause,
      },
    );
  }
  if (response.ok) return;
  const { status } = response;
  const hint =
    status === 401 || status === 403
      ? `It wants to know who you are: jikai config get ${whose} shows its address.`
      : status === 404 || status === 410
        ? `Nothing is there any more: jikai config get ${whose} shows its address.`
        : 'It is tried again at the next run.';
  throw new Problem('failed', `${whose} did not take the reminder (${status}).`, { hint });
}

function loginOf(username: string, password: string): string {
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return Buffer.from(login, 'utf8').toString('base64');
}

/** The innermost reason, by its code where it has one. */
function reasonOf(error: unknown, patience: number): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `no answer within ${Math.ceil(patience / 1000)} s`;
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause, patience);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const message = error.message.split('\n')[0] ?? '';
  return code !== undefined && !message.includes(code)
    ? `${message} (${code})`
    : message || 'no reason given';
}
