import type { Context } from '../context';
import { bold, dim, line } from '../ui/text';
import { Problem } from '../watchlist/problem';
import { titleLength } from '../watchlist/title';
import { giveVerdict, opinionFrom, opinionText, parseScore } from '../watchlist/verdict';
import { raiseDoubts } from './doubts';
import { changeShow, type Naming, readShow } from './one-show';
import { reportChange } from './report-change';
import { examples, type Verb } from './verb';
import { askVerdict } from './verdict-asking';

interface VerdictOptions {
  readonly score?: number;
  readonly note?: string;
}

export const verdictVerb: Verb = {
  names: ['verdict', 'v'],
  define: (command, act) => {
    command
      .summary('say what you think of a show or an episode')
      .description(
        'Records what you think, of an episode or of the show as a whole. What you said before stays in the trail.',
      )
      .usage('<show> [episode] <words> [options]')
      .argument(
        '<show...>',
        'the show by its title, a part of it or its id; the episode, if you mean one; what you say',
      )
      .option('--score <0-10>', 'a score', parseScore)
      .option('--note <text>', 'a note')
      .addHelpText(
        'after',
        examples(
          'verdict rouge "We\'ll see"',
          'verdict rouge 2 Hooked --score 8',
          'verdict rouge --note "Naomi is great"',
        ),
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
  const change = await changeShow(context, asked.naming, ({ show, rest }, confirmed) => {
    const { episode, words } = saidOf(rest);
    const opinion = opinionFrom(asked.answer ?? words, options.score, options.note);
    if (opinion === undefined) throw unsaid(show.id);
    if (episode !== undefined && !confirmed) {
      raiseDoubts(context, show, [episode], ['past-the-last']);
    }
    return giveVerdict(show, opinion, context.now, episode);
  });
  const after = change.shows[0]?.after;
  const said = after?.verdicts.at(-1);
  const subject = said?.episode === undefined ? '  ' : `  ep ${said.episode}  `;
  await reportChange(context, change, {
    screen: [
      line(bold(after?.title ?? ''), dim(subject), said === undefined ? '' : opinionText(said)),
    ],
  });
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
  { score, note }: VerdictOptions,
): Promise<{ readonly naming: Naming; readonly answer?: string }> {
  const naming = { typed, titleLength };
  if (!context.interactive || opinionFrom(undefined, score, note) !== undefined) return { naming };
  const { show, rest } = await readShow(context, naming);
  const { episode, words } = saidOf(rest);
  if (words !== '') return { naming };
  const subject = episode === undefined ? show.title : `${show.title} ep ${episode}`;
  const answer = await askVerdict(context, `What do you say of ${subject}?`);
  if (answer === '') throw new Problem('cancelled', 'Nothing was said, nothing was changed.');
  // The very show that was asked about, and the same words behind it.
  return { naming: { typed: [show.id, ...rest], titleLength: () => 1 }, answer };
}
