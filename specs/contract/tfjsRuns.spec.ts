import type { Layer } from '../../src/claims/types'
import { loadDataset } from '../../src/data/load'
import type { RunOutcome } from '../../src/engine/engine'
import { createEngine, type EngineProbe } from '../../src/engine/index'
import { decodeTrainingState } from '../../src/engine/training/trainingState'
import type { EngineIdentity } from '../../src/runs/types'
import { referenceRun } from '../reference/training'
import { executeRun } from '../support/executeRun'
import { askTfjs, describeBackends, type ExecutedCohort, executeRuns, resultOf, series } from './support/askTfjs'
import { ADAM, AMSGRAD, dense, LOGREG, MLP, SGD, smallDataset, smallRun } from './support/smallDataset'

const dataset = smallDataset(0)
const other = smallDataset(1)
const withDropout = { model: { layers: MLP } }

/** Every layer that has a state or draws. */
const CONVOLUTIONAL = {
  model: {
    layers: [
      {
        class: 'Conv2D',
        filters: 4,
        activation: 'relu',
        use_bias: true,
        kernel_initializer: 'he_normal',
        bias_initializer: 'zeros',
        kernel_size: [3, 3],
        strides: [1, 1],
        padding: 'same',
        kernel_regularizer: { class: 'L2', l2: 0.01 }
      },
      { class: 'BatchNormalization', momentum: 0.9, epsilon: 1e-3, center: true, scale: true },
      { class: 'MaxPooling2D', pool_size: [3, 3], strides: [2, 2], padding: 'same' },
      { class: 'Dropout', rate: 0.3 },
      dense(3, 'softmax')
    ] satisfies Layer[]
  }
}

/** An optimizer that leaves the parameters where they are: what is then measured depends on weights and data alone. */
const still = { ...SGD, learningRate: 0 }

