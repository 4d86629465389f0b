import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Who may know whom. A folder of src/ may import from itself, from the folders named here, and from
 * libraries; main, program, context and config stand above the folders.
 */
const MAY_KNOW: Readonly<Record<string, readonly string[]>> = {
  watchlist: [],
  ui: ['watchlist'],
  store: ['watchlist'],
  catalog: ['watchlist'],
  sources: ['watchlist', 'catalog'],
  terminal: ['watchlist', 'ui'],
  reminders: ['watchlist', 'store'],
  exchange: ['watchlist', 'ui'],
  hooks: ['watchlist', 'ui', 'store', 'terminal', 'reminders'],
  completion: ['watchlist', 'ui', 'store', 'catalog', 'config', 'sources', 'reminders'],
  commands: [
    ...['watchlist', 'ui', 'store', 'catalog', 'sources', 'terminal', 'reminders', 'exchange'],
    ...['hooks', 'completion', 'context', 'config'],
  ],
  config: ['watchlist', 'store'],
  context: [
    ...['watchlist', 'ui', 'store', 'catalog', 'sources', 'terminal', 'reminders', 'config'],
    'hooks',
  ],
  program: ['watchlist', 'ui', 'commands', 'context', 'store'],
  main: ['watchlist', 'terminal', 'context', 'program'],
};

/** Libraries and built-in modules that only one place may know. */
const ONLY_IN: Readonly<Record<string, readonly string[]>> = {
  commander: ['commands', 'program'],
  inquirer: ['terminal'],
  lowdb: ['store'],
  chalk: ['terminal'],
  'string-width': ['ui'],
  'ical-generator': ['exchange'],
  papaparse: ['exchange'],
  'preact-render-to-string': ['exchange'],
  saxes: ['exchange'],
};

/** The folders whose code is pure: no clock, no process, no files. */
const PURE = ['watchlist', 'ui', 'exchange'];

const root = path.resolve(import.meta.dirname, '../src');

interface SourceFile {
  readonly name: string;
  readonly place: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const files: readonly SourceFile[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
  .map((name) => {
    const text = readFileSync(path.join(root, name), 'utf8');
    const imports = [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(
      ([, specifier = '']) => specifier,
    );
    return { name, place: name.split(path.sep)[0]?.replace(/\.tsx?$/, '') ?? '', text, imports };
  });

/** The place in src/ that a relative import leads to; undefined for libraries and for data/. */
function destination(file: SourceFile, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const target = path.relative(root, path.resolve(root, path.dirname(file.name), specifier));
  return target.startsWith('..') ? undefined : target.split(path.sep)[0];
}

describe('the house', () => {
  it('has the places we know of', () => {
    expect([...new Set(files.map(({ place }) => place))].sort()).toEqual(
      Object.keys(MAY_KNOW).sort(),
    );
  });

  it.each(files)('$name knows only whom it may know', (file) => {
    const allowed = [file.place, ...(MAY_KNOW[file.place] ?? [])];
    const known = file.imports
      .map((specifier) => destination(file, specifier))
      .filter((place) => place !== undefined);
    expect(known.filter((place) => !allowed.includes(place))).toEqual([]);
    const strangers = file.imports.filter(
      (specifier) => !(ONLY_IN[specifier] ?? [file.place]).includes(file.place),
    );
    expect(strangers).toEqual([]);
  });

  it.each(files.filter(({ place }) => PURE.includes(place)))(
    '$name is pure',
    ({ text, imports }) => {
      expect(imports.filter((specifier) => specifier.startsWith('node:'))).toEqual([]);
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      expect(code).not.toMatch(/\bprocess\.|\bDate\.now\b|\bnew Date\(\)|\bconsole\.|Math\.random/);
    },
  );

  it('lets nobody but main reach for arguments, environment, streams and exit', () => {
    const reaching = files.filter(({ text }) => {
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      return (
        /\bprocess\.(?:argv|env|std|exit|cwd|on|once)/.test(code) ||
        /\{[^}]*\b(?:argv|env|stdout|exit)\b[^}]*\} from 'node:process'/.test(code)
      );
    });
    // The prompts live at the terminal's own streams.
    expect(reaching.map(({ name }) => name)).toEqual(['main.ts', 'terminal/inquirer.ts']);
  });
});
