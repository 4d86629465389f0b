import { createHash } from 'node:crypto';

/** The SHA-256 of a text in UTF-8, in base 64, as a page's policy names what it allows. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
