/**
 * Messages of D-Bus as bytes, by the D-Bus Specification 0.43, "Type System" and "Message Protocol".
 * We write calls with the few types that they need, and read whatever comes.
 */

/** What came is no D-Bus, or more than we want to read. */
export class Garbled extends Error {}

/** Numbers, but for 64-bit ones; texts; arrays, structs and dictionary entries; variants as what is inside. */
export type Value = string | number | bigint | boolean | readonly Value[];

export interface Call {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  /** Its arguments' types, and what writes them. */
  readonly signature?: string;
  readonly write?: (body: Writer) => void;
}

export interface Received {
  readonly kind: 'call' | 'return' | 'error' | 'signal' | 'unknown';
  readonly serial: number;
  /** The serial of the call that this answers. */
  readonly answers: number | undefined;
  readonly interface: string | undefined;
  readonly member: string | undefined;
  /** The name of the error that this is. */
  readonly error: string | undefined;
  readonly values: readonly Value[];
}

const KINDS = ['unknown', 'call', 'return', 'error', 'signal'] as const;

/** The header's fields that are used here, by their numbers. */
const FIELD = {
  path: 1,
  interface: 2,
  member: 3,
  error: 4,
  answers: 5,
  destination: 6,
  signature: 8,
} as const;

const LITTLE_ENDIAN = 0x6c;
const BIG_ENDIAN = 0x42;

/** What stands before the header's fields. */
const FIXED_BYTES = 16;

/** What a message may have, in bytes: what we ask for is answered in hundreds. */
const MOST = 2 ** 20;

/** How deep types and values may be nested: the specification's limit for both kinds of container. */
const DEEPEST = 64;

export function callMessage(call: Call, serial: number): Buffer {
  const body = new Writer();
  call.write?.(body);
  const message = new Writer();
  message.byte(LITTLE_ENDIAN);
  message.byte(KINDS.indexOf('call'));
  message.byte(0);
  message.byte(1);
  message.uint32(body.length);
  message.uint32(serial);
  message.array(8, () => {
    message.field(FIELD.path, 'o', call.path);
    message.field(FIELD.interface, 's', call.interface);
    message.field(FIELD.member, 's', call.member);
    message.field(FIELD.destination, 's', call.destination);
    if (call.signature !== undefined) message.field(FIELD.signature, 'g', call.signature);
  });
  message.align(8);
  return Buffer.concat([message.bytes(), body.bytes()]);
}

/** Writes values one after another, each where its alignment wants it. */
export class Writer {
  #bytes = Buffer.alloc(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  align(to: number): void {
    this.#take((to - (this.#length % to)) % to);
  }

  byte(value: number): void {
    const at = this.#take(1);
    this.#bytes.writeUInt8(value, at);
  }

  uint32(value: number): void {
    this.align(4);
    const at = this.#take(4);
    this.#bytes.writeUInt32LE(value, at);
  }

  int32(value: number): void {
    this.align(4);
    const at = this.#take(4);
    this.#bytes.writeInt32LE(value, at);
  }

  /** A NUL would end the text early, and the connection with it; half a surrogate pair becomes `�`. */
  string(value: string): void {
    const text = Buffer.from(value.replaceAll('\0', '\ufffd'), 'utf8');
    this.uint32(text.length);
    const at = this.#take(text.length + 1);
    text.copy(this.#bytes, at);
  }

  signature(value: string): void {
    this.byte(value.length);
    const at = this.#take(value.length + 1);
    this.#bytes.write(value, at, 'latin1');
  }

  /** @param to the alignment of its elements, which `write` writes. */
  array(to: number, write: () => void): void {
    this.uint32(0);
    const at = this.#length - 4;
    this.align(to);
    const start = this.#length;
    write();
    this.#bytes.writeUInt32LE(this.#length - start, at);
  }

  strings(values: readonly string[]): void {
    this.array(4, () => {
      for (const value of values) this.string(value);
    });
  }

  /** An entry of a dictionary from texts to variants. */
  entry(key: string, signature: 's' | 'y', value: string | number): void {
    this.align(8);
    this.string(key);
    this.signature(signature);
    if (typeof value === 'string') this.string(value);
    else this.byte(value);
  }

  /** A field of a header: a struct of its number and a variant. */
  field(code: number, signature: 'o' | 's' | 'g', value: string): void {
    this.align(8);
    this.byte(code);
    this.signature(signature);
    if (signature === 'g') this.signature(value);
    else this.string(value);
  }

  /** Makes room for so many bytes, all zero, which may move all bytes; returns where they begin. */
  #take(size: number): number {
    const at = this.#length;
    this.#length += size;
    if (this.#length > this.#bytes.length) {
      const grown = Buffer.alloc(this.#length * 2);
      this.#bytes.copy(grown);
      this.#bytes = grown;
    }
    return at;
  }
}

