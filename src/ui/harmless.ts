/**
 * Control characters that could move the cursor, set the clipboard or reorder what is read: C0, DEL,
 * C1, the bidirectional controls, line and paragraph separators, and the byte order mark.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * Text that may be printed: white space becomes a space and every other control character `�`.
 * Titles come from the network and from files; nothing reaches the terminal but through here.
 */
export function harmless(text: string): string {
  return text.replace(CONTROLS, (control) =>
    /[\t\n\v\f\r\u2028\u2029]/.test(control) ? ' ' : '\ufffd',
  );
}

/** JSON that may be printed: the same value, with those characters as `\u` escapes. */
export function harmlessJson(json: string): string {
  return json.replace(CONTROLS, (control) =>
    control === '\n' ? control : `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
