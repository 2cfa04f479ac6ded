import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { exhaustionError } from '../files/systemErrors'
import { type GuardedProcess, guard } from './processGuard'
import { whyNotStartable } from './startable'
import type { ProgramCommand, ProgramEnd } from './types'

/** Output that a process without a mark holds open must not keep the end of its program from being noticed. */
const OUTPUT_PATIENCE_MS = 1_000

export interface StartedProgram {
  readonly child: GuardedProcess
  /** Its process group. */
  readonly group: number
  /** In the environment of all that it starts. */
  readonly mark: string
  /** By itself or by a signal. */
  readonly ended: Promise<ProgramEnd>
  /** Resolves when its output was read to the end, or nobody of it can write any more. */
  outputRead(): Promise<void>
}

/**
 * Starts a program that `guard` looks after.
 *
 * @returns why it cannot be started, where the command is at fault
 * @throws InfrastructureError where the machine is
 */
export async function startProgram(
  command: ProgramCommand,
  stdin: 'ignore' | 'pipe'
): Promise<StartedProgram | { readonly why: string }> {
  const why = whyNotStartable(command)
  if (why !== null) return { why }
  const { argv, shell, cwd, env } = command
  const sh = process.platform === 'win32' ? ['cmd.exe', '/d', '/s', '/c'] : ['/bin/sh', '-c']
  let started: ReturnType<typeof guard.start>
  try {
    started = guard.start(shell ? [...sh, ...argv] : argv, { cwd, env, stdin })
    await once(started.child, 'spawn')
  } catch (error) {
    const exhausted = exhaustionError(error)
    if (exhausted !== null) throw exhausted
    return { why: (error as Error).message }
  }
  const { child, mark } = started
  const ended = new Promise<ProgramEnd>((resolve) => {
    child.once('exit', (code, signal) =>
      resolve(code === null ? { kind: 'signalled', signal: signal! } : { kind: 'exited', code })
    )
  })
  const closed = once(child, 'close')
  return {
    child,
    group: child.pid!,
    mark,
    ended,
    outputRead: async () => {
      const patience = new AbortController()
      await Promise.race([
        closed,
        wait(OUTPUT_PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined)
      ])
      patience.abort()
      child.stdout.destroy()
      child.stderr.destroy()
    }
  }
}
