/** The shells that can ask jikai to complete a command line. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

export type Shell = (typeof SHELLS)[number];

/** The shell of that name, whatever the path before it and the ending behind it; undefined for others. */
export function shellNamed(path: string | undefined): Shell | undefined {
  const name = path
    ?.replace(/^.*[\\/]/, '')
    .replace(/\.exe$/i, '')
    .toLowerCase();
  return SHELLS.find((shell) => shell === name || (shell === 'powershell' && name === 'pwsh'));
}
