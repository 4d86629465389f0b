import { writeMood } from '../config/config-edits';
import type { Context } from '../context';
import { moodSign, moodWords } from '../ui/mood-words';
import { bold, dim, line, type Row, type Text, table } from '../ui/text';
import {
  MOOD_NAMES,
  MOODS,
  type Mood,
  moodNumber,
  moodOfWords,
  parseMood,
  phraseKey,
} from '../watchlist/mood';
import { Problem } from '../watchlist/problem';
import { usualWords } from '../watchlist/verdict';
import { examples, type Verb } from './verb';
import { PHRASES, vocabularyIn } from './vocabulary';

export const moodsVerb: Verb = {
  names: ['moods'],
  define: (command, act) => {
    const moods = command
      .helpCommand(false)
      .summary('where your verdicts’ words stand, from disliked to loved')
      .description(
        'The moods of phrases: those that jikai knows, yours over them, and your words without one.',
      )
      .addHelpText(
        'after',
        examples('moods', 'moods set "Peak fiction" +2', 'moods unset "Peak fiction"'),
      );
    moods
      .command('list', { isDefault: true })
      .description('All phrases by their mood, and your words without one.')
      .addHelpText('after', examples('moods list', 'moods --json'))
      .action(act(list));
    moods
      .command('set')
      .description('Gives words a mood.')
      .argument('<words...>', 'the words; then the mood, from -2 disliked to +2 loved')
      .addHelpText(
        'after',
        examples('moods set "Peak fiction" +2', 'moods set Meh -1', 'moods set Fine liked'),
      )
      .action(act(set));
    moods
      .command('unset')
      .description('Takes the mood you gave to words away; what jikai knows of them holds again.')
      .argument('<words...>', 'the words')
      .addHelpText('after', examples('moods unset "Peak fiction"'))
      .action(act(unset));
  },
};

/** A phrase as it is told. */
interface Phrase {
  readonly words: string;
  readonly mood: Mood;
  readonly yours: boolean;
}

/** Every phrase that has a mood, once: the user's own spelling before ours. */
function phrasesOf({ config }: Context): readonly Phrase[] {
  const own = new Set([...config.moods.keys()].map(phraseKey));
  return [
    ...[...config.moods].map(([words, mood]) => ({ words, mood, yours: true })),
    ...PHRASES.filter(([words]) => !own.has(phraseKey(words))).map(([words, mood]) => ({
      words,
      mood,
      yours: false,
    })),
  ];
}

async function list(context: Context): Promise<void> {
  const { out, err, json, quiet, config } = context;
  const vocabulary = vocabularyIn(config);
  const phrases = phrasesOf(context);
  const unknown = usualWords(await context.store.read()).filter(
    (words) => moodOfWords(words, vocabulary) === undefined,
  );
  if (json) {
    out.json({ moods: phrases, without: unknown });
    return;
  }
  const rows = [...MOODS].reverse().map((mood): Row => {
    const of = phrases.filter((phrase) => phrase.mood === mood);
    return [moodSign(mood), moodNumber(mood), MOOD_NAMES[mood], joined(of)];
  });
  const without: readonly Row[] =
    unknown.length === 0 ? [] : [[moodSign(undefined), '', 'without one', unknown.join(', ')]];
  await out.print([
    table([{}, { align: 'right' }, {}, { shrinkTo: 20, wraps: true }], [...rows, ...without]),
  ]);
  if (quiet) return;
  const key = config.moods.size === 0 ? '' : '* yours. ';
  const advice =
    unknown[0] === undefined
      ? `${key}jikai moods set "Peak fiction" +2 adds a phrase.`
      : `${key}jikai moods set "${unknown[0]}" +1 gives it a mood.`;
  await err.print([line(dim(advice))]);
}

/** Phrases behind one another; the user's own stand out, and have a `*`. */
function joined(phrases: readonly Phrase[]): Text {
  return phrases.map(({ words, yours }, index): Text => {
    const [before, after] = [index === 0 ? '' : ' ', index === phrases.length - 1 ? '' : ','];
    return yours ? [before, bold(`${words}*`), after] : `${before}${words}${after}`;
  });
}

async function set(context: Context, typed: readonly string[]): Promise<void> {
  const [words, mood] = [typed.slice(0, -1).join(' ').trim(), typed.at(-1)];
  if (words === '' || mood === undefined) {
    throw new Problem('usage', 'Which mood?', {
      hint: `Write it behind the words: jikai moods set "${typed.join(' ')}" +1`,
    });
  }
  await change(context, words, parseMood(mood));
}

async function unset(context: Context, typed: readonly string[]): Promise<void> {
  const words = typed.join(' ').trim();
  const own = [...context.config.moods.keys()];
  if (!own.some((phrase) => phraseKey(phrase) === phraseKey(words))) {
    throw new Problem('not-found', `You gave "${words}" no mood.`, {
      hint:
        own.length === 0
          ? 'jikai moods shows those that jikai knows.'
          : `Yours are ${own.join(', ')}.`,
    });
  }
  await change(context, words, undefined);
}

async function change(context: Context, words: string, mood: Mood | undefined): Promise<void> {
  const { out, err, json, quiet, dryRun, configFile } = context;
  if (!dryRun) await writeMood(configFile, words, mood);
  const known = mood ?? moodOfWords(words, vocabularyIn({ moods: new Map() }));
  if (json) {
    out.json({ words, mood: known ?? null });
    return;
  }
  if (quiet) return;
  const stands =
    known === undefined
      ? ['has no mood any more.']
      : [
          'stands for ',
          moodSign(known),
          ` ${moodWords(known)}${mood === undefined ? ' again' : ''}.`,
        ];
  await out.print([line(`"${words}" `, ...stands)]);
  if (dryRun) await err.print([line(dim('Nothing was written: this was a dry run.'))]);
}
