/** Lists to be timed on, written by the program itself as every real one is. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { jikai, run } from './running.mjs';

export const DAY = 86_400_000;

/** All shows began six weeks ago. */
export const PREMIERE = Date.now() - 43 * DAY;

/** @param {number} at milliseconds since 1970 */
export const instant = (at) => `${new Date(at).toISOString().slice(0, 19)}Z`;

/**
 * A list as it looks after years: fifty shows are being watched and fifty planned, fewer in a short list;
 * the rest is over, each with twelve episodes watched and a verdict on each.
 *
 * @param active how many are watched and planned
 * @returns the home it is in
 */
export function home(folder, shows, active = Math.min(100, shows / 10)) {
  mkdirSync(folder, { recursive: true });
  const lines = Array.from({ length: shows }, (_, index) =>
    JSON.stringify(showOf(index, shows / active)),
  );
  writeFileSync(
    path.join(folder, 'watchlist.json'),
    `{"format":"jikai","version":1,"revision":1,"shows":[\n${lines.join(',\n')}\n]}\n`,
  );
  run(jikai(['status', 'show-00000', 'paused', '--quiet'], folder));
  return folder;
}

/** @param share of so many shows one is active */
function showOf(index, share) {
  const place = index % (2 * share);
  const status = ['watching', 'planned'][place] ?? (index % 4 === 0 ? 'dropped' : 'completed');
  const seen = status === 'planned' ? 0 : status === 'watching' ? 6 : 12;
  // What is over was watched before its time: when does not matter here.
  const at = (episode) => instant(PREMIERE + (Math.min(7 * episode, 41) + 1) * DAY);
  const episodes = Array.from({ length: seen }, (_, episode) => episode + 1);
  return {
    id: `show-${String(index).padStart(5, '0')}`,
    status,
    title: `Show ${index}`,
    titles: { english: `Show ${index}`, native: `アニメ第${index}号` },
    format: 'tv',
    ids: { anilist: 100_000 + index, mal: 50_000 + index },
    added: instant(PREMIERE - 9 * DAY),
    releases: [
      {
        id: 'crunchyroll',
        platform: 'Crunchyroll',
        audio: 'sub',
        url: `https://www.crunchyroll.com/series/G${index}/`,
        source: 'bench',
        schedule: {
          premiere: { at: instant(PREMIERE), precision: 'minute' },
          basis: 'scheduled',
          step: 'P7D',
          zone: 'Asia/Tokyo',
          episodes: { number: 13, basis: 'estimated' },
        },
      },
    ],
    follows: 'crunchyroll',
    watched: episodes.map((episode) => ({ episode, at: at(episode) })),
    verdicts: episodes.map((episode) => ({
      at: at(episode),
      episode,
      words: "We'll see",
      note: 'good fun',
    })),
  };
}

/** A list of another program to be imported: MyAnimeList's XML, of shows the catalogue may not know. */
export function malExport(file, entries) {
  const entry = (index) =>
    `<anime><series_animedb_id>${900_000 + index}</series_animedb_id><series_title><![CDATA[Show ${index}]]></series_title><series_type>TV</series_type><series_episodes>12</series_episodes><my_watched_episodes>12</my_watched_episodes><my_score>7</my_score><my_status>Completed</my_status></anime>`;
  const entriesText = Array.from({ length: entries }, (_, index) => entry(index)).join('\n');
  writeFileSync(
    file,
    `<?xml version="1.0" encoding="UTF-8"?>\n<myanimelist><myinfo><user_export_type>1</user_export_type></myinfo>\n${entriesText}\n</myanimelist>\n`,
  );
  return file;
}
