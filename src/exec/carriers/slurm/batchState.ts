import { setTimeout as delay } from 'node:timers/promises'
import type { Batch, BatchFolder, TaskState } from './batchFolder'
import { hasEnded, jobNameOf, type ListedTask, listTasks } from './commands'
import type { SilenceWatch } from './silenceWatch'

/** What can be said of a batch by looking: at its folder, and at what Slurm lists. */
export interface BatchState {
  readonly folder: BatchFolder
  readonly batch: Batch
  readonly tasks: readonly TaskState[]
  /** Null where Slurm does not answer. */
  readonly listed: readonly ListedTask[] | null
  /** Tasks that Slurm still lists and that have not lived for longer than a lease. */
  readonly hung: readonly ListedTask[]
  /** Nobody is at it, and nobody will be. */
  readonly isOver: boolean
}

const LOOK_MS = 500

/**
 * The batches of a store. One is over only where no task of it lives, Slurm lists none that could still begin, and it is
 * older than a lease: neither Slurm's list nor a silence says so alone, and where Slurm does not answer none is.
 *
 * @param how.patient whether whoever looks stays for as long as it takes to tell who hangs from who is slow
 * @param how.onSilence what Slurm says where it does not answer
 */
export async function lookAtBatches(
  folders: readonly BatchFolder[],
  watch: SilenceWatch,
  { patient, onSilence }: { readonly patient: boolean; onSilence(error: Error): void }
): Promise<readonly BatchState[]> {
  const found = folders.flatMap((folder) => {
    const batch = folder.read()
    return batch === null ? [] : [{ folder, batch }]
  })
  const listed = await listTasks(found.map(({ folder }) => jobNameOf(folder.id))).catch((error: Error) => {
    onSilence(error)
    return null
  })
  return Promise.all(
    found.map(({ folder, batch }) => {
      const own = listed?.filter(({ jobName }) => jobName === jobNameOf(folder.id)) ?? null
      return stateOf(folder, batch, own, watch, patient)
    })
  )
}

async function stateOf(
  folder: BatchFolder,
  batch: Batch,
  listed: readonly ListedTask[] | null,
  watch: SilenceWatch,
  patient: boolean
): Promise<BatchState> {
  const going = listed?.filter((task) => !hasEnded(task)) ?? []
  const mayRun = (index: number) => listed === null || going.some((each) => each.index === index && !isPending(each))
  for (;;) {
    const tasks = folder.tasks()
    const silent = tasks.filter((task) => watch.isDoubtful(task, batch.leaseMs))
    // Silent by the times of files and gone by Slurm: two who agree. Whoever Slurm still lists is watched.
    const lost = new Set(silent.filter((task) => !mayRun(task.index) || watch.isLost(task, batch.leaseMs)))
    const living = tasks.filter((task) => task.end === null && !silent.includes(task))
    const unsure = silent.length - lost.size
    if (patient && listed !== null && unsure > 0 && living.length === 0 && going.length <= unsure) {
      await delay(LOOK_MS)
      continue
    }
    const hung = going.filter(({ index }) => {
      const own = tasks.filter((task) => task.index === index)
      return own.some((task) => lost.has(task)) && own.every((task) => task.end !== null || lost.has(task))
    })
    const isQuiet = listed !== null && living.length === 0 && unsure === 0 && going.length === hung.length
    const wasSubmitted = folder.cancelled || folder.job !== null || Math.abs(folder.ageMs()) > batch.leaseMs
    return { folder, batch, tasks, listed, hung, isOver: isQuiet && wasSubmitted }
  }
}

function isPending({ state }: ListedTask): boolean {
  return state === 'PENDING'
}
