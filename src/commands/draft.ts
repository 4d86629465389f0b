import { chooseRelease } from '../catalog/choose';
import type { CatalogEntry } from '../catalog/entry';
import type { TitleLanguage } from '../config/config';
import type { NewShow } from '../watchlist/adding';
import { isBroadcast } from '../watchlist/releases';
import type { Status } from '../watchlist/show';
import type { Opinion } from '../watchlist/verdict';

/** The title a show of the catalogue goes by for this user: in their language, else the nearest. */
export function titleIn({ titles }: CatalogEntry, language: TitleLanguage): string {
  const { english, romaji, native } = titles;
  const order = {
    english: [english, native, romaji],
    romaji: [romaji, english, native],
    native: [native, english, romaji],
  };
  return order[language].find((title) => title !== undefined) ?? '';
}

/** A show of the catalogue, ready to be added: followed where the user likes to watch. */
export function draftFrom(
  entry: CatalogEntry,
  wishes: {
    readonly platforms: readonly string[];
    readonly language: TitleLanguage;
    readonly status: Status;
    readonly opinion: Opinion | undefined;
    /** Which releases to know besides: the Japanese broadcast alone, or all, where none can be looked up later. */
    readonly besides: 'broadcast' | 'all';
  },
): NewShow {
  const { titles, format, production, minutes, ids, site, releases } = entry;
  const release = chooseRelease(entry, wishes.platforms);
  const others = releases.filter(
    (one) => one.id !== release.id && (wishes.besides === 'all' || isBroadcast(one)),
  );
  return {
    title: titleIn(entry, wishes.language),
    titles,
    format,
    ...(production === undefined ? {} : { production }),
    ...(minutes === undefined ? {} : { minutes }),
    ids,
    ...(site === undefined ? {} : { site }),
    release,
    ...(others.length === 0 ? {} : { others }),
    status: wishes.status,
    ...(wishes.opinion === undefined ? {} : { opinion: wishes.opinion }),
  };
}
