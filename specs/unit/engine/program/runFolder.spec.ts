import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { RunFolder } from '../../../../src/engine/program/runFolder'

let root: string
let folder: RunFolder
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'claimcheck-folder-'))
  folder = new RunFolder(path.join(root, 'ab', 'abc'))
})
afterEach(() => rmSync(root, { recursive: true }))

const leave = (name: string) => writeFileSync(path.join(folder.path, name), '')
const markOf = (pid: number, host = hostname()) =>
  writeFileSync(`${folder.path}.json`, JSON.stringify({ state: 'running', host, pid }))

describe('RunFolder', () => {
  it('is made for the first start, in which nothing goes on', () => {
    expect(folder.open()).toBe(false)
    expect(existsSync(folder.path)).toBe(true)
    expect(JSON.parse(readFileSync(`${folder.path}.json`, 'utf8'))).toMatchObject({
      state: 'running',
      pid: process.pid
    })
  })

  it('goes on after it was stopped, or its process was killed', () => {
    folder.open()
    leave('checkpoint')
    folder.mark('stopped')
    expect(folder.open()).toBe(true)
    // No process has this number.
    markOf(2 ** 30)
    expect(folder.open()).toBe(true)
    expect(existsSync(path.join(folder.path, 'checkpoint'))).toBe(true)
  })

  it.each(['failed', 'completed', 'diverged'] as const)('is kept under another name after it %s', (state) => {
    folder.open()
    leave('log')
    folder.mark(state)
    expect(folder.open()).toBe(false)
    expect(existsSync(path.join(folder.path, 'log'))).toBe(false)
    expect(existsSync(path.join(`${folder.path}.${state}`, 'log'))).toBe(true)
  })

  it('begins anew where nobody knows what lies in it', () => {
    folder.open()
    leave('log')
    writeFileSync(`${folder.path}.json`, '{"state": "runn')
    expect(folder.open()).toBe(false)
    expect(existsSync(path.join(folder.path, 'log'))).toBe(false)
  })

  it('begins anew after a stop where the program left nothing of its own: its logs would stand twice', () => {
    folder.open()
    for (const name of ['settings.json', 'metrics.jsonl', 'stdout.log', 'stderr.log']) leave(name)
    folder.mark('stopped')
    expect(folder.open()).toBe(false)
    expect(existsSync(path.join(folder.path, 'metrics.jsonl'))).toBe(false)
  })

  it('is left to the process that is at it', () => {
    folder.open()
    markOf(process.ppid)
    expect(() => folder.open()).toThrow(/another process executes this run[\s\S]*process \d+/)
    leave('checkpoint')
    markOf(process.ppid, 'elsewhere')
    expect(folder.open()).toBe(true)
  })
})
