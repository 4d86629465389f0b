import type { OutlookDrop, View } from '../watchlist/outlook';
import { markOf } from './estimates';
import { atWords } from './short-words';
import type { Reader } from './time';

/** Where a prompt's text may go, and what words mean there that titles must not mean. */
export const PLACES = [
  'plain',
  'bash',
  'zsh',
  'fish',
  'starship',
  'tmux',
  'polybar',
  'waybar',
] as const;
export type Place = (typeof PLACES)[number];

/**
 * What shells expand, as full-width twins that none of them does. To put a backslash before them would
 * not do: whether one is taken off again depends on how the text came into the prompt.
 */
const TWINS: Readonly<Record<string, string>> = {
  $: '＄',
  '`': '｀',
  '\\': '＼',
  '%': '％',
};

const twin = (character: string): string => TWINS[character] ?? character;
const inert = (text: string): string => text.replace(/[$`\\]/g, twin);

/** Makes a value harmless in each place. */
export const SAFE: Readonly<Record<Place, (value: string) => string>> = {
  plain: (value) => value,
  // A PS1 is decoded (\), then expanded ($, `), unless the text comes in by an expansion itself.
  bash: inert,
  // Whatever a prompt's expansion gave is searched for % sequences; %% is one.
  zsh: (value) => inert(value).replaceAll('%', '%%'),
  // fish_prompt prints, and nothing is read again.
  fish: (value) => value,
  // Before 1.20 its output was expanded once more by bash, and % means something to zsh.
  starship: (value) => inert(value).replaceAll('%', twin('%')),
  // #[style], #{variable}, #S; ## is one.
  tmux: (value) => value.replaceAll('#', '##'),
  // %{tags}, some of which run commands; there is no other way to write %{.
  polybar: (value) => value.replace(/%(?=\{|$)/g, twin('%')),
  // Pango's markup.
  waybar: (value) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
};

/** What waybar's custom module takes, with `"return-type": "json"`. */
export interface WaybarModule {
  /** Markup, as is the tooltip. The module is hidden while this is empty. */
  readonly text: string;
  readonly tooltip: string;
  /** For style.css: `due` while something waits, `next` while something comes, `none`. */
  readonly class: 'due' | 'next' | 'none';
  /** The same, for "format-icons". */
  readonly alt: 'due' | 'next' | 'none';
}

/** How many drops to come stand in the tooltip. */
export const COMING = 5;

/** @param text markup. */
export function waybarModule(text: string, view: View, reader: Reader): WaybarModule {
  const { due, dueShows, waiting, upcoming } = view;
  const state = due > 0 ? 'due' : upcoming.length > 0 ? 'next' : 'none';
  const more = dueShows - waiting.length;
  const lines = [
    ...(waiting.length > 0 ? ['Waiting for you'] : []),
    ...waiting.map(({ title, episodes }) => `  ${title} · ep ${episodes}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...(upcoming.length > 0 ? ['Coming'] : []),
    ...upcoming.slice(0, COMING).map((drop) => `  ${comingWords(drop, reader)}`),
  ];
  const tooltip = lines.map(SAFE.waybar).join('\n');
  return { text, tooltip, class: state, alt: state };
}

/** `~Wed 16:55 · Metallic Rouge · ep 3 · Crunchyroll`. */
function comingWords(drop: OutlookDrop, reader: Reader): string {
  const { title, episodes, basis, platform } = drop;
  const words = [`${markOf(basis)}${atWords(drop, reader)}`, title, `ep ${episodes}`, platform];
  return words.filter((word) => word !== '').join(' · ');
}
