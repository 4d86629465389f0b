import { harmless } from '../ui/harmless';
import { STATUSES, type Status } from '../watchlist/show';
import { titleKey } from '../watchlist/title';
import type { Choice, CommandSpec, Kind, OptionSpec, Spec } from './spec';

/** A show, as far as it can be named. */
export interface Nameable {
  readonly id: string;
  readonly status: Status;
  /** The shown one first. */
  readonly titles: readonly string[];
}

/** What of the user's own can be offered; each is asked for only where it may stand. */
export interface Own {
  /** @param dataDir as `--data-dir` names it, if it does. */
  readonly shows: (dataDir: string | undefined) => readonly Nameable[];
  /** Words of verdicts: the user's own, most used first, then those that jikai knows. */
  readonly verdicts: (dataDir: string | undefined) => readonly string[];
  readonly zones: () => readonly string[];
}

/** What may stand in the place of the word being typed. */
export interface Offer {
  /** Paths are the shell's to complete. */
  readonly kind: 'words' | 'file' | 'folder';
  readonly candidates: readonly Choice[];
  /** The candidates hold what was typed, but do not begin with it. */
  readonly isLoose?: true;
}

const NONE: Offer = { kind: 'words', candidates: [] };

/**
 * What may stand where `word` is being typed.
 * @param before the words behind the program's name and before that one.
 * @param holding whether loose candidates should hold the word as it is typed, where a show has a title that does.
 */
export function offer(
  spec: Spec,
  before: readonly string[],
  word: string,
  own: Own,
  { holding = false }: { readonly holding?: boolean } = {},
): Offer {
  const place = placeOf(spec, before);
  if (place === undefined) return NONE;
  const { command, option, isPlain } = place;
  const at: At = { spec, own, place, holding };
  const isLeftOut = option?.optional === true && word.startsWith('-');
  if (option?.value !== undefined && !isLeftOut) return ofKind(option.value, word, at);
  if (!isPlain && word.startsWith('-')) {
    const [, flag = '', value] = /^(--[\w-]+)=(.*)$/.exec(word) ?? [];
    if (value === undefined) return { kind: 'words', candidates: flags(place, word) };
    const named = place.known.find(({ names }) => names.includes(flag));
    if (named?.value === undefined) return NONE;
    const { candidates, ...rest } = ofKind(named.value, value, at);
    return { ...rest, candidates: candidates.map(([one, about]) => [`${flag}=${one}`, about]) };
  }
  const verbs = place.words.length === 0 ? command.commands : [];
  const found = behind(word, at);
  const subs = matching(
    verbs.map(({ names: [name = ''], about }): Choice => [name, about]),
    word,
  );
  const all = { ...found, candidates: [...subs, ...found.candidates] };
  const isOver =
    word === '' && all.kind === 'words' && all.candidates.length === 0 && takesNoMore(place);
  return isOver && !isPlain ? { kind: 'words', candidates: flags(place, '--') } : all;
}

/** Where on the command line the cursor is. */
interface Place {
  readonly command: CommandSpec;
  /** Options that may stand here, also those of the commands above. */
  readonly known: readonly OptionSpec[];
  /** The options to be offered. */
  readonly offered: readonly OptionSpec[];
  /** The words that are neither verbs nor options. */
  readonly words: readonly string[];
  /** The option whose value is to be typed. */
  readonly option: OptionSpec | undefined;
  readonly used: ReadonlySet<string>;
  readonly dataDir: string | undefined;
  /** Behind `--`, where nothing is an option. */
  readonly isPlain: boolean;
}

interface At {
  readonly spec: Spec;
  readonly own: Own;
  readonly place: Place;
  readonly holding: boolean;
}

