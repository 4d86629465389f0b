/** One change, as far as its place in the order of undoing goes. */
export interface Step {
  readonly revision: number;
  readonly kind: 'change' | 'undo' | 'redo';
}

export interface History<S extends Step> {
  /** What `undo` takes back next: the newest change, or redo, that is not taken back yet. */
  readonly toUndo: S | undefined;
  /** What `redo` gives again next: the newest undo since the last change. */
  readonly toRedo: S | undefined;
  /** The revisions of the changes that are taken back. */
  readonly undone: ReadonlySet<number>;
}

/**
 * Where the stack of undoing stands after these steps, oldest first. A change clears what could be
 * redone. The oldest steps may be missing: an undo or redo stands for itself, because it is undone
 * by turning round what it did itself.
 */
export function historyOf<S extends Step>(steps: readonly S[]): History<S> {
  /** Steps in effect, each with the revisions of the change it is or gives again. */
  const done: { readonly step: S; readonly revisions: readonly number[] }[] = [];
  let takenBack: typeof done = [];
  const undone = new Set<number>();
  for (const step of steps) {
    if (step.kind === 'undo') {
      const revisions = done.pop()?.revisions ?? [];
      for (const revision of revisions) undone.add(revision);
      takenBack.push({ step, revisions });
    } else if (step.kind === 'redo') {
      const revisions = takenBack.pop()?.revisions ?? [];
      for (const revision of revisions) undone.delete(revision);
      done.push({ step, revisions: [...revisions, step.revision] });
    } else {
      takenBack = [];
      done.push({ step, revisions: [step.revision] });
    }
  }
  return { toUndo: done.at(-1)?.step, toRedo: takenBack.at(-1)?.step, undone };
}
