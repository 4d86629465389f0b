import { win32 } from 'node:path';
import { Problem } from '../../watchlist/problem';
import { runProgram } from '../programs';
import { runsOf } from './present';
import { everyIn, signature } from './signature';
import type { Job, Plan, Step, Surroundings, Timer } from './timer';
import { fromXml, xmlText } from './words';

const TASK = 'jikai-remind';

/** A task of Windows' Task Scheduler. */
export const schtasks: Timer = {
  name: 'schtasks',
  reason: 'this is Windows',
  absence: 'schtasks is Windows’, and this is another system',

  isHere: async ({ system }) => system.platform === 'win32',

  async installing(job, at) {
    const text = taskText(job);
    const present = await read(at);
    // Windows gives the task back in its own manner, but with the words that start the program.
    if (present !== undefined && isSame(present, text)) return [];
    const file = win32.join(at.env.TEMP ?? at.system.home, `${TASK}.xml`);
    return [
      {
        kind: 'write',
        file,
        // The one encoding that every Windows takes here.
        content: Buffer.from(`\ufeff${text}`, 'utf16le'),
        shown: { where: file, what: 'written', lines: text.trimEnd().split('\n') },
      },
      run('/Create', '/TN', TASK, '/XML', file, '/F'),
      { kind: 'remove', file },
    ];
  },

  async uninstalling(at): Promise<Plan> {
    return (await read(at)) === undefined ? [] : [run('/Delete', '/TN', TASK, '/F')];
  },

  async state(at) {
    const present = await read(at);
    if (present === undefined) return { name: 'schtasks', installed: false, where: [] };
    const every = everyIn(present);
    const words = [...argumentsIn(present).matchAll(/"([^"]*)"(?= "|\s+remind\b)/g)];
    const [node, program] = words.slice(-2).map(([, word]) => word);
    return {
      name: 'schtasks',
      installed: true,
      where: [`the task ${TASK}`],
      ...(every === undefined ? {} : { every }),
      ...runsOf(node, program),
    };
  },
};

/**
 * The task, by the Task Scheduler's schema 1.2. node is a console program, whose window would flash up
 * each time: conhost runs it in one that is not shown.
 * @throws Problem `failed` when a path has what the command line cannot hold.
 */
export function taskText({ every, node, program, options, env }: Job): string {
  const variables = Object.entries(env).map(([name, value]) => `set "${name}=${value}"`);
  const words = [node, program].map(doubled).join(' ');
  const others = options.map((word) => (/^[\w-]+$/.test(word) ? word : doubled(word)));
  const command = [words, 'remind', '--background', ...others].join(' ');
  if (/[%"]/.test([...Object.values(env), node, program, ...options].join(''))) {
    throw new Problem(
      'failed',
      'A path with a % or a quote in it cannot go into a task of Windows.',
      {
        hint: 'Keep jikai and its folders at another path.',
      },
    );
  }
  const started =
    variables.length === 0
      ? command
      : `cmd.exe /d /v:off /s /c "${[...variables, command].join(' && ')}"`;
  const text = [
    '<?xml version="1.0" encoding="UTF-16"?>',
    '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    '  <RegistrationInfo>',
    `    <Description>${xmlText(signature(every).join(' '))}</Description>`,
    '  </RegistrationInfo>',
    '  <Triggers>',
    '    <TimeTrigger>',
    '      <Repetition>',
    `        <Interval>PT${every}M</Interval>`,
    '      </Repetition>',
    // Any time that is over: it repeats from there without an end.
    '      <StartBoundary>2024-01-01T00:00:00</StartBoundary>',
    '      <Enabled>true</Enabled>',
    '    </TimeTrigger>',
    '  </Triggers>',
    '  <Principals>',
    '    <Principal id="Author">',
    '      <LogonType>InteractiveToken</LogonType>',
    '      <RunLevel>LeastPrivilege</RunLevel>',
    '    </Principal>',
    '  </Principals>',
    '  <Settings>',
    '    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>',
    '    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>',
    '    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>',
    '    <StartWhenAvailable>true</StartWhenAvailable>',
    '    <ExecutionTimeLimit>PT5M</ExecutionTimeLimit>',
    '  </Settings>',
    '  <Actions Context="Author">',
    '    <Exec>',
    '      <Command>conhost.exe</Command>',
    `      <Arguments>${xmlText(`--headless ${started}`)}</Arguments>`,
    '    </Exec>',
    '  </Actions>',
    '</Task>',
  ];
  return `${text.join('\n')}\n`;
}

function doubled(word: string): string {
  return `"${word}"`;
}

function isSame(present: string, wanted: string): boolean {
  return argumentsIn(present) === argumentsIn(wanted) && everyIn(present) === everyIn(wanted);
}

function argumentsIn(xml: string): string {
  return fromXml(/<Arguments>([^<]*)<\/Arguments>/.exec(xml)?.[1] ?? '');
}

function run(...args: readonly string[]): Step {
  return { kind: 'run', argv: ['schtasks.exe', ...args] };
}

/** The task as Windows tells it; undefined when there is none. */
async function read({ system, env }: Surroundings): Promise<string | undefined> {
  if (system.platform !== 'win32') return undefined;
  const { code, stdout } = await runProgram('schtasks.exe', ['/Query', '/TN', TASK, '/XML'], {
    env,
  });
  return code === 0 ? stdout : undefined;
}
