import type { Command } from 'commander';
import { resolvePlatform } from '../catalog/platforms';
import { Problem } from '../watchlist/problem';
import { followed, releaseName } from '../watchlist/releases';
import { AUDIOS, type Release, type Show } from '../watchlist/show';
import { titleKey } from '../watchlist/title';

/** What a user may say of which release they mean. */
export interface ReleaseOption {
  readonly release?: string;
}

export function withReleaseOption(command: Command): Command {
  return command.option(
    '-r, --release <name>',
    'of another release than the one you follow: a platform, or dub, sub, raw',
  );
}

/**
 * The release of a show that the words name; the followed one without words.
 * @throws Problem `not-found` or `ambiguous`, with those it has.
 */
export function releaseOf(show: Show, words: string | undefined): Release {
  if (words === undefined) return followed(show);
  const found = releasesNamed(show.releases, words);
  const [release] = found;
  if (release !== undefined && found.length === 1) return release;
  const candidates = (found.length > 0 ? found : show.releases).map(
    (one) => `${one.id}  ${releaseName(one)}`,
  );
  if (found.length > 1) {
    throw new Problem('ambiguous', `"${words}" may mean several releases of ${show.title}.`, {
      hint: 'Use the id in front.',
      candidates,
    });
  }
  throw new Problem('not-found', `I know no release of ${show.title} called "${words}".`, {
    hint: `jikai releases ${show.id} shows all there are; jikai release add ${show.id} ${isAudio(words) ? '--audio' : '--platform'} ${quoted(words)} puts one in by hand.`,
    candidates,
  });
}

function isAudio(words: string): boolean {
  return AUDIOS.some((audio) => audio === words.trim().toLowerCase());
}

/** A word as a shell takes it. */
export function quoted(words: string): string {
  return /^[\w.+-]+$/.test(words) ? words : `"${words}"`;
}

/** The releases that words name: by id, by platform under any of its names, or by their audio. */
export function releasesNamed(releases: readonly Release[], words: string): readonly Release[] {
  const wanted = words.trim().toLowerCase();
  const byId = releases.filter(({ id }) => id === wanted);
  if (byId.length > 0) return byId;
  const audio = AUDIOS.find((one) => one === wanted.replace(/bed$/, ''));
  if (audio !== undefined) return releases.filter((one) => one.audio === audio);
  const platform = resolvePlatform(words);
  const named = releases.filter(
    (one) => platform !== undefined && resolvePlatform(one.platform)?.id === platform.id,
  );
  if (named.length > 0) return named;
  const key = titleKey(words);
  return releases.filter((one) => key !== '' && titleKey(one.platform).includes(key));
}
