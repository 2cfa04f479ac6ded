import fc from 'fast-check'
import type { SgdSpec } from '../../../../src/optim/presets'
import { experimentAt, rareToCommonOf, SYNTHETIC_AXES, settingsOfMap } from '../../../../src/runs/synthetic/axes'
import { syntheticExperiment } from '../../../support/builders'

const online = syntheticExperiment()
const SGD: SgdSpec = {
  name: 'SGD',
  learningRate: 0.1,
  schedule: { name: 'constant' },
  momentum: 0.5,
  projection: 'box'
}
const random = syntheticExperiment({
  problem: { name: 'bernoulli-linear', rareSlope: 1010, commonSlope: -10, probability: 0.01, domain: [-1, 1] },
  record: { points: 10, window: 500 }
})

describe('settingsOfMap', () => {
  it('is the Cartesian product, the last axis fastest, whatever the order of the keys', () => {
    expect(settingsOfMap({ beta2: [0.9, 0.99], learningRate: [1, 2] })).toEqual([
      { learningRate: 1, beta2: 0.9 },
      { learningRate: 1, beta2: 0.99 },
      { learningRate: 2, beta2: 0.9 },
      { learningRate: 2, beta2: 0.99 }
    ])
  })

  it('knows every axis', () => {
    const every = Object.fromEntries(SYNTHETIC_AXES.map((axis) => [axis, ['value']]))
    expect(Object.keys(settingsOfMap(every)[0]!)).toEqual([...SYNTHETIC_AXES])
  })
})

describe('experimentAt', () => {
  it('is the experiment itself at its own settings', () => {
    expect(experimentAt(online, {})).toEqual(online)
    const own = {
      learningRate: 0.001,
      schedule: 'constant',
      beta1: 0.9,
      beta2: 0.99,
      period: 101,
      numSteps: 1000
    } as const
    expect(experimentAt(online, own)).toEqual(online)
  })

  it('changes every arm alike', () => {
    const { arms } = experimentAt(online, { learningRate: 0.5, schedule: 'inverse-sqrt', beta1: 0, beta2: 0.5 })
    for (const { optimizer } of Object.values(arms)) {
      expect(optimizer).toMatchObject({ learningRate: 0.5, schedule: { name: 'inverse-sqrt' }, beta1: 0, beta2: 0.5 })
    }
    expect(Object.values(arms).map(({ optimizer }) => optimizer.name)).toEqual(['Adam', 'AMSGrad'])
  })

  it('takes on the options of a variant, and the maximum where there is one', () => {
    const { adam, amsgrad } = experimentAt(online, { variant: 'optax' }).arms
    expect(amsgrad?.optimizer).toMatchObject({ biasCorrection: true, epsilon: 1e-8, maximum: 'corrected' })
    expect(adam?.optimizer).toMatchObject({ biasCorrection: true, epsilon: 1e-8 })
    expect(adam?.optimizer).not.toHaveProperty('maximum')
  })

  it('leaves to SGD what it has', () => {
    const plain = syntheticExperiment({ arms: { sgd: { optimizer: SGD } } })
    const { sgd } = experimentAt(plain, { learningRate: 1, beta1: 0, beta2: 0, variant: 'keras' }).arms
    expect(sgd?.optimizer).toEqual({ ...SGD, learningRate: 1 })
  })

  it('keeps the ratio of the slopes where only the spacing changes', () => {
    expect(experimentAt(online, { period: 11 }).problem).toMatchObject({ period: 11, rareSlope: 101 })
    const { problem } = experimentAt(random, { probability: 0.1 })
    // 1010/990 of 9 common slopes of 10
    expect(problem).toMatchObject({ probability: 0.1, rareSlope: expect.closeTo((1010 / 990) * 90, 9) })
  })

  it('sets the ratio of the slopes, and leaves the common one', () => {
    expect(experimentAt(online, { rareToCommon: 2 }).problem).toMatchObject({ rareSlope: 2000, commonSlope: -10 })
    expect(experimentAt(online, { period: 3, rareToCommon: 1.5 }).problem).toMatchObject({ rareSlope: 30, period: 3 })
  })

  it('has any ratio that it was asked for', () => {
    const spacing = fc.integer({ min: 2, max: 10_000 })
    const ratios = fc.double({ min: 0.01, max: 100, noNaN: true })
    fc.assert(
      fc.property(spacing, ratios, (period, rareToCommon) => {
        expect(rareToCommonOf(experimentAt(online, { period, rareToCommon }).problem)).toBeCloseTo(rareToCommon, 9)
        const probability = 1 / period
        expect(rareToCommonOf(experimentAt(random, { probability, rareToCommon }).problem)).toBeCloseTo(rareToCommon, 9)
      })
    )
  })

  it('lets a window of one cycle follow the period, and leaves another alone', () => {
    expect(experimentAt(online, { period: 11 }).record.window).toBe(11)
    expect(experimentAt(random, { probability: 0.1 }).record.window).toBe(500)
  })
})
