import { harmless } from '../../ui/harmless';
import {
  arcWords,
  exitWords,
  fateWords,
  finalesTold,
  hoursWords,
  LENGTH_KEY,
  reportDays,
  reportTitle,
  saidOn,
  scoreWords,
  subjectWords,
  UNTOUCHED,
  watchedWords,
} from '../../ui/report-words';
import { dateOfInstant, type Reader } from '../../ui/time';
import { MOOD_NAMES, MOODS } from '../../watchlist/mood';
import type { ReportedShow, SeasonReport, UsedPhrase } from '../../watchlist/season-report';
import type { Stretch } from '../../watchlist/stretch';
import type { TrailStep } from '../../watchlist/trail';
import { DOCTYPE, htmlDocument, type PageOptions } from './document';
import { Grid } from './grid';
import {
  anchorOf,
  drawnEach,
  episodeClass,
  moodClass,
  Said,
  Shapes,
  Title,
  TitleLink,
} from './marks';
import { STYLE } from './style';
import { TrailChart } from './trail-chart';

export interface ReportPageOptions extends PageOptions {
  readonly reader: Reader;
}

/**
 * A report as one HTML page that needs nothing else. What people wrote is text in it and nothing more.
 * @param report of one show or more.
 */
export function reportPage(report: SeasonReport, { reader, sha256 }: ReportPageOptions): string {
  const title = `${reportTitle(report.stretch)} · jikai`;
  return htmlDocument(
    { title, generator: GENERATOR, style: STYLE, sha256 },
    <>
      <Shapes />
      <Letter report={report} reader={reader} />
    </>,
  );
}

const GENERATOR = 'jikai report';

/** Whether a file's content is a report that jikai wrote. */
export function isReportPage(text: string): boolean {
  const start = text.slice(0, 500);
  return (
    start.startsWith(DOCTYPE) && start.includes(`<meta name="generator" content="${GENERATOR}"`)
  );
}

interface Told {
  readonly report: SeasonReport;
  readonly reader: Reader;
}

function Letter({ report, reader }: Told) {
  const { stretch, shows, untouched } = report;
  return (
    <>
      <header>
        <p class="over">{stretch.kind === 'season' ? 'A season of anime' : 'A year of anime'}</p>
        <h1>{reportTitle(stretch)}</h1>
        <p class="soft">{reportDays(stretch, reader)}</p>
      </header>
      <main>
        <Turns report={report} />
        <Figures report={report} />
        <MoodBar report={report} />
        <section>
          <h2>Episode by episode</h2>
          <Key />
          <Grid shows={shows} />
        </section>
        <section>
          <h2>Show by show</h2>
          <div
            dangerouslySetInnerHTML={drawnEach(shows, (one) => (
              <ShowStory reported={one} stretch={stretch} reader={reader} />
            ))}
          />
        </section>
        <div class="pair">
          <Finales shows={shows} />
          <Partings shows={shows} />
        </div>
        <Words phrases={report.phrases} />
        {untouched.length === 0 ? null : (
          <section>
            <h2>{UNTOUCHED}</h2>
            <ul class="plain">
              {untouched.map((show) => (
                <li key={show.id}>
                  <TitleLink show={show} />
                </li>
              ))}
            </ul>
          </section>
        )}
      </main>
      <Imprint report={report} reader={reader} />
    </>
  );
}

/** Which show rose the most, and which fell. */
function Turns({ report: { risen, fallen } }: { readonly report: SeasonReport }) {
  const turns = [
    { reported: risen, words: 'grew on you most' },
    { reported: fallen, words: 'lost you most' },
  ];
  const told = turns.flatMap(({ reported, words }) =>
    reported === undefined ? [] : [{ reported, words }],
  );
  if (told.length === 0) return null;
  return (
    <p class="lede">
      {told.map(({ reported, words }) => (
        <span key={words}>
          <Title show={reported.show} /> {words}: <Said text={arcWords(reported)} />
          {'. '}
        </span>
      ))}
    </p>
  );
}

