/** A short name for a text, the same on every machine (FNV-1a, 52 bits). */
export function digest(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text, 'utf8')) {
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  }
  return (hash >> 12n).toString(36).padStart(11, '0');
}
