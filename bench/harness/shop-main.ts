/** The whole program as `mostrador start` runs it, with the channel of our own provider. */
import { start } from '../../server/main.ts'
import { standInChannel } from '../../test/fakes/stand-in-channel.ts'

process.exit(await start({ channels: [standInChannel({ lookUp: true })] }))
