import { MOOD_NAMES, MOODS, type Mood, moodNumber } from '../../watchlist/mood';
import type { Entry, Topic } from './topic';

const MEANINGS: Readonly<Record<Mood, readonly [sign: string, scores: string, phrases: string]>> = {
  2: ['★', '9 or 10', 'Loved it, Masterpiece'],
  1: ['▲', '7 or 8', 'Hooked, Good fun'],
  0: ['●', '5 or 6', "We'll see, Mixed"],
  [-1]: ['▼', '3 or 4', 'Wavering, Losing me'],
  [-2]: ['✗', 'up to 2', 'Not for me, Drop'],
};

const scale: readonly Entry[] = [...MOODS].reverse().map((mood) => {
  const [sign, scores, phrases] = MEANINGS[mood];
  return [`${sign} ${moodNumber(mood)} ${MOOD_NAMES[mood]}`, `a score of ${scores}; ${phrases}`];
});

/** The phrases and scores here are held to the vocabulary in test/ui/topics.test.ts. */
export const opinions: Topic = {
  name: 'opinions',
  title: 'Verdicts, scores and moods',
  parts: [
    {
      text: 'A verdict is what you thought: words of your own, a score, a note, any of them alone. It is of an episode, or of the show.',
    },
    {
      heading: 'Giving one',
      entries: [
        ['jikai watch rouge --verdict "We\'ll see"', 'with the episode you watched'],
        ['jikai verdict rouge Hooked', 'of the show'],
        ['jikai verdict rouge 3 "Losing me"', 'of episode 3'],
        ['--score 8', 'from 0 to 10, with halves or tenths if you like: 7.5'],
        ['--note "…"', 'a note; hidden while it is past your progress, unless --spoilers'],
        ['--amend', 'corrects a slip in the last one, rather than adding another'],
      ],
    },
    { heading: 'The mood of a verdict, by its words, else by its score', entries: scale },
    {
      text: 'jikai moods shows all phrases and their moods; jikai moods set "Peak fiction" +2 adds one of yours, as --mood +2 does with a verdict. Words without a mood are fine: they have · for a sign.',
    },
    {
      heading: 'Looking back',
      entries: [
        [
          'jikai verdicts rouge',
          'the trail: all verdicts on a show in order; none is ever overwritten',
        ],
        ['jikai verdicts --changed', 'where you changed your mind'],
        ['jikai stats, jikai report', 'how you judge, and your season as a page'],
      ],
    },
    {
      heading: 'The trial',
      entries: [
        [
          'jikai decide',
          'after three episodes: keep, drop, more (one more) or snooze (ask me later)',
        ],
        [
          'jikai config set trial 4',
          'after four instead; 0 for never; --show frieren for one show',
        ],
      ],
    },
  ],
};
