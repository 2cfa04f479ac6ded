import { InputError } from '../errors'

const INTERVAL_MS = 30_000

/** For tests: with a shorter interval a run of a second has something to go on from. No result depends on it. */
export const CHECKPOINT_VARIABLE = 'CLAIMCHECK_TEST_CHECKPOINT_MS'

/**
 * A clock that says when checkpoints are due: half a minute after it was made or last said so.
 *
 * @throws InputError where the variable for tests is no number of milliseconds
 */
export function checkpointClock(environment: Readonly<Record<string, string | undefined>>): () => boolean {
  const intervalMs = intervalOf(environment[CHECKPOINT_VARIABLE])
  let lastMs = performance.now()
  return () => {
    const nowMs = performance.now()
    if (nowMs - lastMs < intervalMs) return false
    lastMs = nowMs
    return true
  }
}

function intervalOf(text: string | undefined): number {
  if (text === undefined || text === '') return INTERVAL_MS
  if (/^\d+$/.test(text)) return Number(text)
  throw new InputError('not a number of milliseconds', { where: CHECKPOINT_VARIABLE, received: JSON.stringify(text) })
}
