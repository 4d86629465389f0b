/** Signs that jikai itself prints, and what stands for them where a terminal has only ASCII. */
const SIGNS: Readonly<Record<string, string>> = {
  '▲': '^',
  '●': 'o',
  '▼': 'v',
  '★': '*',
  '✗': 'x',
  '✓': '+',
  '·': '-',
  '○': '.',
  '…': '...',
  '–': '-',
  '—': '-',
  '−': '-',
  '→': '->',
  '×': 'x',
  '’': "'",
  '“': '"',
  '”': '"',
  // Pictures: a cell for a cell, and what is more has more ink. A bar's last cell is rounded.
  '█': '#',
  '▉': '#',
  '▊': '#',
  '▋': '#',
  '▌': '#',
  '▍': '.',
  '▎': '.',
  '▏': '.',
  '▁': '_',
  '▂': '.',
  '▃': ':',
  '▄': '=',
  '▅': '+',
  '▆': '*',
  '▇': '%',
  '░': '=',
  '▒': '+',
  '▓': '*',
  '─': '-',
  '│': '|',
  '┌': '+',
  '┬': '+',
  '┐': '+',
  '├': '+',
  '┼': '+',
  '┤': '+',
  '└': '+',
  '┴': '+',
  '┘': '+',
};

const KNOWN = new RegExp(`[${Object.keys(SIGNS).join('')}]`, 'g');

/** A text with those signs replaced; letters of any script stay as they are. */
export function asciiSigns(text: string): string {
  return text.replace(KNOWN, (sign) => SIGNS[sign] ?? sign);
}
