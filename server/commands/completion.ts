import { complain, tell } from './at-shop.ts'
import type { Command } from './command.ts'

const shells: Readonly<Record<string, (commands: readonly Command[]) => string>> = { bash, zsh, fish }

/** What a shell reads to complete our commands: `source <(mostrador completion bash)`. */
export function completion(args: readonly string[], commands: readonly Command[]): Promise<number> {
  const shell = Object.hasOwn(shells, args[0] ?? '') ? shells[args[0] ?? ''] : undefined
  if (!shell) return Promise.resolve(complain('mostrador completion takes bash, zsh or fish'))
  tell(shell(commands).trimEnd())
  return Promise.resolve(0)
}

const names = (commands: readonly Command[]) => commands.map(({ name }) => name).join(' ')

function bash(commands: readonly Command[]): string {
  const cases = commands.map(
    ({ name, words = [], options = [] }) => `    ${name}) words="${[...words, ...options, '--json'].join(' ')}" ;;`,
  )
  return `_mostrador() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${names(commands)} --help --version" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -f -- "$current"))
}
complete -o filenames -F _mostrador mostrador
`
}

function zsh(commands: readonly Command[]): string {
  const cases = commands.map(
    ({ name, words = [], options = [] }) => `    ${name}) compadd -- ${[...words, ...options, '--json'].join(' ')}; _files ;;`,
  )
  return `#compdef mostrador
_mostrador() {
  if (( CURRENT == 2 )); then
    compadd -- ${names(commands)} --help --version
    return
  fi
  case "$words[2]" in
${cases.join('\n')}
  esac
}
compdef _mostrador mostrador
`
}

function fish(commands: readonly Command[]): string {
  const lines = commands.flatMap(({ name, usage, words = [], options = [] }) => [
    `complete -c mostrador -n __fish_use_subcommand -f -a ${name} -d '${usage[0]?.[1].replaceAll("'", '’') ?? ''}'`,
    ...(words.length > 0 ? [`complete -c mostrador -n '__fish_seen_subcommand_from ${name}' -a '${words.join(' ')}'`] : []),
    ...[...options, '--json'].map((option) => `complete -c mostrador -n '__fish_seen_subcommand_from ${name}' -l ${option.slice(2)}`),
  ])
  return `${lines.join('\n')}\n`
}
