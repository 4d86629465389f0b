import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Call, isSaying, pathsOf } from './trace';

/**
 * What a disk may hold after a power cut, by a program's system calls and the least that POSIX
 * promises: what was written into a file is there once that file was synced, and a name in a folder
 * once that folder was. Until then each single step may be there or not, whatever the others do; a
 * write also by half. (What a journalling file system does is one of these states.)
 */

interface File {
  readonly kind: 'file';
}
interface Folder {
  readonly kind: 'folder';
}
type Node = File | Folder;

/** One thing done to a node, which a sync of that node makes lasting. */
interface Step {
  readonly node: Node;
  readonly call: Call;
  readonly index: number;
  readonly data?: { readonly at: number; readonly bytes: Buffer };
  /** The file is made so long. */
  readonly length?: number;
  /** Names in the folder that come to be, or go (null). */
  readonly names?: readonly (readonly [string, Node | null])[];
  /** When it became lasting, as an index of calls. */
  lasting: number;
}

/** Everything below a folder: the content of files by their paths, and null for folders. */
export type Tree = ReadonlyMap<string, Buffer | null>;

/** Reads what is below a folder on the disk. Symbolic links, which are locks, are left out. */
export function treeOf(folder: string): Tree {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return new Map(
    paths.flatMap((name): [string, Buffer | null][] => {
      const stats = lstatSync(path.join(folder, name));
      if (stats.isSymbolicLink()) return [];
      return [[name, stats.isDirectory() ? null : readFileSync(path.join(folder, name))]];
    }),
  );
}

/** Follows a program's calls below `root`, from what was there before. */
export class Disk {
  readonly #root: Folder = { kind: 'folder' };
  readonly #place: string;
  /** As the running system sees it. */
  readonly #names = new Map<Node, Map<string, Node>>();
  readonly #content = new Map<Node, Buffer>();
  /** As it was in the beginning, on the disk. */
  readonly #firstNames: ReadonlyMap<Node, ReadonlyMap<string, Node>>;
  readonly #firstContent: ReadonlyMap<Node, Buffer>;
  readonly #steps: Step[] = [];
  /** After how many calls the program first said something; of all if it never did. */
  readonly said: number;
  readonly #length: number;

  constructor(root: string, before: Tree, calls: readonly Call[]) {
    this.#place = root;
    this.#names.set(this.#root, new Map());
    for (const [name, content] of before) {
      const node: Node = content === null ? { kind: 'folder' } : { kind: 'file' };
      if (content === null) this.#names.set(node, new Map());
      else this.#content.set(node, content);
      const { folder, base } = this.#split(path.join(root, name));
      this.#names.get(folder)?.set(base, node);
    }
    this.#firstNames = new Map([...this.#names].map(([node, names]) => [node, new Map(names)]));
    this.#firstContent = new Map(this.#content);
    const said = calls.findIndex(isSaying);
    this.said = said === -1 ? calls.length : said;
    this.#length = calls.length;
    for (const [index, call] of calls.entries()) {
      if (call.result !== undefined && call.result >= 0) this.#follow(call, index);
    }
  }

