import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../programs';
import { clockOf } from './every';
import { onPath } from './lasting-path';
import {
  contentOf,
  missingFolders,
  removing,
  removingFolders,
  runsOf,
  writing,
  xdgFolder,
} from './present';
import { everyIn, foldersIn, signature } from './signature';
import type { Job, Step, Surroundings, Timer, TimerState } from './timer';

const SERVICE = 'jikai-remind.service';
const TIMER = 'jikai-remind.timer';

/** How long the user manager may take to answer, in milliseconds. */
const PATIENCE = 5_000;

/** A service and a timer of systemd's user manager. */
export const systemd: Timer = {
  name: 'systemd',
  reason: 'your systemd user manager answers',
  absence: 'No systemd user manager answers here',

  isHere: answers,

  async installing(job, at) {
    const files = filesFor(at);
    const present = contentOf(files.service)?.toString();
    const made =
      present === undefined
        ? [...missingFolders(files.service), ...missingFolders(files.stamp)]
        : foldersIn(present);
    const writes = [
      ...writing(files.service, serviceText(job, made)),
      ...writing(files.timer, timerText(job)),
    ];
    if (writes.length === 0 && (await isOn(at))) return [];
    return [
      ...writes,
      systemctl('daemon-reload'),
      systemctl('enable', '--now', TIMER),
      // One that runs goes on by its old times else.
      ...(present === undefined ? [] : [systemctl('restart', TIMER)]),
    ];
  },

  async uninstalling(at) {
    const { service, timer, link, wants, stamp } = filesFor(at);
    const present = contentOf(service)?.toString();
    const isLinked = lstatSync(link, { throwIfNoEntry: false }) !== undefined;
    if (present === undefined && !existsSync(timer) && !isLinked) return [];
    const isAnswered = await answers(at);
    return [
      ...(isAnswered && existsSync(timer) ? [systemctl('disable', '--now', TIMER)] : []),
      // As `disable` does it.
      ...(isLinked && !isAnswered ? [{ kind: 'remove', file: link } as const] : []),
      ...(isLinked && !isAnswered ? removingFolders([wants]) : []),
      ...removing(timer, service, stamp),
      ...removingFolders(present === undefined ? [] : foldersIn(present)),
      ...(isAnswered ? [systemctl('daemon-reload')] : []),
    ];
  },

  async state(at) {
    const { service, timer } = filesFor(at);
    const [text, times] = [service, timer].map((file) => contentOf(file)?.toString());
    if (text === undefined && times === undefined) {
      return { name: 'systemd', installed: false, where: [] };
    }
    const every = everyIn(text ?? '');
    const isRunning = await isOn(at);
    const [node, program] = startedBy(/^ExecStart=(.*)$/m.exec(text ?? '')?.[1] ?? '');
    return {
      name: 'systemd',
      installed: true,
      where: [service, timer].filter((file) => existsSync(file)),
      ...(every === undefined ? {} : { every }),
      ...runsOf(node, program),
      isOn: isRunning,
      ...(isRunning ? await runTimes(at) : {}),
    };
  },
};

interface Files {
  readonly service: string;
  readonly timer: string;
  /** What `systemctl enable` makes, and its folder. */
  readonly link: string;
  readonly wants: string;
  /** When a persistent timer ran last, which systemd keeps. */
  readonly stamp: string;
}

function filesFor(at: Surroundings): Files {
  const folder = join(xdgFolder('XDG_CONFIG_HOME', at), 'systemd', 'user');
  const wants = join(folder, 'timers.target.wants');
  return {
    service: join(folder, SERVICE),
    timer: join(folder, TIMER),
    wants,
    link: join(wants, TIMER),
    stamp: join(xdgFolder('XDG_DATA_HOME', at), 'systemd', 'timers', `stamp-${TIMER}`),
  };
}

/** The service, by systemd.service(5) and systemd.exec(5). */
export function serviceText(job: Job, made: readonly string[]): string {
  const { env } = job;
  return lines([
    ...comments(signature(job.every, made)),
    '[Unit]',
    'Description=jikai tells which anime episodes dropped',
    '',
    '[Service]',
    'Type=oneshot',
    ...Object.entries(env).map(([name, value]) => `Environment=${quotedWord(`${name}=${value}`)}`),
    `ExecStart=${commandLine(job)}`,
    'TimeoutStartSec=5min',
  ]);
}

/** Starts what follows: systemd itself does not start a program with a quote or backslash in its path. */
const BY_SHELL = '/bin/sh -c "exec \\"$$@\\"" sh';

