import path from 'node:path'
import { WorkerPool } from '../../../src/exec/pool'
import type { FixtureTask } from './worker.fixture'

/**
 * Lets a worker print, prints itself, and does not close the pool: idle workers must not keep it alive.
 * `node -r hook printing.fixture.ts <hook>`
 */
const pool = new WorkerPool<FixtureTask, unknown>({
  modulePath: path.join(__dirname, 'worker.fixture.ts'),
  execArgv: ['--require', process.argv[2]!],
  size: 1
})
void pool
  .run([{ id: 'print', task: { do: 'print', text: 'a library says hello\n' } }], {
    onResult: () => undefined,
    onFailure: (_id, error) => console.error(error.message)
  })
  .then(() => console.log('the parent is done'))
