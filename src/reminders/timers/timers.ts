import { Problem } from '../../watchlist/problem';
import { cron } from './cron';
import { launchd } from './launchd';
import { schtasks } from './schtasks';
import { shell } from './shell';
import { systemd } from './systemd';
import type { Job, Plan, Surroundings, Timer, TimerName, TimerState } from './timer';

export { carryOut } from './carry-out';
export { everyWords, parseEvery } from './every';
export { lastingPath } from './lasting-path';

/** All timers, in the order in which they are preferred. */
const TIMERS: readonly Timer[] = [systemd, launchd, schtasks, cron, shell];

/** Those that run by the clock, of which one is enough. */
const CLOCKS: readonly Timer[] = TIMERS.filter((timer) => timer !== shell);

/** A timer, and why it is this one. */
export interface Picked {
  readonly timer: Timer;
  readonly why: string;
}

/**
 * The timer to install: the one that is asked for, else the one that is installed, else the first that
 * this system has.
 * @throws Problem `failed` when the system does not have it, or none.
 */
export async function pickTimer(name: TimerName | undefined, at: Surroundings): Promise<Picked> {
  if (name !== undefined) {
    const timer = timerNamed(name);
    if (await timer.isHere(at)) return { timer, why: 'as you asked' };
    throw new Problem('failed', `${timer.absence}.`, {
      hint: 'jikai remind install without --using takes what is here.',
    });
  }
  const installed = await firstOf(
    CLOCKS,
    async (timer) => (await stateOf(timer, at)).installed,
    at,
  );
  if (installed !== undefined) return { timer: installed, why: 'it is set up already' };
  const here = await firstOf(TIMERS, async () => true, at);
  if (here !== undefined) return { timer: here, why: here.reason };
  throw new Problem(
    'failed',
    'Nothing here can run jikai by itself: no timer and no shell I know.',
    {
      hint: 'Have whatever starts programs for you run jikai remind --background.',
    },
  );
}

/** What takes a timer of ours away that is there. */
export interface Leaving {
  readonly timer: Timer;
  readonly plan: Plan;
}

/**
 * How to take away the timers of ours that are there, or the one that is named. One that cannot be looked
 * at is passed over where others are there.
 * @throws Problem `failed` when one cannot be looked at and no other is there.
 */
export async function leavingTimers(
  name: TimerName | undefined,
  at: Surroundings,
): Promise<readonly Leaving[]> {
  const asked = name === undefined ? TIMERS : [timerNamed(name)];
  const found: Leaving[] = [];
  const problems: Problem[] = [];
  for (const timer of asked) {
    try {
      const plan = await timer.uninstalling(at);
      if (plan.length > 0) found.push({ timer, plan });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problems.push(error);
    }
  }
  const [problem] = problems;
  if (found.length === 0 && problem !== undefined) throw problem;
  return found;
}

/** How it stands with each timer. */
export async function timerStates(at: Surroundings): Promise<readonly TimerState[]> {
  return Promise.all(TIMERS.map((timer) => stateOf(timer, at)));
}

/** What may be wrong with an installed timer, in a sentence; undefined when nothing seems to be. */
export async function doubtAbout(
  { name, every = 10 }: TimerState,
  job: Job,
  at: Surroundings,
): Promise<string | undefined> {
  const timer = timerNamed(name);
  const doubt = await timer.doubt?.(at);
  if (doubt !== undefined) return doubt;
  const isAsItWere = (await timer.installing({ ...job, every }, at)).length === 0;
  return isAsItWere ? undefined : `${name} runs jikai remind for another list, or another jikai.`;
}

/** How it stands with one timer, also when it cannot be looked at. */
export async function stateOf(timer: Timer, at: Surroundings): Promise<TimerState> {
  try {
    return await timer.state(at);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { name: timer.name, installed: false, where: [], trouble: error.message };
  }
}

/** Another timer that runs by the clock as well; undefined when there is none. */
export async function otherClock(timer: Timer, at: Surroundings): Promise<TimerName | undefined> {
  if (timer === shell) return undefined;
  const others = CLOCKS.filter((one) => one !== timer);
  const states = await Promise.all(others.map((one) => stateOf(one, at)));
  return states.find(({ installed }) => installed)?.name;
}

function timerNamed(name: TimerName): Timer {
  return TIMERS.find((timer) => timer.name === name) ?? shell;
}

async function firstOf(
  timers: readonly Timer[],
  fits: (timer: Timer) => Promise<boolean>,
  at: Surroundings,
): Promise<Timer | undefined> {
  for (const timer of timers) {
    if ((await timer.isHere(at)) && (await fits(timer))) return timer;
  }
  return undefined;
}
