import { estimateCost, estimateRunMs } from '../../../src/plan/estimate'
import type { ClassificationRunSpec } from '../../../src/runs/classification/types'
import { TFJS_IDENTITY } from '../../support/builders'
import { BERNOULLI, runSpec } from '../engine/scalar/runSpecs'
import { convolutionalSpec, dense, trainingSpec } from './runs'

const LOGREG = trainingSpec()
const NETWORK = trainingSpec({ model: { layers: [dense(100, 'relu'), dense(10, 'softmax')] } })
const CONVOLUTIONAL = convolutionalSpec()

const withEpochs = (spec: ClassificationRunSpec, epochs: number) => ({
  ...spec,
  training: { ...spec.training, epochs }
})
const numSteps = ({ data, training }: ClassificationRunSpec) =>
  Math.floor(data.trainImages / training.batchSize) * training.epochs

describe('a synthetic run', () => {
  it('costs its steps, more where they are drawn or watched, and shares nothing', () => {
    const cost = estimateCost(runSpec({ numSteps: 1_000_000 }))
    expect(cost).toEqual({ sharedMs: 0, memberMs: expect.closeTo(8, 6) })
    expect(estimateRunMs(runSpec({ numSteps: 2_000_000 }))).toBeCloseTo(2 * cost.memberMs, 6)
    expect(estimateRunMs(runSpec({ numSteps: 1_000_000, problem: BERNOULLI }))).toBeGreaterThan(cost.memberMs)
    const watched = { points: 10, window: 101, effectiveStep: true } as const
    expect(estimateRunMs(runSpec({ numSteps: 1_000_000, record: watched }))).toBeGreaterThan(cost.memberMs)
  })
})

describe('a run on the compiled engine', () => {
  // On one core of an AVX-512 machine a step of a single run takes 0.08, 0.36 and 115 ms (bench/README.md), on AVX2 up to
  // three times that. To evaluate all 70,000 (60,000) images after each epoch, forwards only, adds 40 to 60 per cent.
  it.each([
    ['softmax regression', LOGREG, 0.11, 0.35],
    ['network of one hidden layer', NETWORK, 0.5, 1.7],
    ['convolutional network', CONVOLUTIONAL, 160, 500]
  ])('%s: a step takes what was measured', (_name, spec, leastMs, mostMs) => {
    const stepMs = estimateRunMs(spec) / numSteps(spec)
    expect(stepMs).toBeGreaterThan(leastMs)
    expect(stepMs).toBeLessThan(mostMs)
  })

  it('gains by members where the minibatch is much of the work, and nothing where it is not', () => {
    const costOf = (spec: ClassificationRunSpec, size: number) => {
      const { sharedMs, memberMs } = estimateCost(spec)
      return (sharedMs + size * memberMs) / (sharedMs + memberMs)
    }
    expect(costOf(LOGREG, 12)).toBeLessThan(8)
    expect(costOf(CONVOLUTIONAL, 12)).toBeGreaterThan(11.9)
  })

  it('grows with epochs, and with the images that are evaluated', () => {
    const { sharedMs: start } = estimateCost(withEpochs(LOGREG, 0))
    expect(estimateRunMs(withEpochs(LOGREG, 20)) - start).toBeCloseTo(2 * (estimateRunMs(LOGREG) - start), 6)
    const unevaluated = { ...LOGREG, data: { ...LOGREG.data, testImages: 0 } }
    expect(estimateRunMs(unevaluated)).toBeLessThan(estimateRunMs(LOGREG))
  })

  it('draws the masks of dropout once for all members', () => {
    const layers = [dense(100, 'relu'), { class: 'Dropout', rate: 0.5 } as const, dense(10, 'softmax')]
    const dropped = estimateCost({ ...NETWORK, model: { layers } })
    const plain = estimateCost(NETWORK)
    expect(dropped.sharedMs).toBeGreaterThan(plain.sharedMs)
    expect(dropped.memberMs).toBeCloseTo(plain.memberMs, 9)
  })
})

describe('a run on TensorFlow.js', () => {
  const on = (backend: string, spec = LOGREG) => estimateCost({ ...spec, engine: { ...TFJS_IDENTITY, backend } })

  it('shares nothing with its cohort and takes longer than a compiled one', () => {
    for (const backend of ['tensorflow', 'wasm', 'cpu']) {
      for (const spec of [LOGREG, NETWORK, CONVOLUTIONAL]) {
        expect(on(backend, spec).sharedMs).toBe(0)
        expect(on(backend, spec).memberMs).toBeGreaterThan(estimateRunMs(spec))
      }
    }
  })

  it('is fastest on the native library and slowest in plain JavaScript', () => {
    for (const spec of [NETWORK, CONVOLUTIONAL]) {
      expect(on('tensorflow', spec).memberMs).toBeLessThan(on('wasm', spec).memberMs)
      expect(on('wasm', spec).memberMs).toBeLessThan(on('cpu', spec).memberMs)
    }
  })
})

it('a dataset that nobody knows is an error of the input', () => {
  const unknown = { ...LOGREG, data: { ...LOGREG.data, dataset: 'no-such-data' } }
  expect(() => estimateRunMs(unknown)).toThrow(/there is no such dataset/)
})
