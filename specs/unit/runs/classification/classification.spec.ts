import { classification } from '../../../../src/runs/classification/classification'
import { classificationExperiment } from '../../../support/builders'
import { trainingSpec } from '../../plan/runs'
import { WITH_DROPOUT } from '../../sensitivity/studies'

const EXPERIMENT = classificationExperiment()

describe('a classification experiment', () => {
  it('draws from the stream of dropout only where the model has a Dropout layer', () => {
    expect(classification.streams(EXPERIMENT)).toEqual(['init', 'order'])
    expect(classification.streams(WITH_DROPOUT)).toEqual(['init', 'order', 'dropout'])
  })

  it('is at chance where every class has the same probability', () => {
    expect(classification.chanceLevel(EXPERIMENT)).toBeCloseTo(Math.log(10), 12)
    const loss = { name: 'binary_crossentropy', reduction: 'mean' } as const
    expect(classification.chanceLevel({ ...EXPERIMENT, loss })).toBeCloseTo(
      Math.log(10) / 10 + 0.9 * Math.log(10 / 9),
      12
    )
  })

  it('is on the scale of its loss', () => {
    const binary = (reduction: 'sum' | 'mean') => ({
      ...EXPERIMENT,
      loss: { name: 'binary_crossentropy', reduction } as const
    })
    const longer = { ...EXPERIMENT, training: { batchSize: 64, epochs: 9 } }
    expect(classification.sameScale(EXPERIMENT, longer)).toBe(true)
    expect(classification.sameScale(EXPERIMENT, binary('mean'))).toBe(false)
    expect(classification.sameScale(binary('sum'), binary('mean'))).toBe(false)
  })

  it('needs the digest of its data to come to a run', () => {
    const choice = { arm: 'adam', setting: {}, seed: 0, initialPoint: null }
    const { seeds, engine } = trainingSpec()
    expect(() => classification.spec(EXPERIMENT, choice, { seeds, engine }, null)).toThrow(/digest of its data/)
    expect(() => classification.spec(EXPERIMENT, { ...choice, arm: 'sgd' }, { seeds, engine }, 'd')).toThrow(
      /no arm sgd/
    )
  })

  it('is told by its data, its length and its optimizer', () => {
    expect(classification.describe(trainingSpec())).toBe('mnist 50000 images 10 epochs Adam alpha=0.001 beta2=0.99')
  })
})
