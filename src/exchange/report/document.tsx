import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';

/** What a page needs to know of the world. */
export interface PageOptions {
  /** The SHA-256 of a text in UTF-8, in base 64. */
  readonly sha256: (text: string) => string;
}

export interface DocumentOptions extends PageOptions {
  /** Ours, not people's. */
  readonly title: string;
  /** What made it: `jikai report`. */
  readonly generator: string;
  readonly style: string;
}

export const DOCTYPE = '<!DOCTYPE html>\n';

/**
 * One HTML page that needs nothing else: it holds no script, and its policy lets it ask nothing of the
 * network, whatever stands in it.
 */
export function htmlDocument(
  { title, generator, style, sha256 }: DocumentOptions,
  body: VNode,
): string {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${sha256(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return `${DOCTYPE}${render(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="generator" content={generator} />
        <meta http-equiv="Content-Security-Policy" content={policy.join('; ')} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        {/* Nothing of people's is in it. */}
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>{body}</body>
    </html>,
  )}\n`;
}
