import path from 'node:path'
import type { RunOutcome } from '../../../src/engine/engine'

/** What the engine of these specs gives. */
export function outcomeOf(seed: number, more = 0): RunOutcome {
  return {
    status: { kind: 'completed' },
    metrics: { 'train.loss': { unit: 'epoch', at: [1, 2], values: [1, 0.5 + seed / 100 + more] } }
  }
}

export const PARTS = {
  worker: {
    modulePath: path.join(__dirname, 'worker.fixture.ts'),
    execArgv: ['--require', path.resolve(__dirname, '../../support/typescriptHook.cjs')]
  },
  capacity: { jobs: 2, cores: 2, availableBytes: Number.POSITIVE_INFINITY }
}
