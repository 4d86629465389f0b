import { isUtf8 } from 'node:buffer';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Context } from '../context';
import { diskProblem, errorCode } from '../store/failures';
import { Problem } from '../watchlist/problem';

/** A list as it came: its bytes, unpacked, and how to speak of where they are from. */
export interface ListFile {
  readonly bytes: Buffer;
  /** `animelist.xml.gz`; `what came in` for stdin. */
  readonly name: string;
}

/** In bytes. The longest lists there are, of 11,000 entries, take a fifth of it. */
const MOST = 64 * 2 ** 20;

/**
 * All that is in a file, or comes on stdin for `-`; unpacked where it was packed with gzip.
 * @throws Problem `failed` when it cannot be read, is packed in another way, or is far too long.
 */
export async function readListFile(name: string, { stdin }: Context): Promise<ListFile> {
  const packed = name === '-' ? await fromStdin(stdin) : await fromFile(resolve(name));
  const called = name === '-' ? STDIN : name;
  return { bytes: unpacked(packed, called), name: called };
}

const STDIN = 'What came in';

async function fromFile(file: string): Promise<Buffer> {
  try {
    const stats = statSync(file);
    if (stats.isDirectory()) {
      throw new Problem('failed', `${file} is a folder.`, {
        hint: 'Name the file in it that holds your list.',
      });
    }
    // A pipe, as of <(curl …), does not say how much will come.
    if (!stats.isFile()) return await gathered(createReadStream(file), file);
    if (stats.size > MOST) throw tooLong(file);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (errorCode(error) !== 'ENOENT') throw diskProblem(`${file} could not be read`, error);
    throw new Problem('failed', `There is no file ${file}.`, {
      hint: 'Name the file that you exported, anilist:<name> for a public list on AniList, or - for what comes through a pipe.',
    });
  }
}

async function fromStdin({ isTTY, pieces }: Context['stdin']): Promise<Buffer> {
  if (isTTY === true) {
    throw new Problem(
      'usage',
      'There is nothing to import: - stands for what comes through a pipe.',
      {
        hint: 'Write zcat animelist.xml.gz | jikai import - or name the file.',
      },
    );
  }
  return gathered(pieces(), STDIN);
}

async function gathered(pieces: AsyncIterable<Uint8Array>, name: string): Promise<Buffer> {
  const all: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    all.push(piece);
    length += piece.length;
    if (length > MOST) throw tooLong(name);
  }
  return Buffer.concat(all);
}

function unpacked(bytes: Buffer, name: string): Buffer {
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') {
    throw new Problem('failed', `${name} is a ZIP archive.`, {
      hint: 'Unpack it, and import the file in it that holds your list.',
    });
  }
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST });
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLong(name);
    const what = code === 'Z_BUF_ERROR' ? 'ends too early' : 'is damaged';
    throw new Problem('failed', `${name} ${what}, and cannot be unpacked.`, {
      hint: 'Download it once more. Nothing was changed.',
      cause: error,
    });
  }
}

function tooLong(name: string): Problem {
  return new Problem(
    'failed',
    `${name} holds more than ${MOST / 2 ** 20} MB, far more than any list of shows.`,
    { hint: 'Check that it is the file you mean. Nothing was changed.' },
  );
}

/**
 * Bytes as text: UTF-8, UTF-16 with a mark at its start, as spreadsheets write it, or what an XML file that is
 * not in UTF-8 says it is in.
 * @param garbled how many characters could not be read, and stand as U+FFFD.
 */
export function textOf(bytes: Buffer): { readonly text: string; readonly garbled: number } {
  const [first, second] = bytes;
  const isLittle = first === 0xff && second === 0xfe;
  const isBig = first === 0xfe && second === 0xff;
  const encoding = isLittle ? 'utf-16le' : isBig ? 'utf-16be' : encodingOf(bytes);
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return { text: encoding === 'windows-1252' ? withQuotes(text) : text, garbled: 0 };
  } catch {
    const text = new TextDecoder(encoding).decode(bytes);
    return { text, garbled: text.split('\ufffd').length - 1 };
  }
}

/** The encoding that text without a mark of UTF-16 is in, as `TextDecoder` knows it. */
function encodingOf(bytes: Buffer): string {
  return isUtf8(bytes) ? 'utf-8' : (declaredIn(bytes) ?? 'utf-8');
}

/** What an XML declaration names, where it is one that is known and that its bytes can be in. */
function declaredIn(bytes: Buffer): string | undefined {
  const head = bytes.subarray(0, 200).toString('latin1');
  const [, label = ''] = /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/i.exec(head) ?? [];
  // Of what says that it is in UTF-16, and can be read so far, nothing but a mark is believed.
  if (label === '' || /^u(?:tf|cs|nicode)/i.test(label)) return undefined;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

/** What windows-1252 has from 0x80 to 0x9f (encoding.spec.whatwg.org): quotation marks, dashes, the euro. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Node 20 reads windows-1252 as if it were ISO-8859-1, which has control characters there. */
function withQuotes(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (sign) => WINDOWS[sign.charCodeAt(0) - 0x80] ?? sign);
}
