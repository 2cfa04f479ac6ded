import { AutoEngine } from '../../../src/engine/autoEngine'
import type { Engine } from '../../../src/engine/engine'
import { executeCohort, type SettledRun } from '../../../src/exec/executeCohort'
import { identifyEngine } from '../../../src/exec/identifyEngine'
import { serveTasks } from '../../../src/exec/serveTasks'
import type { WorkerResult, WorkerTask } from '../../../src/exec/workerTask'
import { createFakeEngine, type FakeOrder } from '../../support/fakeEngine'

/** The worker of the program with a fake engine in the place of the real ones; `auto:` before the order asks for both. */
function engineOf(choice: string): Engine {
  if (!choice.startsWith('auto:')) return createFakeEngine(JSON.parse(choice) as FakeOrder)
  const order = JSON.parse(choice.slice('auto:'.length)) as FakeOrder
  return new AutoEngine('classification', [
    { name: 'onnx', create: () => createFakeEngine({ ...order, unavailable: true }) },
    { name: 'tfjs', create: () => createFakeEngine(order) }
  ])
}

serveTasks<WorkerTask, WorkerResult, SettledRun>(async (task, report) => {
  const engine = engineOf(task.engine)
  if (task.kind === 'identify') return { kind: 'identity', ...(await identifyEngine(engine, task)) }
  const loadDataset = () => {
    throw new Error('the fake engine needs no data')
  }
  await executeCohort(task, engine, loadDataset, report)
  return { kind: 'executed' }
})
