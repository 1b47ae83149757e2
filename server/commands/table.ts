import type { Command } from './command.ts'

const catalogUsage: Command['usage'] = [
  ['catalog import <file>', 'brings in products from CSV or JSON, all of them or none'],
  ['catalog export [<file>]', 'writes the catalogue as --format csv, excel or json'],
  ['catalog prices <percent>', 'shows what prices would be, and with --apply makes them so'],
]

export const groups: readonly { title: string; commands: readonly Command[] }[] = [
  {
    title: 'The installation',
    commands: [
      { name: 'start', usage: [['start', 'serves everything on one port']], run: async () => (await import('../main.ts')).start() },
      {
        name: 'migrate',
        usage: [['migrate', 'brings the database up to date']],
        run: async (args) => (await import('../commands.ts')).migrate(args),
      },
      {
        name: 'store',
        usage: [['store apply [<file…>]', 'applies store files, those of STORE_FILE when none is named']],
        words: ['apply'],
        run: async (args) => (await import('../commands.ts')).store(args),
      },
      {
        name: 'doctor',
        usage: [['doctor', 'tells what is wrong with an installation']],
        run: async (args) => (await import('../commands.ts')).doctor(args),
      },
      {
        name: 'keys',
        usage: [
          ['keys list', 'the keys of a shop; with --operator those of whoever runs the installation'],
          ['keys create <name>', 'makes a key, with --scopes products:read,… or for everything; with --operator an operator’s'],
          ['keys revoke <name>', 'takes a key away'],
        ],
        words: ['list', 'create', 'revoke'],
        options: ['--operator', '--scopes'],
        run: async (args) => (await import('./keys.ts')).keys(args),
      },
      {
        name: 'backup',
        usage: [['backup [<folder>]', 'copies the shop, also while it runs; PostgreSQL: says what to run']],
        run: async (args) => (await import('./backup.ts')).backup(args),
      },
      {
        name: 'restore',
        usage: [['restore <folder>', 'puts a backup in place; what was there is kept']],
        run: async (args) => (await import('./backup.ts')).restore(args),
      },
    ],
  },
  {
    title: 'A shop',
    commands: [
      {
        name: 'catalog',
        usage: catalogUsage,
        words: ['import', 'export', 'prices'],
        options: [
          '--dry-run',
          '--replace',
          '--decimal',
          '--dates',
          '--encoding',
          '--language',
          '--format',
          '--apply',
          '--category',
          '--brand',
        ],
        run: async (args) => (await import('./catalog.ts')).catalog(args),
      },
      {
        name: 'products',
        usage: [['products [list|show <sku>]', 'what is sold; --query --category --brand --limit']],
        words: ['list', 'show'],
        options: ['--query', '--category', '--brand', '--limit'],
        run: async (args) => (await import('./things.ts')).products(args),
      },
      {
        name: 'orders',
        usage: [
          ['orders [list|show <number>]', 'what was bought; --status --customer --conversation --limit'],
          ['orders confirm|ship|deliver|cancel|refund <number>', 'moves one on; ship takes --carrier and --tracking'],
        ],
        words: ['list', 'show', 'confirm', 'ship', 'deliver', 'cancel', 'refund'],
        options: ['--status', '--customer', '--conversation', '--limit', '--carrier', '--tracking'],
        run: async (args) => (await import('./things.ts')).orders(args),
      },
      {
        name: 'conversations',
        usage: [['conversations [list|show <id>]', 'what is said; --status --line --team --address --limit']],
        words: ['list', 'show'],
        options: ['--status', '--line', '--team', '--address', '--limit'],
        run: async (args) => (await import('./things.ts')).conversations(args),
      },
      {
        name: 'events',
        usage: [['events tail', 'what whoever runs the shop must know; --follow --level --type']],
        words: ['tail'],
        options: ['--follow', '--level', '--type'],
        run: async (args) => (await import('./things.ts')).events(args),
      },
      {
        name: 'replay',
        usage: [['replay [<id>…]', 'lists parked events, or handles some of them again']],
        run: async (args) => (await import('./things.ts')).replay(args),
      },
      {
        name: 'export',
        usage: [['export [<file>]', 'writes all that a shop holds, a line of JSON each']],
        run: async (args) => (await import('./export.ts')).exportShop(args),
      },
    ],
  },
  {
    title: 'The shell',
    commands: [
      {
        name: 'completion',
        usage: [['completion bash|zsh|fish', 'prints what makes a shell complete these commands']],
        words: ['bash', 'zsh', 'fish'],
        run: async (args) => (await import('./completion.ts')).completion(args, commands),
      },
    ],
  },
]

export const commands: readonly Command[] = groups.flatMap(({ commands }) => commands)

const common = `Each takes --json, and --tenant <id> where there are several shops. Where a shop runs, it is asked through its own door: with
MOSTRADOR_KEY in the name of that key, else by whoever can read the master key.`

export function usageText(): string {
  const widest = Math.max(...commands.flatMap(({ usage }) => usage.map(([call]) => call.length)).filter((width) => width <= 34))
  const lines = (command: Command) => command.usage.map(([call, does]) => lineOf(call, does, widest))
  const parts = groups.map(({ title, commands }) => `${title}\n${commands.flatMap(lines).join('\n')}`)
  return `mostrador: the counter of a shop that sells in conversations\n\n${parts.join('\n\n')}\n\n${common}\n\nIt is set up by these variables of the environment:\n`
}

export function usageOf(command: Command): string {
  const options = [...(command.options ?? []), '--json']
  const lines = command.usage.map(([call, does]) => `  mostrador ${call}\n      ${does}`)
  return `${lines.join('\n')}\n\n  options: ${options.join(' ')}\n`
}

function lineOf(call: string, does: string, widest: number): string {
  const start = `  mostrador ${call}`
  return call.length <= widest ? `${start.padEnd(widest + 14)}${does}` : `${start}\n${' '.repeat(widest + 14)}${does}`
}