function commandLine({ node, program, options }: Job): string {
  const words = [program, 'remind', '--background', ...options].map((word) =>
    /^[\w-]+$/.test(word) ? word : quotedArgument(word),
  );
  const started = /['"\\]/.test(node)
    ? `${BY_SHELL} ${quotedArgument(node)}`
    : // In what is started, unlike in what it is given, a dollar sign means itself.
      quotedWord(node);
  return [started, ...words].join(' ');
}

/** The node and the program of a {@link commandLine}. */
function startedBy(command: string): readonly string[] {
  const isByShell = command.startsWith(`${BY_SHELL} `);
  const words = [
    ...command.slice(isByShell ? BY_SHELL.length : 0).matchAll(/"((?:[^"\\]|\\.)*)"/g),
  ];
  return words.map(([, word = ''], index) => {
    const plain = word.replaceAll('%%', '%').replace(/\\(.)/g, '$1');
    return index === 0 && !isByShell ? plain : plain.replaceAll('$$', '$');
  });
}

/** The timer, by systemd.timer(5) and systemd.time(7). */
export function timerText({ every }: Job): string {
  return lines([
    ...comments(signature(every)),
    '[Unit]',
    'Description=jikai tells which anime episodes dropped',
    '',
    '[Timer]',
    ...timesOf(every),
    'AccuracySec=1s',
    '',
    '[Install]',
    'WantedBy=timers.target',
  ]);
}

/** At times of the day where it can be, for then a run that was slept through is caught up on. */
function timesOf(every: number): readonly string[] {
  const clock = clockOf(every);
  if (clock === undefined) return ['OnStartupSec=1min', `OnUnitActiveSec=${every}min`];
  const hours = clock.hours?.map((hour) => String(hour).padStart(2, '0')).join(',');
  const minutes = clock.step === 60 ? '00' : `00/${clock.step}`;
  return [`OnCalendar=*-*-* ${hours ?? '*'}:${minutes}:00`, 'Persistent=true'];
}

/** A word in quotes, in which backslashes, quotes and specifiers mean themselves. */
function quotedWord(word: string): string {
  return `"${word.replace(/[\\"]/g, '\\$&').replaceAll('%', '%%')}"`;
}

/** The same for what a program is given, where variables are put in. */
function quotedArgument(word: string): string {
  return quotedWord(word).replaceAll('$', '$$$$');
}

function comments(texts: readonly string[]): readonly string[] {
  return texts.map((text) => `# ${text}`);
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}

function systemctl(...args: readonly string[]): Step {
  return { kind: 'run', argv: ['systemctl', '--user', ...args] };
}

async function answers(at: Surroundings): Promise<boolean> {
  if (at.system.platform !== 'linux' || onPath('systemctl', at.env) === undefined) return false;
  return (await asked(at, 'systemctl', '--user', 'show-environment')) !== undefined;
}

async function isOn(at: Surroundings): Promise<boolean> {
  if (!(await answers(at))) return false;
  const told = ['is-enabled', 'is-active'].map((what) =>
    asked(at, 'systemctl', '--user', what, TIMER),
  );
  return (await Promise.all(told)).every((answer) => answer !== undefined);
}

/** What systemd tells of a timer that is on, over D-Bus: microseconds, 0 for never. */
async function runTimes(at: Surroundings): Promise<Pick<TimerState, 'lastRun' | 'nextRun'>> {
  if (onPath('busctl', at.env) === undefined) return {};
  const told = await asked(
    at,
    'busctl',
    '--user',
    'get-property',
    'org.freedesktop.systemd1',
    '/org/freedesktop/systemd1/unit/jikai_2dremind_2etimer',
    'org.freedesktop.systemd1.Timer',
    'LastTriggerUSec',
    'NextElapseUSecRealtime',
  );
  const [lastRun, nextRun] = (told ?? '').split('\n').map((line) => {
    const millis = Math.floor(Number(/^t (\d+)$/.exec(line)?.[1]) / 1000);
    return Number.isSafeInteger(millis) && millis > 0 ? millis : undefined;
  });
  return {
    ...(lastRun === undefined ? {} : { lastRun }),
    ...(nextRun === undefined ? {} : { nextRun }),
  };
}

/** What a program prints; undefined when it fails. */
async function asked(
  { env }: Surroundings,
  program: string,
  ...args: readonly string[]
): Promise<string | undefined> {
  const { code, stdout } = await runProgram(program, args, { env, patience: PATIENCE });
  return code === 0 ? stdout : undefined;
}
