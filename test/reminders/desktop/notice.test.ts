import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/reminders/channel';
import { noticeOf, plainBody } from '../../../src/reminders/desktop/notice';
import { linkOf } from '../../../src/watchlist/links';

const MESSAGE: Message = {
  kind: 'out',
  title: 'Fate/Zero <2> & "more"',
  body: 'You said "<We’ll see> & wait".\nEpisode 2',
  url: 'https://example.com/watch?a=1&b=<2>"',
  data: {},
};

const LINK = 'https://example.com/watch?a=1&b=%3C2%3E%22';
const MARKED_LINK = LINK.replace('&', '&amp;');
const MARKED = 'You said &quot;&lt;We’ll see&gt; &amp; wait&quot;.\nEpisode 2';

describe('the words for a daemon', () => {
  it.each([
    ['nothing', [], `${MESSAGE.body}\n${LINK}`],
    ['markup', ['body-markup'], `${MARKED}\n${MARKED_LINK}`],
    [
      'markup and links',
      ['body-hyperlinks', 'body-markup'],
      `${MARKED}\n<a href="${MARKED_LINK}">${MARKED_LINK}</a>`,
    ],
    ['links, but no markup, as dunst may say', ['body-hyperlinks'], `${MESSAGE.body}\n${LINK}`],
  ])('that takes %s', (_, capabilities, body) => {
    expect(noticeOf(MESSAGE, capabilities)).toEqual({ summary: MESSAGE.title, body });
  });

  it('have no empty lines for what is not there', () => {
    const { url: _, ...unlinked } = MESSAGE;
    expect(noticeOf({ ...unlinked, body: '' }, []).body).toBe('');
    expect(noticeOf({ ...MESSAGE, body: '' }, []).body).toBe(LINK);
    expect(plainBody(unlinked)).toBe(MESSAGE.body);
  });
});

describe('a link', () => {
  it.each([
    ['https://example.com', 'https://example.com/'],
    ['HTTP://Example.com/ä b', 'http://example.com/%C3%A4%20b'],
    ['https://example.com/"><script>', 'https://example.com/%22%3E%3Cscript%3E'],
    ['file:///etc/passwd', undefined],
    ['javascript:alert(1)', undefined],
    ['-open', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s becomes %s', (url, link) => {
    expect(linkOf(url)).toBe(link);
  });
});
