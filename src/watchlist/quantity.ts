/** A number of things in words: `1 show`, `3 shows`, `0 slots`. */
export function quantity(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
