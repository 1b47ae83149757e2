import './node26.ts'
import { parseArgs } from 'node:util'

const usage = `mostrador: the counter of a shop that sells in conversations

  mostrador start                    serves everything on one port
  mostrador migrate                  brings the database up to date
  mostrador store apply <file…>      applies store files
  mostrador catalog import <file>    brings in products from CSV or JSON, all of them or none
      --dry-run --replace --decimal ,|. --dates dmy|mdy --encoding latin-1 --tenant <id> --language es|pt|en
  mostrador catalog export [<file>]  writes the catalogue as --format csv, excel or json
  mostrador catalog prices <percent> shows what prices would be, and with --apply makes them so
      --category <path> --brand <name> --storefront <id> --skus <a,b> --round 10|100|… --ending 90|0.99|… --direction nearest|up|down
  mostrador doctor                   tells what is wrong with an installation
  mostrador replay [<id>…]           lists parked events, or handles some of them again

It is set up by these variables of the environment:
`

/** Each command is loaded when it is asked for: none pays for the others. */
const commands: Readonly<Record<string, (args: string[]) => Promise<number>>> = {
  start: async () => (await import('./main.ts')).start(),
  migrate: async () => (await import('./commands.ts')).migrate(),
  store: async (args) => (await import('./commands.ts')).store(args),
  // Its options are its own.
  catalog: async () => (await import('./commands/catalog.ts')).catalog(process.argv.slice(process.argv.indexOf('catalog') + 1)),
  doctor: async () => (await import('./commands.ts')).doctor(),
  replay: async (args) => (await import('./commands.ts')).replay(args),
}

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    strict: false,
    options: { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean' } },
  })
  const [command = '', ...args] = positionals
  if (values.version) {
    process.stdout.write(`${(await import('./version.ts')).version}\n`)
    return 0
  }
  const known = commands[command]
  if (known && !values.help) return known(args)
  const { renderVariables } = await import('./config.ts')
  const help = `${usage}${renderVariables('text')}\n`
  if (command !== '' && !values.help) {
    process.stderr.write(`mostrador: there is no command "${command}"\n\n${help}`)
    return 2
  }
  process.stdout.write(help)
  return 0
}

process.exit(await run())
