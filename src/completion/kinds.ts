import phrases from '../../data/verdicts.json';
import { PLATFORMS } from '../catalog/platforms';
import { CHANNELS, DIGESTS, TITLE_LANGUAGES, WEBHOOK_SHAPES } from '../config/config';
import { SETTINGS } from '../config/settings';
import { SOURCES } from '../sources/sources';
import { AGENDA_FIELDS } from '../ui/agenda-fields';
import { LIST_FIELDS } from '../ui/list-fields';
import { MOOD_NAMES, MOODS, moodNumber } from '../watchlist/mood';
import { AUDIOS, STATUSES } from '../watchlist/show';
import type { Choice, Kind } from './spec';

/*
 * The one place that says what is completed where. A new argument or option needs its line here, unless
 * commander knows its choices; test/completion/kinds.test.ts names those that have none. It is read when the
 * program is built, and never at run time.
 */

function choices(...words: readonly (string | Choice)[]): Kind {
  return {
    of: 'choices',
    choices: words.map((word) => (typeof word === 'string' ? [word, ''] : word)),
  };
}

function list(kind: Kind): Kind {
  return kind.of === 'choices' ? { ...kind, list: true } : kind;
}

const NOTHING: Kind = { of: 'nothing' };
const SHOW: Kind = { of: 'show' };
const VERDICT: Kind = { of: 'verdict' };
const ZONE: Kind = { of: 'zone' };
const FILE: Kind = { of: 'file' };
const FOLDER: Kind = { of: 'folder' };

const PLATFORM = choices(...PLATFORMS.map(({ name }) => name));
const STATUS = choices(...STATUSES);
const AUDIO_WORDS: readonly Choice[] = [
  ['sub', 'with subtitles'],
  ['dub', 'dubbed'],
  ['raw', 'as it is in Japan'],
];
/** A release by its audio, or by its platform. */
const RELEASE = choices(
  ...AUDIO_WORDS.filter(([word]) => AUDIOS.some((audio) => audio === word)),
  ...PLATFORMS.map(({ name }) => name),
);
const KEY = choices(...SETTINGS.map(({ key, explains }): Choice => [key, explains]));
const MOOD = choices(...MOODS.map((mood): Choice => [moodNumber(mood), MOOD_NAMES[mood]]));
const DAYS = choices('today', 'yesterday', 'tomorrow');
const PAST = choices('today', 'yesterday', '1w', '2w');
const SEASON = choices('this', 'last', 'winter', 'spring', 'summer', 'fall');
const YEAR = choices('this', 'last');
const STEP = choices('weekly', 'daily', '2w', '1m', 'once');

/** The phrases that jikai knows, to be offered behind the user's own. */
export const PHRASES: readonly string[] = Object.keys(phrases);

/**
 * The words behind each command that takes any, in order. `again`: the last of them any number of times.
 * Behind a show, which may be of several words, come the kinds after it.
 */
export const WORDS: Readonly<
  Record<string, { readonly in: readonly Kind[]; readonly again?: true }>
