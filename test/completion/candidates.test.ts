import { describe, expect, it } from 'vitest';
import { completionSpec } from '../../scripts/completion-spec';
import { type Nameable, offer } from '../../src/completion/candidates';
import { wholeTree } from '../../src/program';

const { spec } = completionSpec(await wholeTree());

const SHOWS: readonly Nameable[] = [
  { id: 'frieren', status: 'completed', titles: ['Frieren', '葬送のフリーレン'] },
  { id: 'metallic-rouge', status: 'watching', titles: ['Metallic Rouge', 'メタリックルージュ'] },
  { id: 'rouge', status: 'paused', titles: ['Rouge'] },
  { id: 'well-see', status: 'planned', titles: ["We'll See"] },
  {
    id: 'strange',
    status: 'planned',
    titles: ['--json', 'St\u001b]0;x\u0007range', 'S\u202etrange'],
  },
];

function offered(line: string, shows = SHOWS): readonly string[] {
  const words = line.split(' ');
  const own = {
    shows: () => shows,
    verdicts: () => ['So far, so fine', "We'll see", '--version', 'a\tb'],
    zones: () => ['Asia/Tokyo', 'Europe/Berlin'],
  };
  const { kind, candidates } = offer(spec, words.slice(0, -1), words.at(-1) ?? '', own);
  return kind === 'words' ? candidates.map(([value]) => value) : [`(${kind})`];
}

describe('what is offered', () => {
  it.each<readonly [string, readonly string[]]>([
    ['wat', ['watch']],
    ['nosuch ', []],
    ['watch ', ['metallic-rouge', 'well-see', 'strange', 'rouge', 'frieren']],
    ['w me', ['metallic-rouge']],
    ['watch Me', ['Metallic Rouge']],
    ['watch ME', ['Metallic Rouge']],
    ['watch メ', ['メタリックルージュ']],
    ['watch 葬', ['葬送のフリーレン']],
    ["watch We'", ["We'll See"]],
    ['watch llic', ['metallic-rouge']],
    ['watch フリ', ['frieren']],
    ['watch めた', ['metallic-rouge']],
    ['watch --js', ['--json']],
    ['watch -- --js', ['strange']],
    ['watch St', ['strange']],
    ['watch nosuch', []],
    ['watch Metallic R', ['Rouge']],
    ['watch metallic r', ['Rouge']],
    ['watch rouge a', ['all']],
    ['status Metallic Rouge wa', ['watching']],
    ['status rouge ', ['planned', 'watching', 'paused', 'dropped', 'completed']],
    ['decide rouge k', ['keep']],
    ['follow rouge du', ['dub']],
    ['hold rouge u', ['until']],
    ['hold rouge until f', ['finale']],
    ['verdict rouge S', ['So far, so fine']],
    ['verdict rouge 3 W', ["We'll see"]],
    ['verdict rouge --', ['--score', '--note', '--amend', '--mood']],
    ['watch rouge --verdict S', ['So far, so fine']],
    ['watch rouge -v S', ['So far, so fine']],
    ['watch rouge --verdict=S', ['--verdict=So far, so fine']],
    ['watch rouge --note ', []],
    ['watch --score 8 llic', ['metallic-rouge']],
    ['watch rouge --undo --und', []],
    ['list --status ', ['planned', 'watching', 'paused', 'dropped', 'completed']],
    ['list --status planned,p', ['planned,paused']],
    ['add x --status pl', ['planned']],
    ['add x --platform pri', ['Prime Video']],
    ['--timezone as', ['Asia/Tokyo']],
    ['--data-dir ', ['(folder)']],
    ['--data-dir x wat', ['watch']],
    ['--json --now "x" wat', ['watch']],
    ['report --html ', ['(file)']],
    ['report --season --mark', ['--markdown']],
    ['config ', ['list', 'get', 'set', 'unset']],
    ['config set quie', ['quietHours']],
    ['config set channels desktop,nt', ['desktop,ntfy']],
    ['config set titles ', ['english', 'romaji', 'native']],
    ['config set constructor ', []],
    ['config get trial --show ll', ['metallic-rouge', 'well-see']],
    ['remind install --using sy', ['systemd']],
    ['help dat', ['dates']],
    ['help remind ins', ['install']],
    ['help remind install ', []],
    ['completion install fi', ['fish']],
    ['add ', []],
    ['search me', []],
  ])('%j: %j', (line, expected) => {
    const found = offered(line);
    // Options of jikai itself stand everywhere, and are looked at below.
    const own = spec.jikai.options.flatMap(({ names }) => names);
    const isFlags = line.endsWith(' --');
    expect(isFlags ? found.filter((one) => !own.includes(one)) : found).toEqual(expected);
  });

  it.each([
    ['フリ', '葬送のフリーレン'],
    ['llic', 'metallic-rouge'],
    ['めた', 'metallic-rouge'],
  ])('hold what is typed where they are to: %s', (word, expected) => {
    const own = { shows: () => SHOWS, verdicts: () => [], zones: () => [] };
    const { candidates } = offer(spec, ['info'], word, own, { holding: true });
    expect(candidates.map(([value]) => value)).toEqual([expected]);
  });

  it('are the flags where nothing else can stand, and no flag twice', () => {
    expect(offered('undo ')).toContain('--json');
    expect(offered('undo --json ')).not.toContain('--json');
    expect(offered('undo ')).not.toContain('--version');
    expect(offered('--')).toContain('--version');
  });

  it('is nothing of a list without shows', () => {
    expect(offered('watch ', [])).toEqual([]);
    expect(offered('watch x', [])).toEqual([]);
    expect(offered('watch x y', [])).toEqual([]);
  });
});
