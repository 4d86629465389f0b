import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  callMessage,
  Garbled,
  messageSize,
  readMessage,
  Writer,
} from '../../../src/reminders/desktop/dbus-message';

const CALL = {
  destination: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.Notifications',
  member: 'Notify',
};

describe('a call', () => {
  it('is laid out byte for byte as the specification says', () => {
    const hello = callMessage(
      {
        destination: 'org.freedesktop.DBus',
        path: '/org/freedesktop/DBus',
        interface: 'org.freedesktop.DBus',
        member: 'Hello',
      },
      1,
    );
    const words = [
      ['01016f00', '/org/freedesktop/DBus'],
      ['02017300', 'org.freedesktop.DBus'],
      ['03017300', 'Hello'],
      ['06017300', 'org.freedesktop.DBus'],
    ] as const;
    const fields = words.map(([head, text], index) => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(text.length);
      const field = Buffer.concat([Buffer.from(head, 'hex'), length, Buffer.from(`${text}\0`)]);
      const padding = index === words.length - 1 ? 0 : (8 - (field.length % 8)) % 8;
      return Buffer.concat([field, Buffer.alloc(padding)]);
    });
    const body = Buffer.concat(fields);
    const head = Buffer.from('6c01000100000000010000000000000000', 'hex').subarray(0, 16);
    head.writeUInt32LE(body.length, 12);
    const end = Buffer.alloc((8 - (body.length % 8)) % 8);
    expect(hello.toString('hex')).toBe(Buffer.concat([head, body, end]).toString('hex'));
  });

  it('is read back as it was meant, whatever the words', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(anyText, anyText, fc.array(anyText), fc.nat(), (a, b, list, number) => {
        const bytes = callMessage(
          {
            ...CALL,
            signature: 'susasa{sv}i',
            write: (body) => {
              body.string(a);
              body.uint32(number);
              body.string(b);
              body.strings(list);
              body.array(8, () => {
                body.entry('urgency', 'y', 1);
                body.entry('category', 's', a);
              });
              body.int32(-1);
            },
          },
          number + 1,
        );
        const [one, other, ...more] = [a, b, ...list].map((text) =>
          text.replaceAll('\0', '\ufffd'),
        );
        expect(messageSize(bytes)).toBe(bytes.length);
        expect(readMessage(bytes)).toMatchObject({
          kind: 'call',
          serial: number + 1,
          interface: CALL.interface,
          member: CALL.member,
          values: [
            one,
            number,
            other,
            more,
            [
              ['urgency', 1],
              ['category', one],
            ],
            -1,
          ],
        });
      }),
    );
  });
});

/** A signal in either byte order, with a body of these types. */
function signal(order: 'l' | 'B', signature: string, body: Buffer): Buffer {
  const fields = new Writer();
  fields.field(8, 'g', signature);
  const head = Buffer.alloc(16);
  head.write(order);
  head[1] = 4;
  head[3] = 1;
  const write = (value: number, at: number) =>
    order === 'l' ? head.writeUInt32LE(value, at) : head.writeUInt32BE(value, at);
  write(body.length, 4);
  write(9, 8);
  write(fields.length, 12);
  const padding = Buffer.alloc((8 - (fields.length % 8)) % 8);
  return Buffer.concat([head, fields.bytes(), padding, body]);
}

describe('what comes', () => {
  it.each([
    ['l', 'u', '01000000', [1]],
    ['B', 'u', '00000001', [1]],
    ['B', 'yqnib', '05000102fffe0000ffffffff00000001', [5, 258, -2, -1, true]],
    ['B', 'xtd', 'ffffffffffffffff00000000000000023ff8000000000000', [-1n, 2n, 1.5]],
    ['l', 'xtd', 'ffffffffffffffff0200000000000000000000000000f83f', [-1n, 2n, 1.5]],
    ['l', 'nq', 'feff0201', [-2, 258]],
    ['B', 's', '000000026869' + '00', ['hi']],
    ['l', 'v', '017500000700000' + '0', [7]],
    ['l', 'a(ss)', '00000000' + '00000000', [[]]],
    ['l', '', '', []],
  ] as const)('in order %s of types %s', (order, signature, hex, values) => {
    const bytes = signal(order, signature, Buffer.from(hex, 'hex'));
    expect(readMessage(bytes)).toMatchObject({ kind: 'signal', serial: 9, values });
    expect(messageSize(bytes)).toBe(bytes.length);
  });

  it.each([
    ['an array that ends inside an element', 'au', '0600000001000000020000'],
    ['a text longer than all', 's', 'ff00000061'],
    ['a variant of two types', 'v', '0275750000000000'],
    ['a variant of no type', 'v', '0000'],
    ['variants without end', 'v', '017600'.repeat(200)],
    ['types without end', 'a'.repeat(100), '00'],
    ['a struct that is not closed', '(u', '00000000'],
    ['an array of nothing', 'a()', '0800000000000000'],
    ['a type that is none', '?', '00'],
    ['too few bytes', 't', '00'],
  ])('is refused: %s', (_, signature, hex) => {
    const bytes = signal('l', signature, Buffer.from(hex, 'hex'));
    expect(() => readMessage(bytes)).toThrow(Garbled);
  });

  it('is read or refused, whatever it is', () => {
    const bytes = callMessage({ ...CALL, signature: 's', write: (body) => body.string('hi') }, 7);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255))), (changes) => {
        const spoilt = Buffer.from(bytes);
        for (const [at, byte] of changes) spoilt[at] = byte;
        try {
          messageSize(spoilt);
          readMessage(spoilt);
        } catch (error) {
          expect(error).toBeInstanceOf(Garbled);
        }
      }),
      { numRuns: 500 },
    );
  });
});
