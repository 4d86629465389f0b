import { writeMood } from '../config/config-edits';
import type { Context } from '../context';
import { moodSign, moodWords } from '../ui/mood-words';
import { dim, line } from '../ui/text';
import { MOODS, type Mood, moodOf, moodOfWords, parseMood } from '../watchlist/mood';
import { Problem } from '../watchlist/problem';
import type { Opinion } from '../watchlist/verdict';
import { vocabularyIn } from './vocabulary';

/**
 * Sees to it that words just said, and saved, have a mood, and remembers it in the settings: the one that
 * was given along with them, or, where neither the words nor a score tell one, the one a person answers.
 */
export async function settleMood(
  context: Context,
  opinion: Opinion | undefined,
  given?: Mood,
): Promise<void> {
  const { words } = opinion ?? {};
  if (words === undefined || context.dryRun) return;
  // Read anew: in a sitting, the words may have been given a mood since it began.
  const { config } = await context.configFile.read();
  const vocabulary = vocabularyIn(config);
  if (given !== undefined) {
    if (moodOfWords(words, vocabulary) !== given) await rememberMood(context, words, given);
    return;
  }
  if (opinion === undefined || moodOf(opinion, vocabulary) !== undefined) return;
  if (context.interactive && !context.quiet) {
    const answer = await askMood(context, words);
    if (answer !== undefined) await rememberMood(context, words, answer);
  } else if (!context.json && !context.quiet) {
    await context.err.print([
      line(dim(`"${words}" has no mood yet: jikai moods set "${words}" +1 gives it one.`)),
    ]);
  }
}

async function rememberMood(context: Context, words: string, mood: Mood): Promise<void> {
  await writeMood(context.configFile, words, mood);
  if (context.json || context.quiet) return;
  await context.err.print([
    line(dim(`"${words}" stands for `), moodSign(mood), dim(` ${moodWords(mood)} from now on.`)),
  ]);
}

const NONE = 'none';

async function askMood({ prompts }: Context, words: string): Promise<Mood | undefined> {
  const choices = [...MOODS].reverse().map((mood) => ({
    value: String(mood),
    name: moodWords(mood),
  }));
  try {
    const answer = await prompts.select(
      `Where does "${words}" stand?`,
      [...choices, { value: NONE, name: 'nowhere: leave it without a mood' }],
      '0',
    );
    return answer === NONE ? undefined : parseMood(answer);
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'cancelled')) throw error;
    throw new Problem('cancelled', 'Your verdict is saved; its words have no mood yet.', {
      hint: `jikai moods set "${words}" +1 gives them one.`,
    });
  }
}
