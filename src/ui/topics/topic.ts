import { bold, dim, line, type Screen, table } from '../text';

/** A term with what it means, such as a way to write a date. */
export type Entry = readonly [term: string, meaning: string];

/** A paragraph, or terms under a heading. */
export type Part =
  | { readonly text: string }
  | { readonly heading: string; readonly entries: readonly Entry[] };

/** What `jikai help <name>` tells of besides commands; the man page and docs/commands.md have it too. */
export interface Topic {
  readonly name: string;
  readonly title: string;
  readonly parts: readonly Part[];
}

export function topicScreen({ title, parts }: Topic): Screen {
  return [
    line(bold(title)),
    ...parts.flatMap((part): Screen => {
      if ('text' in part) return [line(''), ...wrapped(part.text).map((one) => line(one))];
      return [
        line(''),
        line(`${part.heading}:`),
        table(
          [{}, { shrinkTo: 20, wraps: true }],
          part.entries.map(([term, meaning]) => [term, dim(meaning)]),
          2,
        ),
      ];
    }),
  ];
}

/** A paragraph in lines, piped or not, as all help is. */
function wrapped(text: string): readonly string[] {
  return text.match(/\S.{0,77}(?= |$)/g) ?? [];
}
