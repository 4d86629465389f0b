import type { Told } from '../commands/world';

/** A control character that nothing of ours prints, but for what ends lines and parts cells. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
const HARMFUL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** Where a program speaks of its own insides. */
const INSIDES =
  /\n\s+at .+:\d+|Something went wrong inside|Invalid Date|Invalid time|Cannot (?:read|convert|destructure) |is not (?:a function|iterable|a constructor)|ERR_[A-Z]{3}/;

const STOPPED = /A change to \S+ was about to be written, but .+\. Nothing was written\./;

/**
 * What is wrong with how a command ended, in a few words; undefined when nothing is.
 * @param codes the exit codes it may end with.
 */
export function flawOfOutcome(
  argv: readonly string[],
  { code, out, err }: Told,
  codes: readonly number[],
  {
    isColoured = false,
    mayBeOdd = false,
  }: {
    readonly isColoured?: boolean;
    /** Whether the words of the command line are ones that else would tell of a slip. */
    readonly mayBeOdd?: boolean;
  } = {},
): string | undefined {
  if (!codes.includes(code)) return `it ended with ${code}: ${firstLine(err || out)}`;
  // A list whose ids are in disorder, and that we believe to be ours: the store's own check stops the write.
  const isStopped = mayBeOdd && STOPPED.test(`${err}${out}`);
  const inside = isStopped ? null : INSIDES.exec(`${err}${out}`);
  if (inside !== null) return `it spoke of its insides: ${lineWith(`${err}${out}`, inside.index)}`;
  const slip = mayBeOdd ? null : /\b(?:NaN|undefined)\b|\[object /.exec(`${err}${out}`);
  if (slip !== null) return `it said ${slip[0]}: ${lineWith(`${err}${out}`, slip.index)}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours, and lines wiped away.
  const plain = (text: string) => (isColoured ? text.replace(/\u001b\[\d*[mK]/g, '') : text);
  const harmful = HARMFUL.exec(plain(err)) ?? HARMFUL.exec(plain(out));
  if (harmful !== null) return `it printed U+${harmful[0].charCodeAt(0).toString(16)}`;
  const isJson = argv.slice(0, endOf(argv)).includes('--json');
  if (code !== 0 && code !== 130 && !isJson && !isSentence(err)) return 'it did not say why';
  // Who asks for help gets it in words.
  const isHelp = argv.some((word) => /^(?:help|--help|--version|-[a-z]*[hV].*)$/.test(word));
  if (isJson && !isHelp && !isJsonAlone(out)) return `with --json it printed ${firstLine(out)}`;
  return undefined;
}

function endOf(argv: readonly string[]): number {
  const end = argv.indexOf('--');
  return end < 0 ? argv.length : end;
}

function isSentence(text: string): boolean {
  return text.trim().length >= 10;
}

function isJsonAlone(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function firstLine(text: string): string {
  return (text.split('\n').find((line) => line.trim() !== '') ?? '').slice(0, 200);
}

function lineWith(text: string, at: number): string {
  const from = text.lastIndexOf('\n', at - 1) + 1;
  return firstLine(text.slice(from));
}
