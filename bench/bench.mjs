/**
 * How long the built program takes, beside what people use otherwise, as ratios to a bare `node -e 0` of the
 * same round, so that a slow or busy machine slows all alike. Each round runs every command once, in turn;
 * the median of the rounds' ratios is told, with the middle half of them. Nothing here fails: timings are
 * to be read.
 *
 *   npm run bench              # 15 rounds
 *   npm run bench -- 40        # more, on a noisy machine
 *   npm run bench -- 15 --save # and keep the tables in docs/BENCHMARKS.md
 *   npm run bench -- 3 --small # without the longest lists and without peers
 */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, release, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DAY, home, instant, malExport, PREMIERE } from './lists.mjs';
import { missingPeers, peersWith } from './peers.mjs';
import { BARE_NODE, jikai, peakOf, run } from './running.mjs';

const words = process.argv.slice(2);
const rounds = Number(words.find((word) => /^\d+$/.test(word)) ?? 15);
const isSmall = words.includes('--small');
const scratch = mkdtempSync(path.join(tmpdir(), 'jikai-bench-'));
const at = (name) => path.join(scratch, name);

/** @param target the ratio that a reader holds it against; @param most the same of its memory, in MB */
function timed(name, command, { target, most, seldom = false } = {}) {
  const make = typeof command === 'function' ? command : () => command;
  return { name, make, target, most, seldom, ratios: [], peak: undefined };
}

function startUpCases() {
  const small = home(at('100'), 100);
  const large = home(at('1000'), 1000);
  const still = home(at('still'), 10_000);
  // All that dropped was told of: there is nothing to remind of.
  const told = home(at('told'), 1000);
  run(jikai(['config', 'set', 'channels', 'file'], told));
  run(jikai(['config', 'set', 'file', path.join(told, 'reminders.txt')], told));
  run(jikai(['remind', '--background'], told));
  return [
    timed('--version', jikai(['--version'], small), { target: 1.45 }),
    timed('bare jikai, 1,000', jikai([], large)),
    timed('next again, 1,000', jikai(['next'], large)),
    timed('next --limit 20, 1,000', jikai(['next', '--limit', '20'], large)),
    timed('info, 1,000', jikai(['info', 'show-00500'], large)),
    timed('prompt, 10,000', jikai(['prompt'], still), { target: 1.6 }),
    timed('remind, nothing due, 1,000', jikai(['remind', '--background'], told), { target: 1.8 }),
    timed('complete a verb', jikai(['complete', 'bash', '--', 'jikai wat', ' :='], small), {
      target: 1.8,
    }),
    timed('complete a show, 1,000', jikai(['complete', 'zsh', '--', 'watch', 'show-005'], large), {
      target: 1.8,
    }),
    timed('search metalic rouge', jikai(['search', 'metalic rouge'], small), { target: 3 }),
  ];
}

/** What grows with the list. */
const SIZES = isSmall ? [1000, 10_000] : [100, 1000, 10_000, 50_000];
const TARGETS = {
  list: { 100: { target: 1.6 }, 10000: { most: 110 } },
  next: { 1000: { target: 1.6 }, 10000: { target: 2.5, most: 60 } },
  watch: { 1000: { target: 1.9 }, 10000: { target: 3, most: 80 }, 50000: { target: 9 } },
};

function growingCases(count) {
  const folder = home(at(`grow-${count}`), count);
  const seldom = count > 10_000;
  const show = `show-${String(count / 2).padStart(5, '0')}`;
  const told = (verb, args) =>
    timed(`${verb}, ${count.toLocaleString('en')}`, jikai(args, folder), {
      ...TARGETS[verb]?.[count],
      seldom,
    });
  return {
    count,
    megabytes: statSync(path.join(folder, 'watchlist.json')).size / 1e6,
    cases: [
      told('list', ['list']),
      told('next', ['next']),
      told('watch', ['watch', show, '1', '--verdict', 'Fine']),
      told('undo', ['undo']),
      told('stats', ['stats', '--year', instant(PREMIERE + 20 * DAY).slice(0, 4)]),
    ],
  };
}

/** Harder than life: a thousand shows that wait, and two thousand lines to tell of them. */
function crowdedCase() {
  const folder = home(at('crowded'), 10_000, 1000);
  return timed('next, 10,000, 1,000 active', jikai(['next'], folder));
}

function importCases() {
  return [1000, 10_000].map((count) => {
    const file = malExport(at(`mal-${count}.xml`), count);
    let turn = 0;
    const fresh = () => jikai(['import', file, '--yes'], at(`imported-${count}-${turn++}`));
    return timed(`import, ${count.toLocaleString('en')} entries`, fresh, { seldom: true });
  });
}

