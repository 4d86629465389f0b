import { quoted } from '../../store/failures';
import type { Job } from './timer';
import { settings } from './words';

/**
 * What a shell runs when a terminal opens: jikai, if there is something to tell, and else nothing but
 * the shell's own commands. Whether there is stands in a file that jikai leaves behind: the second at
 * which it has something to do next. Without that file, or when the watchlist is newer, jikai is run.
 *
 * It must never break a shell or slow it down: it is silent about whatever fails, leaves no variable or
 * function behind, and keeps away from what is typed ahead.
 */

/** The words for all three: what the lines do, and how to be rid of them. */
const ABOUT = ['Tells what dropped when a terminal opens; jikai remind uninstall takes this away.'];

/** For bash 3.2 and later, whose clocks are another in each of 3.2, 4.2 and 5. */
export function bashLines(job: Job): readonly string[] {
  return posixLines(job, {
    begin: [],
    now: `now=\${EPOCHSECONDS-}; [[ $now ]] || printf -v now '%(%s)T' -1 || now=$(date +%s)`,
    isInteractive: '$- == *i*',
  });
}

/** For zsh. Options that the user set are as zsh has them meanwhile; the prompt's escape is a clock. */
export function zshLines(job: Job): readonly string[] {
  return posixLines(job, {
    begin: ['  emulate -L zsh'],
    now: `now=\${(%):-'%D{%s}'}`,
    isInteractive: '-o interactive',
  });
}

/** What bash and zsh have in common. The number 12 is of digits: so far ahead is never. */
function posixLines(
  { node, program, options, env, store, next }: Job,
  parts: {
    readonly begin: readonly string[];
    readonly now: string;
    readonly isInteractive: string;
  },
): readonly string[] {
  const run = [...settings(env), '"$1" "$2" remind --channel terminal', ...options.map(quoted)];
  return [
    ...ABOUT.map((text) => `# ${text}`),
    '__jikai_remind() {',
    ...parts.begin,
    "  local next='' rest='' now=''",
    `  [[ ${parts.isInteractive} && -t 1 && \${TERM-} != dumb && -x $1 && -r $2 ]] || return 0`,
    '  if [[ -r $4 && ( ! -e $3 || $4 -nt $3 ) ]]; then',
    '    {',
    '      read -r next rest <"$4"',
    `      ${parts.now}`,
    '    } 2>/dev/null',
    '    case $next in',
    "      '' | *[!0-9]*) ;;",
    '      ????????????*) return 0 ;;',
    '      *) (( 10#$next > now )) && return 0 ;;',
    '    esac',
    '  fi',
    `  ${run.join(' ')} </dev/null 2>/dev/null`,
    '}',
    `__jikai_remind ${[node, program, store, next].map(quoted).join(' ')} || :`,
    'unset -f __jikai_remind',
  ];
}

/** For fish, a file of its own. */
export function fishLines(
  { node, program, options, env, store, next }: Job,
  notes: readonly string[],
): readonly string[] {
  const set = Object.entries(env).map(([name, value]) => `${name}=${fishWord(value)}`);
  const run = [
    ...(set.length === 0 ? [] : ['env', ...set]),
    '$jikai[1] $jikai[2] remind --channel terminal',
    ...options.map(fishWord),
  ];
  return [
    ...[...ABOUT, ...notes].map((text) => `# ${text}`),
    'begin',
    `  set -l jikai ${[node, program, store, next].map(fishWord).join(' ')}`,
    '  set -l due yes',
    '  set -l next',
    '  set -l rest',
    '  if test -r $jikai[4]; and begin; not test -e $jikai[3]; or test $jikai[4] -nt $jikai[3] 2>/dev/null; end',
    '    read next rest <$jikai[4] 2>/dev/null',
    "    if string match -qr '^[0-9]{12,}$' -- $next",
    '      set due no',
    "    else if string match -qr '^[0-9]+$' -- $next; and test $next -gt (command date +%s)",
    '      set due no',
    '    end',
    '  end',
    '  if test $due = yes; and status is-interactive; and test -t 1; and test "$TERM" != dumb; and test -x $jikai[1]; and test -r $jikai[2]',
    `    ${run.join(' ')} </dev/null 2>/dev/null`,
    '  end',
    'end',
  ];
}

function fishWord(word: string): string {
  if (/^[\w/.,:@+-]+$/.test(word)) return word;
  return `'${word.replace(/[\\']/g, '\\$&')}'`;
}

/** The words of a line of fish, of those that {@link fishLines} writes. */
export function fishWords(line: string): readonly string[] {
  return [...line.matchAll(/(?:'(?:[^'\\]|\\.)*'|[^\s'])+/g)].map(([word]) =>
    word.startsWith("'") ? word.slice(1, -1).replace(/\\([\\'])/g, '$1') : word,
  );
}
