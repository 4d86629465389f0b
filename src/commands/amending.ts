import type { Command } from 'commander';
import type { Context } from '../context';
import { newsLines } from '../ui/news-screen';
import { bold, dim, line, type Screen } from '../ui/text';
import type { Speaking } from '../watchlist/amending';
import type { Change } from '../watchlist/change';
import { parseMoment } from '../watchlist/moment-words';
import { newsOf } from '../watchlist/refreshing';
import { followed } from '../watchlist/releases';
import type { Moment, Release, Show } from '../watchlist/show';
import { type Zone, zoneNamed } from '../watchlist/zone';
import { changeShow, type Naming } from './one-show';
import { reportChange } from './report';
import { type ReleaseOption, releaseOf } from './which-release';

/** The argument of verbs about one show. */
export const SHOW_ARGUMENT = 'its title in any language, a part of it, or its id';

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
  return command.option('--why <text>', `the reason, such as ${example}`);
}

export function withRemove(command: Command): Command {
  return command.option('--remove', 'take back what was said of that episode');
}

/** Decides on a change to one release of one show, commits it, and tells what it moved. */
export async function changeSchedule(
  context: Context,
  naming: Naming,
  { release: words }: ReleaseOption,
  decide: (show: Show, release: Release, rest: string | undefined) => Change,
): Promise<void> {
  let id = '';
  const change = await changeShow(context, naming, ({ show, rest }) => {
    const release = releaseOf(show, words);
    id = release.id;
    return decide(show, release, rest[0]);
  });
  await reportChange(context, change, { screen: movedScreen(context, change, id) });
}

/** What a change to a release did to the episodes that are still ahead. */
function movedScreen({ now, reader }: Context, { summary, shows }: Change, id: string): Screen {
  const [touched] = shows;
  if (!touched?.before || !touched.after) return [line(`${summary}.`)];
  const { before, after } = touched;
  const news = newsOf({ ...before, follows: id }, { ...after, follows: id }, now);
  const elsewhere = followed(after).id === id ? [] : [line(dim('  You follow another release.'))];
  return [
    line(bold(summary)),
    ...newsLines(news, reader).map((words) => line('  ', words)),
    ...elsewhere,
  ];
}

export interface WhenOptions {
  readonly time?: string;
  readonly zone?: Zone;
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
