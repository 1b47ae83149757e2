import { readdirSync } from 'node:fs'
import type { Reading } from './metrics.ts'

/** What the process says of itself, under the names that Prometheus' own clients use. */
export function readProcess(): readonly Reading[] {
  const memory = process.memoryUsage()
  const cpu = process.cpuUsage()
  const loop = performance.eventLoopUtilization()
  const openFiles = countOpenFiles()
  return [
    gauge('process_start_time_seconds', 'When the process began', performance.timeOrigin / 1000),
    counter('process_cpu_seconds_total', 'Time on a processor', (cpu.user + cpu.system) / 1e6),
    gauge('process_resident_memory_bytes', 'Resident memory', memory.rss),
    gauge('nodejs_heap_size_total_bytes', 'Memory the heap has', memory.heapTotal),
    gauge('nodejs_heap_size_used_bytes', 'Memory the heap uses', memory.heapUsed),
    gauge('nodejs_external_memory_bytes', 'Memory outside the heap that the heap holds on to', memory.external),
    counter('nodejs_event_loop_busy_seconds_total', 'Time the event loop was at work', loop.active / 1000),
    ...(openFiles === null ? [] : [gauge('process_open_fds', 'Open files and sockets', openFiles)]),
  ]
}

function gauge(name: string, help: string, value: number): Reading {
  return { name, help, type: 'gauge', value }
}

function counter(name: string, help: string, value: number): Reading {
  return { name, help, type: 'counter', value }
}

/** Null where the system has no such folder. */
function countOpenFiles(): number | null {
  try {
    return readdirSync('/proc/self/fd').length
  } catch {
    return null
  }
}

export interface LineWriter {
  write(line: string): void
  /** What is there leaves now. */
  flush(): void
  /** From here on nothing is held back. */
  release(): void
}

/**
 * What is written here between two turns of the event loop leaves in one piece: under load a write for each line would be felt. Held,
 * it waits for its release, so that something else is said first.
 */
export function lineWriter(out: { write(text: string): unknown }, { held = false } = {}): LineWriter {
  let isHeld = held
  let lines = ''
  function flush(): void {
    const text = lines
    lines = ''
    if (text !== '') out.write(text)
  }
  return {
    write(line) {
      if (lines === '' && !isHeld) setImmediate(flush)
      lines += line
    },
    flush,
    release() {
      isHeld = false
      flush()
    },
  }
}
