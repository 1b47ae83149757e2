import './node26.ts'
import { commands, usageOf, usageText } from './commands/table.ts'

/** Everything behind a command's name is its own; only what stands alone is ours. */
async function run(): Promise<number> {
  const [first = '', ...args] = process.argv.slice(2)
  if (first === '--version') {
    process.stdout.write(`${(await import('./version.ts')).version}\n`)
    return 0
  }
  const command = commands.find(({ name }) => name === first)
  if (command && (args.includes('--help') || args.includes('-h'))) {
    process.stdout.write(usageOf(command))
    return 0
  }
  if (command && command.name !== 'start') process.stdout.on('error', leaveWithReader)
  if (command) return command.run(args)
  const { renderVariables } = await import('./config.ts')
  const help = `${usageText()}${renderVariables('text')}\n`
  if (first !== '' && first !== '--help' && first !== '-h') {
    process.stderr.write(`mostrador: there is no command "${first}"\n\n${help}`)
    return 2
  }
  process.stdout.write(help)
  return 0
}

/** Whoever reads what we write may have seen enough, as `head` does. */
function leaveWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
}

process.exit(await run())
