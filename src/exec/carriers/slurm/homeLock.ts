import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { slurmFolder } from './batchFolder'

const BEAT_MS = 1_000
const LOOK_MS = 200
/** Whoever has the lock and does not count on for so long, by the clock of who waits, was killed. */
const PATIENCE_MS = 15_000
const NAME = /^(\d+)$/

/**
 * Of several home machines one at a time looks at what is out and submits. The lock is a file that whoever creates it first
 * has, and in which he counts; no clock is compared.
 */
export async function withHomeLock<T>(storeFolder: string, action: () => Promise<T>): Promise<T> {
  const folder = path.join(slurmFolder(storeFolder), 'lock')
  mkdirSync(folder, { recursive: true })
  const file = await acquire(folder)
  let count = 0
  const timer = setInterval(() => {
    count += 1
    try {
      writeFileSync(file, String(count), { flag: 'r+' })
    } catch {
      // Somebody took it over; what is done twice then is done twice, and comes to the same.
    }
  }, BEAT_MS)
  try {
    return await action()
  } finally {
    clearInterval(timer)
    rmSync(file, { force: true })
  }
}

async function acquire(folder: string): Promise<string> {
  let seen: { readonly content: string; readonly sinceMs: number } | null = null
  for (;;) {
    const last = Math.max(0, ...readdirSync(folder).flatMap((name) => (NAME.test(name) ? Number(name) : [])))
    const content = last === 0 ? '' : `${last}: ${contentOf(path.join(folder, String(last)))}`
    if (seen === null || seen.content !== content) seen = { content, sinceMs: performance.now() }
    if (last === 0 || performance.now() - seen.sinceMs >= PATIENCE_MS) {
      const own = path.join(folder, String(last + 1))
      if (isFirst(own)) {
        if (last > 0) rmSync(path.join(folder, String(last)), { force: true })
        return own
      }
    }
    await delay(LOOK_MS)
  }
}

function isFirst(file: string): boolean {
  try {
    writeFileSync(file, '0', { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
