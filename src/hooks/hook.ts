/** What hooks are run for. The first three are asked before a change is written; a drop is only told of. */
export const OCCASIONS = ['add', 'watch', 'verdict', 'drop'] as const;
export type Occasion = (typeof OCCASIONS)[number];

/** The name of a hook's file: that of its occasion, perhaps with more behind it: `on-add`, `on-add.sh`. */
export type HookName = `on-${string}`;

/** A program of the user's in the folder of hooks. */
export interface Hook {
  readonly name: HookName;
  readonly file: string;
}

/** What is behind an occasion's name when a file is only kept: a copy, an example, one that is put away. */
const PUT_AWAY = /\.(?:off|disabled|sample|example|bak|old|orig|rej|tmp|swp)$/i;

/** The occasion that a file of this name is for; undefined for one that is no hook. */
export function occasionOf(name: string): Occasion | undefined {
  const [, word] = /^on-([a-z]+)(?:[.-][\w.-]*)?$/.exec(name) ?? [];
  return PUT_AWAY.test(name) ? undefined : OCCASIONS.find((one) => one === word);
}

export function isHookName(name: string): name is HookName {
  return occasionOf(name) !== undefined;
}
