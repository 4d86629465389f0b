import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalogIn } from '../catalog/catalog';
import type { ChannelName } from '../config/config';
import { settingNamed } from '../config/settings';
import type { Context } from '../context';
import { flawOf } from '../hooks/flaw';
import { isHookName, OCCASIONS } from '../hooks/hook';
import { desktopState } from '../reminders/desktop';
import type { Job } from '../reminders/timers/timer';
import { doubtAbout, lastingPath, timerStates } from '../reminders/timers/timers';
import { backupFolder, listBackups } from '../store/backups';
import { resolveTarget } from '../store/durable-file';
import { quoted } from '../store/failures';
import { lockState } from '../store/lock';
import { type Damaged, examine, nothingLeft } from '../store/recovery';
import { contentAt } from '../store/saved-states';
import { clock, dateOfInstant, dateWords, lengthWords, relative } from '../ui/time';
import { livedDay } from '../watchlist/moment';
import { newestInstant } from '../watchlist/newest';
import { Problem } from '../watchlist/problem';
import { quantity } from '../watchlist/quantity';
import { DAY, MINUTE } from '../watchlist/zone';
import { channelsInUse } from './channels';
import type { Finding } from './doctor';
import { lossSummary, recoveryWords } from './recovery-words';
import { jobFor } from './remind-install';
import { ledgerOf, nextLooks } from './remind-once';

/**
 * Everything that `doctor` looks at, in a chunk of its own. Nothing here throws, changes or sends
 * anything: what cannot be looked at is a finding.
 */
export async function findingsOf(context: Context): Promise<readonly Finding[]> {
  const checks: readonly [string, (context: Context) => Promise<Found> | Found][] = [
    ['store', storeFound],
    ['backups', backupsFound],
    ['lock', lockFound],
    ['settings', settingsFound],
    ['catalogue', catalogueFound],
    ['clock', clockFound],
    ['zone', zoneFound],
    ['timer', timerFound],
    ['terminal', terminalFound],
  ];
  const findings: Finding[] = [];
  for (const [check, look] of checks)
    findings.push({ check, ...(await orProblem(() => look(context))) });
  const hooks = await orProblem(() => hooksFound(context));
  if (hooks !== undefined) findings.push({ check: 'hooks', ...hooks });
  for (const name of channelsInUse(context, 'desktop')) {
    findings.push({ check: name, ...(await orProblem(() => channelFound(context, name))) });
  }
  return findings;
}

type Found = Omit<Finding, 'check'>;

async function orProblem<F extends Found | undefined>(
  look: () => Promise<F> | F,
): Promise<F | Found> {
  try {
    return await look();
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    const hint = error instanceof Problem && error.hint !== undefined ? { hint: error.hint } : {};
    return { state: 'bad', words, ...hint };
  }
}

function storeFound({ store, places }: Context): Found {
  // All of it is looked at, also what jikai trusts because it wrote it: disks fail.
  const found = examine({ file: store.file, stateDir: places.state });
  if (found.kind === 'damaged') return damageFound(store.file, found);
  if (found.kind === 'none') {
    return {
      state: 'note',
      words: `There is no list yet: it will be ${store.file}`,
      hint: 'jikai add "Metallic Rouge" begins it.',
    };
  }
  const { shows, revision } = found.document.watchlist;
  const { mode } = statSync(store.file);
  if ((mode & 0o222) === 0) {
    return {
      state: 'bad',
      words: `${store.file} is read-only, so nothing can be changed`,
      hint: `chmod u+w -- ${quoted(store.file)}`,
    };
  }
  const episodes = shows.reduce((sum, { watched }) => sum + watched.length, 0);
  return {
    state: 'good',
    words: `${quantity(shows.length, 'show')}, ${quantity(episodes, 'episode')} watched, revision ${revision}, in ${store.file}`,
  };
}

