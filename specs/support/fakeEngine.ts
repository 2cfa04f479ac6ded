import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises'
import seedrandom from 'seedrandom'
import type { CohortContext, Engine } from '../../src/engine/engine'
import { InputError, UnavailableError } from '../../src/errors'
import { digestOf } from '../../src/json/canonical'
import type { RunSpec } from '../../src/runs/runKinds'
import type { EngineIdentity } from '../../src/runs/types'

/** How a fake engine behaves: sent as the choice of the engine, in JSON. */
export interface FakeOrder {
  /** Folder in which it notes what it does. */
  readonly notes: string
  readonly numSteps: number
  /** It waits at this step until a file `go` is in the folder. */
  readonly waitAt?: number
  /** Kills its process at this step, `once`: unless a process did so before. */
  readonly dieAt?: { readonly step: number; readonly once: boolean }
  /** Throws when so many runs have their outcome. */
  readonly throwAfter?: { readonly outcomes: number; readonly error: 'input' | 'surprise' }
  /** Ends without the outcome of the last run. */
  readonly forgetsLast?: boolean
  readonly unavailable?: boolean
}

export const FAKE_IDENTITY: EngineIdentity = {
  name: 'onnx',
  version: 'fake',
  backend: 'fake',
  instructionSet: 'ieee754-float64',
  lowering: null,
  numerics: '0'.repeat(64)
}

/** One line of the notes: what was begun where, and from which steps. */
export interface FakeStart {
  readonly pid: number
  readonly size: number
  /** Finished steps of each member, from its checkpoint. */
  readonly from: readonly number[]
}

interface State {
  step: number
  x: number
  readonly values: number[]
}

const RECORD_EVERY = 10

/**
 * An engine without arithmetic worth the name, but with everything that the contract asks for: all members go step by
 * step, each on a chaotic course of its own that a single lost or repeated step would change for good. A member whose
 * learning rate is 0.001 k is done after k/10 of the steps if k < 10, so that outcomes come one after another.
 */
export function createFakeEngine(order: FakeOrder): Engine {
  return {
    name: 'onnx',
    supports: ['classification'],
    identity: async () => {
      if (order.unavailable)
        throw new UnavailableError('the fake engine is not installed', { remedy: 'npm install it' })
      return FAKE_IDENTITY
    },
    executeCohort: (cohort, context) => execute(cohort, context, order)
  }
}

async function execute(cohort: readonly RunSpec[], context: CohortContext, order: FakeOrder): Promise<void> {
  const states = cohort.map((spec, index) => resumed(context.readCheckpoint(index)) ?? initialState(spec))
  const lengths = cohort.map((spec) => lengthOf(spec, order.numSteps))
  note(order, { pid: process.pid, size: cohort.length, from: states.map(({ step }) => step) })
  const open = new Set(cohort.keys())
  let numOutcomes = 0
  for (let step = Math.min(...states.map((state) => state.step)) + 1; step <= order.numSteps; step += 1) {
    for (const index of open) {
      const state = states[index]!
      if (state.step < step) advance(state)
      if (state.step < lengths[index]!) continue
      if (order.forgetsLast && index === cohort.length - 1) continue
      open.delete(index)
      context.onOutcome(index, outcomeOf(state))
      numOutcomes += 1
      if (numOutcomes === order.throwAfter?.outcomes) fail(order.throwAfter.error)
    }
    context.onProgress(step / order.numSteps)
    if (context.isCheckpointDue()) for (const index of open) context.writeCheckpoint(index, encode(states[index]!))
    if (step === order.waitAt) await untilGo(order)
    if (step === order.dieAt?.step) die(order)
    await nextTurn()
  }
}

function lengthOf({ optimizer }: RunSpec, numSteps: number): number {
  const tenths = Math.round(optimizer.learningRate / 0.001)
  return tenths < 10 ? Math.floor((numSteps * tenths) / 10) : numSteps
}

function initialState(spec: RunSpec): State {
  return { step: 0, x: seedrandom.alea(digestOf(spec))(), values: [] }
}

/** The logistic map in its chaotic range. */
function advance(state: State): void {
  state.x = 3.99 * state.x * (1 - state.x)
  state.step += 1
  if (state.step % RECORD_EVERY === 0) state.values.push(state.x)
}

function outcomeOf({ values }: State) {
  const at = values.map((_, index) => (index + 1) * RECORD_EVERY)
  return { status: { kind: 'completed' }, metrics: { x: { unit: 'step', at, values } } } as const
}

function encode(state: State): Uint8Array {
  return Buffer.from(JSON.stringify(state))
}

function resumed(checkpoint: Uint8Array | null): State | null {
  return checkpoint === null ? null : (JSON.parse(Buffer.from(checkpoint).toString()) as State)
}

function note(order: FakeOrder, start: FakeStart): void {
  appendFileSync(path.join(order.notes, 'starts'), `${JSON.stringify(start)}\n`)
}

async function untilGo(order: FakeOrder): Promise<void> {
  writeFileSync(path.join(order.notes, 'waiting'), '')
  while (!existsSync(path.join(order.notes, 'go'))) await delay(5)
}

function die(order: FakeOrder): void {
  const mark = path.join(order.notes, 'died')
  if (order.dieAt?.once && existsSync(mark)) return
  writeFileSync(mark, '')
  process.kill(process.pid, 'SIGKILL')
  // The signal may be delivered a moment later; nothing may happen in between.
  for (;;);
}

function fail(error: 'input' | 'surprise'): never {
  if (error === 'input') throw new InputError('the fake engine does not train this', { remedy: 'train something else' })
  throw new TypeError('x is not a function')
}
