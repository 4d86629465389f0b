import type { Context } from '../context';
import { errorCode } from '../store/failures';
import { dim, line, type Screen } from '../ui/text';
import { Problem } from '../watchlist/problem';
import type { Running } from './calendar-server';
import { type CalendarOptions, withCalendarOptions } from './calendars';
import { wholeNumber } from './numbers';
import { TokenFile } from './serve-token';
import { examples, type Verb } from './verb';

interface ServeOptions extends CalendarOptions {
  readonly port: number;
  readonly host: string;
  readonly newToken?: boolean;
}

export const serveVerb: Verb = {
  names: ['serve'],
  define: (command, act) => {
    command
      .summary('let calendar programs fetch your drops')
      .description(
        'Serves your calendar until you press Ctrl-C, so that calendar programs can subscribe to it. Only programs on this machine reach it, unless you name another address with --host: then a secret stands in the address they need.',
      )
      .option('--port <number>', 'the port; 0 for any that is free', wholeNumber(0, 65_535), 8765)
      .option('--host <address>', 'where to listen: 0.0.0.0 for the whole network', '127.0.0.1')
      .option('--new-token', 'make another secret; the old address is worth nothing then');
    withCalendarOptions(command)
      .addHelpText(
        'after',
        examples('serve', 'serve --alarm 1h', 'serve --host 0.0.0.0 --port 8080'),
      )
      .action(act(serve));
  },
};

async function serve(context: Context, options: ServeOptions): Promise<void> {
  const { alarm: alarms = [], all = false, newToken = false } = options;
  const host =
    options.host.trim().toLowerCase() === 'localhost' ? '127.0.0.1' : options.host.trim();
  refuseMeaningless(host, newToken);
  const { icsOf } = await import('../exchange/ics');
  const calendar = async () => icsOf(await context.store.read(), { alarms, all }).text;
  // A list that cannot be read is told of here and now.
  await calendar();
  const token = isLoopback(host) ? undefined : await tokenFor(context, newToken);
  const { startServer, pathFor, hostsOf } = await import('./calendar-server');
  if (context.dryRun) {
    const urls = hostsOf(host).map((one) => `http://${one}:${options.port}${pathFor(token)}`);
    await tellDryRun(context, urls);
    return;
  }
  const { port } = options;
  const failed = (error: unknown) => void context.err.print(failureScreen(error));
  let server: Running;
  try {
    server = await startServer({ host, port, token, calendar, onFailure: failed });
  } catch (error) {
    throw listeningProblem(error, host, port);
  }
  await untilInterrupted(context, async () => tellServing(context, server, token !== undefined));
  await server.close();
  if (!context.json && !context.quiet) await context.err.print([line(dim('Stopped.'))]);
}

/** @throws Problem `usage` when no host is named, or a token is to be made where none is used. */
function refuseMeaningless(host: string, newToken: boolean): void {
  if (!/^[\w.:-]+$/.test(host)) {
    throw new Problem('usage', `"${host}" is no address to listen at.`, {
      hint: 'Write --host 0.0.0.0 for the whole network, or an address of this machine.',
    });
  }
  if (newToken && isLoopback(host)) {
    throw new Problem('usage', 'There is no token in an address that only this machine reaches.', {
      hint: 'Write --new-token together with --host 0.0.0.0.',
    });
  }
}

/** Whether an address is one that only this machine reaches. */
function isLoopback(host: string): boolean {
  return host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** The secret of this list; in a dry run none is made. */
async function tokenFor({ places, dryRun }: Context, isNew: boolean): Promise<string> {
  const kept = new TokenFile(places.state);
  const present = isNew ? undefined : kept.read();
  if (present !== undefined) return present;
  return dryRun ? '<new-token>' : kept.renew();
}

/** Ends when the user or the system asks for an end: that is how serving is done with, and no failure. */
async function untilInterrupted(context: Context, begin: () => Promise<void>): Promise<void> {
  let release = () => {};
  const interrupted = new Promise<void>((resolve) => {
    release = context.onInterrupt(resolve);
  });
  try {
    await begin();
    await interrupted;
  } finally {
    release();
  }
}

async function tellServing(
  { out, err, json, quiet }: Context,
  { urls, port }: Running,
  isOpen: boolean,
): Promise<void> {
  if (json) {
    out.json({ serve: { urls, port } });
    return;
  }
  await out.print(urls.map((url) => line(url)));
  if (quiet) return;
  await err.print([
    line(
      `Subscribe to ${urls.length === 1 ? 'it' : 'one of these'} in your calendar. Ctrl-C ends it.`,
    ),
    ...(isOpen
      ? [
          line(
            dim('Whoever knows this address can read your calendar, and it travels unencrypted.'),
          ),
          line(dim('jikai serve --host … --new-token makes another address.')),
        ]
      : []),
  ]);
}

async function tellDryRun(
  { out, err, json, quiet }: Context,
  urls: readonly string[],
): Promise<void> {
  if (json) {
    out.json({ serve: { urls, dryRun: true } });
    return;
  }
  await out.print(urls.map((url) => line(url)));
  if (!quiet) await err.print([line(dim('Nothing was served: this was a dry run.'))]);
}

/** Why a calendar could not be given to somebody who asked. */
function failureScreen(error: unknown): Screen {
  if (error instanceof Problem) {
    return [line(error.message), ...(error.hint === undefined ? [] : [line(dim(error.hint))])];
  }
  return [line(`The calendar could not be made: ${String(error)}`)];
}

/** Node's reasons for not listening, in the user's words, and what to do. */
const REASONS: Readonly<Record<string, readonly [why: string, hint: string]>> = {
  EADDRINUSE: [
    'another program listens there, perhaps another jikai serve',
    'End that one, or take another port: jikai serve --port 0 takes any that is free',
  ],
  EACCES: ['the system keeps that port for itself', 'Take a higher one: jikai serve --port 8765'],
  EADDRNOTAVAIL: [
    'that is no address of this machine',
    'Write --host 0.0.0.0 for the whole network.',
  ],
  ENOTFOUND: ['nobody knows that name', 'Write --host 0.0.0.0 for the whole network.'],
  EAFNOSUPPORT: ['this machine has no such addresses', 'Leave --host out.'],
};

function listeningProblem(cause: unknown, host: string, port: number): Problem {
  const where = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const [why, hint] = REASONS[errorCode(cause)] ?? [
    cause instanceof Error ? cause.message : String(cause),
    'Try another --port or --host.',
  ];
  return new Problem('failed', `The calendar cannot be served at ${where}: ${why}.`, {
    hint,
    cause,
  });
}
