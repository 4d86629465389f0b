import type { Context } from '../context';
import { releasesScreen } from '../ui/releases-screen';
import { editedScreen } from '../ui/show-screens';
import { bold, line } from '../ui/text';
import type { Reader } from '../ui/time';
import { nextDrop } from '../watchlist/agenda';
import type { Change } from '../watchlist/change';
import {
  addRelease,
  changeRelease,
  correctedRelease,
  followedBy,
  followRelease,
  removeRelease,
} from '../watchlist/editing';
import { UNKNOWN } from '../watchlist/moment';
import { Problem } from '../watchlist/problem';
import { followed, releaseName, usualLag } from '../watchlist/releases';
import type { Audio, Release, Show } from '../watchlist/show';
import { titleLength } from '../watchlist/title';
import { MINUTE } from '../watchlist/zone';
import { dropJson } from './json';
import { furtherReleases, knownRelease } from './known-releases';
import { changeShow, Question, readShow, SHOW_ARGUMENT } from './one-show';
import { reportChange } from './report-change';
import { correctionsFrom, platformNamed, type TimingOptions, withTimingOptions } from './timing';
import { examples, type Verb } from './verb';
import { quoted, releaseOf } from './which-release';

export const releasesVerb: Verb = {
  names: ['releases'],
  define: (command, act) => {
    command
      .summary('where and how a show comes out')
      .description(
        'The ways a show comes out: Japanese television, each platform, dubs, with their times, how late each usually is, and where we know it from.',
      )
      .argument('<show...>', SHOW_ARGUMENT)
      .addHelpText('after', examples('releases rouge', 'releases rouge --json'))
      .action(
        act(async (context: Context, typed: readonly string[]) => {
          const { show } = await readShow(context, { typed });
          const further = await furtherReleases(context, show);
          if (context.json) {
            context.out.json(releasesJson(show, further, context.reader));
            return;
          }
          await context.out.print(releasesScreen(show, further, context.reader));
        }),
      );
  },
};

function releasesJson(show: Show, further: readonly Release[], { now, zone }: Reader) {
  return {
    id: show.id,
    title: show.title,
    follows: followed(show).id,
    releases: show.releases.map((release) => {
      const lag = usualLag(show, release);
      const next = nextDrop({ ...show, follows: release.id }, now, zone);
      return {
        ...release,
        next: next === undefined ? null : dropJson(next),
        lag:
          lag === undefined
            ? null
            : {
                minutes: Math.round(lag.millis / MINUTE),
                behind: lag.behind?.id ?? 'its slot',
                learnedFrom: lag.learnedFrom,
              },
      };
    }),
    further,
  };
}

export const followVerb: Verb = {
  names: ['follow'],
  define: (command, act) => {
    command
      .summary('choose which release the agenda goes by')
      .description('Follows another release of a show: its times are the agenda’s from then on.')
      .usage('<show> <platform|dub|sub|raw> [options]')
      .argument('<show...>', `${SHOW_ARGUMENT}; then a platform, or dub, sub, raw`)
      .addHelpText(
        'after',
        examples('follow rouge netflix', 'follow frieren dub', 'follow rouge "japanese tv"'),
      )
      .action(act(follow));
  },
};

async function follow(context: Context, typed: readonly string[]): Promise<void> {
  const naming = { typed, titleLength };
  const { show: known, rest } = await readShow(context, naming);
  const words = rest.join(' ');
  if (words === '') {
    throw new Problem('usage', `Where do you follow ${known.title}?`, {
      hint: `Write the platform behind the title: jikai follow ${known.id} netflix. jikai releases ${known.id} shows where it is.`,
    });
  }
  const release = await knownRelease(context, known, words);
  const change = await changeShow(context, { typed: [known.id] }, ({ show }) => {
    // What was read before the lock may have changed since.
    const present = show.releases.find(({ id }) => id === release?.id);
    return followRelease(show, present ?? release ?? nameable(show, words));
  });
  const after = change.shows[0]?.after;
  const screen = after ? editedScreen(after, context.reader) : undefined;
  await reportChange(context, change, { screen });
}

/** @throws Problem with what to do, when the show has no such release. */
function nameable(show: Show, words: string): Release {
  if (/^dub(bed)?$/i.test(words) && !show.releases.some(({ audio }) => audio === 'dub')) {
    throw new Problem('not-found', `I know no dub of ${show.title}.`, {
      hint: `jikai refresh ${show.id} --source anischedule asks for one; jikai release add ${show.id} --audio dub --premiere <when> puts one in by hand.`,
    });
  }
  return releaseOf(show, words);
}

interface AddOptions extends TimingOptions {
  readonly follow?: boolean;
}

