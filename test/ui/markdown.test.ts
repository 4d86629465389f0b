import fc from 'fast-check';
import { lexer, parse, type Token } from 'marked';
import { describe, expect, it } from 'vitest';
import { harmless } from '../../src/ui/harmless';
import { markdownLink, markdownText } from '../../src/ui/markdown';
import { anyWords } from '../watchlist/shows';

/** What a reader of GitHub's Markdown makes of a line: its kinds of tokens, and the text it shows. */
function shown(markdown: string): { readonly kinds: readonly string[]; readonly text: string } {
  const kinds: string[] = [];
  let text = '';
  const visit = (token: Token) => {
    if ('tokens' in token && token.tokens !== undefined && token.tokens.length > 0) {
      kinds.push(token.type);
      token.tokens.forEach(visit);
    } else {
      if (token.type !== 'text' && token.type !== 'escape') kinds.push(token.type);
      text += 'text' in token ? token.text : '';
    }
  };
  lexer(markdown).forEach(visit);
  return { kinds, text };
}

/** What stands there, for somebody who reads it: on one line, with one space between words. */
function plain(text: string): string {
  return harmless(text).trim().replace(/ {2,}/g, ' ');
}

const HOSTILE = [
  '*Oshi no Ko*',
  '[Oshi no Ko](https://evil.example)',
  '![x](https://evil.example/beacon.png)',
  '<img src=x onerror=alert(1)>',
  '<https://evil.example>',
  'https://evil.example/a_b',
  'www.evil.example',
  'somebody@evil.example',
  '# Heading',
  '- item',
  '+ item',
  '1. item',
  '86) item',
  '=====',
  '> quoted',
  '| a | b |',
  '```sh',
  '`rm -rf ~`',
  '~~gone~~',
  '&lt;b&gt; &copy; &#42;',
  '$x$',
  'a\\',
  'two\n\n# lines',
  '- [ ] task',
  '[^1]: note',
  '***',
  '_',
  'A\u001b]0;x\u0007B\u202eC',
];

describe('text', () => {
  it.each(HOSTILE)('shows just what it is: %j', (text) => {
    const { kinds, text: read } = shown(markdownText(text));
    expect(kinds).toEqual(['paragraph']);
    expect(read).toBe(plain(text));
  });

  it('shows just what it is, whatever it is', () => {
    const anything = fc.oneof(
      anyWords,
      fc.string({ unit: fc.constantFrom(...'*_[]()<>|#`~&$!-+=.\\1a /:@\n') }),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(anything, (text) => {
        fc.pre(plain(text) !== '');
        const html = parse(`- **${markdownText(text)}** · x`, { async: false });
        const inside = /^<ul>\n<li><strong>([\s\S]*)<\/strong> · x<\/li>\n<\/ul>\n$/.exec(
          html,
        )?.[1];
        expect(inside).toBeDefined();
        expect(inside).not.toMatch(/<[a-z/]/);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves plain titles as they are', () => {
    for (const title of [
      "Frieren: Beyond Journey's End",
      'Solo Leveling',
      'メタリックルージュ',
      '86',
    ]) {
      expect(markdownText(title)).toBe(title);
    }
  });
});

describe('a link', () => {
  it('leads to an address of the web', () => {
    expect(markdownLink('A [1]', 'https://example.com/a?b=c&d=e')).toBe(
      '[A \\[1\\]](https://example.com/a?b=c&d=e)',
    );
  });

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/html,x',
    'nonsense',
    '',
    undefined,
  ])('is bare text for %j', (url) => expect(markdownLink('A', url)).toBe('A'));

  it('does not end early', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'()<>[] |\\`&;#a\n"\'') }), (path) => {
        const link = markdownLink('A', `https://example.com/${path}`);
        const [paragraph] = lexer(link);
        const tokens = paragraph !== undefined && 'tokens' in paragraph ? paragraph.tokens : [];
        expect(tokens).toHaveLength(1);
        expect(tokens?.[0]).toMatchObject({ type: 'link', text: 'A' });
        expect(link).not.toMatch(/[\s|]/);
      }),
    );
  });
});
