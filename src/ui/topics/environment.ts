import type { Entry, Topic } from './topic';

const VARIABLES: readonly Entry[] = [
  ['JIKAI_HOME', 'a folder for all of jikai’s files; --data-dir moves the list alone'],
  ['JIKAI_DATA_DIR', 'the folder of your list, unless --data-dir names it; hooks are given it'],
  ['XDG_DATA_HOME', 'where folders like that of your list are, if not in ~/.local/share'],
  ['XDG_CONFIG_HOME', 'the same for settings, if not in ~/.config'],
  ['XDG_STATE_HOME', 'the same for what undo needs, if not in ~/.local/state'],
  ['TZ', 'the zone times are shown in; --timezone goes before it, the timezone setting after it'],
  ['NO_COLOR', 'if it is set to anything: no colour'],
  ['FORCE_COLOR', 'colour also where no terminal is; 0 for none'],
  ['TERM', 'if it is dumb: no colour, no questions, ASCII alone'],
  ['LC_ALL, LC_CTYPE, LANG', 'if they are set, and not to UTF-8: signs in ASCII'],
  ['COLUMNS', 'how wide to print'],
  ['SHELL', 'the shell that jikai completion and remind install are for'],
  ['JIKAI_ANILIST_URL', 'a mirror of AniList to ask instead'],
  ['JIKAI_ANISCHEDULE_URL', 'the same for AniSchedule'],
  ['DEBUG', 'if it is set: where in jikai something went wrong'],
];

const FILES: readonly Entry[] = [
  ['~/.local/share/jikai/watchlist.json', 'your list'],
  ['~/.local/share/jikai/backups/', 'earlier states of it'],
  [
    '~/.local/share/jikai/catalog.txt',
    'a catalogue newer than the bundled one, by jikai catalog update',
  ],
  ['~/.config/jikai/config.json', 'your settings'],
  ['~/.config/jikai/hooks/', 'programs that jikai asks: jikai help hooks'],
  ['~/.local/state/jikai/', 'what undo needs, what was reminded of, when who was asked'],
];

export const environment: Topic = {
  name: 'environment',
  title: 'Environment and files',
  parts: [
    { heading: 'Variables', entries: VARIABLES },
    { heading: 'Files, on Linux', entries: FILES },
    {
      text: 'On macOS and Windows they are where such files are there; jikai config and jikai doctor name them. A flag goes before a variable, and that before a setting.',
    },
  ],
};
