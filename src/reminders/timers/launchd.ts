import { join } from 'node:path';
import { runProgram } from '../programs';
import { contentOf, missingFolders, removing, removingFolders, runsOf, writing } from './present';
import { everyIn, foldersIn, signature } from './signature';
import type { Job, Step, Surroundings, Timer } from './timer';
import { fromXml, xmlText } from './words';

const LABEL = 'jikai.remind';

/** How often a program is tried to be handed to launchd, which lets go of an old one in its own time. */
const TRIES = 10;

/** An agent of macOS's launchd. */
export const launchd: Timer = {
  name: 'launchd',
  reason: 'this is macOS',
  absence: 'launchd is macOS’s, and this is another system',

  isHere: async ({ system }) => system.platform === 'darwin',

  async installing(job, at) {
    const file = fileFor(at);
    const present = contentOf(file)?.toString();
    const made = present === undefined ? missingFolders(file) : foldersIn(present);
    const writes = writing(file, plistText(job, made));
    const isLoaded = await isOn(at);
    if (writes.length === 0 && isLoaded) return [];
    return [
      ...writes,
      ...(isLoaded ? [launchctl('bootout', serviceFor(at))] : []),
      launchctl('enable', serviceFor(at)),
      { ...launchctl('bootstrap', domainFor(at), file), tries: TRIES },
    ];
  },

  async uninstalling(at) {
    const file = fileFor(at);
    const present = contentOf(file)?.toString();
    if (present === undefined) return [];
    return [
      ...((await isOn(at)) ? [launchctl('bootout', serviceFor(at))] : []),
      ...removing(file),
      ...removingFolders(foldersIn(present)),
    ];
  },

  async state(at) {
    const file = fileFor(at);
    const present = contentOf(file)?.toString();
    if (present === undefined) return { name: 'launchd', installed: false, where: [] };
    const [, list = ''] =
      /<key>ProgramArguments<\/key>\s*<array>([\s\S]*?)<\/array>/.exec(present) ?? [];
    const [node, program] = [...list.matchAll(/<string>([^<]*)<\/string>/g)].map(([, text = '']) =>
      fromXml(text),
    );
    const every = everyIn(present);
    return {
      name: 'launchd',
      installed: true,
      where: [file],
      ...(every === undefined ? {} : { every }),
      ...runsOf(node, program),
      isOn: await isOn(at),
    };
  },
};

function fileFor({ system }: Surroundings): string {
  return join(system.home, 'Library', 'LaunchAgents', `${LABEL}.plist`);
}

function domainFor({ system }: Surroundings): string {
  return `gui/${system.user ?? 0}`;
}

function serviceFor(at: Surroundings): string {
  return `${domainFor(at)}/${LABEL}`;
}

/** The agent, by launchd.plist(5). */
export function plistText(
  { every, node, program, options, env }: Job,
  made: readonly string[],
): string {
  const words = [node, program, 'remind', '--background', ...options];
  const variables = Object.entries(env).flatMap(([name, value]) => [
    `    <key>${xmlText(name)}</key>`,
    `    <string>${xmlText(value)}</string>`,
  ]);
  const text = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    ...signature(every, made).map((line) => `<!-- ${line} -->`),
    '<plist version="1.0">',
    '<dict>',
    '  <key>Label</key>',
    `  <string>${LABEL}</string>`,
    '  <key>ProgramArguments</key>',
    '  <array>',
    ...words.map((word) => `    <string>${xmlText(word)}</string>`),
    '  </array>',
    ...(variables.length === 0
      ? []
      : ['  <key>EnvironmentVariables</key>', '  <dict>', ...variables, '  </dict>']),
    '  <key>StartInterval</key>',
    `  <integer>${every * 60}</integer>`,
    '  <key>RunAtLoad</key>',
    '  <true/>',
    '  <key>ProcessType</key>',
    '  <string>Background</string>',
    '</dict>',
    '</plist>',
  ];
  return `${text.join('\n')}\n`;
}

function launchctl(...args: readonly string[]): Extract<Step, { kind: 'run' }> {
  return { kind: 'run', argv: ['launchctl', ...args] };
}

async function isOn(at: Surroundings): Promise<boolean> {
  if (at.system.platform !== 'darwin') return false;
  const { code } = await runProgram('launchctl', ['print', serviceFor(at)], { env: at.env });
  return code === 0;
}
