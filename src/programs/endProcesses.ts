import { setTimeout as wait } from 'node:timers/promises'
import { livingProcesses, signalProcesses } from './processes'

const LOOK_MS = 20
/** A helper of a library ends by itself a moment after its program. */
const PATIENCE_MS = 500
/** What no SIGKILL ends within this waits for a device; nobody can end it. */
const KILL_MS = 5_000

/**
 * Ends all processes of a program: SIGTERM, then SIGKILL for what is still there when the grace is over. Resolves when
 * none is left, or none that can be ended.
 */
export async function endProcesses(group: number, mark: string, graceSeconds: number): Promise<void> {
  const send = (signal: NodeJS.Signals) => signalProcesses(group, livingProcesses(group, mark), signal)
  send('SIGTERM')
  // What is held (SIGSTOP) would hear of it only when it goes on.
  send('SIGCONT')
  if (await areGoneWithin(graceSeconds * 1000, group, mark)) return
  for (let waited = 0; waited < KILL_MS; waited += LOOK_MS) {
    send('SIGKILL')
    if (await areGoneWithin(LOOK_MS, group, mark)) return
  }
}

/**
 * Of a program that has ended: ends what it left behind.
 *
 * @returns how many processes did not end by themselves
 */
export async function endSurvivors(group: number, mark: string, graceSeconds: number): Promise<number> {
  if (await areGoneWithin(PATIENCE_MS, group, mark)) return 0
  const { length } = livingProcesses(group, mark)
  if (length > 0) await endProcesses(group, mark, graceSeconds)
  return length
}

async function areGoneWithin(milliseconds: number, group: number, mark: string): Promise<boolean> {
  for (let left = milliseconds; ; left -= LOOK_MS) {
    if (livingProcesses(group, mark).length === 0) return true
    if (left <= 0) return false
    await wait(Math.min(LOOK_MS, left))
  }
}