/** Reads what stands before the cursor; undefined where there is no such verb. */
function placeOf({ jikai }: Spec, before: readonly string[]): Place | undefined {
  let command = jikai;
  let known: readonly OptionSpec[] = jikai.options;
  let option: OptionSpec | undefined;
  let dataDir: string | undefined;
  let isPlain = false;
  const words: string[] = [];
  const used = new Set<string>();
  const noteValue = ({ names }: OptionSpec, value: string) => {
    if (names.includes('--data-dir')) dataDir = value;
  };
  for (const word of before) {
    if (option !== undefined && !(option.optional && word.startsWith('-'))) {
      noteValue(option, word);
      option = undefined;
      continue;
    }
    option = undefined;
    if (!isPlain && word === '--') isPlain = true;
    else if (!isPlain && /^-./.test(word)) {
      const [name = '', value] = /^--[\w-]+=/.test(word) ? word.split(/=(.*)/s) : [word];
      const found = known.find(({ names }) => names.includes(name));
      for (const one of found?.names ?? []) used.add(one);
      if (found?.value === undefined) continue;
      if (value === undefined) option = found;
      else noteValue(found, value);
    } else {
      const sub =
        words.length > 0 ? undefined : command.commands.find(({ names }) => names.includes(word));
      if (sub === undefined && command === jikai) return undefined;
      if (sub === undefined) words.push(word);
      else {
        command = sub;
        known = [...sub.options, ...known];
      }
    }
  }
  const everywhere = jikai.options.filter(({ names }) => !names.includes('--version'));
  const offered = command === jikai ? jikai.options : [...command.options, ...everywhere];
  return { command, known, offered, words, option, used, dataDir, isPlain };
}

function flags({ offered, used }: Place, word: string): readonly Choice[] {
  return offered.flatMap(({ names, about }): readonly Choice[] => {
    const name = names.find((one) => one.startsWith('--')) ?? '';
    return name.startsWith(word) && !used.has(name) ? [[name, about]] : [];
  });
}

function takesNoMore({ command, words }: Place): boolean {
  if (command.commands.length > 0 && words.length === 0) return false;
  return command.repeats !== true && words.length >= command.words.length;
}

/** What may stand behind the words that are there. */
function behind(word: string, at: At): Offer {
  const { command, words } = at.place;
  const [first] = command.words;
  if (first === undefined) return NONE;
  if (first.of !== 'show' || words.length === 0) {
    return ofKind(kindAt(command, words.length), word, at);
  }
  const shows = at.own.shows(at.place.dataDir);
  const rest = restOfTitle(shows, words, word);
  const next = kindAt(command, words.length - titleWords(shows, words) + 1);
  const found = ofKind(next, word, at);
  return { ...found, candidates: [...rest, ...found.candidates] };
}

function kindAt({ words, repeats }: CommandSpec, index: number): Kind {
  return words[index] ?? (repeats ? words.at(-1) : undefined) ?? { of: 'nothing' };
}

function ofKind(kind: Kind, word: string, at: At): Offer {
  const { own, spec, place, holding } = at;
  switch (kind.of) {
    case 'nothing':
      return NONE;
    case 'file':
    case 'folder':
      return { kind: kind.of, candidates: [] };
    case 'show':
      return named(own.shows(place.dataDir), word, holding);
    case 'verdict':
      return ofWords(own.verdicts(place.dataDir), word);
    case 'zone':
      return ofWords(own.zones(), word);
    case 'value': {
      const key = (place.words[0] ?? '').toLowerCase().replace(/[-_]/g, '');
      const value = Object.hasOwn(spec.settings, key) ? spec.settings[key] : undefined;
      return value === undefined ? NONE : ofKind(value, word, at);
    }
    case 'help':
      return { kind: 'words', candidates: matching(helped(spec, place.words), word) };
    case 'choices': {
      if (!kind.list) return { kind: 'words', candidates: matching(kind.choices, word) };
      const typed = word.slice(0, word.lastIndexOf(',') + 1);
      const taken = typed.toLowerCase().split(',');
      const left = kind.choices.filter(([value]) => !taken.includes(value.toLowerCase()));
      return {
        kind: 'words',
        candidates: matching(left, word.slice(typed.length)).map(([value, about]) => [
          `${typed}${value}`,
          about,
        ]),
      };
    }
  }
}

