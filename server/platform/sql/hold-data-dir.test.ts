import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { holdDataDir } from './hold-data-dir.ts'

function newFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'mostrador-hold-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}

/** A process that holds the folder until it is killed. */
async function holder(t: TestContext, folder: string): Promise<ChildProcess> {
  const program = `
    const { holdDataDir } = await import(${JSON.stringify(import.meta.resolve('./hold-data-dir.ts'))})
    console.log(holdDataDir(${JSON.stringify(folder)}) ? 'held' : 'taken')
    setInterval(() => gc(), 10)`
  const child = spawn(process.execPath, ['--expose-gc', '--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  const [said] = await once(child.stdout, 'data')
  assert.equal(String(said).trim(), 'held')
  return child
}

test('a folder has one owner, and is free at once when he is killed', async (t) => {
  const folder = newFolder(t)
  const owner = await holder(t, folder)
  assert.equal(holdDataDir(folder), null)
  // Long enough for the garbage collector to have run.
  await new Promise((resolve) => setTimeout(resolve, 100))
  assert.equal(holdDataDir(folder), null)

  const gone = once(owner, 'exit')
  owner.kill('SIGKILL')
  await gone
  const hold = holdDataDir(folder)
  assert.notEqual(hold, null)
  hold?.release()
})

test('a folder that was let go of can be held again, and one that is not there is made', (t) => {
  const folder = join(newFolder(t), 'new', 'data')
  const hold = holdDataDir(folder)
  assert.notEqual(hold, null)
  assert.equal(holdDataDir(folder), null)
  hold?.release()
  hold?.release()
  const again = holdDataDir(folder)
  assert.notEqual(again, null)
  again?.release()
})

test('a folder that cannot be used is an error of its own', (t) => {
  const file = join(newFolder(t), 'not-a-folder')
  holdDataDir(file)?.release()
  assert.throws(() => holdDataDir(join(file, 'lock.db')), /EEXIST|ENOTDIR/)
})
