import { Option } from 'commander';
import type { Context } from '../context';
import { dim, line } from '../ui/text';
import { TRAIL_KEY, trailLines, trailScreen } from '../ui/trail-screen';
import { parseInstant, parseLength } from '../watchlist/moment-words';
import { type Trail, type TrailStep, trailsOf } from '../watchlist/trail';
import { DAY, type Millis } from '../watchlist/zone';
import { readShow } from './one-show';
import { OPINIONS_HELP } from './opinion';
import { examples, type Verb } from './verb';
import { vocabularyIn } from './vocabulary';

interface VerdictsOptions {
  readonly since?: string;
  readonly all?: boolean;
  readonly changed?: boolean;
}

/** How far back is told where no show is named. */
const RECENT = 28 * DAY;

export const verdictsVerb: Verb = {
  names: ['verdicts', 'trail'],
  define: (command, act) => {
    command
      .summary('how your verdict on a show moved')
      .description(
        'The trail of a show: every verdict you gave, in order, and where each stands. Without a show, what you said of any in the last four weeks.',
      )
      .argument('[show...]', 'its title in any language, a part of it, or its id')
      .option('--since <when>', 'only verdicts since then, such as 1w, yesterday or 2024-01-10')
      .addOption(new Option('-a, --all', 'of all shows, from the first on').conflicts('since'))
      .option('--changed', 'only verdicts that moved: that stand elsewhere than the one before')
      .addHelpText(
        'after',
        `\n${OPINIONS_HELP}\n${examples(
          'verdicts rouge',
          'verdicts --since 1w',
          'verdicts --all --changed',
          'verdicts rouge --json',
        )}`,
      )
      .action(act(verdicts));
  },
};

async function verdicts(
  context: Context,
  words: readonly string[],
  options: VerdictsOptions,
): Promise<void> {
  const { out, err, json, quiet, reader, spoilers } = context;
  const isOfOne = words.length > 0;
  // The notes past one's progress are told to be there, so they are not left out from the start.
  const shows = isOfOne
    ? [(await readShow({ ...context, spoilers: true }, { typed: words })).show]
    : (await context.store.read()).shows;
  const trails = trailsOf(shows, {
    vocabulary: vocabularyIn(context.config),
    since: sinceWhen(options, isOfOne, context),
    changed: options.changed ?? false,
  });
  const [one] = shows;
  if (json) {
    if (isOfOne && one !== undefined) {
      out.json({ id: one.id, title: one.title, verdicts: stepsJson(trails[0]?.told, spoilers) });
    } else out.json({ shows: trails.map((trail) => trailJson(trail, spoilers)) });
    return;
  }
  if (trails.length > 0) {
    const telling = { ...reader, spoilers };
    const isTable = out.isTTY || isOfOne;
    await out.print(isTable ? trailScreen(trails, telling) : trailLines(trails, telling));
    if (out.isTTY) await out.print([TRAIL_KEY]);
  } else if (!quiet) {
    const nothing = isOfOne
      ? one?.verdicts.length === 0
        ? `No verdict on ${one.title} yet. jikai verdict ${one.id} "We'll see" gives one.`
        : `Nothing like that in your trail of ${one?.title}. jikai verdicts ${one?.id} tells all of it.`
      : shows.some(({ verdicts: said }) => said.length > 0)
        ? 'No verdict like that in that time. jikai verdicts --all tells of all.'
        : 'No verdict yet. jikai verdict rouge "We\'ll see" gives one, and jikai watch … --verdict as well.';
    await err.print([line(dim(nothing))]);
  }
}

/** Of one show everything is told unless asked otherwise, of all shows what is recent. */
function sinceWhen(
  { since, all }: VerdictsOptions,
  isOfOne: boolean,
  { now, reader }: Context,
): Millis {
  if (since === undefined) {
    return isOfOne || all === true ? Number.NEGATIVE_INFINITY : now - RECENT;
  }
  const back = parseLength(since);
  return back === undefined
    ? parseInstant(since, { now, zone: reader.zone, lean: 'past' })
    : now - back;
}

function trailJson({ show, told }: Trail, spoilers: boolean) {
  return { id: show.id, title: show.title, verdicts: stepsJson(told, spoilers) };
}

/** `mood` is from −2 to +2, `turn` against the verdict before; `hidden` tells of a note past the progress. */
function stepsJson(steps: readonly TrailStep[] = [], spoilers: boolean) {
  return steps.map(({ verdict, mood, turn, isAhead }) => {
    const { at = null, episode, words, score, note } = verdict;
    const isHidden = isAhead && note !== undefined && !spoilers;
    return {
      at,
      episode: episode ?? null,
      words: words ?? null,
      score: score ?? null,
      note: isHidden ? null : (note ?? null),
      ...(isHidden ? { hidden: true } : {}),
      mood: mood ?? null,
      turn: turn ?? null,
    };
  });
}
