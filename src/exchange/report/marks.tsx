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

/** The shapes, once for all charts, which use them by name. */
export function Shapes() {
  return (
    <svg class="shapes" aria-hidden="true">
      <defs>
        {MOODS.map((mood) => (
          <path key={mood} id={moodClass(mood)} d={SHAPES[mood]} />
        ))}
        <path id="mx" d="M-1.6 0A1.6 1.6 0 1 0 1.6 0A1.6 1.6 0 1 0-1.6 0Z" />
      </defs>
    </svg>
  );
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
