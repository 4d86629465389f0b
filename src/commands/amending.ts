import { type Command, Option } from 'commander';
import type { Context } from '../context';
import { newsLines } from '../ui/news-screen';
import { bold, dim, line, type Screen } from '../ui/text';
import type { Speaking } from '../watchlist/amending';
import type { Change } from '../watchlist/change';
import { parseMoment } from '../watchlist/moment-words';
import { Problem } from '../watchlist/problem';
import { newsOf } from '../watchlist/refreshing';
import { followed } from '../watchlist/releases';
import type { Moment, Release, Show } from '../watchlist/show';
import { titleLength } from '../watchlist/title';
import { parseZone, type Zone, zoneNamed } from '../watchlist/zone';
import { changeShow } from './one-show';
import { reportChange } from './report-change';
import { type ReleaseOption, releaseOf } from './which-release';

export function speaking({ now, reader }: Context): Speaking {
  return { now, zone: reader.zone };
}

export interface WhyOption {
  readonly why?: string;
}

export interface RemoveOption {
  readonly remove?: boolean;
}

export function withWhy(command: Command, example: string): Command {
  return command.option('--why <text>', `the reason, such as ${example}`, parseWhy);
}

function parseWhy(text: string): string {
  if (text.trim() !== '') return text.trim();
  throw new Problem('usage', 'The reason is empty.', { hint: 'Leave --why out, or say why.' });
}

/** @param others the options that do not go with it. */
export function withRemove(command: Command, others: readonly string[]): Command {
  return command.addOption(
    new Option('--remove', 'take back what was said of that episode').conflicts([...others]),
  );
}

/** Decides on a change to one release of one show, commits it, and tells what it moved. */
export async function changeSchedule(
  context: Context,
  typed: readonly string[],
  { release: words }: ReleaseOption,
  decide: (show: Show, release: Release, rest: string | undefined, confirmed: boolean) => Change,
): Promise<void> {
  let id = '';
  const change = await changeShow(context, { typed, titleLength }, ({ show, rest }, confirmed) => {
    const release = releaseOf(show, words);
    id = release.id;
    const [behind, ...more] = rest;
    if (more.length > 0) {
      throw new Problem('usage', `I do not know what "${rest.join(' ')}" means behind the title.`, {
        hint: 'Episodes are written in one word: 7, 7-9 or 7,9.',
      });
    }
    return decide(show, release, behind, confirmed);
  });
  await reportChange(context, change, { screen: movedScreen(context, change, id) });
}

/** What a change to a release did to the episodes that are still ahead. */
function movedScreen({ now, reader }: Context, { summary, shows }: Change, id: string): Screen {
  const [touched] = shows;
  if (!touched?.before || !touched.after) return [line(`${summary}.`)];
  const { before, after } = touched;
  const news = newsOf({ ...before, follows: id }, { ...after, follows: id }, now);
  const isElsewhere = followed(after).id !== id;
  return [
    line(bold(summary)),
    ...newsLines(news, reader).map((words) => line('  ', words)),
    ...(news.length === 0 ? [line(dim('  No date that is still ahead changes by that.'))] : []),
    ...(isElsewhere ? [line(dim('  You follow another release.'))] : []),
  ];
}

export interface WhenOptions {
  readonly time?: string;
  readonly zone?: Zone;
}

export function withTimeOptions(command: Command): Command {
  return command
    .option('--time <hh:mm>', 'the hour, in the release’s own zone, up to 29:59')
    .option('--zone <name>', 'the zone that hour is in, if another', parseZone);
}

/**
 * A moment that was announced, from a person's words. A time of day is in the zone given, else in the
 * release's own, up to 29:59.
 */
export function announcedMoment(
  words: string,
  { time, zone }: WhenOptions,
  { schedule }: Release,
  { now }: Context,
): Moment {
  return parseMoment(words, {
    now,
    zone: zone ?? zoneNamed(schedule.zone),
    lean: 'nearest',
    ...(time === undefined ? {} : { time }),
  });
}
