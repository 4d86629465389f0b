import { type Digest, isQuiet } from '../watchlist/digest';
import { type DigestEntry, digestSections, isMarked } from './digest-sections';
import { digestHeading, markedWords, quietWords, shortWords } from './digest-words';
import { ESTIMATE_WORDS } from './estimates';
import { markdownLink, markdownText } from './markdown';
import type { Reader } from './time';

/** The digest as a Markdown document that ends with a line feed; titles and notes in it are harmless. */
export function digestMarkdown(digest: Digest, reader: Reader): string {
  const { title, days } = digestHeading(digest, reader);
  const heading = `# ${title}, ${days}`;
  if (isQuiet(digest)) {
    return `${[heading, ...quietWords(digest, reader).map(markdownText)].join('\n\n')}\n`;
  }
  const sections = digestSections(digest, reader);
  const key = sections.some(isMarked) ? [markdownText(ESTIMATE_WORDS)] : [];
  const parts = sections.map(({ heading: what, summary, entries }) =>
    [
      `## ${what}${summary === '' ? '' : ` (${markdownText(summary)})`}`,
      '',
      ...entries.map((entry) => itemOf(entry, reader)),
    ].join('\n'),
  );
  return `${[heading, ...parts, ...key].join('\n\n')}\n`;
}

function itemOf({ show, url, episodes, when, what, note }: DigestEntry, reader: Reader): string {
  const words = [
    ...(when === undefined ? [] : [markedWords(when, shortWords, reader)]),
    ...what,
    ...(note === undefined ? [] : [note]),
  ];
  const subject = [`**${markdownLink(show.title, url)}**`, markdownText(episodes)];
  const told = words.map(markdownText).filter((one) => one !== '');
  return `- ${[subject.filter((one) => one !== '').join(' '), ...told].join(' · ')}`;
}