function peerCases(count) {
  return peersWith(scratch, count).flatMap(({ name, ...commands }) =>
    Object.entries(commands).map(([kind, command]) =>
      timed(`${kind}, ${count.toLocaleString('en')}: ${name}`, command, { seldom: count > 1000 }),
    ),
  );
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.round(share * (sorted.length - 1))];
}

/** Runs all in turn, so that each has its bare node beside it; what takes long in every third round. */
function measure(cases) {
  const floors = [];
  for (let round = -1; round < rounds; round += 1) {
    const due = cases.filter(({ seldom }) => !seldom || round % 3 === 0);
    const floor = Math.min(run(BARE_NODE), run(BARE_NODE));
    for (const one of due) {
      const took = run(one.make());
      if (round >= 0) one.ratios.push(took / floor);
    }
    if (round >= 0) floors.push(floor);
  }
  for (const one of cases) one.peak = peakOf(one.make(), scratch);
  return quantile(floors, 0.5);
}

function tableOf(cases) {
  const rows = cases.map(({ name, ratios, target, peak, most }) => {
    const [low, middle, high] = [0.25, 0.5, 0.75].map((share) =>
      quantile(ratios, share).toFixed(2),
    );
    return [
      ...[name, middle, `${low}–${high}`, target === undefined ? '' : `≤ ${target}`],
      ...[peak === undefined ? '' : peak.toFixed(0), most === undefined ? '' : `≤ ${most}`],
    ];
  });
  return table(['command', 'ratio', 'middle half', 'target', 'MB', 'target'], rows);
}

/** What a command takes beyond a bare start, for each MB of the list: level or falling is linear or less. */
function growthOf(grown) {
  const [smallest] = grown.filter(({ count }) => count >= 1000);
  const rows = grown
    .filter(({ count }) => count >= smallest.count)
    .flatMap(({ count, megabytes, cases }) =>
      cases.map(({ name, ratios }, index) => {
        const beyond = quantile(ratios, 0.5) - 1;
        const first = quantile(smallest.cases[index].ratios, 0.5) - 1;
        return [
          ...[name, `× ${(megabytes / smallest.megabytes).toFixed(1)}`],
          ...[
            `× ${(beyond / first).toFixed(1)}`,
            count === smallest.count
              ? ''
              : verdictOn(beyond / first, megabytes / smallest.megabytes),
          ],
        ];
      }),
    );
  return table(['command', 'file', 'time beyond a bare start', ''], rows);
}

function verdictOn(time, size) {
  return time <= size ? 'slower than the file' : 'faster than the file';
}

function table(heads, rows) {
  const widths = heads.map((head, column) =>
    Math.max(...[head, ...rows.map((row) => row[column])].map(({ length }) => length)),
  );
  const line = (cells, fill = ' ') =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column], fill) : cell.padStart(widths[column], fill))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(heads), rule, ...rows.map((row) => line(row))].join('\n');
}

/** Keeps the tables where readers find them, with what was written around them. */
function save(text) {
  const file = fileURLToPath(new URL('../docs/BENCHMARKS.md', import.meta.url));
  const [before, rest] = readFileSync(file, 'utf8').split('<!-- measured -->\n');
  const [, after] = rest.split('<!-- /measured -->\n');
  writeFileSync(file, `${before}<!-- measured -->\n\n${text}\n<!-- /measured -->\n${after}`);
}

try {
  const starts = startUpCases();
  const grown = SIZES.map(growingCases);
  const crowded = isSmall ? [] : [crowdedCase()];
  const imports = isSmall ? [] : importCases();
  const peers = isSmall ? [] : [1000, 10_000].flatMap(peerCases);
  const all = [...starts, ...grown.flatMap(({ cases }) => cases), ...crowded, ...imports, ...peers];
  const floor = measure(all);
  const missing = isSmall ? [] : missingPeers();
  const text = [
    `Node ${process.version} on ${cpus()[0]?.model.trim()} (${cpus().length} cores), Linux ${release()}, ${rounds} rounds, ${new Date().toISOString().slice(0, 10)}. \`node -e 0\`: ${floor.toFixed(0)} ms.`,
    '',
    tableOf(all),
    '',
    growthOf(grown),
    '',
    ...(missing.length === 0 ? [] : [`Not installed here: ${missing.join(', ')}.`, '']),
  ].join('\n');
  console.log(text);
  if (words.includes('--save')) save(text);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
