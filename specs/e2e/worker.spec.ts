import { fork } from 'node:child_process'
import path from 'node:path'
import type { SyntheticRunSpec } from '../../src/runs/synthetic/types'
import { ADAM, SCALAR_IDENTITY, syntheticExperiment } from '../support/builders'
import { Project, REPOSITORY } from '../support/project'

const project = new Project()
afterAll(() => project.remove())

/** Gives one task to a worker process and resolves with its answer. */
function ask(task: unknown): Promise<{ type: string; error?: { name: string; message: string } }> {
  const worker = fork(path.join(REPOSITORY, 'dist/exec/worker.js'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  return new Promise((resolve) => {
    worker.on('message', (message: { type: string }) => {
      if (message.type === 'ready') return worker.send({ type: 'task', number: 0, task })
      if (message.type === 'progress') return
      worker.kill()
      resolve(message)
    })
  })
}

describe('a worker', () => {
  it('stores nothing under the identity of an engine that it is not', async () => {
    const { problem, record } = syntheticExperiment()
    const spec: SyntheticRunSpec = {
      kind: 'synthetic',
      problem,
      record,
      initialPoint: 0,
      numSteps: 1000,
      optimizer: { ...ADAM, projection: 'box' },
      seeds: { init: 0, order: 0, dropout: 0, problem: 0 },
      engine: { ...SCALAR_IDENTITY, numerics: 'of another build' }
    }
    const answer = await ask({ kind: 'execute', engine: 'scalar', specs: [spec], storeFolder: project.path('store') })
    expect(answer).toMatchObject({ type: 'error', error: { name: 'InfrastructureError' } })
    expect(answer.error!.message).toMatch(/not the engine that the run was planned for/)
    expect(() => project.results('store')).toThrow(/ENOENT/)
  })
})
