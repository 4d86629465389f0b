import { harmless } from '../../ui/harmless';
import type { ListedShow, ListSection } from '../../ui/list-sections';
import { dateOfInstant, type Reader } from '../../ui/time';
import { MOOD_NAMES } from '../../watchlist/mood';
import { quantity } from '../../watchlist/quantity';
import { htmlDocument, type PageOptions } from './document';
import { anchorOf, drawnEach, moodClass, Said, TitleLink } from './marks';
import { STYLE } from './style';

export interface ListPageOptions extends PageOptions {
  readonly reader: Reader;
}

/** The list in the manner of a report: closer together, for it may be long. */
const LIST_STYLE = `${STYLE}
.list article { padding: .8rem 0; }
.list h3 { font-size: 1.1rem; }
.list p { margin: .15rem 0 0; }
.list .said { margin-top: .1rem; }
.list h3 + small { display: block; }
`;

/** A list as one HTML page that needs nothing else. What people wrote is text in it and nothing more. */
export function listPage(
  sections: readonly ListSection[],
  { reader, sha256 }: ListPageOptions,
): string {
  const shows = sections.reduce((sum, section) => sum + section.shows.length, 0);
  const made = `Made with jikai on ${dateOfInstant(reader.now, reader.zone)}.`;
  const still = 'Everything on this page is in it: it asks nothing of the network.';
  return htmlDocument(
    { title: 'Anime · jikai', generator: 'jikai export', style: LIST_STYLE, sha256 },
    <>
      <header>
        <p class="over">A watchlist</p>
        <h1>Anime</h1>
        <p class="soft">{shows === 0 ? 'Nothing is on the list.' : quantity(shows, 'show')}</p>
      </header>
      {sections.length < 2 ? null : (
        <nav aria-label="Sections">
          <ul class="key">
            {sections.map(({ status, heading, shows }) => (
              <li key={status}>
                <a href={`#${status}`}>{heading}</a> {shows.length}
              </li>
            ))}
          </ul>
        </nav>
      )}
      <main>
        {sections.map(({ status, heading, shows }) => (
          <section key={status} id={status} class="list">
            <h2>{heading}</h2>
            <div dangerouslySetInnerHTML={drawnEach(shows, entryOf)} />
          </section>
        ))}
      </main>
      <footer>
        <p>{harmless(`${made} ${still}`)}</p>
      </footer>
    </>,
  );
}

/** A show: what it is, how far it was watched, and what was said of it last. */
function entryOf(listed: ListedShow) {
  const { show, native, seen, platform, score } = listed;
  const facts = [
    `${seen} seen`,
    ...(platform === '' ? [] : [platform]),
    ...(score === undefined ? [] : [`${score}/10`]),
  ];
  return (
    <article id={anchorOf(show)}>
      <div>
        <h3>
          <TitleLink show={show} />
        </h3>
        {native === undefined ? null : (
          <small>
            <Said text={native} lang="ja" />
          </small>
        )}
        <p class="soft">
          <Said text={facts.join(' · ')} />
        </p>
        {show.tags === undefined ? null : (
          <p class="soft">
            {show.tags.map((tag, index) => (
              <span key={tag}>
                {index === 0 ? null : ', '}
                <Said text={tag} />
              </span>
            ))}
          </p>
        )}
      </div>
      <Newest listed={listed} />
    </article>
  );
}

function Newest({ listed: { verdict, mood } }: { readonly listed: ListedShow }) {
  if (verdict === undefined || (verdict.words ?? verdict.note ?? mood) === undefined) return null;
  return (
    <ul class="said">
      <li class={moodClass(mood)}>
        {verdict.words === undefined ? null : (
          <b>
            <Said text={verdict.words} />
          </b>
        )}
        {verdict.words === undefined && mood !== undefined ? (
          MOOD_NAMES[mood]
        ) : mood === undefined ? null : (
          <i> {MOOD_NAMES[mood]}</i>
        )}
        {verdict.note === undefined ? null : (
          <q>
            <Said text={verdict.note} />
          </q>
        )}
      </li>
    </ul>
  );
}
