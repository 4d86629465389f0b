import { quoted } from '../../store/failures';

/** Ways to write words so that another program reads them as they are, and to read them back. */

/** The words of a line of a POSIX shell, of those that {@link quoted} writes. */
export function shellWords(line: string): readonly string[] {
  return [...line.matchAll(/(?:'[^']*'|\\.|[^\s'\\])+/g)].map(([word]) =>
    word.replace(
      /'([^']*)'|\\(.)/g,
      (_, inside?: string, escaped?: string) => inside ?? escaped ?? '',
    ),
  );
}

/** A variable's setting before a command, as a POSIX shell reads it: `JIKAI_HOME='/a b'`. */
export function settings(env: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(env).map(([name, value]) => `${name}=${quoted(value)}`);
}

/** Text as it stands in XML, in an element. */
export function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What {@link xmlText} was made of. */
export function fromXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
