import { armDifferences, differenceWords, protocolDifferences } from '../../../src/runs/armDifferences'
import type { ClassificationFile } from '../../../src/runs/classification/types'
import { resolveExperiment } from '../../../src/runs/resolveExperiment'
import { classificationExperiment, syntheticExperiment } from '../../support/builders'
import { ownFile } from '../claims/documents'

const DENSE = { class: 'Dense', units: 10, activation: 'softmax' }
const HIDDEN = { class: 'Dense', units: 100, activation: 'relu' }
const DROPOUT = { class: 'Dropout', rate: 0.5 }

const words = (a: object, b: object) => differenceWords(protocolDifferences(a, b))

describe('protocolDifferences', () => {
  it('says nothing of what is the same, in whatever order', () => {
    expect(protocolDifferences({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toEqual([])
  })

  it('goes down to the place', () => {
    expect(
      words({ optimizer: { name: 'SGD', learningRate: 0.1 } }, { optimizer: { name: 'SGD', learningRate: 1 } })
    ).toBe('optimizer.learningRate (0.1 against 1)')
    expect(words({ a: {} }, { a: { b: 2 } })).toBe('a.b (nothing against 2)')
    expect(words({ a: [1, 2] }, { a: [1] })).toBe('a ([1, 2] against [1])')
  })

  it('leaves out what follows from another name, and keeps what both have', () => {
    const adam = { name: 'Adam', learningRate: 0.1, beta2: 0.99 }
    expect(words({ optimizer: adam }, { optimizer: { name: 'SGD', learningRate: 1, momentum: 0 } })).toBe(
      'optimizer (Adam against SGD), optimizer.learningRate (0.1 against 1)'
    )
  })

  it.each([
    ['put in', [HIDDEN, DENSE], [HIDDEN, DROPOUT, DENSE], 'layers[1] (nothing against Dropout rate=0.5)'],
    ['taken out', [DROPOUT, HIDDEN, DENSE], [HIDDEN, DENSE], 'layers[0] (Dropout rate=0.5 against nothing)'],
    ['changed', [HIDDEN, DENSE], [{ ...HIDDEN, units: 50 }, DENSE], 'layers[0].units (100 against 50)'],
    [
      'replaced',
      [HIDDEN, DENSE],
      [DROPOUT, DENSE],
      'layers[0] (Dense units=100 activation=relu against nothing), layers[0] (nothing against Dropout rate=0.5)'
    ]
  ])('tells layers that were %s', (_, a, b, expected) => {
    expect(words({ layers: a }, { layers: b })).toBe(expected)
  })
})

describe('armDifferences', () => {
  it('of arms that are optimizers is in the optimizer', () => {
    expect(differenceWords(armDifferences(syntheticExperiment(), ['adam', 'amsgrad']))).toBe(
      'optimizer (Adam against AMSGrad)'
    )
    expect(armDifferences(classificationExperiment(), ['adam', 'adam'])).toEqual([])
  })

  it('is of what an arm comes to, wherever it is stated', () => {
    const file = ownFile('experiments/digits-logreg.json') as ClassificationFile
    const arms = {
      base: { optimizer: file.arms.adam!.optimizer! },
      same: { optimizer: file.arms.adam!.optimizer!, training: { batchSize: file.training.batchSize } },
      other: { optimizer: file.arms.adam!.optimizer!, set: { '/training/batchSize': 32, '/data/trainImages': 500 } }
    }
    const experiment = resolveExperiment({ ...file, arms })
    expect(armDifferences(experiment, ['base', 'same'])).toEqual([])
    expect(differenceWords(armDifferences(experiment, ['base', 'other']))).toBe(
      'data.trainImages (1197 against 500), training.batchSize (128 against 32)'
    )
  })
})
