/**
 * How long the built program takes, as a ratio to a bare `node -e 0` of the same round, so that a slow
 * or busy machine slows both. Each round runs every command once, in turn; the median of the rounds'
 * ratios is told, with the middle half of them. Nothing here fails: timings are to be read.
 *
 *   npm run bench            # 25 rounds
 *   npm run bench -- 60      # more, on a noisy machine
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const rounds = Number(process.argv[2] ?? 25);
const program = fileURLToPath(new URL('../bin/jikai.js', import.meta.url));
const scratch = mkdtempSync(path.join(tmpdir(), 'jikai-bench-'));

// Node 20 reads this file of certificates at every start, which doubles the floor.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

const DAY = 86_400_000;
const premiere = Date.now() - 43 * DAY;
const instant = (at) => `${new Date(at).toISOString().slice(0, 19)}Z`;

/**
 * A list as it looks after years: of twenty shows one is being watched, one planned, the rest over. All
 * began six weeks ago. It is written by the program itself, as every real one is.
 */
function home(shows, name = `home-${shows}`) {
  const folder = path.join(scratch, name);
  mkdirSync(folder);
  const lines = Array.from({ length: shows }, (_, index) => {
    const status =
      ['watching', 'planned'][index % 20] ?? (index % 4 === 0 ? 'dropped' : 'completed');
    const seen = status === 'planned' ? 0 : status === 'watching' ? 6 : 12;
    const at = (episode) => instant(premiere + (7 * episode + 1) * DAY);
    return JSON.stringify({
      id: `show-${String(index).padStart(5, '0')}`,
      status,
      title: `Show ${index}`,
      titles: { english: `Show ${index}`, native: `アニメ第${index}号` },
      format: 'tv',
      ids: { anilist: 100_000 + index, mal: 50_000 + index },
      added: instant(premiere - 9 * DAY),
      releases: [
        {
          id: 'crunchyroll',
          platform: 'Crunchyroll',
          audio: 'sub',
          url: `https://www.crunchyroll.com/series/G${index}/`,
          source: 'bench',
          schedule: {
            premiere: { at: instant(premiere), precision: 'minute' },
            basis: 'scheduled',
            step: 'P7D',
            zone: 'Asia/Tokyo',
            episodes: { number: 13, basis: 'estimated' },
          },
        },
      ],
      follows: 'crunchyroll',
      watched: Array.from({ length: seen }, (_, episode) => ({
        episode: episode + 1,
        at: at(episode),
      })),
      verdicts: Array.from({ length: seen }, (_, episode) => ({
        at: at(episode),
        episode: episode + 1,
        words: "We'll see",
        note: 'good fun',
      })),
    });
  });
  writeFileSync(
    path.join(folder, 'watchlist.json'),
    `{"format":"jikai","version":1,"revision":1,"shows":[\n${lines.join(',\n')}\n]}\n`,
  );
  time([program, 'status', 'show-00000', 'paused', '--quiet'], folder);
  return folder;
}

const small = home(100);
const large = home(1000);
/** To be looked back on: none of it is checked again, as nothing of it is strange. */
const many = home(2000);
/** Nothing changes it: what is made from it is made once. */
const still = home(10_000);
/** All that dropped was told of: there is nothing to remind of. */
const told = home(1000, 'told');
time([program, 'config', 'set', 'channels', 'file'], told);
time([program, 'config', 'set', 'file', path.join(told, 'reminders.txt')], told);
time([program, 'remind', '--background'], told);
/** When, and on what, so that all that was seen in six weeks is in it. */
const LOOKING_BACK = ['--year', instant(premiere + 20 * DAY).slice(0, 4)];
const PAGE = path.join(many, 'page.html');
/** What is timed: its name, the target it is held against by a reader, where it lives, its arguments. */
const CASES = [
  ['--version', 1.45, small, ['--version']],
  ['list, 100 shows', 1.6, small, ['list']],
  ['next, 1,000 shows', 1.8, large, ['next']],
  ['next --limit 20, of 1,000', undefined, large, ['next', '--limit', '20']],
  ['bare jikai, 1,000 shows', undefined, large, []],
  ['prompt, 10,000 shows', 1.6, still, ['prompt']],
  ['complete a verb', 1.8, small, ['complete', 'bash', '--', 'jikai wat', ' :=']],
  ['complete a show, 1,000', 1.8, large, ['complete', 'zsh', '--', 'watch', 'show-005']],
  ['complete a verdict, 1,000', 1.8, large, ['complete', 'fish', '--', "jikai verdict x 'We"]],
  ['search metalic rouge', 3, small, ['search', 'metalic rouge']],
  ['info, 1,000 shows', undefined, large, ['info', 'show-00500']],
  ['remind, nothing due, 1,000', 1.8, told, ['remind', '--background']],
  ['report --html, 2,000 shows', undefined, many, ['report', '--html', PAGE, ...LOOKING_BACK]],
  ['watch, 1,000 shows', undefined, large, ['watch', 'show-00500', '1', '--verdict', 'Fine']],
];

function time(args, jikaiHome) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, {
    env: { ...env, JIKAI_HOME: jikaiHome, TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const took = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return took;
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.round(share * (sorted.length - 1))];
}

try {
  const floors = [];
  const ratios = CASES.map(() => []);
  for (let round = -2; round < rounds; round += 1) {
    const floor = time(['-e', '0'], small);
    const taken = CASES.map(([, , folder, args]) => time([program, ...args], folder));
    if (round < 0) continue;
    floors.push(floor);
    for (const [index, took] of taken.entries()) ratios[index].push(took / floor);
  }
  console.log(
    `node ${process.version} on ${cpus()[0]?.model.trim()}, ${rounds} rounds, node -e 0: ${quantile(floors, 0.5).toFixed(1)} ms\n`,
  );
  console.log(`${'command'.padEnd(26)}${'ratio'.padStart(7)}   middle half   target`);
  for (const [index, [name, target]] of CASES.entries()) {
    const [low, middle, high] = [0.25, 0.5, 0.75].map((share) =>
      quantile(ratios[index], share).toFixed(2),
    );
    console.log(
      `${name.padEnd(26)}${middle.padStart(7)}   ${low}–${high}     ${target === undefined ? '' : `≤ ${target}`}`,
    );
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
