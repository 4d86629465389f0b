import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { diskProblem, errorCode } from '../store/failures';
import { type Hook, type HookName, isHookName, type Occasion, occasionOf } from './hook';

/** The folder in which the user keeps hooks. It need not exist. */
export class HookFolder {
  readonly path: string;
  /** Hooks are there, perhaps, and not to be run. */
  readonly isOff: boolean;

  constructor(path: string, { isOff }: { readonly isOff: boolean }) {
    this.path = path;
    this.isOff = isOff;
  }

  /**
   * The names of all that is in it, in order by code unit. Where there is no folder, that costs one look.
   * @throws Problem `failed` when it may not be looked into: what is in it must not be passed over.
   */
  names(): readonly string[] {
    try {
      if (statSync(this.path, { throwIfNoEntry: false }) === undefined) return [];
      return readdirSync(this.path).sort();
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return [];
      throw diskProblem(`Your hooks in ${this.path} could not be looked for`, error);
    }
  }

  /** The hooks to be run, in the order in which they are; none while they are off. */
  hooks(): readonly Hook[] {
    if (this.isOff) return [];
    return this.names()
      .filter(isHookName)
      .map((name) => this.hookNamed(name));
  }

  hookNamed(name: HookName): Hook {
    return { name, file: join(this.path, name) };
  }

  /** Those for one occasion. */
  hooksFor(occasion: Occasion): readonly Hook[] {
    return this.hooks().filter((hook) => occasionOf(hook.name) === occasion);
  }
}
