import type { Aired } from './replay';

/**
 * Episodes recorded in a file of test/facts: a show a line, its numbers on AniList and MyAnimeList, then
 * `episode@instant` in UTC, to the minute; `#` begins a comment.
 */
export function readRecorded(text: string): readonly Aired[] {
  return text.split('\n').flatMap((line) => {
    if (line === '' || line.startsWith('#')) return [];
    const [show, , ...episodes] = line.split(' ');
    return episodes.map((one): Aired => {
      const [episode, at] = one.split('@');
      return { show: Number(show), episode: Number(episode), at: Date.parse(`${at}:00Z`) };
    });
  });
}
