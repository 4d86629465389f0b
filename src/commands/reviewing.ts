import type { Context } from '../context';
import { idleScreen, reviewScreen } from '../ui/sitting-screens';
import { type Reviewed, reviewedWords } from '../ui/sitting-words';
import { ACTIVE, type AgendaDrop, agendaOf, isActive, waiting } from '../watchlist/agenda';
import { setStatus } from '../watchlist/editing';
import { Problem } from '../watchlist/problem';
import { followed, timetableIn } from '../watchlist/releases';
import { runs } from '../watchlist/runs';
import type { Drop } from '../watchlist/schedule';
import type { Show } from '../watchlist/show';
import { amendVerdict, giveVerdict, opinionFrom } from '../watchlist/verdict';
import { watchEpisodes } from '../watchlist/watching';
import { agendaDropJson } from './json';
import { settleMood } from './mood-of-words';
import { readShow } from './one-show';
import type { ReviewOptions } from './review';
import { askWhatOfIt, Sitting } from './sitting';
import { askVerdict } from './verdict-asking';

/** A sitting over all that dropped and is unwatched. A part of its own: see `scripts/parts.mjs`. */
export async function review(
  context: Context,
  words: readonly string[],
  { all = false }: ReviewOptions,
): Promise<void> {
  const isNamed = words.length > 0;
  const shows = isNamed
    ? [(await readShow(context, { typed: words })).show]
    : await waitingShows(context, all);
  if (context.json) {
    const drops = shows.flatMap((show) => dueOf(show, context));
    context.out.json({ due: drops.map(agendaDropJson) });
    return;
  }
  if (!context.interactive) {
    throw new Problem('usage', 'A review asks questions, and nobody is here to be asked.', {
      hint: 'jikai next tells what waits; jikai watch <show> --verdict "…" records one without questions.',
    });
  }
  const [show] = shows;
  if (isNamed && show !== undefined && dueOf(show, context).length === 0) {
    if (!context.quiet) await context.err.print(idleScreen(show, context.reader));
    return;
  }
  await askInTurn(new Sitting(context), shows, isNamed);
}

/** Shows of which episodes wait, the longest waiting first; with `all`, planned ones behind them. */
async function waitingShows({ store, reader }: Context, all: boolean): Promise<readonly Show[]> {
  const { shows } = await store.read({ statuses: all ? ACTIVE : ['watching'] });
  const { due } = agendaOf({ revision: 0, shows }, { ...reader, days: 0 });
  return due.map(({ longest }) => longest.show);
}

function dueOf(show: Show, { reader }: Context): readonly AgendaDrop[] {
  const { last } = timetableIn(show);
  const drops = waiting(show, reader.now, reader.zone);
  return drops.map((drop) => ({ ...drop, show, release: followed(show), last }));
}

/** How much was recorded so far. */
type Tally = { -readonly [Key in keyof Reviewed]: Reviewed[Key] };

async function askInTurn(
  sitting: Sitting,
  shows: readonly Show[],
  isNamed: boolean,
): Promise<void> {
  const tally: Tally = { watched: 0, said: 0, dropped: 0 };
  const ask = async () => {
    for (const { id, title } of shows) {
      const show = await sitting.current(id);
      if (show === undefined) await sitting.tell(`${title} is on your list no longer.`);
      else if (!isNamed && !isActive(show))
        await sitting.tell(`${title} is ${show.status} by now.`);
      else if (dueOf(show, sitting.context).length === 0)
        await sitting.tell(`Nothing of ${title} waits for you.`);
      else if ((await askAboutShow(sitting, show, tally)) === 'quit') return;
    }
  };
  await sitting.hold(ask, () => reviewedWords(tally));
  const nothing = shows.length === 0 ? NOTHING : 'Nothing was recorded.';
  await sitting.end(reviewedWords(tally), nothing);
}

const NOTHING = 'Nothing waits for you. jikai next shows what is coming.';

