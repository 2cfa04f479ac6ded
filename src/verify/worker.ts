import { loadDataset } from '../data/load'
import { createEngine } from '../engine'
import type { Engine } from '../engine/engine'
import { serveTasks } from '../exec/serveTasks'
import { executeCohort, type FinishedRun } from './executeCohort'
import { identifyEngine } from './identifyEngine'
import type { WorkerResult, WorkerTask } from './workerTask'

const engines = new Map<string, Engine>()

function engineNamed(choice: string): Engine {
  const known = engines.get(choice)
  if (known !== undefined) return known
  const engine = createEngine(choice)
  engines.set(choice, engine)
  return engine
}

serveTasks<WorkerTask, WorkerResult, FinishedRun>(async (task, report) => {
  const engine = engineNamed(task.engine)
  switch (task.kind) {
    case 'identify':
      return { kind: 'identity', ...(await identifyEngine(engine, task)) }
    case 'execute':
      await executeCohort(task, engine, loadDataset, report)
      return { kind: 'executed' }
    default:
      return task satisfies never
  }
})
