import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { RunFolder } from '../../../../src/engine/program/runFolder'

let root: string
let folder: RunFolder
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'claimcheck-folder-'))
  folder = new RunFolder(path.join(root, 'ab', 'abc'))
})
afterEach(() => rmSync(root, { recursive: true }))

const leave = (name: string) => writeFileSync(path.join(folder.path, name), '')
const open = () => folder.open(() => false, new AbortController().signal)
const markOf = (pid: number, more: { readonly host?: string; readonly birth?: string } = {}) => {
  mkdirSync(path.dirname(folder.path), { recursive: true })
  writeFileSync(
    `${folder.path}.json`,
    JSON.stringify({ state: 'running', host: hostname(), pid, birth: null, ...more })
  )
}

describe('RunFolder', () => {
  it('is made for the first start, in which nothing goes on', async () => {
    expect(await open()).toBe(false)
    expect(existsSync(folder.path)).toBe(true)
    expect(JSON.parse(readFileSync(`${folder.path}.json`, 'utf8'))).toMatchObject({
      state: 'running',
      pid: process.pid
    })
  })

  it('goes on after it was stopped, or its process was killed', async () => {
    await open()
    leave('checkpoint')
    folder.mark('stopped')
    expect(await open()).toBe(true)
    // No process has this number.
    markOf(2 ** 30)
    expect(await open()).toBe(true)
    expect(existsSync(path.join(folder.path, 'checkpoint'))).toBe(true)
  })

  it.each(['failed', 'completed', 'diverged'] as const)('is kept under another name after it %s', async (state) => {
    await open()
    leave('log')
    folder.mark(state)
    expect(await open()).toBe(false)
    expect(existsSync(path.join(folder.path, 'log'))).toBe(false)
    expect(existsSync(path.join(`${folder.path}.${state}`, 'log'))).toBe(true)
  })

  it('begins anew where nobody knows what lies in it', async () => {
    await open()
    leave('log')
    writeFileSync(`${folder.path}.json`, '{"state": "runn')
    expect(await open()).toBe(false)
    expect(existsSync(path.join(folder.path, 'log'))).toBe(false)
  })

  it('begins anew after a stop where the program left nothing of its own: its logs would stand twice', async () => {
    await open()
    for (const name of ['settings.json', 'metrics.jsonl', 'stdout.log', 'stderr.log']) leave(name)
    folder.mark('stopped')
    expect(await open()).toBe(false)
    expect(existsSync(path.join(folder.path, 'metrics.jsonl'))).toBe(false)
  })

  it('is left to the process that is at it, and taken when that is gone', async () => {
    await open()
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    markOf(other.pid!)
    let isOpen = false
    const opened = open().finally(() => {
      isOpen = true
    })
    await delay(300)
    expect(isOpen).toBe(false)
    other.kill('SIGKILL')
    expect(await opened).toBe(false)
  })

  it('is not taken where the other process has made the run, nor after the signal', async () => {
    markOf(process.ppid)
    const stop = new AbortController()
    const waiting = folder.open(() => true, stop.signal)
    folder.mark('completed')
    expect(await waiting).toBeNull()
    expect(existsSync(folder.path)).toBe(false)

    markOf(process.ppid)
    const stopped = folder.open(() => false, stop.signal)
    stop.abort()
    expect(await stopped).toBeNull()
  })

  it('is taken from a process of another machine, and from one whose number another process has now', async () => {
    await open()
    leave('checkpoint')
    markOf(process.ppid, { host: 'elsewhere' })
    expect(await open()).toBe(true)
    markOf(process.ppid, { birth: '1' })
    if (process.platform === 'linux') expect(await open()).toBe(true)
  })

  it('is taken although a process was killed that held its lock', async () => {
    mkdirSync(path.dirname(folder.path), { recursive: true })
    writeFileSync(
      `${folder.path}.lock`,
      JSON.stringify({ state: 'running', host: hostname(), pid: 2 ** 30, birth: null })
    )
    expect(await open()).toBe(false)
    expect(existsSync(`${folder.path}.lock`)).toBe(false)
  })

  it.each(['', '{"state": "runn'])(
    'is taken although a power loss cut off its lock, to %j, some time ago',
    async (left) => {
      const lock = `${folder.path}.lock`
      mkdirSync(path.dirname(folder.path), { recursive: true })
      writeFileSync(lock, left)
      const waiting = open()
      await delay(300)
      // It may just be written.
      expect(existsSync(lock)).toBe(true)
      const before = new Date(Date.now() - 60_000)
      utimesSync(lock, before, before)
      expect(await waiting).toBe(false)
      expect(existsSync(lock)).toBe(false)
    }
  )
})