function ofWords(words: readonly string[], word: string): Offer {
  const usable = words.filter(isUsable).map((one): Choice => [one, '']);
  return { kind: 'words', candidates: matching(usable, word) };
}

function helped({ jikai, topics }: Spec, words: readonly string[]): readonly Choice[] {
  const found = words.reduce<CommandSpec | undefined>(
    (command, word) => command?.commands.find(({ names }) => names.includes(word)),
    jikai,
  );
  const commands = (found?.commands ?? []).map(
    ({ names: [name = ''], about }): Choice => [name, about],
  );
  return words.length === 0 ? [...commands, ...topics] : commands;
}

function matching(choices: readonly Choice[], word: string): readonly Choice[] {
  return choices.filter(([value]) => begins(value, word));
}

function begins(value: string, word: string): boolean {
  return value.toLowerCase().startsWith(word.toLowerCase());
}

/** What a shell can hand back to jikai, and nobody takes for an option. */
function isUsable(text: string): boolean {
  return text !== '' && !text.startsWith('-') && harmless(text) === text;
}

/** In which order shows are offered. */
const ORDER: readonly Status[] = ['watching', 'planned', 'paused', 'completed', 'dropped'];

/**
 * Each show once: by its id, as that needs no quotes, and by a title where what is typed looks like one.
 * Where none begins like the word, those that hold it.
 */
function named(shows: readonly Nameable[], word: string, holding: boolean): Offer {
  const sorted = [...shows].sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
  const asTitle = /[^a-z\d-]/.test(word);
  const found = sorted.flatMap((show): readonly Choice[] => {
    const id = begins(show.id, word) ? show.id : undefined;
    const title =
      word === '' ? undefined : show.titles.find((one) => begins(one, word) && isUsable(one));
    const value = asTitle ? (title ?? id) : (id ?? title);
    return value === undefined ? [] : [[value, aboutShow(show, value)]];
  });
  if (found.length > 0) return { kind: 'words', candidates: found };
  const key = titleKey(word);
  if (key === '') return NONE;
  const loose = sorted.filter(({ id, titles }) =>
    [id, ...titles].some((one) => titleKey(one).includes(key)),
  );
  return {
    kind: 'words',
    candidates: loose.map((show) => {
      const value = (holding ? nameHolding(show, word) : undefined) ?? show.id;
      return [value, aboutShow(show, value)];
    }),
    isLoose: true,
  };
}

/** The id, else a title, that holds the word as it is typed, in any case. */
function nameHolding({ id, titles }: Nameable, word: string): string | undefined {
  const typed = word.toLowerCase();
  return [id, ...titles].find((one) => one.toLowerCase().includes(typed) && isUsable(one));
}

function aboutShow({ titles, status }: Nameable, value: string): string {
  const [title = ''] = titles;
  const status_ = status === 'watching' ? [] : [status];
  return [...(title === value ? [] : [title]), ...status_].join(' · ');
}

/** How titles go on that were begun without quotes, as several words. */
function restOfTitle(
  shows: readonly Nameable[],
  words: readonly string[],
  word: string,
): readonly Choice[] {
  const typed = [...words, word].join(' ');
  return shows.flatMap((show): readonly Choice[] => {
    const title = show.titles.find((one) => begins(one, typed) && one.length > typed.length);
    if (title === undefined) return [];
    const rest = title.slice(typed.length - word.length);
    return isUsable(rest) ? [[rest, title]] : [];
  });
}

/** How many of the words are the show's title: as many as make the whole of one, else the first. */
function titleWords(shows: readonly Nameable[], words: readonly string[]): number {
  if (words.length === 1) return 1;
  const keys = new Set(shows.flatMap(({ id, titles }) => [id, ...titles].map(titleKey)));
  for (let length = words.length; length > 1; length -= 1) {
    if (keys.has(titleKey(words.slice(0, length).join(' ')))) return length;
  }
  return 1;
}

/** Whether it is one of ours; a file may hold anything. */
export function isStatus(text: string): text is Status {
  return STATUSES.some((status) => status === text);
}
