import { MOOD_NAMES, MOODS } from '../watchlist/mood';
import { quantity } from '../watchlist/quantity';
import { followed } from '../watchlist/releases';
import type { ListedShow, ListSection } from './list-sections';
import { markdownLink, markdownText } from './markdown';
import { moodSign } from './mood-words';

/** The list as a Markdown document that ends with a line feed; what people wrote is harmless in it. */
export function listMarkdown(sections: readonly ListSection[]): string {
  const all = sections.flatMap(({ shows }) => shows);
  const parts = [
    '# Anime',
    ...(all.length === 0 ? ['Nothing is on the list.'] : [quantity(all.length, 'show')]),
    ...sections.flatMap(({ heading, shows }) => [`## ${heading}`, tableOf(shows)]),
    ...(all.some(({ mood }) => mood !== undefined) ? [KEY] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

const KEY = MOODS.toReversed()
  .map((mood) => `${moodSign(mood).text} ${MOOD_NAMES[mood]}`)
  .join(', ');

const HEAD = [
  '| Show | Seen | Platform | Verdict | Score | Tags |',
  '| --- | --: | --- | --- | --: | --- |',
];

function tableOf(shows: readonly ListedShow[]): string {
  return [...HEAD, ...shows.map(rowOf)].join('\n');
}

function rowOf({ show, native, seen, platform, verdict, mood, score }: ListedShow): string {
  const title = markdownLink(show.title, followed(show).url);
  const said = [verdict?.words, verdict?.note].flatMap((words) =>
    words === undefined ? [] : [markdownText(words)],
  );
  const cells = [
    native === undefined ? title : `${title} · ${markdownText(native)}`,
    markdownText(seen),
    markdownText(platform),
    said.length === 0 ? '' : `${moodSign(mood).text} ${said.join(' — ')}`,
    score === undefined ? '' : String(score),
    (show.tags ?? []).map(markdownText).join(', '),
  ];
  return `| ${cells.join(' | ')} |`;
}