function damageFound(file: string, { reason, recovery, ...damaged }: Damaged): Found {
  if (recovery === undefined) {
    const { message, hint } = nothingLeft({ reason, recovery, ...damaged });
    return { state: 'bad', words: message, ...(hint === undefined ? {} : { hint }) };
  }
  return {
    // Without its backups it may have been moved away on purpose.
    state: reason === undefined && recovery.backup === undefined ? 'note' : 'bad',
    words: reason === undefined ? `${file} is gone` : `${file} cannot be read: ${reason}`,
    hint: `jikai doctor --repair brings back ${recoveryWords(recovery)}. ${lossSummary(recovery)}`,
  };
}

function backupsFound({ store }: Context): Found {
  const target = resolveTarget(store.file);
  const backups = listBackups(target);
  const [newest] = backups;
  if (newest === undefined) {
    return { state: 'note', words: 'There are none yet: each change keeps one.' };
  }
  const { flaw } = contentAt(newest.path);
  if (flaw !== undefined) {
    return {
      state: 'note',
      words: `${backups.length}, but the newest, of revision ${newest.revision}, is not whole: ${flaw}`,
      hint: 'The next change keeps another; jikai backup shows which are whole.',
    };
  }
  return {
    state: 'good',
    words: `${backups.length}, the newest of revision ${newest.revision}, in ${backupFolder(target)}`,
  };
}

function lockFound({ store, remindFolder }: Context): Found {
  const locks = [
    { file: `${resolveTarget(store.file)}.lock`, isLocal: false, does: 'writing' },
    { file: join(remindFolder, 'lock'), isLocal: true, does: 'reminding' },
  ].map((lock) => ({ ...lock, state: lockState(lock.file, lock) }));
  for (const { file, state, does } of locks) {
    if (typeof state === 'string') continue;
    return {
      state: 'note',
      words: `Another jikai (pid ${state.pid}) is ${does} just now.`,
      hint: `If it is not running any more: rm -r -- ${quoted(file)}`,
    };
  }
  return locks.some(({ state }) => state === 'dead')
    ? {
        state: 'note',
        words: 'One that a killed jikai left.',
        hint: 'The next run clears it away by itself.',
      }
    : { state: 'good', words: 'Nobody is writing or reminding.' };
}

function settingsFound({ warnings, configFile }: Context): Found {
  const [first] = warnings;
  if (first === undefined) return { state: 'good', words: `understood, in ${configFile.file}` };
  return {
    state: 'bad',
    words: warnings.map(({ message }) => message).join(' '),
    ...(first.hint === undefined ? {} : { hint: first.hint }),
  };
}

/** How old the newest premiere of a catalogue may be before a newer one is worth the way. */
const OLD_CATALOGUE = 120 * DAY;

async function catalogueFound({ catalogFiles, now }: Context): Promise<Found> {
  const { source, version, shows, newestPremiere } = await catalogIn(catalogFiles).info();
  const words = `${source} ${version}: ${quantity(shows, 'show')}, up to ${dateWords(newestPremiere)}`;
  return now - Date.parse(newestPremiere) > OLD_CATALOGUE
    ? { state: 'note', words, hint: 'It may not know this season: jikai catalog update.' }
    : { state: 'good', words };
}

/** How far a clock may be behind what the list knows of before that is worth a word. */
const SLACK = 5 * MINUTE;

async function clockFound({ now, reader, store }: Context): Promise<Found> {
  const newest = await newestOf(store);
  const words = `${dateOfInstant(now, reader.zone)}, ${clock(now, reader.zone)}`;
  if (newest <= now + SLACK) return { state: 'good', words };
  return {
    state: 'bad',
    words: `${words}, but your list knows of something ${relative(newest - now)}`,
    hint: 'Either this clock is wrong now, or one was when that was written: jikai log.',
  };
}

/** The newest that a list knows of; long ago where it cannot be read, which is told already. */
async function newestOf(store: Context['store']): Promise<number> {
  try {
    return newestInstant(await store.read());
  } catch {
    return 0;
  }
}

