import path from 'node:path'
import { ClaimcheckError } from '../../../errors'
import { serveBatch } from './taskWorker'

/** What `sbatch` starts: `node task.js <folder of the batch> <digest of the batch>`. */
const [folder = '', digest = ''] = process.argv.slice(2)
const { SLURM_ARRAY_TASK_ID, SLURM_RESTART_COUNT, CUDA_VISIBLE_DEVICES } = process.env
const stopped = new AbortController()
process.once('SIGTERM', () => {
  process.stdout.write('told to end: what is not finished goes back\n')
  stopped.abort()
})

serveBatch({
  folder,
  digest,
  index: Number(SLURM_ARRAY_TASK_ID ?? 0),
  restarts: Number(SLURM_RESTART_COUNT ?? 0),
  gpus: (CUDA_VISIBLE_DEVICES ?? '').split(',').filter((name) => name.trim() !== '' && name !== '-1'),
  worker: { modulePath: path.join(__dirname, '../../worker') },
  signal: stopped.signal,
  onNotice: (text) => process.stdout.write(`${text}\n`)
}).catch((error: unknown) => {
  process.stderr.write(`${error instanceof ClaimcheckError ? error.message : ((error as Error)?.stack ?? error)}\n`)
  process.exitCode = 1
})
