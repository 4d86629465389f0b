import type { System } from '../system';

/** What may run jikai by itself, best first. */
export const TIMER_NAMES = ['systemd', 'launchd', 'schtasks', 'cron', 'shell'] as const;

export type TimerName = (typeof TIMER_NAMES)[number];

/** The machine, and the environment that jikai was started in. */
export interface Surroundings {
  readonly system: System;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What is to be run, and how often. Paths are absolute; nothing in it has control characters. */
export interface Job {
  /** In minutes, 1 to 1440. A shell has no use for it. */
  readonly every: number;
  readonly node: string;
  readonly program: string;
  /** Where jikai's folders are, as timers have environments of their own: names and values. */
  readonly env: Readonly<Record<string, string>>;
  /** Further options of `jikai remind`: `--data-dir` and its folder. */
  readonly options: readonly string[];
  /** The watchlist, and the file whose first word is the second at which a terminal is told next. */
  readonly store: string;
  readonly next: string;
}

/** What is shown of a change to something that is not wholly ours, or of a file of ours. */
export interface Shown {
  /** A file, or `your crontab`. */
  readonly where: string;
  readonly what: 'written' | 'added' | 'removed';
  /** All lines of a file of ours, or those of ours in another. */
  readonly lines: readonly string[];
}

/** One thing that is done to install or uninstall a timer. */
export type Step =
  | {
      readonly kind: 'write';
      readonly file: string;
      readonly content: Uint8Array;
      readonly shown: Shown;
    }
  | { readonly kind: 'remove'; readonly file: string; readonly shown?: Shown }
  /** Only if nothing is in it. */
  | { readonly kind: 'remove-folder'; readonly folder: string }
  | {
      readonly kind: 'run';
      readonly argv: readonly [string, ...string[]];
      readonly input?: string;
      readonly shown?: Shown;
      /** How often it is tried before it has failed; once unless told. */
      readonly tries?: number;
    };

/** What is to be done, in order, exactly. Nothing when all is as it should be. */
export type Plan = readonly Step[];

/** How it stands with one timer. */
export interface TimerState {
  readonly name: TimerName;
  readonly installed: boolean;
  /** Files, or `your crontab`. */
  readonly where: readonly string[];
  /** In minutes; undefined when it is unknown, and for a shell. */
  readonly every?: number;
  /** What it starts, and whether that is there still; undefined when it cannot be read. */
  readonly runs?: {
    readonly node: string;
    readonly program: string;
    readonly isThere: boolean;
  };
  /** Whether the system means to run it; undefined where it does not tell. */
  readonly isOn?: boolean;
  /** As the system tells; milliseconds. */
  readonly lastRun?: number;
  readonly nextRun?: number;
  /** Why it could not be looked at, in a sentence; `installed` is false then. */
  readonly trouble?: string;
}

/** One way to have jikai run by itself. */
export interface Timer {
  readonly name: TimerName;
  /** Why it can be had here: `your systemd user manager answers`. */
  readonly reason: string;
  /** What to say where it cannot be had: what is not there. */
  readonly absence: string;
  isHere(at: Surroundings): Promise<boolean>;
  /**
   * What installs it, or makes it what it should be.
   * @throws Problem `usage` when it cannot express the job, `failed` when what is there cannot be read.
   */
  installing(job: Job, at: Surroundings): Promise<Plan>;
  /** What takes away all of it that is ours. Nothing when there is nothing. */
  uninstalling(at: Surroundings): Promise<Plan>;
  state(at: Surroundings): Promise<TimerState>;
  /** What may keep an installed one from running, in a sentence; undefined when nothing does. */
  doubt?(at: Surroundings): Promise<string | undefined>;
}
