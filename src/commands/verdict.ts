import type { Context } from '../context';
import { moodSign } from '../ui/mood-words';
import { bold, dim, line, type Screen } from '../ui/text';
import { type Change, showOf } from '../watchlist/change';
import { type Mood, moodOf } from '../watchlist/mood';
import { Problem } from '../watchlist/problem';
import type { Show } from '../watchlist/show';
import { titleLength } from '../watchlist/title';
import {
  amendVerdict,
  giveVerdict,
  type Opinion,
  opinionFrom,
  opinionText,
  parseScore,
  titleWith,
  verdictToAmend,
} from '../watchlist/verdict';
import { raiseDoubts } from './doubts';
import { settleMood } from './mood-of-words';
import { changeShow, type Naming, readShow } from './one-show';
import { moodOfNothing, OPINIONS_HELP, withMood } from './opinion';
import { reportChange } from './report-change';
import { examples, type Verb } from './verb';
import { askVerdict } from './verdict-asking';
import { vocabularyIn } from './vocabulary';

interface VerdictOptions {
  readonly score?: number;
  readonly note?: string;
  readonly mood?: Mood;
  readonly amend?: boolean;
}

export const verdictVerb: Verb = {
  names: ['verdict', 'v'],
  define: (command, act) => {
    command
      .summary('say what you think of a show or an episode')
      .description(
        'Records what you think, of an episode or of the show as a whole. What you said before stays in the trail; --amend is for slips.',
      )
      .usage('<show> [episode] <words> [options]')
      .argument(
        '<show...>',
        'the show by its title, a part of it or its id; the episode, if you mean one; what you say',
      )
      .option('--score <0-10>', 'a score', parseScore)
      .option('--note <text>', 'a note')
      .option('--amend', 'correct the last verdict instead, of the episode or of all');
    withMood(command)
      .addHelpText(
        'after',
        `\n${OPINIONS_HELP}\n${examples(
          'verdict rouge "We\'ll see"',
          'verdict rouge 2 Hooked --score 8',
          'verdict rouge --note "Naomi is great"',
          'verdict rouge Hooked --amend',
          'verdict rouge "Peak fiction" --mood +2',
        )}`,
      )
      .action(act(verdict));
  },
};

async function verdict(
  context: Context,
  typed: readonly string[],
  options: VerdictOptions,
): Promise<void> {
  const asked = await askIfUnsaid(context, typed, options);
  let given: Opinion | undefined;
  const change = await changeShow(context, asked.naming, ({ show, rest }, confirmed) => {
    const { episode, words } = saidOf(rest);
    const opinion = opinionFrom(asked.answer ?? words, options.score, options.note);
    if (opinion === undefined) throw unsaid(show.id);
    if (options.mood !== undefined && opinion.words === undefined) throw moodOfNothing();
    given = opinion;
    if (options.amend === true) return amendVerdict(show, opinion, episode);
    if (episode !== undefined && !confirmed) {
      raiseDoubts(context, show, [episode], { heeded: ['past-the-last'] });
    }
    return giveVerdict(show, opinion, context.now, episode);
  });
  await reportChange(context, change, { screen: givenScreen(context, change, options.mood) });
  await settleMood(context, given, options.mood);
}

/**
 * The verdict that a change gave or amended, and where it stands.
 * @param given the mood that was given along with its words, and counts for them from now on.
 */
function givenScreen(context: Context, { shows }: Change, given: Mood | undefined): Screen {
  const [{ before, after } = { before: null, after: null }] = shows;
  if (after === null) return [];
  const said = after.verdicts.find((verdict, index) => verdict !== before?.verdicts[index]);
  if (said === undefined) return [];
  const subject = said.episode === undefined ? '  ' : `  ep ${said.episode}  `;
  const mood = given ?? moodOf(said, vocabularyIn(context.config));
  const sign = mood === undefined ? '' : [moodSign(mood), ' '];
  return [line(bold(after.title), dim(subject), sign, opinionText(said))];
}

/** What stands behind the title: an episode's number, perhaps, and the user's words. */
function saidOf(rest: readonly string[]): { readonly episode?: number; readonly words: string } {
  const [first = '', ...others] = rest;
  if (!/^\d{1,5}$/.test(first)) return { words: rest.join(' ') };
  return { episode: Number(first), words: others.join(' ') };
}

function unsaid(show: string): Problem {
  return new Problem('usage', 'What is the verdict?', {
    hint: `Write it behind: jikai verdict ${show} "We'll see", or use --score or --note.`,
  });
}

/** Where nothing was said yet and somebody is there, what they answer. */
async function askIfUnsaid(
  context: Context,
  typed: readonly string[],
  { score, note, amend }: VerdictOptions,
): Promise<{ readonly naming: Naming; readonly answer?: string }> {
  const naming = { typed, titleLength };
  if (!context.interactive || opinionFrom(undefined, score, note) !== undefined) return { naming };
  const { show, rest } = await readShow(context, naming);
  const { episode, words } = saidOf(rest);
  if (words !== '') return { naming };
  const question = amend
    ? `What do you say of ${await amendedSubject(context, show, episode)} instead?`
    : `What do you say of ${titleWith(show, episode)}?`;
  const answer = await askVerdict(context, question);
  if (answer === '') throw new Problem('cancelled', 'Nothing was said, nothing was changed.');
  // The very show that was asked about, and the same words behind it.
  return { naming: { typed: [show.id, ...rest], titleLength: () => 1 }, answer };
}

/**
 * What the verdict is on that is to be amended. The show is looked at as it is kept: the last verdict may be
 * one that is not told.
 * @throws Problem `failed` when there is none.
 */
async function amendedSubject(
  { store }: Context,
  show: Show,
  episode: number | undefined,
): Promise<string> {
  const kept = showOf((await store.read()).shows, show.id) ?? show;
  return titleWith(kept, verdictToAmend(kept, episode).episode);
}
