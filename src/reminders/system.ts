/** The machine and the program, as timers need to know them. */
export interface System {
  /** As node names it: `linux`, `darwin`, `win32`. */
  readonly platform: string;
  /** The user's home folder. */
  readonly home: string;
  /** The user's number; undefined where users have none. */
  readonly user: number | undefined;
  /** The node that runs us, and what it runs: absolute paths. */
  readonly node: string;
  readonly program: string;
}