/**
 * How many bytes the message has that begins here; undefined while too few are there to tell.
 * @throws Garbled
 */
export function messageSize(bytes: Buffer): number | undefined {
  if (bytes.length < FIXED_BYTES) return undefined;
  const isLittle = isLittleEndian(bytes);
  if (bytes[3] !== 1) throw new Garbled(`version ${bytes[3]}`);
  const body = isLittle ? bytes.readUInt32LE(4) : bytes.readUInt32BE(4);
  const fields = isLittle ? bytes.readUInt32LE(12) : bytes.readUInt32BE(12);
  const size = FIXED_BYTES + Math.ceil(fields / 8) * 8 + body;
  if (size > MOST) throw new Garbled(`a message of ${size} bytes`);
  return size;
}

/**
 * Reads one whole message.
 * @throws Garbled
 */
export function readMessage(bytes: Buffer): Received {
  try {
    const reader = new Reader(bytes, isLittleEndian(bytes));
    reader.at = 8;
    const [serial, fields] = reader.values('ua(yv)');
    const named = new Map(listOf(fields).map((field) => [listOf(field)[0], listOf(field)[1]]));
    reader.align(8);
    const text = (code: number): string | undefined => {
      const value = named.get(code);
      return typeof value === 'string' ? value : undefined;
    };
    const answers = named.get(FIELD.answers);
    return {
      kind: KINDS[bytes[1] ?? 0] ?? 'unknown',
      serial: typeof serial === 'number' ? serial : 0,
      answers: typeof answers === 'number' ? answers : undefined,
      interface: text(FIELD.interface),
      member: text(FIELD.member),
      error: text(FIELD.error),
      values: reader.values(text(FIELD.signature) ?? ''),
    };
  } catch (cause) {
    // Node's reads beyond the end throw errors of their own.
    throw cause instanceof Garbled ? cause : new Garbled('cut short', { cause });
  }
}

function isLittleEndian(bytes: Buffer): boolean {
  const [order] = bytes;
  if (order !== LITTLE_ENDIAN && order !== BIG_ENDIAN) throw new Garbled(`byte order ${order}`);
  return order === LITTLE_ENDIAN;
}

function listOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

class Reader {
  at = 0;
  readonly #bytes: Buffer;
  readonly #isLittle: boolean;
  #depth = 0;

  constructor(bytes: Buffer, isLittle: boolean) {
    this.#bytes = bytes;
    this.#isLittle = isLittle;
  }

  align(to: number): void {
    this.at = Math.ceil(this.at / to) * to;
  }

  /** Values of these types, one after another. */
  values(signature: string): readonly Value[] {
    return typesIn(signature).map((type) => this.#value(type));
  }

  #value(type: string): Value {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new Garbled('nested too deep');
    const value = this.#anyOf(type);
    this.#depth -= 1;
    return value;
  }