export const releaseVerb: Verb = {
  names: ['release'],
  define: (command, act) => {
    const release = command
      .helpCommand(false)
      .summary('add, edit or remove one release of a show')
      .description('Adds, edits or removes one way in which a show comes out.')
      .argument('[words...]')
      .addHelpText(
        'after',
        examples(
          'release add rouge --platform netflix --premiere 2024-02-01',
          'release edit rouge netflix --time 17:00 --zone Europe/Berlin',
          'release remove rouge netflix',
        ),
      )
      .action(
        act(async (_: Context, words: readonly string[]) => {
          const what = words.length === 0 ? '' : ` "${words[0]}"`;
          throw new Problem('usage', `Say what to do with the release${what && `, not${what}`}.`, {
            hint: 'add, edit or remove: jikai release add rouge --platform netflix. jikai releases rouge shows all there are.',
          });
        }),
      );
    withTimingOptions(
      release
        .command('add')
        .description(
          'Adds a release. What you do not say of it is taken from the one you follow, as an estimate.',
        )
        .argument('<show...>', SHOW_ARGUMENT)
        .option('--follow', 'and follow it'),
    )
      .addHelpText(
        'after',
        examples('release add rouge --audio dub --platform crunchyroll --premiere 2024-01-24'),
      )
      .action(act(add));
    withTimingOptions(
      release
        .command('edit')
        .description('Corrects a release. What you do not name stays as it is.')
        .usage('<show> <release> [options]')
        .argument('<show...>', `${SHOW_ARGUMENT}; then the release: a platform, or dub, sub, raw`),
    )
      .addHelpText('after', examples('release edit rouge netflix --premiere 2024-02-01'))
      .action(act(edit));
    release
      .command('remove')
      .description('Takes a release away, with what is known of its drops.')
      .usage('<show> <release> [options]')
      .argument('<show...>', `${SHOW_ARGUMENT}; then the release: a platform, or dub, sub, raw`)
      .addHelpText('after', examples('release remove rouge netflix --yes'))
      .action(act(remove));
  },
};

async function add(
  context: Context,
  typed: readonly string[],
  { follow: following = false, ...options }: AddOptions,
): Promise<void> {
  const { audio = 'sub', platform } = options;
  if (platform === undefined && options.audio === undefined) {
    throw new Problem('usage', 'Which release shall be added?', {
      hint: 'Name its platform, its audio, or both: --platform netflix, --audio dub.',
    });
  }
  const { show: known } = await readShow(context, { typed });
  const found =
    platform === undefined || audio !== 'sub'
      ? undefined
      : await knownRelease(context, known, platform);
  const change = await changeShow(context, { typed: [known.id] }, ({ show }) => {
    const blank = found ?? blankRelease(show, audio, platform);
    const corrections = { ...correctionsFrom(options, blank, context.now), platform: undefined };
    const release = correctedRelease(blank, corrections);
    const added = addRelease(show, release);
    if (!following) return added;
    const both = followedBy(show, added, (after) => followRelease(after, release));
    return { ...both, summary: `${added.summary}, and following it` };
  });
  await report(context, change.shows[0]?.after, change);
}

/** A release of which nobody has said when its episodes drop; a platform's are believed to go along. */
function blankRelease(show: Show, audio: Audio, platform: string | undefined): Release {
  const { schedule } = followed(show);
  const { step, zone, first, episodes, premiere } = schedule;
  const name = platform === undefined ? AUDIO_NAMES[audio] : platformNamed(platform).name;
  const id = platformNamed(name).id;
  return {
    id: audio === 'dub' && platform !== undefined ? `${id}-dub` : id,
    platform: name,
    audio,
    source: 'you',
    schedule: {
      premiere: audio === 'dub' ? UNKNOWN : premiere,
      basis: 'estimated',
      step,
      zone,
      ...(first === undefined ? {} : { first }),
      ...(episodes === undefined ? {} : { episodes }),
    },
  };
}

const AUDIO_NAMES: Readonly<Record<Audio, string>> = {
  sub: 'Subtitled',
  dub: 'English dub',
  raw: 'Japanese TV',
};

async function edit(
  context: Context,
  typed: readonly string[],
  options: TimingOptions,
): Promise<void> {
  if (Object.keys(options).length === 0) {
    throw new Problem('usage', 'What shall be changed?', {
      hint: 'Name it: --premiere, --time, --zone, --every, --episodes, --first, --audio or --url.',
    });
  }
  const change = await changeShow(context, { typed, titleLength }, ({ show, rest }) => {
    const release = named(show, rest, 'edit');
    if (options.platform !== undefined) {
      throw new Problem('usage', 'A release stays on its platform.', {
        hint: `jikai release add ${show.id} --platform ${quoted(options.platform)} adds one on another.`,
      });
    }
    const corrections = correctionsFrom(options, release, context.now);
    return changeRelease(show, correctedRelease(release, corrections));
  });
  await report(context, change.shows[0]?.after, change);
}

async function remove(context: Context, typed: readonly string[]): Promise<void> {
  const change = await changeShow(context, { typed, titleLength }, ({ show, rest }, confirmed) => {
    const release = named(show, rest, 'remove');
    const removed = removeRelease(show, release);
    const why = `${releaseName(release)} would be taken from ${show.title}.`;
    if (!confirmed) throw new Question(`${why} Go on?`, why);
    return removed;
  });
  await report(context, change.shows[0]?.after, change);
}

/** The release that the words behind the title name. */
function named(show: Show, rest: readonly string[], verb: string): Release {
  if (rest.length > 0) return releaseOf(show, rest.join(' '));
  const example = show.releases.find(({ id }) => id !== show.follows)?.id ?? followed(show).id;
  throw new Problem('usage', `Which release of ${show.title}?`, {
    hint: `Write it behind the title: jikai release ${verb} ${show.id} ${quoted(example)}`,
  });
}

async function report(
  context: Context,
  after: Show | null | undefined,
  change: Change,
): Promise<void> {
  const screen = after
    ? [line(bold(change.summary)), ...releasesScreen(after, [], context.reader)]
    : undefined;
  await reportChange(context, change, { screen });
}
