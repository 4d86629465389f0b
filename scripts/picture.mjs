/**
 * Draws docs/jikai.svg, the picture in the README, from what the built program prints in a real
 * terminal (tmux), colours and all.
 *
 *   npm run build && node scripts/picture.mjs
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../bin/jikai.js', import.meta.url));
const home = mkdtempSync(path.join(tmpdir(), 'jikai-picture-'));
const env = {
  ...process.env,
  JIKAI_HOME: home,
  TZ: 'Europe/Berlin',
  LANG: 'C.UTF-8',
  TERM: 'xterm-256color',
};
const columns = 80;

const setting = (args, now) =>
  execFileSync(process.execPath, [program, ...args, '--quiet', '--now', now], { env });

let scene = 0;

/** What a command shows on a terminal, with its escapes. */
function shown(args, now) {
  scene += 1;
  const socket = `jikai-picture-${process.pid}-${scene}`;
  const tmux = (...words) =>
    execFileSync('tmux', ['-L', socket, '-f', '/dev/null', ...words], { env, encoding: 'utf8' });
  const quoted = [process.execPath, program, ...args, '--now', now].map(
    (word) => `'${word.replaceAll("'", `'\\''`)}'`,
  );
  tmux(
    'new-session',
    '-d',
    '-x',
    String(columns),
    '-y',
    '40',
    `${quoted.join(' ')}; tmux -L ${socket} wait-for -S done; cat`,
  );
  try {
    tmux('wait-for', 'done');
    return tmux('capture-pane', '-e', '-p').trimEnd().split('\n');
  } finally {
    tmux('kill-server');
  }
}

const COLOURS = {
  31: '#f7768e',
  32: '#9ece6a',
  33: '#e0af68',
  34: '#7aa2f7',
  35: '#bb9af7',
  36: '#7dcfff',
};

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Cells a character takes: kana, kanji and other wide ones take two. */
function cells(text) {
  return [...text].reduce(
    (sum, character) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60]/.test(character)
        ? 2
        : 1),
    0,
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const ESCAPES = /(\u001b\[[\d;]*m)/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const ESCAPE = /^\u001b\[([\d;]*)m$/;

/** tmux lets a style go on from one line to the next. */
let style = {};

/** One line of a terminal as SVG text, each run of one style in its place. */
function drawn(line, y) {
  let column = 0;
  return line
    .split(ESCAPES)
    .map((part) => {
      const [, codes] = ESCAPE.exec(part) ?? [];
      if (codes !== undefined) {
        for (const code of (codes || '0').split(';').map(Number)) {
          if (code === 0) style = {};
          else if (code === 1) style = { ...style, bold: true };
          else if (code === 2) style = { ...style, dim: true };
          else if (code === 39) style = { ...style, colour: undefined };
          else if (COLOURS[code]) style = { ...style, colour: COLOURS[code] };
        }
        return '';
      }
      if (part.trim() === '') {
        column += cells(part);
        return '';
      }
      const lead = part.length - part.trimStart().length;
      const text = part.trim();
      const x = 20 + (column + lead) * 8.43;
      column += cells(part);
      const fill = style.colour ?? (style.dim ? '#737aa2' : '#c0caf5');
      return `<text x="${x.toFixed(1)}" y="${y}" fill="${fill}"${style.bold ? ' font-weight="bold"' : ''} textLength="${(cells(text) * 8.43).toFixed(1)}">${escaped(text)}</text>`;
    })
    .join('');
}

try {
  const before = '2024-01-06T12:00Z';
  setting(['add', '葬送のフリーレン'], before);
  setting(['watch', 'frieren', '1-16'], '2024-01-13T12:00Z');
  setting(['add', 'solo leveling'], before);
  setting(['watch', 'solo', '1', '--verdict', 'Hooked'], '2024-01-07T12:00Z');
  setting(['add', 'dungeon meshi'], before);
  const scenes = [
    [['add', 'metalic rouge', '--verdict', "We'll see"], '2024-01-08T12:00Z'],
    [[], '2024-01-10T13:45Z'],
    [['watch', 'rouge', '--verdict', "We'll see", '--note', 'Naomi is great'], '2024-01-10T20:00Z'],
  ];
  const typed = [
    'jikai add "metalic rouge" --verdict "We\'ll see"',
    'jikai',
    'jikai watch rouge --verdict "We\'ll see" --note "Naomi is great"',
  ];
  const lines = scenes
    .flatMap(([args, now], index) => [
      `\x1b[32m$\x1b[0m \x1b[1m${typed[index]}\x1b[0m`,
      ...shown(args, now),
      '',
    ])
    .slice(0, -1);
  const height = 40 + lines.length * 20;
  const body = lines
    .map((line, index) => drawn(line, 34 + index * 20))
    .filter((line) => line !== '');
  writeFileSync(
    fileURLToPath(new URL('../docs/jikai.svg', import.meta.url)),
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${40 + Math.ceil(columns * 8.43)} ${height}" role="img" aria-label="A terminal: a show is added with the verdict We'll see, the dashboard tells what drops next, an episode is watched.">
<rect width="100%" height="100%" rx="10" fill="#1a1b26"/>
<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK JP', monospace" font-size="14" xml:space="preserve">
${body.join('\n')}
</g>
</svg>
`,
  );
} finally {
  rmSync(home, { recursive: true, force: true });
}
