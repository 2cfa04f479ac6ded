import type { Engine } from '../../../src/engine/engine'
import { executeCohort, type SettledRun } from '../../../src/exec/executeCohort'
import { identifyEngine } from '../../../src/exec/identifyEngine'
import { serveTasks } from '../../../src/exec/serveTasks'
import type { WorkerResult, WorkerTask } from '../../../src/exec/workerTask'
import { FAKE_IDENTITY } from '../../support/fakeEngine'
import { outcomeOf } from './outcome'

/** An engine with a fault that an audit has to find; the choice of the engine names it. */
function faultyEngine(fault: string): Engine {
  return {
    name: 'onnx',
    supports: ['classification'],
    identity: async () => ({ ...FAKE_IDENTITY, ...(fault.startsWith('other') && { version: 'other' }) }),
    async executeCohort(cohort, { onOutcome }) {
      for (const [index, spec] of cohort.entries()) {
        if (fault === 'broken') throw new Error('a surprise')
        const seed = fault === 'ignores its seed' ? 0 : spec.seeds.init
        const more =
          fault === 'sees its company'
            ? cohort.length / 1e6
            : fault === 'knows its process'
              ? process.pid / 1e9
              : fault === 'other, near'
                ? 1e-4
                : fault === 'other, far'
                  ? 0.1
                  : 0
        onOutcome(index, outcomeOf(seed, more))
      }
    }
  }
}

serveTasks<WorkerTask, WorkerResult, SettledRun>(async (task, report) => {
  const engine = faultyEngine(task.engine)
  if (task.kind === 'identify') return { kind: 'identity', ...(await identifyEngine(engine, task)) }
  const loadDataset = () => {
    throw new Error('this engine needs no data')
  }
  await executeCohort(task, engine, loadDataset, report)
  return { kind: 'executed' }
})
