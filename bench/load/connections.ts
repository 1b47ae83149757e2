import { connect, type Socket } from 'node:net'

/** HTTP as plainly as it can be spoken: a client that costs more than the server would measure itself. */
export class Connections {
  private readonly idle: Connection[] = []
  private readonly all = new Set<Connection>()
  private readonly target: { host: string; port: number }

  constructor(url: string) {
    const { hostname, port } = new URL(url)
    this.target = { host: hostname, port: Number(port) }
  }

  /** On a connection of its own as long as it lasts, as many as are needed. Answers with the status. */
  async ask(request: string): Promise<number> {
    const connection = this.idle.pop() ?? this.open()
    const status = await connection.ask(request)
    this.idle.push(connection)
    return status
  }

  private open(): Connection {
    const connection = new Connection(connect(this.target))
    this.all.add(connection)
    return connection
  }

  close(): void {
    for (const connection of this.all) connection.close()
    this.idle.length = 0
    this.all.clear()
  }
}

class Connection {
  private readonly socket: Socket
  private received: Buffer = Buffer.alloc(0)
  private waiting: { resolve(status: number): void; reject(error: Error): void } | null = null

  constructor(socket: Socket) {
    this.socket = socket
    socket.setNoDelay(true)
    socket.on('data', (part: Buffer) => this.take(part))
    socket.on('error', (error) => this.waiting?.reject(error))
    socket.on('close', () => this.waiting?.reject(new Error('the connection was closed before the answer')))
  }

  ask(request: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject }
      this.socket.write(request)
    })
  }

  close(): void {
    this.socket.destroy()
  }

  private take(part: Buffer): void {
    this.received = this.received.length === 0 ? part : Buffer.concat([this.received, part])
    const status = statusOfWhole(this.received)
    if (status === null) return
    this.received = Buffer.alloc(0)
    const { waiting } = this
    this.waiting = null
    waiting?.resolve(status)
  }
}

/** The status once the whole answer is there, else null. */
export function statusOfWhole(received: Buffer): number | null {
  const end = received.indexOf('\r\n\r\n')
  if (end === -1) return null
  const head = received.toString('latin1', 0, end)
  const length = /^content-length: *(\d+)/im.exec(head)?.[1]
  const isWhole =
    length === undefined ? received.toString('latin1', received.length - 5) === '0\r\n\r\n' : received.length >= end + 4 + Number(length)
  if (length === undefined && !/^transfer-encoding: *chunked/im.test(head)) throw new Error(`an answer without its length: ${head}`)
  return isWhole ? Number(head.slice(9, 12)) : null
}
