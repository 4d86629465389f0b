import phrases from '../../data/verdicts.json';
import type { Context } from '../context';
import { bold, dim, line } from '../ui/text';
import { Problem } from '../watchlist/problem';
import {
  giveVerdict,
  opinionFrom,
  opinionText,
  parseScore,
  usualWords,
} from '../watchlist/verdict';
import { raiseDoubts } from './doubts';
import { changeShow, readShow } from './one-show';
import { reportChange } from './report';
import { examples, type Verb } from './verb';

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
      .argument('<show>', 'its title in any language, a part of it, or its id')
      .argument('[words...]', 'the episode, if you mean one, and then your words')
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
  name: string,
  words: readonly string[],
  options: VerdictOptions,
): Promise<void> {
  const [first = '', ...rest] = words;
  const episode = /^\d{1,5}$/.test(first) ? Number(first) : undefined;
  const said = (episode === undefined ? words : rest).join(' ');
  const given = opinionFrom(said, options.score, options.note);
  const { id, opinion } =
    given === undefined ? await ask(context, name, episode) : { id: name, opinion: given };
  const change = await changeShow(context, id, (show, confirmed) => {
    if (episode !== undefined && !confirmed)
      raiseDoubts(context, show, [episode], ['past-the-last']);
    return giveVerdict(show, opinion, context.now, episode);
  });
  const title = change.shows[0]?.after?.title ?? name;
  await reportChange(context, change, {
    screen: [
      line(
        bold(title),
        dim(episode === undefined ? '  ' : `  ep ${episode}  `),
        opinionText(opinion),
      ),
    ],
  });
}

/** Offers the user's own usual words first; anything else can be typed. */
async function ask(context: Context, name: string, episode: number | undefined) {
  if (!context.interactive) {
    throw new Problem('usage', 'What is the verdict?', {
      hint: `Write it behind: jikai verdict ${name} "We'll see", or use --score or --note.`,
    });
  }
  const show = await readShow(context, name);
  const usual = [...new Set([...usualWords(await context.store.read()), ...phrases])];
  const subject = episode === undefined ? show.title : `${show.title} ep ${episode}`;
  const answer = await context.prompts.search(`What do you say of ${subject}?`, async (typed) => {
    const own =
      typed.trim() === ''
        ? []
        : [{ value: typed.trim(), name: typed.trim(), description: 'in your own words' }];
    const offers = usual.filter(
      (phrase) =>
        phrase.toLowerCase().includes(typed.trim().toLowerCase()) && phrase !== typed.trim(),
    );
    return [...own, ...offers.map((phrase) => ({ value: phrase, name: phrase }))];
  });
  const opinion = opinionFrom(answer);
  if (opinion === undefined)
    throw new Problem('cancelled', 'Nothing was said, nothing was changed.');
  return { id: show.id, opinion };
}
