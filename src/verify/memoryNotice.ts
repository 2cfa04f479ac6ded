import type { MemoryNeed } from '../plan/schedule'

/**
 * What a user has to know where memory keeps workers from being started; null where all are.
 *
 * @example memoryNotice({ largestWorkerBytes: 3e9, totalBytes: 3e9, workersLeftOut: 1 }, 1, 4e9) // 'memory for 1 worker at a time, not 2: ...'
 */
export function memoryNotice(need: MemoryNeed, numWorkers: number, availableBytes: number): string | null {
  if (need.workersLeftOut === 0) return null
  const workers = `${numWorkers} worker${numWorkers === 1 ? '' : 's'}`
  return (
    `memory for ${workers} at a time, not ${numWorkers + need.workersLeftOut}: ` +
    `one may take ${gigabytes(need.largestWorkerBytes)}, and ${gigabytes(Math.max(0, availableBytes))} are available`
  )
}

/** @example gigabytes(1_234_000_000) // '1.23 GB' */
export function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(2)} GB`
}