> = {
  add: { in: [NOTHING] },
  'backup list': { in: [NOTHING] },
  'backup restore': { in: [NOTHING] },
  batch: { in: [SHOW] },
  break: { in: [SHOW] },
  calendar: { in: [choices('this week', 'next week', 'last week', 'next month', 'last month')] },
  'catalog show': { in: [NOTHING] },
  'catalog update': { in: [FILE] },
  'config list': { in: [KEY] },
  'config get': { in: [KEY] },
  'config set': { in: [KEY, { of: 'value' }], again: true },
  'config unset': { in: [KEY] },
  decide: {
    in: [
      SHOW,
      choices(
        ['keep', 'go on watching'],
        ['drop', 'drop it'],
        ['more', 'one more episode first'],
        ['snooze', 'ask me later'],
      ),
    ],
  },
  delay: { in: [SHOW] },
  drop: { in: [SHOW] },
  dropped: { in: [SHOW] },
  edit: { in: [SHOW] },
  episodes: { in: [SHOW, choices('unknown')] },
  export: {
    in: [
      choices(
        ['json', 'everything'],
        ['csv', 'everything, for spreadsheets'],
        ['tsv', 'everything, for scripts'],
        ['markdown', 'tables to read'],
        ['html', 'a page to read or to print'],
        ['mal', 'for MyAnimeList'],
        ['anilist', 'for AniList'],
        ['ics', 'your drops, for calendars'],
      ),
      NOTHING,
    ],
    again: true,
  },
  follow: { in: [SHOW, RELEASE] },
  help: { in: [{ of: 'help' }], again: true },
  hiatus: { in: [SHOW] },
  hold: { in: [SHOW, choices('until'), choices('finale')] },
  import: { in: [FILE] },
  info: { in: [SHOW] },
  list: { in: [NOTHING] },
  'moods set': { in: [VERDICT, MOOD] },
  'moods unset': { in: [VERDICT] },
  pause: { in: [SHOW] },
  plan: { in: [SHOW] },
  refresh: { in: [SHOW], again: true },
  release: { in: [NOTHING] },
  'release add': { in: [SHOW] },
  'release edit': { in: [SHOW, RELEASE] },
  'release remove': { in: [SHOW, RELEASE] },
  releases: { in: [SHOW] },
  remove: { in: [SHOW] },
  resume: { in: [SHOW] },
  review: { in: [SHOW] },
  search: { in: [NOTHING] },
  status: { in: [SHOW, STATUS] },
  verdict: { in: [SHOW, VERDICT], again: true },
  verdicts: { in: [SHOW] },
  watch: { in: [SHOW, choices(['all', 'all that have dropped'], ['+2', 'the next two'])] },
};

/**
 * The value of each option that takes one, whatever the command; `'list --status'` is of one command, and
 * goes before.
 */
export const VALUES: Readonly<Record<string, Kind>> = {
  '--alarm': list(choices('30m', '1h', '1d')),
  '--at': DAYS,
  'break --at': NOTHING,
  'plan --at': NOTHING,
  '--by': choices('next episode', 'tomorrow'),
  '--channel': list(choices(...CHANNELS)),
  '--data-dir': FOLDER,
  '--days': NOTHING,
  '--episodes': choices('unknown'),
  '--every': STEP,
  'remind install --every': choices('5m', '10m', '30m', '1h'),
  'list --fields': list(choices(...Object.keys(LIST_FIELDS))),
  'next --fields': list(choices(...Object.keys(AGENDA_FIELDS))),
  '--first': NOTHING,
  'decide --for': choices('3d', '1w', '2w'),
  '--format': NOTHING,
  '--free': list(
    choices('daily', 'weekends', 'weekdays', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'),
  ),
  '--from': NOTHING,
  '--host': choices(['127.0.0.1', 'this machine alone'], ['0.0.0.0', 'the whole network']),
  '--html': FILE,
  '--id': NOTHING,
  '--lead': list(choices('30m', '1h', '1d')),
  '--limit': NOTHING,
  '--max': NOTHING,
  '--mood': MOOD,
  '--note': NOTHING,
  '--now': DAYS,
  '--output': FILE,
  '--per-evening': NOTHING,
  '--pick': NOTHING,
  '--platform': PLATFORM,
  '--port': NOTHING,
  '--premiere': choices('tba', 'today', 'tomorrow'),
  '--release': RELEASE,
  '--score': NOTHING,
  '--season': SEASON,
  '--show': SHOW,
  '--since': PAST,
  '--slots': NOTHING,
  '--source': list(choices(...SOURCES.map(({ key, name }): Choice => [key, name]))),
  'list --status': list(STATUS),
  'export --status': list(STATUS),
  '--tag': NOTHING,
  '--time': NOTHING,
  '--timezone': ZONE,
  '--title': NOTHING,
  '--to': choices('tba', 'tomorrow'),
  '--untag': NOTHING,
  '--url': NOTHING,
  '--verdict': VERDICT,
  '--weeks': NOTHING,
  '--why': choices('recap', 'holiday', 'production'),
  '--year': YEAR,
  '--zone': ZONE,
};

/** What each setting may be, by its key in lower case, where there is something to offer. */
export const SETTING_VALUES: Readonly<Record<string, Kind>> = {
  platforms: list(PLATFORM),
  timezone: ZONE,
  titles: choices(...TITLE_LANGUAGES),
  channels: list(choices(...CHANNELS)),
  lead: list(choices('30m', '1h', '1d')),
  digest: choices(...DIGESTS),
  webhookshape: choices(...WEBHOOK_SHAPES),
  command: FILE,
  file: FILE,
};