function Figures({ report: { totals } }: { readonly report: SeasonReport }) {
  const { shows, episodes, minutes, isLengthGuessed, completed, dropped, score } = totals;
  const figures = [
    { name: 'shows', figure: String(shows) },
    { name: 'episodes', figure: String(episodes) },
    { name: 'watched', figure: `${isLengthGuessed ? '~' : ''}${hoursWords(minutes)}` },
    { name: 'finished', figure: String(completed) },
    { name: 'dropped', figure: String(dropped) },
    ...(score === undefined ? [] : [{ name: 'your mean score', figure: scoreWords(score) }]),
  ];
  return (
    <dl class="figures">
      {figures.map(({ name, figure }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How the verdicts share out among the moods. */
function MoodBar({ report: { moods } }: { readonly report: SeasonReport }) {
  const shares = MOODS.toReversed().flatMap((mood) => {
    const number = moods.get(mood) ?? 0;
    return number === 0 ? [] : [{ mood, number }];
  });
  const total = shares.reduce((sum, { number }) => sum + number, 0);
  if (total === 0) return null;
  let x = 0;
  const parts = shares.map(({ mood, number }) => {
    const width = (number / total) * BAR;
    const part = { mood, x, width };
    x += width;
    return part;
  });
  const told = shares.map(({ mood, number }) => `${number} ${MOOD_NAMES[mood]}`).join(', ');
  return (
    <>
      <svg class="bar" role="img" viewBox={`0 0 ${BAR} 10`} preserveAspectRatio="none">
        <title>{`Your verdicts: ${told}`}</title>
        {parts.map((part) => (
          <rect
            key={part.mood}
            class={moodClass(part.mood)}
            x={part.x.toFixed(1)}
            width={Math.max(1, part.width - 2).toFixed(1)}
            height={10}
          />
        ))}
      </svg>
      <ul class="key">
        {shares.map(({ mood, number }) => (
          <li key={mood} class={moodClass(mood)}>
            <b>{number}</b> {MOOD_NAMES[mood]}
          </li>
        ))}
      </ul>
    </>
  );
}

/** How wide the bar is drawn; it is then stretched to the page. */
const BAR = 1000;

/** What the grid's signs mean that are no moods'. */
function Key() {
  return (
    <ul class="key">
      <li class="seen">watched</li>
      <li class="left">not watched</li>
      <li class="ahead">not out yet</li>
      <li>
        <span class="pause"> </span> after a break
      </li>
    </ul>
  );
}

interface Story {
  readonly reported: ReportedShow;
  readonly stretch: Stretch;
  readonly reader: Reader;
}

/** A show: its trail, and what was said of it. */
function ShowStory({ reported, stretch, reader }: Story) {
  const { show, trail, score } = reported;
  const { native } = show.titles ?? {};
  const facts = [
    fateWords(reported),
    ...(reported.watched === 0 ? [] : [watchedWords(reported)]),
    ...(score === undefined ? [] : [`${scoreWords(score)}/10`]),
  ];
  return (
    <article id={anchorOf(show)}>
      <div>
        <h3>
          <TitleLink show={show} />
        </h3>
        {native === undefined || native === show.title ? null : (
          <small>
            <Said text={native} lang="ja" />
          </small>
        )}
        <p class="soft">{facts.join(' · ')}</p>
        {trail.filter(({ mood }) => mood !== undefined).length < 2 ? null : (
          <TrailChart trail={trail} />
        )}
      </div>
      <ol class="said">
        {trail.map((step, index) => (
          <Step key={index} step={step} day={saidOn(step.verdict, stretch, reader)} />
        ))}
      </ol>
    </article>
  );
}

function Step({
  step: { verdict, mood },
  day,
}: {
  readonly step: TrailStep;
  readonly day: string;
}) {
  const { words, score, note } = verdict;
  return (
    <li class={moodClass(mood)}>
      <small>{subjectWords(verdict)}</small>{' '}
      {words === undefined ? null : (
        <b>
          <Said text={words} />
        </b>
      )}
      {score === undefined ? null : ` ${score}/10`} <small>{day}</small>
      {mood === undefined ? null : <i> {MOOD_NAMES[mood]}</i>}
      {note === undefined ? null : (
        <q>
          <Said text={note} />
        </q>
      )}
    </li>
  );
}

function Finales({ shows }: { readonly shows: readonly ReportedShow[] }) {
  const finales = finalesTold(shows);
  if (finales.length === 0) return null;
  return (
    <section>
      <h2>Finales</h2>
      <ul class="plain">
        {finales.map(({ show, episode, number, told }) => (
          <li key={show.id} class={episodeClass(episode)}>
            <Title show={show} /> <small>{number}</small> <Said text={told} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What was dropped, where, and with which words. */
function Partings({ shows }: { readonly shows: readonly ReportedShow[] }) {
  const dropped = shows.filter(({ exit }) => exit !== undefined);
  if (dropped.length === 0) return null;
  return (
    <section>
      <h2>Dropped</h2>
      <ul class="plain">
        {dropped.map((reported) => (
          <li key={reported.show.id}>
            <Title show={reported.show} /> <small>{exitWords(reported)}</small>{' '}
            {reported.words === undefined ? null : <Said text={reported.words} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How many phrases are shown. */
const ENOUGH = 30;

function Words({ phrases }: { readonly phrases: readonly UsedPhrase[] }) {
  const most = phrases[0]?.times ?? 0;
  if (most === 0) return null;
  const sizeOf = (times: number) =>
    times >= Math.max(2, most * 0.6) ? ' often' : times >= Math.max(2, most * 0.3) ? ' some' : '';
  return (
    <section>
      <h2>Your words</h2>
      <ul class="words">
        {phrases.slice(0, ENOUGH).map(({ words, mood, times }) => (
          <li key={words} class={`${moodClass(mood)}${sizeOf(times)}`}>
            <Said text={words} /> <small>×{times}</small>
          </li>
        ))}
      </ul>
      {phrases.length > ENOUGH ? (
        <p class="soft">and {phrases.length - ENOUGH} more, each said seldom</p>
      ) : null}
    </section>
  );
}

function Imprint({ report: { totals, telling }, reader: { now, zone } }: Told) {
  const words = [
    `Made with jikai on ${dateOfInstant(now, zone)}.`,
    'Everything on this page is in it: it asks nothing of the network.',
    ...(telling === 'nothing' ? ['Notes are left out, for whoever has not seen it yet.'] : []),
    ...(totals.isLengthGuessed ? [`${LENGTH_KEY}.`] : []),
  ];
  return (
    <footer>
      <p>{harmless(words.join(' '))}</p>
    </footer>
  );
}
