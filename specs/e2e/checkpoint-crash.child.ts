import fs from 'node:fs'
import { executeCohort } from '../../src/exec/executeCohort'
import { createFakeEngine } from '../support/fakeEngine'
import { type CohortOrder, crashCohort } from './checkpoint-crash.order'

/**
 * Executes a cohort as a worker does, and prints a line a step, so that its parent can kill it at a step of its choice.
 * `node -r hook checkpoint-crash.child.ts <CohortOrder as JSON>`
 */
const { storeFolder, engine } = JSON.parse(process.argv[2]!) as CohortOrder
const specs = crashCohort().map(({ spec }) => spec)
const loadDataset = () => {
  throw new Error('the fake engine needs no data')
}
void executeCohort({ specs, storeFolder }, createFakeEngine(engine), loadDataset, {
  progress: (share) => fs.writeSync(1, `${share}\n`),
  part: () => undefined,
  place: 0,
  stopSignal: () => new AbortController().signal
})