  /**
   * What was not lasting when the program said that it was done: files that were put in place without
   * being synced first, and names whose folder was not synced after.
   *
   * @param matters which paths are to last.
   */
  unsynced(matters: (name: string) => boolean): string[] {
    const wrong: string[] = [];
    for (const { call, index, names = [], node, lasting } of this.#steps) {
      if (index > this.said) continue;
      for (const [base, named] of names) {
        const name = path.join(this.#pathOf(node, index), base);
        // What only was a step on the way need not last.
        if (named === null || this.#treeAt(this.said).get(name) !== named || !matters(name))
          continue;
        if (lasting > this.said)
          wrong.push(`${call.name} ${name}: its folder was not synced after`);
        if (!call.name.startsWith('rename')) continue;
        const isRaw = this.#steps.some(
          (step) =>
            step.node === named &&
            step.names === undefined &&
            step.index < index &&
            step.lasting > index,
        );
        if (isRaw) wrong.push(`rename ${name}: what it names was not synced before`);
      }
    }
    for (const { node, names, index, lasting } of this.#steps) {
      if (names !== undefined || index > this.said || lasting <= this.said) continue;
      const name = this.#pathOf(node, this.#length);
      if (name !== '' && matters(name)) wrong.push(`write ${name}: it was not synced after`);
    }
    return [...new Set(wrong)];
  }

  /**
   * The states in which a power cut can leave the disk, each once; with whether the program may have
   * said by then that it was done. Where there are more combinations than `most` at one moment, those
   * in which single steps are there or are missing.
   */
  *states(most = 4096): Generator<{ readonly tree: Tree; readonly isSaid: boolean }> {
    const seen = new Set<string>();
    for (let cut = 0; cut <= this.#length; cut++) {
      const done = this.#steps.filter(({ index }) => index < cut);
      const open = done.filter(({ lasting }) => lasting >= cut);
      const isSaid = cut > this.said;
      for (const chosen of choices(open, most)) {
        const tree = this.#treeOf(done, chosen);
        const key = `${isSaid} ${[...tree].map(([name, bytes]) => `${name}\0${bytes?.toString('latin1')}`).join('\0\0')}`;
        if (seen.has(key)) continue;
        seen.add(key);
        yield { tree, isSaid };
      }
    }
  }

  #follow(call: Call, index: number): void {
    const { name, operands, result = 0 } = call;
    const [first = '', second = ''] = pathsOf(call);
    const add = (step: Omit<Step, 'call' | 'index' | 'lasting'>) =>
      this.#steps.push({ ...step, call, index, lasting: Number.POSITIVE_INFINITY });
    const put = (file: string, node: Node | null, also: [string, Node | null][] = []) => {
      const { folder, base } = this.#split(file);
      const names: [string, Node | null][] = [...also, [base, node]];
      for (const [each, what] of names) {
        if (what === null) this.#names.get(folder)?.delete(each);
        else this.#names.get(folder)?.set(each, what);
      }
      add({ node: folder, names });
    };
    const write = (node: Node, bytes: Buffer, at: number) => {
      const old = this.#content.get(node) ?? Buffer.alloc(0);
      this.#content.set(node, patched(old, bytes, at));
      add({ node, data: { at, bytes } });
    };
    if (
      !this.#isOurs(first) &&
      !(/^(sendfile|copy_file_range)/.test(name) && this.#isOurs(second))
    ) {
      return;
    }
    const flags = operands.flatMap((each) => (each.kind === 'words' ? [each.words] : [])).join(' ');
    if (name === 'openat') {
      const present = this.#find(first);
      if (present === undefined && flags.includes('O_CREAT')) {
        const node: Node = { kind: 'file' };
        this.#content.set(node, Buffer.alloc(0));
        put(first, node);
      } else if (present?.kind === 'file' && flags.includes('O_TRUNC')) {
        this.#content.set(present, Buffer.alloc(0));
        add({ node: present, length: 0 });
      }
    } else if (name.startsWith('mkdir')) {
      const node: Node = { kind: 'folder' };
      this.#names.set(node, new Map());
      put(first, node);
    } else if (name === 'write' || name === 'pwrite64') {
      const node = this.#find(first);
      const content = operands.find((each) => each.kind === 'bytes');
      if (node === undefined || content?.kind !== 'bytes') return;
      // Ours go through a file once, from its end on; a place is said only by pwrite64.
      const at =
        name === 'write' ? (this.#content.get(node)?.length ?? 0) : Number(flags.split(' ').at(-1));
      write(node, content.bytes.subarray(0, result), at);
    } else if (name === 'sendfile' || name === 'copy_file_range') {
      const [from, to] = name === 'sendfile' ? [second, first] : [first, second];
      const [source, node] = [this.#find(from), this.#find(to)];
      if (source === undefined || node === undefined) return;
      const at = this.#content.get(node)?.length ?? 0;
      write(node, this.#content.get(source)?.subarray(at, at + result) ?? Buffer.alloc(0), at);
    } else if (name === 'fsync' || name === 'fdatasync') {
      const node = this.#find(first);
      for (const step of this.#steps) {
        if (step.node === node && step.lasting > index) step.lasting = index;
      }
    } else if (name.startsWith('link')) {
      put(second, this.#find(first) ?? null);
    } else if (name.startsWith('rename')) {
      const node = this.#find(first) ?? null;
      const [from, to] = [this.#split(first), this.#split(second)];
      if (from.folder === to.folder) put(second, node, [[from.base, null]]);
      else {
        put(first, null);
        put(second, node);
      }
    } else if (name.startsWith('unlink') || name === 'rmdir') {
      put(first, null);
    } else if (name === 'ftruncate') {
      const node = this.#find(first);
      const length = Number(flags.split(' ').at(-1));
      if (node === undefined) return;
      this.#content.set(node, resized(this.#content.get(node) ?? Buffer.alloc(0), length));
      add({ node, length });
    } else if (name === 'writev') {
      throw new Error(`The model of a disk knows no ${name}`);
    }
  }

  #isOurs(file: string): boolean {
    return file.startsWith(`${this.#place}/`) || file === this.#place;
  }

  #find(file: string): Node | undefined {
    let node: Node | undefined = this.#root;
    for (const part of path.relative(this.#place, file).split('/')) {
      if (part !== '') node = node && this.#names.get(node)?.get(part);
    }
    return node;
  }

  #split(file: string): { folder: Node; base: string } {
    const folder = this.#find(path.dirname(file));
    if (folder === undefined) throw new Error(`${file} is in no folder that is there`);
    return { folder, base: path.basename(file) };
  }

  /** Where a node was when so many calls were made; '' for one that was nowhere. */
  #pathOf(node: Node, index: number): string {
    return [...this.#treeAt(index)].find(([, each]) => each === node)?.[0] ?? '';
  }

  /** What was where when so many calls were made, as the running system saw it. */
  #treeAt(index: number): Map<string, Node> {
    const done = this.#steps.filter((step) => step.index < index);
    return nodesBelow(this.#root, this.#apply(done, new Map()).names);
  }

  /** The names and contents with some steps done: wholly, or a write by half. */
  #apply(done: readonly Step[], chosen: ReadonlyMap<Step, number>) {
    const names = new Map([...this.#firstNames].map(([node, all]) => [node, new Map(all)]));
    const content = new Map(this.#firstContent);
    for (const step of done) {
      const share = chosen.get(step) ?? 1;
      if (share === 0) continue;
      const present = content.get(step.node) ?? Buffer.alloc(0);
      if (step.length !== undefined) content.set(step.node, resized(present, step.length));
      if (step.data !== undefined) {
        const { bytes, at } = step.data;
        const part = bytes.subarray(0, Math.ceil(bytes.length * share));
        content.set(step.node, patched(present, part, at));
      }
      for (const [base, named] of step.names ?? []) {
        const all = names.get(step.node) ?? new Map<string, Node>();
        names.set(step.node, all);
        if (named === null) all.delete(base);
        else all.set(base, named);
      }
    }
    return { names, content };
  }

  #treeOf(done: readonly Step[], chosen: ReadonlyMap<Step, number>): Tree {
    const { names, content } = this.#apply(done, chosen);
    return new Map(
      [...nodesBelow(this.#root, names)].map(([name, node]) => [
        name,
        node.kind === 'file' ? (content.get(node) ?? Buffer.alloc(0)) : null,
      ]),
    );
  }
}

function nodesBelow(
  folder: Node,
  names: ReadonlyMap<Node, ReadonlyMap<string, Node>>,
  place = '',
): Map<string, Node> {
  const nodes = new Map<string, Node>();
  for (const [base, node] of names.get(folder) ?? []) {
    const here = path.join(place, base);
    nodes.set(here, node);
    for (const [below, each] of nodesBelow(node, names, here)) nodes.set(below, each);
  }
  return nodes;
}

function resized(bytes: Buffer, length: number): Buffer {
  const whole = Buffer.alloc(length);
  bytes.copy(whole);
  return whole;
}

function patched(old: Buffer, bytes: Buffer, at: number): Buffer {
  const whole = Buffer.alloc(Math.max(old.length, at + bytes.length));
  old.copy(whole);
  bytes.copy(whole, at);
  return whole;
}

/** How much of each open step is on the disk: nothing, all, and of a write also the half. */
function* choices(open: readonly Step[], most: number): Generator<ReadonlyMap<Step, number>> {
  const shares = (step: Step) => (step.data === undefined ? [0, 1] : [0, 0.5, 1]);
  const number = open.reduce((all, step) => all * shares(step).length, 1);
  if (number > most) {
    for (const rest of [0, 1]) {
      for (const one of open) {
        for (const share of shares(one)) {
          yield new Map(open.map((step) => [step, step === one ? share : rest]));
        }
      }
    }
    return;
  }
  for (let choice = 0; choice < number; choice++) {
    let left = choice;
    yield new Map(
      open.map((step) => {
        const all = shares(step);
        const share = all[left % all.length] ?? 1;
        left = Math.floor(left / all.length);
        return [step, share];
      }),
    );
  }
}
