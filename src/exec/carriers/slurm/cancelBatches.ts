import { setTimeout as delay } from 'node:timers/promises'
import { InputError } from '../../../errors'
import { BatchFolder } from './batchFolder'
import { cancelJobs, hasEnded, jobNameOf, listTasks } from './commands'

const LOOK_MS = 300
/** Slurm gives what it ends half a minute, unless a cluster gives it more. */
const PATIENCE_MS = 60_000

/**
 * Ends what is out on Slurm. Finished runs stay, and what was cancelled is submitted again by the next call of `verify`.
 *
 * @param ids of batches; all where empty
 * @returns the ids of those that were ended
 * @throws InputError for an id that is none; UnavailableError or InfrastructureError where Slurm cannot be asked
 */
export async function cancelBatches(storeFolder: string, ids: readonly string[]): Promise<readonly string[]> {
  const all = BatchFolder.all(storeFolder)
  const unknown = ids.find((id) => all.every((folder) => folder.id !== id))
  if (unknown !== undefined) {
    throw new InputError('there is no such batch', {
      where: storeFolder,
      expected: all.length === 0 ? 'nothing: no batch is out' : `one of ${all.map(({ id }) => id).join(', ')}`,
      received: unknown,
      remedy: 'claimcheck status lists them'
    })
  }
  const meant = ids.length === 0 ? all : all.filter(({ id }) => ids.includes(id))
  // First of all, so that no task takes up another run.
  for (const folder of meant) folder.cancel()
  const names = meant.map(({ id }) => jobNameOf(id))
  const going = async () => (await listTasks(names)).filter((task) => !hasEnded(task))
  await cancelJobs([...new Set((await going()).map(({ job }) => job))])
  const startMs = performance.now()
  while ((await going()).length > 0 && performance.now() - startMs < PATIENCE_MS) await delay(LOOK_MS)
  // Where tasks are still ending, the next call of verify removes what is left.
  const left = new Set((await going()).map(({ jobName }) => jobName))
  for (const folder of meant) if (!left.has(jobNameOf(folder.id))) folder.remove()
  return meant.map(({ id }) => id)
}
