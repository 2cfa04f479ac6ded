import { loadDataset } from '../../src/data/load'
import { splitDataset } from '../../src/data/split'
import type { RunOutcome } from '../../src/engine/engine'
import { createEngine, type EngineProbe } from '../../src/engine/index'
import type { EngineIdentity } from '../../src/plan/types'
import { askTfjs, describeBackends, executeRuns, resultOf, series } from './support/askTfjs'
import { rowsOf } from './support/denseReference'
import { referenceMetrics, referenceTraining } from './support/referenceTraining'
import { ADAM, AMSGRAD, dense, LOGREG, MLP, SGD, smallDataset, smallRun } from './support/smallDataset'

const dataset = smallDataset(0)
const other = smallDataset(1)
const withDropout = { model: { layers: MLP } }

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
      const expected = referenceRun(spec)
      const [executed] = executeRuns(backend, [{ spec, dataset }])
      for (const [metric, values] of Object.entries(expected)) {
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
  test('probeEngines names every engine and backend, what works and what auto takes', () => {
    const [answer] = askTfjs('cpu', [{ kind: 'probe' }])
    const probes = resultOf<EngineProbe[]>(answer)
    expect(probes.map(({ engine, backend }) => `${engine}:${backend}`)).toEqual([
      'scalar:javascript',
      'tfjs:tfjs-node-gpu',
      'tfjs:tfjs-node',
      'tfjs:wasm',
      'tfjs:cpu'
    ])
    const tfjs = probes.filter(({ engine }) => engine === 'tfjs')
    expect(tfjs.filter(({ chosen }) => chosen)).toEqual([tfjs.find(({ state }) => state.kind === 'working')])
    for (const { state, why } of probes) {
      expect(why).not.toBe('')
      if (state.kind !== 'working') expect(state.remedy).toMatch(/^npm (install|rebuild) /)
    }
  })

  test('a spec of the other kind is refused', async () => {
    const scalar = createEngine('scalar')
    const spec = { ...smallRun(dataset), engine: await scalar.identity() }
    const context = { loadDataset: () => dataset, onProgress: () => undefined }
    await expect(scalar.execute(spec, context)).rejects.toMatchObject({ name: 'InputError' })
  })
})

function seeds(changes: Partial<Record<'init' | 'order' | 'dropout' | 'problem', number>>) {
  return { init: 0, order: 0, dropout: 0, problem: 0, ...changes }
}

/** The metrics of every epoch by the float64 reference. */
function referenceRun(spec: ReturnType<typeof smallRun>): Record<string, number[]> {
  const splits = splitDataset(dataset, spec.data)
  const numSteps = Math.floor(spec.data.trainImages / spec.training.batchSize)
  const metrics: Record<string, number[]> = {}
  const record = (name: string, value: number) => {
    metrics[name] = [...(metrics[name] ?? []), value]
  }
  const training = referenceTraining(spec, dataset)
  let next = training.next()
  for (let epoch = 1; epoch <= spec.training.epochs; epoch++) {
    let lossSum = 0
    let layers = next.done === true ? [] : next.value.layers
    for (let step = 0; step < numSteps; step++) {
      if (next.done === true) throw new Error('the reference ended early')
      lossSum += next.value.loss
      layers = next.value.layers
      next = training.next()
    }
    const parameters = next.done === true ? next.value : next.value.parameters
    record('train.runningLoss', lossSum / numSteps)
    for (const [name, images] of [
      ['train', splits.training],
      ['validation', splits.validation],
      ['test', splits.test]
    ] as const) {
      const rows = rowsOf(
        images,
        Array.from({ length: images.count }, (_, i) => i),
        spec.data.pixelScale
      )
      const { loss, accuracy } = referenceMetrics(layers, parameters, rows)
      record(`${name}.loss`, loss)
      record(`${name}.accuracy`, accuracy)
    }
  }
  return metrics
}
