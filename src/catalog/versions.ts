import type { CatalogInfo } from './entry';

/**
 * Whether a version is newer than another, by its three numbers; undefined when one of them has none,
 * such as `file 2024-01-10`.
 */
export function isNewerVersion(version: string, than: string): boolean | undefined {
  const [ours, theirs] = [numbersOf(version), numbersOf(than)];
  if (ours === undefined || theirs === undefined) return undefined;
  const place = ours.findIndex((number, index) => number !== theirs[index]);
  return place >= 0 && (ours[place] ?? 0) > (theirs[place] ?? 0);
}

/** Whether a catalogue is newer than another: by version, else by the newest premiere it knows. */
export function isNewer(
  catalog: Pick<CatalogInfo, 'version' | 'newestPremiere'>,
  than: Pick<CatalogInfo, 'version' | 'newestPremiere'>,
): boolean {
  return (
    isNewerVersion(catalog.version, than.version) ?? catalog.newestPremiere > than.newestPremiere
  );
}

function numbersOf(version: string): readonly number[] | undefined {
  return /^(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number);
}
