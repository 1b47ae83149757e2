/** What strace is told: to stand beside the program and not above it, and to note every thread, the file behind each number, and enough of each buffer to find words in a page of the log. */
export function straceArguments(file: string): string[] {
  const calls = 'write,writev,pwrite64,sendto,sendmsg,fsync,fdatasync'
  return ['-D', '-f', '--seccomp-bpf', '-y', '-s', '9000', '-e', `trace=${calls}`, '-o', file]
}

export interface Acknowledged {
  /** Stand in the message, and nowhere else. */
  words: string
  /** Comes back with the answer. */
  requestId: string
}

/**
 * What is wrong with answers: of each message, the log must have been written with its words in it, and between the end of that commit
 * and the answer the log must have been flushed.
 */
export function acknowledgedTooEarly(trace: string, messages: readonly Acknowledged[]): string[] {
  const calls = readCalls(trace)
  const log = calls.filter(({ text }) => /^\d+<[^>]*-wal>/.test(text))
  const writes = log.filter(({ name }) => name === 'pwrite64')
  const flushes = log.filter(({ name }) => name === 'fsync' || name === 'fdatasync')
  return messages.flatMap(({ words, requestId }) => {
    const answer = calls.find(({ text }) => /"HTTP\/1\.1 20[01] /.test(text) && text.includes(requestId))
    if (!answer) return [`${words}: no answer was seen`]
    const first = writes.findIndex(({ text, begun }) => begun < answer.begun && text.includes(words))
    if (first < 0) return [`${words}: answered before the log was written`]
    const committed = endOfCommit(writes.slice(first - 1))
    const isSafe = flushes.some(({ begun, done }) => begun > committed && done < answer.begun)
    return isSafe ? [] : [`${words}: answered before the log was flushed`]
  })
}

/**
 * When the last page was written of the commit that these begin in. Before each page stands a header, and the last one's alone says
 * how large the database is now.
 */
function endOfCommit(writes: readonly Call[]): number {
  const last = writes.findIndex(({ text }) => isHeaderOfLast(text))
  return (last < 0 ? undefined : writes[last + 1]?.done) ?? Number.POSITIVE_INFINITY
}

function isHeaderOfLast(write: string): boolean {
  const [, header] = /, "((?:[^"\\]|\\.)*)", 24, /.exec(write) ?? []
  if (header === undefined) return false
  const bytes = header.match(/\\[0-7]{1,3}|\\.|[^\\]/g) ?? []
  return bytes.slice(4, 8).some((byte) => !/^\\0+$/.test(byte))
}

/** A call into the system; when it began and was done is told by lines. */
interface Call {
  name: string
  text: string
  begun: number
  done: number
}

/** A call that another thread's fell into is written in two pieces. */
function readCalls(trace: string): Call[] {
  const calls: Call[] = []
  const unfinished = new Map<string, Call>()
  for (const [line, told] of trace.split('\n').entries()) {
    const [, thread = '', rest = ''] = /^(\d+) +(.*)$/.exec(told) ?? []
    if (rest.startsWith('<... ')) {
      const call = unfinished.get(thread)
      if (call) call.done = line
      unfinished.delete(thread)
      continue
    }
    const [, name, text = ''] = /^(\w+)\((.*)$/.exec(rest) ?? []
    if (name === undefined) continue
    const call = { name, text, begun: line, done: line }
    calls.push(call)
    if (text.endsWith('<unfinished ...>')) {
      call.done = Number.POSITIVE_INFINITY
      unfinished.set(thread, call)
    }
  }
  return calls
}
