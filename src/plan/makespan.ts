/**
 * When the last of some workers is done, if the tasks are handed out longest first, each to whoever is free first: at
 * most 4/3 of the best possible (Graham 1969, theorem 2).
 *
 * @param durationsMs of the tasks, in any order
 * @param numWorkers 1 or more
 * @example makespanMs([2, 3, 2, 3, 2], 2) // 7: 3 + 2 + 2 and 3 + 2; the best is 6
 */
export function makespanMs(durationsMs: readonly number[], numWorkers: number): number {
  const busyUntilMs = new Array<number>(Math.max(1, Math.min(numWorkers, durationsMs.length))).fill(0)
  for (const durationMs of [...durationsMs].sort((a, b) => b - a)) {
    let free = 0
    for (let worker = 1; worker < busyUntilMs.length; worker += 1) {
      if (busyUntilMs[worker]! < busyUntilMs[free]!) free = worker
    }
    busyUntilMs[free]! += durationMs
  }
  return Math.max(...busyUntilMs)
}