  #anyOf(type: string): Value {
    const size = alignmentOf(type);
    this.align(size);
    const bytes = this.#bytes;
    const isLittle = this.#isLittle;
    switch (type[0]) {
      case 'y':
        return bytes.readUInt8(this.#take(1));
      case 'b':
        return this.#uint32() === 1;
      case 'n':
        return isLittle ? bytes.readInt16LE(this.#take(2)) : bytes.readInt16BE(this.#take(2));
      case 'q':
        return isLittle ? bytes.readUInt16LE(this.#take(2)) : bytes.readUInt16BE(this.#take(2));
      case 'i':
        return isLittle ? bytes.readInt32LE(this.#take(4)) : bytes.readInt32BE(this.#take(4));
      case 'u':
      case 'h':
        return this.#uint32();
      case 'x':
        return isLittle ? bytes.readBigInt64LE(this.#take(8)) : bytes.readBigInt64BE(this.#take(8));
      case 't':
        return isLittle
          ? bytes.readBigUInt64LE(this.#take(8))
          : bytes.readBigUInt64BE(this.#take(8));
      case 'd':
        return isLittle ? bytes.readDoubleLE(this.#take(8)) : bytes.readDoubleBE(this.#take(8));
      case 's':
      case 'o':
        return this.#text(this.#uint32());
      case 'g':
        return this.#text(bytes.readUInt8(this.#take(1)));
      case 'v': {
        const [inner = '', ...more] = typesIn(this.#text(bytes.readUInt8(this.#take(1))));
        if (more.length > 0) throw new Garbled('a variant of several types');
        return this.#value(inner);
      }
      case 'a':
        return this.#array(type.slice(1));
      default:
        return this.values(type.slice(1, -1));
    }
  }

  #array(type: string): readonly Value[] {
    const length = this.#uint32();
    this.align(alignmentOf(type));
    const end = this.at + length;
    const values: Value[] = [];
    while (this.at < end) values.push(this.#value(type));
    if (this.at !== end) throw new Garbled('an array of another length');
    return values;
  }

  #uint32(): number {
    const at = this.#take(4);
    return this.#isLittle ? this.#bytes.readUInt32LE(at) : this.#bytes.readUInt32BE(at);
  }

  /** So many bytes of UTF-8, and the NUL after them. */
  #text(length: number): string {
    const at = this.#take(length + 1);
    if (this.at > this.#bytes.length) throw new Garbled('a text cut short');
    return this.#bytes.toString('utf8', at, at + length);
  }

  #take(size: number): number {
    const { at } = this;
    this.at += size;
    return at;
  }
}

const ALIGNMENTS: Readonly<Record<string, number>> = {
  ...{ y: 1, g: 1, v: 1, n: 2, q: 2, b: 4, i: 4, u: 4, h: 4, s: 4, o: 4, a: 4 },
  ...{ x: 8, t: 8, d: 8, '(': 8, '{': 8 },
};

function alignmentOf(type: string): number {
  const alignment = ALIGNMENTS[type[0] ?? ''];
  if (alignment === undefined) throw new Garbled(`no type: ${type}`);
  return alignment;
}

/** The single complete types that a signature is made of. */
function typesIn(signature: string): readonly string[] {
  const types: string[] = [];
  for (let at = 0; at < signature.length; ) {
    const end = endOfType(signature, at, 0);
    types.push(signature.slice(at, end));
    at = end;
  }
  return types;
}

function endOfType(signature: string, at: number, depth: number): number {
  const code = signature[at] ?? '';
  alignmentOf(code);
  if (depth > DEEPEST) throw new Garbled('types nested too deep');
  if (code === 'a') return endOfType(signature, at + 1, depth + 1);
  if (code !== '(' && code !== '{') return at + 1;
  const close = code === '(' ? ')' : '}';
  let next = at + 1;
  while (signature[next] !== close) next = endOfType(signature, next, depth + 1);
  // Elements of no size would never fill an array.
  if (next === at + 1) throw new Garbled('a struct of nothing');
  return next + 1;
}
