import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { harmless } from '../../ui/harmless';
import { linkOf } from '../../watchlist/links';
import { MOODS, type Mood } from '../../watchlist/mood';
import { followed } from '../../watchlist/releases';
import type { ReportedEpisode } from '../../watchlist/season-report';
import type { Show } from '../../watchlist/show';

/** The class of whatever stands for a mood, which gives it its colour and its sign. */
const CLASSES: Readonly<Record<Mood, string>> = {
  [-2]: 'n2',
  [-1]: 'n1',
  0: 'm0',
  1: 'm1',
  2: 'm2',
};

export function moodClass(mood: Mood | undefined): string {
  return mood === undefined ? 'mx' : CLASSES[mood];
}

/** The same for an episode, whose state counts where it has no mood. */
export function episodeClass({ mood, verdict, state }: ReportedEpisode): string {
  if (mood !== undefined) return CLASSES[mood];
  return verdict === undefined ? STATE_CLASSES[state] : STATE_CLASSES.watched;
}

const STATE_CLASSES: Readonly<Record<ReportedEpisode['state'], string>> = {
  watched: 'seen',
  unwatched: 'left',
  ahead: 'ahead',
};

/** The moods' signs around 0, 0: told apart by their shape, not by colour alone. */
const SHAPES: Readonly<Record<Mood, string>> = {
  2: 'M0-6L1.5-2.1L5.7-1.9L2.4.8L3.5 4.9L0 2.5L-3.5 4.9L-2.4.8L-5.7-1.9L-1.5-2.1Z',
  1: 'M0-4.8L5 4H-5Z',
  0: 'M-4.2 0A4.2 4.2 0 1 0 4.2 0A4.2 4.2 0 1 0-4.2 0Z',
  [-1]: 'M0 4.8L5-4H-5Z',
  [-2]: 'M-4.6-2.6L-2.6-4.6L0-2L2.6-4.6L4.6-2.6L2 0L4.6 2.6L2.6 4.6L0 2L-2.6 4.6L-4.6 2.6L-2 0Z',
};

/** How far below the top of its row in a chart a mood stands, in pixels; below all where it is not known. */
export function depthOf(mood: Mood | undefined): number {
  return mood === undefined ? TOP + 4 * LEVEL + FOOT : TOP + (2 - mood) * LEVEL;
}

const TOP = 10;
const LEVEL = 13;
/** Below the lowest mood: for steps without one, then for the numbers of episodes. */
const FOOT = 12;

/** How high a row of a chart is. */
export const ROW = TOP + 4 * LEVEL + 2 * FOOT;

/** The moods that a chart names. */
const ENDS = [2, -2] as const;

/** The shapes, once for all charts, which use them by name. */
export function Shapes() {
  return (
    <svg class="shapes" aria-hidden="true">
      <defs>
        {MOODS.map((mood) => (
          <path key={mood} id={moodClass(mood)} d={SHAPES[mood]} />
        ))}
        <g id="axis">
          {ENDS.map((mood) => (
            <path
              key={mood}
              class={moodClass(mood)}
              d={SHAPES[mood]}
              transform={`translate(6 ${depthOf(mood)})`}
            />
          ))}
        </g>
        <path id="mx" d="M-1.6 0A1.6 1.6 0 1 0 1.6 0A1.6 1.6 0 1 0-1.6 0Z" />
      </defs>
    </svg>
  );
}

/**
 * Many things drawn one by one, as HTML. Of 2,000 shows the nodes kept all at once take 50 MB and a third of a
 * second more; and so does each text as it was put together, from thousands of pieces: to trim it, though
 * there is nothing to trim, has V8 make one piece of it.
 */
export function drawnEach<Item>(
  items: readonly Item[],
  draw: (item: Item) => VNode,
): { readonly __html: string } {
  return { __html: items.map((item) => render(draw(item)).trim()).join('') };
}

/** What somebody wrote: harmless, and apart from the text around it, whichever way it is read. */
export function Said({ text, lang }: { readonly text: string; readonly lang?: string }) {
  return <bdi {...(lang !== undefined && { lang })}>{harmless(text)}</bdi>;
}

/** A show's title, in the language it is in where that is known. */
export function Title({ show }: { readonly show: Show }) {
  const isNative = show.title === show.titles?.native;
  return <Said text={show.title} {...(isNative && { lang: 'ja' })} />;
}

/** The title, leading to where the show is watched. */
export function TitleLink({ show }: { readonly show: Show }) {
  const url = linkOf(followed(show).url);
  if (url === undefined) return <Title show={show} />;
  return (
    <a href={url} rel="noreferrer noopener">
      <Title show={show} />
    </a>
  );
}

/** Where in the page a show is told of. */
export function anchorOf({ id }: Show): string {
  return `show-${id}`;
}
