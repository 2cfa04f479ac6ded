import path from 'node:path'
import { WorkerPool } from '../../../src/exec/pool'
import type { FixtureTask } from './worker.fixture'

/** Runs one waiting task a note in a pool, until it is killed. `node -r hook parent.fixture.ts <hook> <note>...` */
const [hook, ...notes] = process.argv.slice(2)
const pool = new WorkerPool<FixtureTask, unknown>({
  modulePath: path.join(__dirname, 'worker.fixture.ts'),
  execArgv: ['--require', hook!],
  size: notes.length
})
void pool.run(
  notes.map((note) => ({ id: note, task: { do: 'wait', note } })),
  { onResult: () => undefined, onFailure: () => undefined }
)
