/** System calls as strace tells of them (`-f -y -s <much>`), one value a call. */

/** One system call that a process made. */
export interface Call {
  readonly thread: string;
  readonly name: string;
  /** In order: the bytes of a string, the path of a descriptor, else the words. */
  readonly operands: readonly Operand[];
  /** What it returned; undefined when it never returned, because its process was killed. */
  readonly result: number | undefined;
  /** The path of the descriptor it returned. */
  readonly opened: string | undefined;
}

export type Operand =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'file'; readonly descriptor: number; readonly path: string }
  | { readonly kind: 'words'; readonly words: string };

/** The calls by which a process changes what is on the disk, or says something. */
export const CHANGING = [
  'openat',
  'mkdir',
  'mkdirat',
  'write',
  'pwrite64',
  'writev',
  'ftruncate',
  'fchmod',
  'fchown',
  'fsync',
  'fdatasync',
  'link',
  'linkat',
  'symlink',
  'symlinkat',
  'rename',
  'renameat',
  'renameat2',
  'unlink',
  'unlinkat',
  'rmdir',
  'copy_file_range',
  'sendfile',
] as const;

/** strace with these options more, writing what a program does to a file. */
export function tracing(out: string, ...more: readonly string[]): string[] {
  const calls = `trace=/^(${CHANGING.join('|')})$`;
  // Quicker by half, but a signal comes too late then: the call is made.
  const quickly = more.some((option) => option.includes('signal=')) ? [] : ['--seccomp-bpf'];
  const silently = ['-f', '-qq', '-e', 'signal=none'];
  const whole = ['-y', '-s', '9999999', '-o', out];
  return ['strace', ...silently, ...quickly, ...whole, '-e', calls, ...more, '--'];
}

/** Reads what strace wrote. A call that was interrupted by another thread's is put together again. */
export function parseTrace(text: string): Call[] {
  const calls: Call[] = [];
  const begun = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, thread = '', said = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    const [, head] = /^(.*?) *<unfinished \.\.\.>$/.exec(said) ?? [];
    if (head !== undefined) {
      begun.set(thread, head);
      continue;
    }
    const [, tail] = /^<\.\.\. \w+ resumed>(.*)$/.exec(said) ?? [];
    const whole = tail === undefined ? said : `${begun.get(thread) ?? ''}${tail}`;
    if (tail !== undefined) begun.delete(thread);
    const call = toCall(thread, whole);
    if (call !== undefined) calls.push(call);
  }
  for (const [thread, head] of begun) {
    const call = toCall(thread, `${head}) = ?`);
    if (call !== undefined) calls.push(call);
  }
  return calls;
}

function toCall(thread: string, said: string): Call | undefined {
  const [, name, operands, result, opened] =
    /^(\w+)\((.*)\) += (-?\d+|\?)(?:<(.*)>)?(?: E[A-Z]+ \(.*\))?(?: \(INJECTED\))?$/.exec(said) ??
    [];
  if (name === undefined || operands === undefined || result === undefined) return undefined;
  return {
    thread,
    name,
    operands: toOperands(operands),
    result: result === '?' ? undefined : Number(result),
    opened,
  };
}

const OPERAND =
  /"((?:[^"\\]|\\.)*)"(?:\.\.\.)?|(AT_FDCWD|\d+)<((?:[^<>]|<[^<>]*>)*)>|((?:\[[^\]]*\]|\{[^}]*\}|[^,"[{])+)|,/g;

function toOperands(text: string): Operand[] {
  const operands: Operand[] = [];
  for (const [, string, descriptor, path, words] of text.matchAll(OPERAND)) {
    if (string !== undefined) operands.push({ kind: 'bytes', bytes: unescaped(string) });
    else if (descriptor !== undefined && path !== undefined) {
      const file = { kind: 'file', descriptor: Number(descriptor), path } as const;
      operands.push(descriptor === 'AT_FDCWD' ? { kind: 'words', words: descriptor } : file);
    } else if (words !== undefined && words.trim() !== '') {
      operands.push({ kind: 'words', words: words.trim() });
    }
  }
  return operands;
}

const ESCAPES: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, v: 11, f: 12 };

/** The bytes of a C string as strace prints it. */
function unescaped(string: string): Buffer {
  const bytes: number[] = [];
  for (const [piece, octal, sign] of string.matchAll(/\\([0-7]{1,3})|\\(.)|[^\\]+/gs)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else if (sign !== undefined) bytes.push(ESCAPES[sign] ?? sign.charCodeAt(0));
    else for (const byte of Buffer.from(piece)) bytes.push(byte);
  }
  return Buffer.from(bytes);
}

/** The paths a call names, in order. */
export function pathsOf({ name, operands }: Call): string[] {
  // What a symbolic link says is no path of ours.
  const meant = name.startsWith('symlink') ? operands.slice(1) : operands;
  const isContent = /write|send/.test(name);
  return meant.flatMap((operand) => {
    if (operand.kind === 'file') return [operand.path];
    return operand.kind === 'bytes' && !isContent ? [operand.bytes.toString('utf8')] : [];
  });
}

/** A place at which a process can be stopped: a call of this name, the nth of its thread. */
export interface Point {
  readonly call: string;
  readonly nth: number;
  /** The call and its paths, without what differs between runs. */
  readonly where: string;
  /** The how manyeth of its thread there, from 1. */
  readonly turn: number;
}

/** The points of a trace at which the disk below `folder` was about to change, or something was said. */
export function pointsOf(calls: readonly Call[], folder: string): Point[] {
  const main = calls[0]?.thread;
  const seen = new Map<string, number>();
  const count = (what: string): number => {
    const nth = (seen.get(what) ?? 0) + 1;
    seen.set(what, nth);
    return nth;
  };
  return calls.flatMap((call) => {
    if (call.thread !== main) return [];
    const nth = count(call.name);
    const where = whereOf(call, folder);
    return where === undefined ? [] : [{ call: call.name, nth, where, turn: count(`at ${where}`) }];
  });
}

/** A call in words, if it is one of a {@link Point}. */
export function whereOf(call: Call, folder: string): string | undefined {
  if (isSaying(call)) return 'write stdout';
  const paths = pathsOf(call).filter((path) => path === folder || path.startsWith(`${folder}/`));
  const isReading =
    call.name === 'openat' &&
    !call.operands.some(
      (operand) => operand.kind === 'words' && /O_CREAT|O_TRUNC/.test(operand.words),
    );
  if (paths.length === 0 || isReading) return undefined;
  const plain = paths.map((path) =>
    path.slice(folder.length + 1).replaceAll(/(new|try|claim)-[\w-]+/g, '$1-*'),
  );
  return [call.name, ...plain].join(' ').trim();
}

/** Whether a call says something to the user. */
export function isSaying({ name, operands: [to] }: Call): boolean {
  return name.startsWith('write') && to?.kind === 'file' && to.descriptor === 1;
}
