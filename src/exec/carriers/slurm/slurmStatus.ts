import { runKindOf } from '../../../runs/runKinds'
import { RunStore } from '../../../store/store'
import type { CarrierStatus, StatusPart, StatusRunning } from '../status'
import { BatchFolder, type BatchParcel } from './batchFolder'
import { type BatchState, lookAtBatches } from './batchState'
import { hasEnded, type ListedTask } from './commands'
import { SilenceWatch } from './silenceWatch'

/** Below it a share says nothing of the time that is left. */
const TELLING_SHARE = 0.02

/** What a store has out on Slurm. Looks, and changes nothing. */
export async function slurmStatus(storeFolder: string): Promise<CarrierStatus> {
  const notes: string[] = []
  const states = await lookAtBatches(BatchFolder.all(storeFolder), new SilenceWatch(), {
    patient: false,
    onSilence: (error) => notes.push(`Slurm does not answer here: ${error.message}`)
  })
  const store = new RunStore(storeFolder)
  const isHome = (key: string) => store.read(key).state === 'valid'
  const failed = states.flatMap(({ folder, batch }) => {
    const failures = folder.failures()
    return batch.parcels.flatMap((parcel) => {
      const failure = failures.get(parcel.id)
      if (failure === undefined || parcel.runs.every(({ key }) => isHome(key))) return []
      return { what: describe(parcel), reason: failure.error.message }
    })
  })
  const isOpen = ({ batch }: BatchState) => batch.parcels.some(({ runs }) => runs.some(({ key }) => !isHome(key)))
  const parts = states.filter(isOpen).map((state) => partOf(state, isHome))
  return { place: 'slurm', parts, workers: [], failed, notes }
}

function partOf(state: BatchState, isHome: (key: string) => boolean): StatusPart {
  const { folder, batch, tasks, isOver } = state
  const failures = folder.failures()
  const parcels = batch.parcels.map((parcel) => ({
    ...parcel,
    open: parcel.runs.filter(({ key }) => !isHome(key)).length,
    failure: failures.get(parcel.id)
  }))
  const running = isOver ? [] : tasks.flatMap((task) => runningOf(task, parcels, state))
  const failed = parcels.filter(({ open, failure }) => open > 0 && failure !== undefined)
  const isRunning = new Set(running.map(({ parcel }) => parcel.id))
  const waiting = parcels.filter(({ id, open, failure }) => open > 0 && failure === undefined && !isRunning.has(id))
  const total = batch.parcels.reduce((sum, { runs }) => sum + runs.length, 0)
  const count = (some: readonly { readonly open: number }[]) => some.reduce((sum, { open }) => sum + open, 0)
  const numRunning = count(running.map(({ parcel }) => parcel))
  const job = folder.job === null ? 'not submitted' : `job ${folder.job}`
  return {
    name: `batch ${folder.id}, ${job}, profile ${batch.profile}`,
    runs: {
      finished: total - count(parcels.filter(({ open }) => open > 0)),
      running: numRunning,
      waiting: isOver ? 0 : count(waiting),
      failed: count(failed),
      lost: isOver ? count(waiting) : 0
    },
    running: running.map(({ parcel: _, ...each }) => each),
    waitsFor: waiting.length === 0 || isOver ? null : waitsFor(state.listed),
    leftMs: leftMs(running, waiting)
  }
}

type OpenParcel = BatchParcel & { readonly open: number }
type RunningParcel = StatusRunning & { readonly parcel: OpenParcel }

function runningOf(
  { token, index, host, beat, end, silentMs }: BatchState['tasks'][number],
  parcels: readonly OpenParcel[],
  { tasks, batch, listed }: BatchState
): RunningParcel[] {
  const parcel = parcels.find(({ id, open }) => id === beat?.parcel && open > 0)
  // Of a task that Slurm has started again the last start counts, and of a parcel who said something last.
  const others = tasks.filter((task) => task.token !== token && task.beat?.parcel === beat?.parcel && task.end === null)
  const isLast = others.every((task) => Math.abs(task.silentMs) >= Math.abs(silentMs))
  if (end !== null || parcel === undefined || beat === null || !isLast) return []
  const { share, ms } = beat
  const own = listed?.find((task) => task.index === index && !hasEnded(task))
  return [
    {
      parcel,
      what: describe(parcel),
      numRuns: parcel.open,
      host,
      task: index,
      share,
      runningMs: ms,
      leftMs: share > TELLING_SHARE ? Math.round((ms * (1 - share)) / share) : parcel.estimateMs,
      silentMs: Math.abs(silentMs) > batch.leaseMs ? Math.abs(silentMs) : null,
      limitLeft: own?.timeLeft ?? null
    }
  ]
}

function describe({ runs }: BatchParcel): string {
  const { spec } = runs[0]!
  return runKindOf(spec).describe(spec)
}

/** In the words of Slurm, which its users know. */
function waitsFor(listed: readonly ListedTask[] | null): string | null {
  const reasons = (listed ?? []).filter(({ state }) => state === 'PENDING').map(({ reason }) => reason)
  return reasons.length === 0 ? null : [...new Set(reasons)].join(', ')
}

function leftMs(running: readonly RunningParcel[], waiting: readonly OpenParcel[]): number | null {
  if (running.length === 0) return null
  const ofRunning = running.map((each) => each.leftMs ?? 0)
  const ofWaiting = waiting.reduce((sum, { estimateMs }) => sum + estimateMs, 0)
  const work = ofRunning.reduce((sum, ms) => sum + ms, ofWaiting)
  return Math.round(Math.max(work / running.length, ...ofRunning))
}