describeBackends('tfjs: a whole run', (backend) => {
  test('gives the same bytes again, after other runs, and in another process', () => {
    const run = { spec: smallRun(dataset, withDropout), dataset }
    const others = [
      { spec: smallRun(other, { optimizer: ADAM }), dataset: other },
      { spec: smallRun(dataset, { ...withDropout, seeds: seeds({ init: 7, order: 7, dropout: 7 }) }), dataset }
    ]
    const first = executeRuns(backend, [run, run, ...others, run])
    const second = executeRuns(backend, [...others, run])
    const bytes = [first[0]!, first[1]!, first[4]!, second[2]!].map((executed) => executed.bytes)
    expect(new Set(bytes).size).toBe(1)
    expect(new Set(first.map((executed) => executed.bytes)).size).toBe(3)
  })

  test('follows the float64 training: minibatches, masks, updates and metrics of every epoch', () => {
    // SGD, whose steps are proportional to the gradient, does not magnify rounding. Sums of 20 terms over 6 updates:
    // the losses stay within 2e-6. One image exchanged between two minibatches changes them by 1e-3.
    for (const layers of [LOGREG, MLP]) {
      const spec = smallRun(dataset, { optimizer: SGD, model: { layers } })
      const { metrics } = referenceRun(spec, dataset)
      const [executed] = executeRuns(backend, [{ spec, dataset }])
      expect(Object.keys(metrics).length).toBe(8)
      for (const [metric, { values }] of Object.entries(metrics)) {
        const actual = series(executed!, metric)
        expect(actual.length).toBe(spec.training.epochs)
        const errors = actual.map((value, epoch) => Math.abs(value - values[epoch]!))
        expect(Math.max(...errors)).toBeLessThan(2e-6)
      }
    }
  })

  test('both arms of a pair start from the same weights and see the same minibatches and masks', () => {
    const arms = [still, { ...ADAM, learningRate: 0 }, { ...AMSGRAD, learningRate: 0 }]
    const executed = executeRuns(
      backend,
      arms.map((optimizer) => ({ spec: smallRun(dataset, { ...withDropout, optimizer }), dataset }))
    )
    expect(new Set(executed.map(({ bytes }) => bytes)).size).toBe(1)
    // The epochs differ from each other, or the test would not see the minibatches.
    expect(new Set(series(executed[0]!, 'train.runningLoss')).size).toBe(3)
  })

  test('each seed moves its own stream only', () => {
    const run = (changes: Partial<ReturnType<typeof seeds>>) => ({
      spec: smallRun(dataset, { ...withDropout, optimizer: still, seeds: seeds(changes) }),
      dataset
    })
    const executed = executeRuns(backend, [
      run({}),
      run({ order: 1 }),
      run({ dropout: 1 }),
      run({ init: 1 }),
      run({ problem: 1 })
    ])
    const [base, order, dropout, init, problem] = executed.map((one) => ({
      initial: series(one, 'train.loss')[0],
      running: series(one, 'train.runningLoss').join()
    }))
    expect(order!.initial).toBe(base!.initial)
    expect(order!.running).not.toBe(base!.running)
    expect(dropout!.initial).toBe(base!.initial)
    expect(dropout!.running).not.toBe(base!.running)
    expect(init!.initial).not.toBe(base!.initial)
    expect(problem).toEqual(base)
  })

  test('the order of the minibatches matters only through the order seed, not through Dropout', () => {
    const run = (dropout: number) => ({
      spec: smallRun(dataset, { optimizer: still, seeds: seeds({ dropout }) }),
      dataset
    })
    const [a, b] = executeRuns(backend, [run(0), run(1)])
    expect(a!.bytes).toBe(b!.bytes)
  })

  test('learns the digits, and leaves no tensor behind', () => {
    const digits = loadDataset('digits')
    const spec = smallRun(digits, {
      data: {
        dataset: 'digits',
        trainImages: 1197,
        validationImages: 300,
        testImages: 300,
        pixelScale: 16,
        digest: digits.digest
      },
      model: { layers: [dense(10, 'softmax')] },
      training: { batchSize: 128, epochs: 10 }
    })
    const [executed] = executeRuns(backend, [{ spec, dataset: digits }])
    expect(series(executed!, 'train.accuracy').at(-1)).toBeGreaterThan(0.95)
    expect(series(executed!, 'test.loss').at(-1)).toBeLessThan(Math.log(10) / 3)
    expect(executed!.tensors).toBe(0)
    expect(executed!.shares.at(-1)).toBe(1)
    expect([...executed!.shares].sort((a, b) => a - b)).toEqual(executed!.shares)
  })

  test('a run that leaves the finite numbers is diverged, with its step and what it recorded before', () => {
    const diverging = (learningRate: number) => ({
      spec: smallRun(dataset, {
        optimizer: { ...SGD, learningRate },
        training: { batchSize: 32, epochs: 9 }
      }),
      dataset
    })
    const executed = executeRuns(backend, [diverging(1e38), diverging(3e37), diverging(0.01)])
    const outcomes = executed.map(({ bytes }) => JSON.parse(bytes) as RunOutcome)
    expect(outcomes[0]!.status).toEqual({ kind: 'diverged', step: expect.any(Number), what: expect.any(String) })
    expect(outcomes[1]!.status.kind).toBe('diverged')
    expect(outcomes[2]!.status.kind).toBe('completed')
    for (const { status, metrics } of outcomes.slice(0, 2)) {
      const step = status.kind === 'diverged' ? status.step : 0
      const recorded = metrics['train.loss']?.values.length ?? 0
      // Two updates an epoch: the epochs before that of the step are recorded, and none after them.
      expect(recorded).toBe(Math.floor((step - 1) / 2))
      expect(metrics['train.loss']?.values.every(Number.isFinite) ?? true).toBe(true)
    }
    expect(executed.map(({ tensors }) => tensors)).toEqual([0, 0, 0])
  })

  test('a cohort gives every run the bytes that it gets alone, one outcome after the other', () => {
    const settings = [ADAM, { ...AMSGRAD, learningRate: 0.1 }, { ...SGD, learningRate: 3e37 }, ADAM]
    const specs = settings.map((optimizer) => smallRun(dataset, { ...CONVOLUTIONAL, optimizer }))
    const alone = executeRuns(
      backend,
      specs.map((spec) => ({ spec, dataset }))
    )
    const [answer] = askTfjs(backend, [{ kind: 'cohort', specs, dataset, due: 1 }])
    const { events, checkpoints, tensors } = resultOf<ExecutedCohort>(answer)
    expect(events).toEqual(alone.map(({ bytes }, index) => ({ index, bytes })))
    expect(alone[0]!.bytes).toBe(alone[3]!.bytes)
    expect((JSON.parse(alone[2]!.bytes) as RunOutcome).status.kind).toBe('diverged')
    expect(new Set(checkpoints.map(({ index }) => index))).toEqual(new Set([0, 1, 3]))
    expect(tensors).toBe(0)
  })

  test('a run that goes on from a checkpoint, in another process, gives the bytes of one that never stopped', () => {
    // 70 updates an epoch, so that checkpoints fall after update 64 and after the 70th, before the evaluation.
    const spec = smallRun(dataset, {
      ...CONVOLUTIONAL,
      training: { batchSize: 1, epochs: 2 },
      data: { ...smallRun(dataset).data, trainImages: 70 }
    })
    const task = { kind: 'cohort', specs: [spec], dataset, due: 1 } as const
    const whole = resultOf<ExecutedCohort>(askTfjs(backend, [task])[0])
    expect(whole.checkpoints.length).toBe(whole.asked)
    expect(whole.checkpoints.map(stepOf)).toEqual([64, 70, 128, 140])
    const resumed = askTfjs(
      backend,
      whole.checkpoints.map(({ bytes }) => ({ ...task, from: [bytes] }))
    ).map((answer) => resultOf<ExecutedCohort>(answer))
    expect(new Set(resumed.map(({ events }) => events[0]!.bytes))).toEqual(new Set([whole.events[0]!.bytes]))
    // What it writes from there on is the same as well; before an evaluation it asks again.
    expect(resumed[0]!.checkpoints).toEqual(whole.checkpoints.slice(1))
    expect(resumed[1]!.checkpoints).toEqual(whole.checkpoints.slice(1))
    expect(new Set(resumed.map(({ tensors }) => tensors))).toEqual(new Set([0]))
  })

  test('a cohort that broke off goes on with the run that was at work; bytes that are no checkpoint are ignored', () => {
    const specs = [ADAM, AMSGRAD].map((optimizer) => smallRun(dataset, { ...CONVOLUTIONAL, optimizer }))
    const task = { kind: 'cohort', specs, dataset, due: 1 } as const
    const [whole, broken] = askTfjs(backend, [task, { ...task, stopAfter: 5 }]).map((answer) =>
      resultOf<ExecutedCohort>(answer)
    )
    expect(broken!.events.map(({ index }) => index)).toEqual([0])
    const newest = broken!.checkpoints.at(-1)!
    expect(newest.index).toBe(1)
    const from = [Buffer.from('something else').toString('base64'), newest.bytes]
    const [resumed] = askTfjs(backend, [{ ...task, from }])
    expect(resultOf<ExecutedCohort>(resumed).events).toEqual(whole!.events)
    expect(broken!.tensors).toBe(0)
  })

  test("specs that it cannot train are refused as the user's, and leave no tensor behind", () => {
    const base = smallRun(dataset)
    const refused = [
      { ...base, model: { layers: [dense(4, 'softmax')] } },
      { ...base, model: { layers: [dense(3, 'linear')] } },
      { ...base, model: { layers: [] } },
      { ...base, training: { batchSize: 91, epochs: 1 } },
      { ...base, optimizer: { ...SGD, projection: 'box' as const } },
      { ...base, data: { ...base.data, digest: 'of other data' } }
    ]
    const tasks = refused.map((spec) => ({ kind: 'execute', spec, dataset }) as const)
    const answers = askTfjs(backend, [...tasks, { kind: 'memory' }])
    const memory = resultOf<{ numTensors: number; numDataBuffers: number }>(answers.pop())
    for (const answer of answers) expect(answer).toMatchObject({ error: { name: 'InputError' } })
    expect(memory).toEqual({ numTensors: 0, numDataBuffers: 0 })
  })

  test('says what it is', () => {
    const [answer] = askTfjs(backend, [{ kind: 'identity' }])
    const identity = resultOf<EngineIdentity>(answer)
    expect(identity).toMatchObject({ name: 'tfjs', lowering: null, version: expect.stringContaining('tfjs-core 4.') })
    expect(identity.numerics).toMatch(/^[0-9a-f]{64}$/)
    if (backend === 'wasm') expect(identity).toMatchObject({ backend: 'wasm', instructionSet: 'wasm-simd128' })
    if (backend === 'cpu') expect(identity.instructionSet).toContain(process.versions.v8)
  })
})