function zoneFound({ reader, config, env, now }: Context): Found {
  const { zone, dayEnds } = reader;
  const from =
    env.TZ !== undefined && env.TZ !== ''
      ? 'by TZ'
      : config.timezone !== undefined
        ? 'by your settings'
        : 'by your system';
  const ahead = zone.offsetAt(now);
  const hours = `UTC${ahead < 0 ? '−' : '+'}${Math.floor(Math.abs(ahead) / 60)}${ahead % 60 === 0 ? '' : `:${String(Math.abs(ahead) % 60).padStart(2, '0')}`}`;
  return {
    state: 'good',
    words: `${zone.id} (${hours}) ${from}; for you it is ${dateWords(livedDay(now, zone, dayEnds))} until ${config.dayEnds}`,
  };
}

async function timerFound(context: Context): Promise<Found> {
  const { now } = context;
  const states = await timerStates(context);
  const installed = states.filter((one) => one.installed);
  const lastRun = nextLooks(context, {}).lastRun();
  const ran =
    lastRun === undefined ? 'which never ran yet' : `which ran ${relative(lastRun - now)}`;
  const names = installed.map(({ name }) => name).join(' and ');
  if (installed.length === 0) {
    const trouble = states.find((one) => one.trouble !== undefined)?.trouble;
    return {
      state: 'note',
      words: `${trouble === undefined ? '' : `${trouble} `}Reminders come only when you run jikai remind, ${ran}.`,
      hint: 'jikai remind install has them come by themselves.',
    };
  }
  const gone = installed.find(({ runs }) => runs?.isThere === false);
  if (gone?.runs !== undefined) {
    return {
      state: 'bad',
      words: `${gone.name} starts ${gone.runs.node} ${gone.runs.program}, which is not there any more`,
      hint: 'jikai remind install mends it.',
    };
  }
  const off = installed.find(({ isOn }) => isOn === false);
  if (off !== undefined) {
    return {
      state: 'bad',
      words: `${off.name} has it and does not run it`,
      hint: 'jikai remind uninstall, then jikai remind install, sets it up anew.',
    };
  }
  const isForTerminal = channelsInUse(context, 'desktop').every((name) => name === 'terminal');
  if (isForTerminal && context.hooks.hooksFor('drop').length === 0) {
    return {
      state: installed.some(({ name }) => name === 'shell') ? 'good' : 'bad',
      words: `jikai remind is run by ${names}, but your reminders go to the terminal alone`,
      hint: 'jikai config set channels desktop (or another) has the timer tell you something.',
    };
  }
  for (const one of installed) {
    const doubt = await doubtAbout(one, jobOf(context), context);
    if (doubt === undefined) continue;
    return {
      state: 'bad',
      words: doubt,
      hint: 'jikai remind install sets it up for this list; it shows you what changes.',
    };
  }
  const every = installed.find((one) => one.every !== undefined)?.every;
  const isLate =
    every !== undefined && (lastRun === undefined || now - lastRun > (3 * every + 5) * MINUTE);
  if (isLate) {
    return {
      state: 'note',
      words: `${names} should run jikai remind every ${lengthWords(every * MINUTE)}, ${ran}`,
      hint: 'Wait that long if it is new, or this machine slept. Else see whether it is running: pgrep cron, systemctl --user status.',
    };
  }
  return { state: 'good', words: `jikai remind is run by ${names}, ${ran}` };
}

/** What a timer of this list is to run. */
function jobOf(context: Context): Job {
  return jobFor(context, 10, (program, path) => lastingPath(program, path, context.env));
}

