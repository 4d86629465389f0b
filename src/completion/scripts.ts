import type { Shell } from './shells';

/**
 * The scripts that the shells run. Each hands what is typed to `jikai complete`, as words and never as code,
 * and offers what comes back, as text and never as code: titles come from the network.
 */
export function scriptFor(shell: Shell): string {
  return SCRIPTS[shell];
}

/**
 * For bash 3.2 and later. When bash only lists (a second Tab: 63 is "?"), jikai tells what to show, meanings and
 * all; else what to insert, quoted, as only jikai knows which quote is open. What stands behind a tab is for
 * showing and never quoted: an older jikai sends it, and it may not come into the line, whatever is before it.
 */
const BASH = `# jikai's completion for bash: jikai completion install puts it in its place.
_jikai() {
  local kind line
  COMPREPLY=()
  {
    IFS= read -r kind
    case $kind in
      file) compopt -o bashdefault -o default 2>/dev/null ;;
      folder) compopt -o dirnames 2>/dev/null ;;
    esac
    while IFS= read -r line; do
      [[ \${COMP_TYPE-} == 63 ]] || line=\${line%%$'\\t'*}
      [[ -z $line ]] || COMPREPLY+=("$line")
    done
  } <<<"$(command jikai complete bash -- "\${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" "\${COLUMNS-}" "\${COMP_TYPE-}" 2>/dev/null </dev/null)"
}
complete -o nosort -F _jikai jikai 2>/dev/null || complete -F _jikai jikai
`;

/**
 * For zsh, in a folder of fpath or read by .zshrc. The matcher finds words by any part, in any case. Options are
 * left as zsh's completion sets them, as its _files needs those.
 */
const ZSH = `#compdef jikai
# jikai's completion for zsh: jikai completion install puts it in its place.
_jikai() {
  setopt localoptions noksharrays
  local current kind line width=0
  local -a lines values shown
  if [[ -n $compstate[quote] ]]; then
    current=$PREFIX
  else
    current=\${(Q)PREFIX}
  fi
  lines=("\${(@f)$(command jikai complete zsh -- "\${(@Q)words[2,CURRENT-1]}" "$current" 2>/dev/null </dev/null)}")
  kind=$lines[1]
  shift lines
  case $kind in
    file | folder)
      [[ $PREFIX == --*=* ]] && compset -P '*='
      if [[ $kind == folder ]]; then _files -/; else _files; fi
      return
      ;;
  esac
  values=("\${(@)lines%%$'\\t'*}")
  for line in "$values[@]"; do
    (( \${(m)#line} > width )) && width=\${(m)#line}
  done
  for line in "$lines[@]"; do
    if [[ $line == *$'\\t'* ]]; then
      shown+=("\${(mr:width:)\${line%%$'\\t'*}}  \${line#*$'\\t'}")
    else
      shown+=("$line")
    fi
  done
  (( $#values )) || return 1
  if [[ $kind == (loose|listed) ]]; then
    compadd -U -l -V jikai -d shown -a values
    [[ $kind == loose ]] || compstate[insert]=
    return 0
  fi
  compadd -l -V jikai -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]} l:|=* r:|=*' -d shown -a values
}
if [[ $funcstack[1] == _jikai ]]; then
  _jikai "$@"
elif (( $+functions[compdef] )); then
  compdef _jikai jikai
fi
`;

/** For fish 3 and later. fish filters, quotes and describes by itself, and knows no paths behind a flag's "=". */
const FISH = `# jikai's completion for fish: jikai completion install puts it in its place.
function __jikai_complete
    set -l lines (command jikai complete fish -- (commandline -cp) 2>/dev/null </dev/null)
    set -l flag (commandline -ct | string match -r -- '^--[a-z-]+=')
    set -l begun (commandline -ct | string replace -r -- '^--[a-z-]+=' '')
    switch "$lines[1]"
        case file
            __fish_complete_path "$begun" | string replace -r -- '^' "$flag"
        case folder
            __fish_complete_directories "$begun" | string replace -r -- '^' "$flag"
        case '*'
            printf '%s\\n' $lines[2..-1]
    end
end
complete -c jikai -e
complete -c jikai -f -k -a '(__jikai_complete)'
`;

/**
 * For PowerShell 5 and later. The word being typed goes behind a dot, as empty words are lost on their way to
 * a program. PowerShell takes the typographic quotes for quotes too.
 */
const POWERSHELL = `# jikai's completion for PowerShell: add this line to your $PROFILE.
#   jikai completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName jikai -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
    ForEach-Object {
      if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value }
      else { $_.Extent.Text }
    })
  $current = "." + ("$wordToComplete" -replace "^['""\\u2018-\\u201e]", "")
  $encoding = [Console]::OutputEncoding
  try {
    [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
    $lines = @(jikai complete powershell -- @before $current 2>$null)
  } catch {
    return
  } finally {
    [Console]::OutputEncoding = $encoding
  }
  $lines | Select-Object -Skip 1 | ForEach-Object {
    $value, $about = $_ -split "\`t", 2
    if ($value -match '^[\\w./:=+-]+$') { $insert = $value }
    else { $insert = "'" + ($value -replace "['\\u2018\\u2019\\u201a\\u201b]", '$0$0') + "'" }
    if (-not $about) { $about = $value }
    [System.Management.Automation.CompletionResult]::new($insert, $value, 'ParameterValue', $about)
  }
}
`;

const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: BASH,
  zsh: ZSH,
  fish: FISH,
  powershell: POWERSHELL,
};
