/** A number of things in words: `1 show`, `3 shows`, `0 entries`. */
export function quantity(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