/** Asks about a show until none of its episodes waits, or the user has enough of it or of all. */
async function askAboutShow(
  sitting: Sitting,
  { id }: Show,
  tally: Tally,
): Promise<'next' | 'quit'> {
  const { reader } = sitting.context;
  for (;;) {
    const show = await sitting.current(id);
    const [first, ...others] = show === undefined ? [] : waiting(show, reader.now, reader.zone);
    if (show === undefined || first === undefined) return 'next';
    const drops: Waiting = [first, ...others];
    const answer = await askWatched(sitting, show, drops);
    if (answer === 'quit') return 'quit';
    if (answer === 'later') return 'next';
    if (answer === 'drop') {
      await dropShow(sitting, show, tally);
      return 'next';
    }
    await markWatched(sitting, show, await chosen(sitting, answer, drops), tally);
  }
}

/** What waits of a show, in order of episode. */
type Waiting = readonly [Drop, ...Drop[]];

/** Which of the episodes that wait were watched. */
type Extent = 'first' | 'all' | 'up-to';

/** The first letters differ: typing one goes to its answer. */
async function askWatched(
  sitting: Sitting,
  show: Show,
  drops: Waiting,
): Promise<Extent | 'later' | 'drop' | 'quit'> {
  const screen = reviewScreen(show, drops, await sitting.trailOf(show), sitting.context.reader);
  return sitting.ask(screen, 'Watched?', [
    { value: 'first', name: `Ep ${drops[0].episode}` },
    ...(drops.length > 1
      ? [{ value: 'all', name: `All: ep ${runs(numbersOf(drops))}` } as const]
      : []),
    ...(drops.length > 2 ? [{ value: 'up-to', name: 'Up to …' } as const] : []),
    { value: 'later', name: 'Not yet' },
    { value: 'drop', name: 'Drop the show' },
    { value: 'quit', name: 'Quit here' },
  ]);
}

/** The episodes that an answer names. */
async function chosen(
  { context }: Sitting,
  extent: Extent,
  drops: Waiting,
): Promise<readonly number[]> {
  const episodes = numbersOf(drops);
  if (extent === 'all') return episodes;
  if (extent === 'first') return episodes.slice(0, 1);
  const further = episodes.slice(1).map(String);
  const last = await context.prompts.search('Up to which episode?', async (typed) =>
    further
      .filter((episode) => episode.startsWith(typed.replace(/\D/g, '')))
      .map((episode) => ({ value: episode, name: `ep ${episode}` })),
  );
  return episodes.filter((episode) => episode <= Number(last));
}

function numbersOf(drops: Waiting): readonly number[] {
  return drops.map(({ episode }) => episode);
}

/** Marks episodes, then asks what the user says of the last of them. */
async function markWatched(
  sitting: Sitting,
  show: Show,
  episodes: readonly number[],
  tally: Tally,
): Promise<void> {
  const last = episodes.at(-1);
  let marked: readonly number[] = [];
  const after = await sitting.save(show, (one, now) => {
    const watching = watchEpisodes(one, episodes, {
      at: now,
      now,
      redate: false,
      opinion: undefined,
    });
    marked = watching.marked;
    return watching.change;
  });
  if (after === undefined || last === undefined) return;
  tally.watched += marked.length;
  if (after.status !== show.status) await sitting.tell(`Now ${after.status}.`);
  await askWhatOfEpisode(sitting, after, last, tally);
}

/** The words are saved before the note is asked for, and the note then goes with them. */
async function askWhatOfEpisode(
  sitting: Sitting,
  show: Show,
  episode: number,
  tally: Tally,
): Promise<void> {
  const { context } = sitting;
  const words = await askVerdict(context, `What do you say of ep ${episode}?`, 'Nothing');
  const said =
    words !== '' &&
    (await sitting.save(show, (one, now) => giveVerdict(one, { words }, now, episode)));
  if (said) {
    tally.said += 1;
    await settleMood(context, { words });
  }
  const note = opinionFrom(undefined, undefined, await context.prompts.input(NOTE_QUESTION));
  if (note === undefined) return;
  const noted = await sitting.save(show, (one, now) =>
    said ? amendVerdict(one, note, episode) : giveVerdict(one, note, now, episode),
  );
  if (noted !== undefined && !said) tally.said += 1;
}

const NOTE_QUESTION = 'A note to go with it? (Enter for none)';

async function dropShow(sitting: Sitting, show: Show, tally: Tally): Promise<void> {
  const after = await sitting.save(show, (one, now) => setStatus(one, 'dropped', undefined, now));
  if (after === undefined) return;
  tally.dropped += 1;
  if (await askWhatOfIt(sitting, after)) tally.said += 1;
}
