import { existsSync, writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { InfrastructureError, InputError, UnavailableError } from '../../../src/errors'
import { serveTasks } from '../../../src/exec/serveTasks'
import type { TaskReporter } from '../../../src/exec/types'

/** What a worker of the specs can be told to do. */
export type FixtureTask =
  /** Writes its process number to `note`, waits until the file `after` is there, and returns the value. */
  | { readonly do: 'echo'; readonly value: unknown; readonly note?: string; readonly after?: string }
  | { readonly do: 'who' }
  | { readonly do: 'environment'; readonly names: readonly string[] }
  | { readonly do: 'exit'; readonly code: number; readonly words: string; readonly unlessMarked?: string }
  | { readonly do: 'kill' }
  | { readonly do: 'throw'; readonly name: 'input' | 'unavailable' | 'infrastructure' | 'surprise' | 'later' }
  | { readonly do: 'progress'; readonly shares: readonly number[] }
  | { readonly do: 'parts'; readonly parts: readonly unknown[]; readonly ending: 'return' | 'die' }
  | { readonly do: 'print'; readonly text: string }
  | { readonly do: 'large'; readonly bytes: number }
  | { readonly do: 'uncloneable' }
  | { readonly do: 'hang-up' }
  | { readonly do: 'wait'; readonly note: string }
  /** Stops its process as Ctrl-Z does, the first time where there is a note. */
  | { readonly do: 'stop'; readonly note?: string }
  | { readonly do: 'spin'; readonly note: string }

let served = 0

async function perform(task: FixtureTask, report: TaskReporter<unknown>): Promise<unknown> {
  served += 1
  switch (task.do) {
    case 'echo':
      if (task.note !== undefined) writeFileSync(task.note, String(process.pid))
      while (task.after !== undefined && !existsSync(task.after)) await delay(5)
      return task.value
    case 'who':
      return { pid: process.pid, served }
    case 'environment':
      return Object.fromEntries(task.names.map((name) => [name, process.env[name]]))
    case 'exit':
      if (task.unlessMarked !== undefined) {
        if (existsSync(task.unlessMarked)) return { pid: process.pid, served }
        writeFileSync(task.unlessMarked, String(process.pid))
      }
      process.stderr.write(`${task.words}\n`)
      return process.exit(task.code)
    case 'kill':
      process.kill(process.pid, 'SIGKILL')
      return delay(60_000)
    case 'throw':
      return fail(task.name)
    case 'progress':
      for (const share of task.shares) report.progress(share)
      return null
    case 'parts':
      for (const part of task.parts) report.part(part)
      if (task.ending === 'die') process.kill(process.pid, 'SIGKILL')
      return task.ending === 'die' ? delay(60_000) : null
    case 'print':
      process.stdout.write(task.text)
      return null
    case 'large':
      return 'x'.repeat(task.bytes)
    case 'uncloneable':
      return () => undefined
    case 'hang-up':
      process.removeAllListeners('disconnect')
      process.disconnect()
      return delay(60_000)
    case 'wait':
      writeFileSync(task.note, String(process.pid))
      return delay(60_000)
    case 'stop':
      if (task.note !== undefined && existsSync(task.note)) return 'went on'
      if (task.note !== undefined) writeFileSync(task.note, String(process.pid))
      process.kill(process.pid, 'SIGSTOP')
      return delay(60_000)
    case 'spin':
      process.on('SIGTERM', () => undefined)
      writeFileSync(task.note, String(process.pid))
      for (;;);
    default:
      return task satisfies never
  }
}

async function fail(name: Extract<FixtureTask, { do: 'throw' }>['name']): Promise<void> {
  switch (name) {
    case 'input':
      throw new InputError('no such layer', {
        where: 'layers[1]',
        expected: 'Dense',
        received: 'Dence',
        remedy: 'rename it'
      })
    case 'unavailable':
      throw new UnavailableError('no engine here', { remedy: 'npx claimcheck doctor' })
    case 'infrastructure':
      throw new InfrastructureError('the disk is full')
    case 'surprise':
      throw new TypeError(`x is not a function, in process ${process.pid}`)
    case 'later':
      setTimeout(() => {
        throw new Error('thrown outside the handler')
      }, 0)
      return delay(60_000)
    default:
      return name satisfies never
  }
}

serveTasks(perform)
