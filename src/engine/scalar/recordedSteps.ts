/**
 * The steps at which a trajectory is recorded: floor(k T / P) for k = 1..P, so evenly spaced and T the last.
 *
 * @param numSteps T, at least 1
 * @param points P, at least 1; a run shorter than P steps is recorded at every step
 * @example recordedSteps(10, 4) // [2, 5, 7, 10]
 */
export function recordedSteps(numSteps: number, points: number): readonly number[] {
  const count = Math.min(points, numSteps)
  return Array.from({ length: count }, (_, k) => Math.floor(((k + 1) * numSteps) / count))
}
