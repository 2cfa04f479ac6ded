import { loadDataset } from '../data/load'
import { createEngine } from '../engine'
import type { Engine } from '../engine/engine'
import { executeCohort, type SettledRun } from './executeCohort'
import { identifyEngine } from './identifyEngine'
import { serveTasks } from './serveTasks'
import type { WorkerResult, WorkerTask } from './workerTask'

const engines = new Map<string, Engine>()

function engineFor(task: WorkerTask): Engine {
  const runs = task.kind === 'identify' ? task.runs : task.specs[0]!.kind
  const name = `${task.engine} for ${runs}`
  const known = engines.get(name)
  if (known !== undefined) return known
  const engine = createEngine(task.engine, runs)
  engines.set(name, engine)
  return engine
}

serveTasks<WorkerTask, WorkerResult, SettledRun>(async (task, report) => {
  const engine = engineFor(task)
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
