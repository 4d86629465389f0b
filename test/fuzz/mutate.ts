import type { Random } from './random';

/** What a file's text is made of, for what a whole piece of it is. */
export type Form = 'json' | 'xml' | 'cells' | 'bytes';

/** A file that was damaged, and how. */
export interface Damaged {
  readonly how: string;
  readonly bytes: Buffer;
}

/** The pieces that mean something by themselves: values and keys, what stands between tags, cells. */
const PIECES: Readonly<Record<Form, RegExp>> = {
  json: /"(?:[^"\\\n]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null/g,
  xml: /(?<=>)[^<>\n]+(?=<)|<\/?\w+>/g,
  cells: /[^\t,\n]+/g,
  bytes: /[^\s]+/g,
};

const HUGE = 'x'.repeat(100_000);

/** Values nobody expects where another stood, as JSON. */
const JSON_TOKENS = [
  ...['null', 'true', 'false', '{}', '[]', '[null]', '{"a":1}', '""', '" "', '"\\u0000"'],
  ...['0', '-0', '-1', '1.5', '1e999', '-1e999', '1e-999', '99999999999999999999', '4294967296'],
  ...['9007199254740993', '1e21', '2147483648', '100000', '"__proto__"', '"constructor"'],
  ...[
    '"\\ud800"',
    '"\\udc00x"',
    '"A\\u001b]0;x\\u0007"',
    '"\\u202e"',
    '"x\\r\\nATTENDEE:mailto:e@x"',
  ],
  ...['"0000-00-00"', '"2024-02-30"', '"2024-13-01T00:00:00Z"', '"9999-12-31T23:59:59Z"'],
  ...['"0001-01-01T00:00:00Z"', '"+275760-09-13T00:00:00Z"', '"-000001-01-01"', '"P0D"'],
  ...['"P99999999999999999999D"', '"Mars/Olympus"', '"UTC+99"', '"../../x"', '"javascript:x"'],
  `"${HUGE}"`,
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  '['.repeat(20_000),
  `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
];

const PLAIN_TOKENS = [
  ...['', ' ', '0', '-0', '-1', '1.5', '1e999', '99999999999999999999', '4294967296', '2147483648'],
  ...['__proto__', 'constructor', '0000-00-00', '2024-02-30', '9999-12-31', '0001-01-01'],
  ...[
    '+275760-09-13',
    'null',
    'true',
    '"',
    '""',
    "'",
    '<',
    '>',
    '&',
    '&#0;',
    '&#x110000;',
    '&bomb;',
  ],
  ...['<![CDATA[', ']]>', '<!--', '<!DOCTYPE a [<!ENTITY b "c">]>', '=HYPERLINK("http://x","y")'],
  ...['\u001b]0;x\u0007', '\u202e', '\r', '\r\n', '\t', ',', ';', '🎞️', '\ufeff', '\u0000', HUGE],
  '<a>'.repeat(5000),
];

/** Bytes that are no text: NUL, marks of byte order, halves of characters, surrogates in UTF-8. */
const STRANGE = [
  ...[
    '\u0000',
    '\u0000\u0000\u0000\u0000',
    '\ufeff',
    '\r',
    '\r\n',
    '\n',
    '\n\n',
    '\u2028',
    '\u001b',
  ],
].map((text) => Buffer.from(text));
const NO_TEXT = [[0xed, 0xa0, 0x80], [0xff, 0xfe], [0xfe, 0xff], [0xff], [0xc3], [0x1f, 0x8b]].map(
  (bytes) => Buffer.from(bytes),
);

type Way = (bytes: Buffer, random: Random, form: Form) => Buffer;

/** Ways that leave a file as long as it was. */
const SAME_LENGTH: Readonly<Record<string, Way>> = {
  'bits flipped': (bytes, random) => {
    const copy = Buffer.from(bytes);
    for (let left = 1 + random.below(4); left > 0; left--) {
      const at = random.below(copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
    }
    return copy;
  },
  'a byte replaced': (bytes, random) => {
    const copy = Buffer.from(bytes);
    copy[random.below(copy.length)] = random.of([
      0,
      0x22,
      0x2c,
      0x5b,
      0x7d,
      0x0a,
      random.below(256),
    ]);
    return copy;
  },
  'a slice written over another': (bytes, random) => {
    const copy = Buffer.from(bytes);
    const { from, to } = sliceOf(bytes, random);
    copy.copy(copy, random.below(copy.length - (to - from) + 1), from, to);
    return copy;
  },
  'a piece written over one as long': (bytes, random, form) => {
    const text = bytes.toString('latin1');
    const pieces = [...text.matchAll(PIECES[form])];
    if (pieces.length < 2) return bytes;
    const one = random.of(pieces);
    const alike = pieces.filter(([word]) => word.length === one[0].length && word !== one[0]);
    const other = alike.length > 0 ? random.of(alike)[0] : '0'.repeat(one[0].length);
    return spliced(bytes, one.index, one[0].length, Buffer.from(other, 'latin1'));
  },
};

const WAYS: Readonly<Record<string, Way>> = {
  ...SAME_LENGTH,
  'cut short': (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  'its beginning lost': (bytes, random) => bytes.subarray(random.below(bytes.length)),
  'a slice deleted': (bytes, random) => {
    const { from, to } = sliceOf(bytes, random);
    return spliced(bytes, from, to - from, Buffer.alloc(0));
  },
  'a slice doubled': (bytes, random) => {
    const { from, to } = sliceOf(bytes, random);
    return spliced(bytes, to, 0, bytes.subarray(from, to));
  },
  'two slices swapped': (bytes, random) => {
    const cuts = [0, 0, 0, 0].map(() => random.below(bytes.length + 1)).sort((a, b) => a - b);
    const [a = 0, b = 0, c = 0, d = 0] = cuts;
    const part = (from: number, to?: number) => bytes.subarray(from, to);
    return Buffer.concat([part(0, a), part(c, d), part(b, c), part(a, b), part(d)]);
  },
  'strange bytes put in': (bytes, random) => {
    const at = random.happens(0.3) ? random.of([0, bytes.length]) : random.below(bytes.length + 1);
    return spliced(bytes, at, 0, random.of([...STRANGE, ...NO_TEXT]));
  },
  'a mark at its start': (bytes) => Buffer.concat([Buffer.from('\ufeff'), bytes]),
  'lines ended by CR LF': (bytes) =>
    Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1'),
  'a line deleted': lines((all, random) => all.splice(random.below(all.length), 1)),
  'a line doubled': lines((all, random) => {
    all.splice(random.below(all.length), 0, random.of(all));
  }),
  'lines shuffled': lines((all, random) => {
    const [taken = ''] = all.splice(random.below(all.length), 1);
    all.splice(random.below(all.length + 1), 0, taken);
  }),
  'zeroes at its end': (bytes, random) =>
    Buffer.concat([bytes.subarray(0, random.below(bytes.length)), Buffer.alloc(512)]),
};

/** Ways that keep its grammar, mostly, and change what it says: they come far. */
const MEANT: Readonly<Record<string, Way>> = {
  'a piece replaced': (bytes, random, form) =>
    onPiece(bytes, random, form, () => random.of(form === 'json' ? JSON_TOKENS : PLAIN_TOKENS)),
  'a piece replaced by another of it': (bytes, random, form) => {
    const all = bytes.toString('utf8').match(PIECES[form]) ?? [''];
    return onPiece(bytes, random, form, () => random.of(all));
  },
  'a number changed': (bytes, random) => {
    const numbers = [...bytes.toString('latin1').matchAll(/\d+/g)];
    if (numbers.length === 0) return bytes;
    const { index, 0: digits } = random.of(numbers);
    const other = random.of([
      ...[Number(digits) + 1, Number(digits) - 1, Number(digits) * 1000, 0, random.below(1e9)],
      ...[1e15, random.below(100)],
    ]);
    return spliced(bytes, index, digits.length, Buffer.from(String(other)));
  },
};

/**
 * A damaged copy, in one way to three. What it says of how is for whoever looks for the cause.
 * @param sameLength only in ways that leave it as long as it was.
 */
export function damaged(
  bytes: Buffer,
  random: Random,
  form: Form,
  { sameLength = false }: { readonly sameLength?: boolean } = {},
): Damaged {
  const how: string[] = [];
  let result = bytes;
  for (let left = random.of([1, 1, 1, 2, 3]); left > 0; left--) {
    if (result.length < 8) break;
    const ways = sameLength ? SAME_LENGTH : random.happens(0.5) ? MEANT : WAYS;
    const [name, way] = random.of(Object.entries(ways));
    result = way(result, random, form);
    how.push(name);
  }
  return { how: how.join(', '), bytes: result };
}

/** A stretch of it; mostly short, since long ones leave little to look at. */
function sliceOf(bytes: Buffer, random: Random): { readonly from: number; readonly to: number } {
  const from = random.below(bytes.length);
  const most = random.happens(0.7) ? 40 : bytes.length;
  return { from, to: Math.min(bytes.length, from + 1 + random.below(most)) };
}

function spliced(bytes: Buffer, at: number, length: number, put: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + length)]);
}

function onPiece(bytes: Buffer, random: Random, form: Form, put: () => string): Buffer {
  // Where they stand is found by the byte.
  const pieces = [...bytes.toString('latin1').matchAll(PIECES[form])];
  if (pieces.length === 0) return bytes;
  const { index, 0: piece } = random.of(pieces);
  return spliced(bytes, index, piece.length, Buffer.from(put()));
}

function lines(change: (all: string[], random: Random) => unknown): Way {
  return (bytes, random) => {
    const all = bytes.toString('latin1').split('\n');
    change(all, random);
    return Buffer.from(all.join('\n'), 'latin1');
  };
}
