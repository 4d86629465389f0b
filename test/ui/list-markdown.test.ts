import fc from 'fast-check';
import { lexer, type Token, type Tokens } from 'marked';
import { describe, expect, it } from 'vitest';
import { PHRASES } from '../../src/commands/vocabulary';
import { listMarkdown } from '../../src/ui/list-markdown';
import { listSections } from '../../src/ui/list-sections';
import { vocabularyOf } from '../../src/watchlist/mood';
import type { Show } from '../../src/watchlist/show';
import { HOSTILE } from '../exchange/reports';
import { anyShow, anyWords, release, show, watchedUpTo } from '../watchlist/shows';

function markdownOf(shows: readonly Show[], spoilers = false): string {
  return listMarkdown(listSections(shows, { vocabulary: vocabularyOf(PHRASES), spoilers }));
}

function tablesIn(markdown: string): readonly Tokens.Table[] {
  return lexer(markdown).filter((token): token is Tokens.Table => token.type === 'table');
}

/** The kinds of all that stands within some tokens. */
function kindsIn(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token) => [
    token.type,
    ...('tokens' in token && token.tokens !== undefined ? kindsIn(token.tokens) : []),
  ]);
}

describe('the list as Markdown', () => {
  it('has a table for each status, in which a show is a row', () => {
    const shows = [
      show({
        watched: watchedUpTo(3),
        tags: ['robots', 'noir'],
        verdicts: [
          { words: 'Hooked', score: 8.5 },
          { words: 'Wavering', note: 'slow | dull' },
        ],
        releases: [release({}, { url: 'https://example.org/rouge' })],
      }),
      show({ id: 'k', title: 'K', status: 'dropped', titles: {} }),
      show({ id: 'b', title: 'B', titles: {}, verdicts: [{ score: 9 }] }),
    ];
    expect(markdownOf(shows)).toBe(`# Anime

3 shows

## Watching

| Show | Seen | Platform | Verdict | Score | Tags |
| --- | --: | --- | --- | --: | --- |
| B | 0/\\~13 | Crunchyroll |  | 9 |  |
| [Metallic Rouge](https://example.org/rouge) · メタリックルージュ | 3/\\~13 | Crunchyroll | ▼ Wavering — slow \\| dull | 8.5 | robots, noir |

## Dropped

| Show | Seen | Platform | Verdict | Score | Tags |
| --- | --: | --- | --- | --: | --- |
| K | 0/\\~13 | Crunchyroll |  |  |  |

★ loved, ▲ liked, ● undecided, ▼ doubted, ✗ disliked
`);
  });

  it('keeps notes past the progress to itself, unless they are wanted', () => {
    const one = show({ verdicts: [{ episode: 5, words: 'Over', note: 'She dies' }] });
    expect(markdownOf([one])).not.toContain('She dies');
    expect(markdownOf([one], true)).toContain('She dies');
  });

  it('of nothing says so', () => {
    expect(markdownOf([])).toBe('# Anime\n\nNothing is on the list.\n');
  });

  it('is tables of text, whatever people wrote', () => {
    const hostile = fc.oneof(anyWords, fc.constantFrom(...HOSTILE, '|', '\\|', '`|`', '![](x)'));
    fc.assert(
      fc.property(hostile, hostile, fc.array(anyShow, { maxLength: 3 }), (title, words, others) => {
        const one = show({
          title,
          titles: { native: words },
          tags: [words],
          verdicts: [{ words, note: title }],
        });
        const markdown = markdownOf([one, ...others]);
        const rows = tablesIn(markdown).flatMap((table) => table.rows);
        expect(rows).toHaveLength(1 + others.length);
        expect(rows.every((row) => row.length === 6)).toBe(true);
        const kinds = new Set(rows.flat().flatMap((cell) => kindsIn(cell.tokens)));
        expect([...kinds].filter((kind) => !['text', 'escape', 'link'].includes(kind))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