function terminalFound({ out, err, env }: Context): Found {
  const where = out.isTTY
    ? 'This is a terminal'
    : err.isTTY
      ? 'What is printed goes elsewhere'
      : 'There is no terminal';
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  const isUtf8 = /utf-?8/i.test(locale);
  const words = `${where}; TERM is ${env.TERM || 'not set'}, the locale ${locale || 'not set'}`;
  return isUtf8 || env.TERM === undefined
    ? { state: 'good', words }
    : {
        state: 'note',
        words,
        hint: 'Japanese titles need a UTF-8 locale: export LANG=C.UTF-8.',
      };
}

/** Whether hooks can be run, and what is in their folder that is none; undefined while there is nothing. */
function hooksFound(context: Context): Found | undefined {
  const { hooks } = context;
  const names = hooks.names();
  if (names.length === 0) return undefined;
  const known = names.filter(isHookName).map((name) => hooks.hookNamed(name));
  for (const hook of known) {
    const flaw = flawOf(hook);
    if (flaw === undefined) continue;
    return {
      state: 'bad',
      words: flaw.words,
      hint: flaw.mend ?? `The hook is ${hook.file}`,
    };
  }
  const ledger = ledgerOf(context, 'frozen');
  for (const { name } of known) {
    const failing = ledger.failing(name);
    if (failing !== undefined) return { state: 'bad', words: `did not work last: ${failing}` };
  }
  const can =
    known.length === 0 ? 'none' : `${known.map(({ name }) => name).join(', ')} can be run`;
  const words = `${can}, in ${hooks.path}`;
  const strange = names.find((name) => name.startsWith('on-') && !isHookName(name));
  if (strange !== undefined) {
    return {
      state: 'note',
      words: `${words}; ${strange} is no hook, and never run`,
      hint: `Hooks begin with ${OCCASIONS.map((one) => `on-${one}`).join(', ')}; what is put away ends in .off.`,
    };
  }
  return hooks.isOff
    ? { state: 'note', words: `${words}, but off`, hint: 'By --no-hooks or JIKAI_HOOK.' }
    : { state: 'good', words };
}

async function channelFound(context: Context, name: ChannelName): Promise<Found> {
  const { config, system, env } = context;
  const failing = ledgerOf(context, 'frozen').failing(name);
  if (failing !== undefined) {
    return {
      state: 'bad',
      words: `did not work last: ${failing}`,
      hint: `jikai remind --test --channel ${name} tries it.`,
    };
  }
  switch (name) {
    case 'terminal':
      return { state: 'good', words: 'jikai remind prints where it is run' };
    case 'desktop': {
      const { reachable, words, hint } = await desktopState({ system, env });
      const timers = await timerStates(context);
      const isWanted =
        config.channels !== undefined ||
        timers.some(({ name: by, installed }) => installed && by !== 'shell');
      return {
        state: reachable ? 'good' : isWanted ? 'bad' : 'note',
        words,
        ...(hint === undefined ? {} : { hint }),
      };
    }
    case 'file': {
      const { file } = config;
      if (file === undefined) return lacking(name);
      return existsSync(dirname(file))
        ? { state: 'good', words: `adds to ${file}` }
        : { state: 'note', words: `the folder of ${file} will be made` };
    }
    case 'command': {
      const [program] = config.command ?? [];
      if (program === undefined) return lacking(name);
      return program.includes('/') && !existsSync(program)
        ? { state: 'bad', words: `${program} is not there`, hint: 'jikai config set command …' }
        : { state: 'good', words: `runs ${program}` };
    }
    case 'ntfy':
    case 'webhook': {
      const address = config[name];
      if (address === undefined) return lacking(name);
      return {
        state: 'good',
        words: `goes to ${new URL(address).host}; not tried now`,
        hint: `jikai remind --test --channel ${name} tries it.`,
      };
    }
  }
}

function lacking(name: 'ntfy' | 'webhook' | 'command' | 'file'): Found {
  return {
    state: 'bad',
    words: 'is not set up yet',
    hint: `Set it up: jikai config set ${name} ${settingNamed(name).example}`,
  };
}