describe('engines', () => {
  test('probeEngines names every backend of TensorFlow.js, and how to mend one that does not work', () => {
    const [answer] = askTfjs('cpu', [{ kind: 'probe' }])
    const probes = resultOf<EngineProbe[]>(answer).filter(({ engine }) => engine === 'tfjs')
    expect(probes.map(({ backend }) => backend)).toEqual(['tfjs-node-gpu', 'tfjs-node', 'wasm', 'cpu'])
    for (const { backend, state, why } of probes) {
      expect(why).not.toBe('')
      if (backend === 'wasm' || backend === 'cpu') expect(state.kind).toBe('working')
      if (state.kind !== 'working') expect(state.remedy).toMatch(/^npm (install|rebuild) /)
    }
  })

  test('a spec of the other kind is refused', async () => {
    const scalar = createEngine('scalar')
    const spec = { ...smallRun(dataset), engine: await scalar.identity() }
    const context = { loadDataset: () => dataset, onProgress: () => undefined }
    await expect(executeRun(scalar, spec, context)).rejects.toMatchObject({ name: 'InputError' })
  })
})

function seeds(changes: Partial<Record<'init' | 'order' | 'dropout' | 'problem', number>>) {
  return { init: 0, order: 0, dropout: 0, problem: 0, ...changes }
}

/** Finished updates of a checkpoint. */
function stepOf({ bytes }: { readonly bytes: string }): number | undefined {
  return decodeTrainingState(Buffer.from(bytes, 'base64'))?.step
}
