import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { harmless } from '../../src/ui/harmless';
import { sayAloud } from '../aloud';
import { folder } from '../store/support';
import { fullWinter, HOSTILE, listPageOf, pageOf, winterOf } from './reports';

/** Our pages in a browser that people use: Debian's Chromium, or another one that is installed. */

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function installed(): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return BROWSERS.flatMap((name) => folders.map((one) => path.join(one, name))).find(
    (file) => spawnSync(file, ['--version'], { stdio: 'ignore' }).status === 0,
  );
}

const executablePath = installed();
if (executablePath === undefined) {
  sayAloud('Skipped: pages in a browser, because no Chromium is installed.');
}

const SCHEMES = ['light', 'dark'] as const;
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };

const KINDS = ['report', 'list'] as const;
type Kind = (typeof KINDS)[number];
const KINDS_IN_SCHEMES = KINDS.flatMap((kind) => SCHEMES.map((scheme) => [kind, scheme] as const));

/** What axe found that matters: whom it keeps out, and where. */
interface Violation {
  readonly id: string;
  readonly impact: string | null | undefined;
  readonly nodes: readonly { readonly html: string }[];
}

describe.skipIf(executablePath === undefined)('in Chromium', () => {
  let browser: Browser | undefined;
  const addresses = new Map<Kind, string>();
  const shows = fullWinter();

  beforeAll(async () => {
    const pages = { report: pageOf(winterOf(shows)), list: listPageOf(shows) };
    for (const kind of KINDS) {
      const file = path.join(folder(), `${kind}.html`);
      writeFileSync(file, pages[kind]);
      addresses.set(kind, pathToFileURL(file).href);
    }
    browser = await chromium.launch({
      ...(executablePath !== undefined && { executablePath }),
      args: [
        // Nothing is looked at by eye, and without a graphics card each frame would be reckoned.
        ...['--disable-gpu', '--disable-software-rasterizer'],
        // Chromium refuses to put root into its sandbox.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    });
  });
  afterAll(() => browser?.close());

  /** Opens a page, looks at it, and sees to it that it said nothing and asked for nothing. */
  async function withPage<T>(
    options: BrowserContextOptions,
    look: (page: Page) => Promise<T>,
    kind: Kind = 'report',
  ): Promise<T> {
    const address = addresses.get(kind) ?? '';
    if (browser === undefined) throw new Error('no browser');
    const context = await browser.newContext({ ...options, offline: true });
    const page = await context.newPage();
    const noise: string[] = [];
    page.on('console', (message) => noise.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => noise.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
      noise.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => noise.push(`request: ${request.url()}`));
    await page.goto(address, { waitUntil: 'load' });
    const found = await look(page);
    expect(noise).toEqual([`request: ${address}`]);
    await context.close();
    return found;
  }

  it.each(KINDS_IN_SCHEMES)(
    'a %s in %s has its colours, and keeps nobody out',
    async (kind, colorScheme) => {
      for (const viewport of [DESK, PHONE]) {
        const { background, violations } = await withPage(
          { colorScheme, viewport },
          async (page) => {
            // The page allows no script; this comes in by the browser's own door.
            await page.evaluate(axe.source);
            return {
              background: await page.evaluate<string>(
                'getComputedStyle(document.body).backgroundColor',
              ),
              violations: await page.evaluate<readonly Violation[]>(
                // Only of these does it tell every element, which takes longer than to look for them.
                'axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations)',
              ),
            };
          },
          kind,
        );
        expect(background).toBe(colorScheme === 'light' ? 'rgb(251, 249, 244)' : 'rgb(23, 24, 27)');
        const serious = violations.filter(
          ({ impact }) => impact === 'serious' || impact === 'critical',
        );
        expect(serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      }
    },
  );

  it.each(KINDS_IN_SCHEMES)(
    'a %s in %s can be read: every sign stands out from what it is on',
    async (kind, scheme) => {
      const faint = await withPage(
        { colorScheme: scheme, viewport: DESK },
        (page) => page.evaluate<readonly string[]>(FAINT_SIGNS),
        kind,
      );
      expect(faint).toEqual([]);
    },
  );

  it('a list fits a phone', async () => {
    const widths = await withPage(
      { viewport: PHONE },
      async (page) => ({
        page: await page.evaluate<number>('document.scrollingElement.scrollWidth'),
        beyond: await page.evaluate<readonly string[]>(BEYOND_THE_EDGE),
      }),
      'list',
    );
    expect(widths).toEqual({ page: PHONE.width, beyond: [] });
  });

  it('a report fits a phone: the grid scrolls by itself, the page does not sideways', async () => {
    const widths = await withPage({ viewport: PHONE }, async (page) => ({
      page: await page.evaluate<number>('document.scrollingElement.scrollWidth'),
      grid: await page.evaluate<number>('document.querySelector(".grid").scrollWidth'),
      beyond: await page.evaluate<readonly string[]>(BEYOND_THE_EDGE),
    }));
    expect(widths.page).toBeLessThanOrEqual(PHONE.width);
    expect(widths.grid).toBeGreaterThan(PHONE.width);
    expect(widths.beyond).toEqual([]);
  });

  it('lets the grid be scrolled with the keyboard', async () => {
    const scrolled = await withPage({ viewport: PHONE }, async (page) => {
      await page.locator('.grid').focus();
      await page.keyboard.press('ArrowRight');
      // The page's policy forbids playwright's own waiting, which evaluates text inside the page.
      await expect
        .poll(() => page.evaluate<number>('document.querySelector(".grid").scrollLeft'))
        .toBeGreaterThan(0);
      return page.evaluate<string>('document.activeElement.className');
    });
    expect(scrolled).toBe('grid');
  });

  it.each([
    ['report', 'Winter 2024 · jikai'],
    ['list', 'Anime · jikai'],
  ] as const)('a %s shows what attackers wrote, and does nothing of it', async (kind, named) => {
    const { texts, harmed, title } = await withPage(
      { viewport: DESK },
      async (page) => ({
        texts: await page.evaluate<readonly string[]>(
          '[...document.querySelectorAll("bdi")].map((one) => one.textContent)',
        ),
        harmed: await page.evaluate<unknown>('window.harmed ?? null'),
        title: await page.title(),
      }),
      kind,
    );
    for (const words of HOSTILE) expect(texts).toContain(harmless(words));
    expect({ harmed, title }).toEqual({ harmed: null, title: named });
  });

  it.each(KINDS)('a %s prints, with every colour as it was meant', async (kind) => {
    const pages = await withPage(
      { viewport: DESK, colorScheme: 'dark' },
      async (page) => {
        const pdf = await page.pdf({ format: 'A4' });
        await page.emulateMedia({ media: 'print' });
        // On paper it is never dark.
        expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
          'rgb(251, 249, 244)',
        );
        return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;
      },
      kind,
    );
    expect(pages).toBeGreaterThan(1);
  });
});

/** The cells whose sign has less than 3:1 against what is behind it, which is what WCAG asks of graphics. */
const FAINT_SIGNS = `
(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = channels(colour).slice(0, 3).map((one) => {
      const share = one / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = getComputedStyle(document.body).backgroundColor;
  const faint = new Set();
  const look = (what, front, back) => {
    const behind = channels(back)[3] === 0 ? paper : back;
    const [low, high] = [light(front), light(behind)].sort((a, b) => a - b);
    if ((high + 0.05) / (low + 0.05) < 3) faint.add(what + ': ' + front + ' on ' + behind);
  };
  for (const cell of document.querySelectorAll('td')) {
    const { color, backgroundColor } = getComputedStyle(cell, '::before');
    look(cell.className, color, backgroundColor);
  }
  for (const item of document.querySelectorAll('li[class]')) {
    look(item.className, getComputedStyle(item, '::before').color, paper);
  }
  for (const mark of document.querySelectorAll('.trail use:not(.axis)')) {
    look(mark.getAttribute('class'), getComputedStyle(mark).fill, paper);
  }
  return [...faint];
})()`;

/** What reaches past the page's right edge, or begins before its left one, outside the grid. */
const BEYOND_THE_EDGE = `
[...document.querySelectorAll('main *')]
  .filter((one) => one.closest('.grid') === null && one.closest('.unseen, i, .shapes') === null)
  .filter((one) => {
    const { left, right, width } = one.getBoundingClientRect();
    return width > 0 && (left < 0 || right > document.documentElement.clientWidth + 1);
  })
  .map((one) => one.outerHTML.slice(0, 80))`;
