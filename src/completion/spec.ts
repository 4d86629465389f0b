/** What can stand in one place of a command line. */
export type Kind =
  /** Words that the person makes up, numbers, dates: there is nothing to offer. */
  | { readonly of: 'nothing' }
  /** One of the user's shows, by its id or a title. */
  | { readonly of: 'show' }
  /** Words of a verdict: the user's own, then those that jikai knows. */
  | { readonly of: 'verdict' }
  /** The name of a time zone. */
  | { readonly of: 'zone' }
  /** A path, which shells know best how to complete. */
  | { readonly of: 'file' | 'folder' }
  /** What a setting may be, by the setting's name in the word before. */
  | { readonly of: 'value' }
  /** A verb, its sub-verb, or a topic. */
  | { readonly of: 'help' }
  /** Words that are known; of a `list`, several with commas between them. */
  | { readonly of: 'choices'; readonly choices: readonly Choice[]; readonly list?: true };

/** A word that is known, and what it means; empty where it says that itself. */
export type Choice = readonly [value: string, about: string];

/** One option of a command. */
export interface OptionSpec {
  /** `--verdict`, and `-v` where there is one. */
  readonly names: readonly string[];
  readonly about: string;
  /** What its value is; absent where it takes none. */
  readonly value?: Kind;
  /** It can do without its value. */
  readonly optional?: true;
}

/** One command, as far as completion needs to know it. */
export interface CommandSpec {
  /** The first is the one to offer. */
  readonly names: readonly string[];
  readonly about: string;
  /** The words behind it, in order; the last one again and again where it `repeats`. */
  readonly words: readonly Kind[];
  readonly repeats?: true;
  readonly options: readonly OptionSpec[];
  readonly commands: readonly CommandSpec[];
}

/** The whole command line: jikai itself, whose options go everywhere. */
export interface Spec {
  readonly jikai: CommandSpec;
  /** What `jikai help` tells of besides commands. */
  readonly topics: readonly Choice[];
  /** Words of verdicts that jikai knows. */
  readonly phrases: readonly string[];
  /** The values of settings, by their keys in lower case. */
  readonly settings: Readonly<Record<string, Kind>>;
}
