import { DATASET_FACTS } from '../../../../src/claims/datasets'
import type { Setting } from '../../../../src/claims/types'
import { runKey } from '../../../../src/plan/runKey'
import { classification } from '../../../../src/runs/classification/classification'
import type { ArmFile, ClassificationFile, ClassificationRunSpec } from '../../../../src/runs/classification/types'
import { resolveExperiment } from '../../../../src/runs/resolveExperiment'
import { trainingSpec } from '../../plan/runs'

const SGD = { name: 'SGD', learningRate: 0.1 } as const
const HIDDEN = { class: 'Dense', units: 100, activation: 'relu' } as const
const OUTPUT = { class: 'Dense', units: 10, activation: 'softmax' } as const
const DROPOUT = { class: 'Dropout', rate: 0.5 } as const

const FILE: ClassificationFile = {
  id: 'digits',
  kind: 'classification',
  description: 'A network of one hidden layer.',
  sourceProtocol: 'none',
  data: { dataset: 'digits' },
  model: { layers: [HIDDEN, OUTPUT] },
  training: { batchSize: 128, epochs: 20 },
  optimizer: SGD,
  arms: {
    plain: {},
    dropout: { model: { layers: [HIDDEN, DROPOUT, OUTPUT] } },
    long: { training: { epochs: 40 } },
    wide: { set: { '/model/layers/0/units': 200, '/optimizer/momentum': 0.9 } },
    small: { data: { trainImages: 500 }, training: { batchSize: 32 } },
    binary: { loss: 'binary_crossentropy' }
  },
  profiles: {
    quick: { departure: 'fewer epochs', epochs: 5, arms: { long: { training: { epochs: 10 } } } },
    standard: { departure: 'half of the images', trainImages: 600 }
  }
}

/** @param overrides where they have arms, profiles speak of others */
const experimentOf = (overrides: Partial<ClassificationFile> = {}) => {
  const experiment = resolveExperiment({ ...FILE, ...(overrides.arms !== undefined && { profiles: {} }), ...overrides })
  if (experiment.kind !== 'classification') throw new Error('not a classification')
  return experiment
}

function runOf(
  arm: string,
  profile: 'quick' | 'standard' | 'paper' = 'paper',
  setting: Setting = {}
): ClassificationRunSpec<'classification'> {
  const { seeds, engine } = trainingSpec()
  const choice = { arm, setting, seed: 0, initialPoint: null }
  return classification.spec(classification.atProfile(experimentOf(), profile), choice, { seeds, engine }, 'd')
}

describe('an arm', () => {
  it('that states nothing runs the experiment itself', () => {
    const bare = experimentOf({ arms: { plain: { optimizer: SGD } } })
    expect(bare.arms).toEqual({ plain: experimentOf().arms.plain })
    expect(runOf('plain')).toMatchObject({ optimizer: SGD, training: { batchSize: 128, epochs: 20 } })
    expect(runOf('plain').model.layers).toHaveLength(2)
  })

  it('overrides data and training key by key, and the network and the loss as a whole', () => {
    expect(runOf('dropout').model.layers.map((layer) => layer.class)).toEqual(['Dense', 'Dropout', 'Dense'])
    expect(runOf('long').training).toEqual({ batchSize: 128, epochs: 40 })
    expect(runOf('small')).toMatchObject({
      data: { trainImages: 500, testImages: 300 },
      training: { batchSize: 32, epochs: 20 }
    })
    expect(runOf('binary').loss).toEqual({ name: 'binary_crossentropy', reduction: 'mean' })
  })

  it('sets by pointer what a merge cannot say, in the file, so that defaults follow', () => {
    expect(runOf('wide')).toMatchObject({
      optimizer: { momentum: 0.9 },
      model: { layers: [{ units: 200 }, { units: 10 }] }
    })
    const compiled = experimentOf({
      arms: { conv: { set: { '/model/layers/0/kernel_regularizer': { class: 'L2' } } } }
    })
    expect(compiled.arms.conv!.model!.layers[0]).toMatchObject({ kernel_regularizer: { class: 'L2', l2: 0.01 } })
  })

  it('keeps nothing of what it states to be as it is anyway', () => {
    const { arms } = experimentOf({
      arms: { same: { training: { epochs: 20 }, loss: 'categorical_crossentropy', data: { trainImages: 1197 } } }
    })
    expect(Object.keys(arms.same!)).toEqual(['optimizer'])
  })

  it('has what a profile overrides for all, and before that what the profile gives it', () => {
    expect(runOf('plain', 'quick').training.epochs).toBe(5)
    expect(runOf('long', 'quick').training.epochs).toBe(10)
    expect(runOf('small', 'quick').training).toEqual({ batchSize: 32, epochs: 5 })
    expect(runOf('small', 'standard').data.trainImages).toBe(600)
    const once = classification.atProfile(experimentOf(), 'quick')
    expect(classification.atProfile(once, 'quick')).toEqual(once)
  })

  it('is another run exactly where it differs, and one of another cohort where it is another network or other batches', () => {
    const keys = Object.keys(FILE.arms).map((arm) => runKey(runOf(arm)))
    expect(new Set(keys).size).toBe(keys.length)
    const cohortOf = (arm: string) => JSON.stringify(classification.together(runOf(arm)))
    expect(cohortOf('dropout')).not.toBe(cohortOf('plain'))
    expect(cohortOf('small')).not.toBe(cohortOf('plain'))
  })

  it('draws from the stream of dropout where any arm does', () => {
    expect(classification.streams(experimentOf())).toEqual(['init', 'order', 'dropout'])
    expect(classification.streams(experimentOf({ arms: { plain: {} } }))).toEqual(['init', 'order'])
  })

  it('is cut to another data set like the experiment', () => {
    const facts = { ...DATASET_FACTS.digits, trainingImages: 700, testImages: 100, maxPixel: 32 }
    const arms: Readonly<Record<string, ArmFile>> = {
      plain: {},
      other: { data: { trainImages: 1000, validationImages: 200, testImages: 250, pixelScale: 8 } }
    }
    const moved = classification.onDataset(experimentOf({ arms }), DATASET_FACTS.digits, 'half', facts)
    expect(moved.data).toMatchObject({ dataset: 'half', testImages: 100, pixelScale: 32 })
    expect(moved.arms.other!.data).toEqual({ trainImages: 607, validationImages: 93, testImages: 100, pixelScale: 16 })
  })

  it('keeps to what its own validation images leave of another data set, whoever states the training images', () => {
    const facts = { ...DATASET_FACTS.digits, trainingImages: 700 }
    const experiment = experimentOf({
      data: { dataset: 'digits', trainImages: 900, validationImages: 100 },
      arms: { plain: {}, more: { data: { validationImages: 500 } }, own: { data: { trainImages: 1000 } } },
      profiles: {
        quick: { departure: 'fewer images', trainImages: 800 },
        standard: { departure: 'other images', arms: { own: { data: { validationImages: 400 } } } }
      }
    })
    const moved = classification.onDataset(experiment, DATASET_FACTS.digits, 'half', facts)
    const share = 700 / DATASET_FACTS.digits.trainingImages
    const imagesOf = (arm: string, profile: 'quick' | 'standard' | 'paper') => {
      const { trainImages, validationImages } = classification.ofArm!(
        classification.atProfile(moved, profile),
        arm
      ).data
      return [trainImages, validationImages]
    }
    const left = (validation: number) => [700 - Math.floor(validation * share), Math.floor(validation * share)]
    for (const profile of ['quick', 'standard', 'paper'] as const) {
      expect(imagesOf('plain', profile)).toEqual(left(100))
      expect(imagesOf('more', profile)).toEqual(left(500))
      expect(imagesOf('own', profile)).toEqual(left(profile === 'standard' ? 400 : 100))
    }
    expect(Object.keys(moved.profiles.quick!.arms!)).toEqual(['more'])
  })

  it.each<[string, Partial<ClassificationFile>]>([
    ['an arm', { arms: { plain: {}, large: { training: { batchSize: 600 } } } }],
    [
      'an arm of a profile',
      { profiles: { quick: { departure: 'x', arms: { long: { training: { batchSize: 600 } } } } } }
    ],
    ['a setting', { grid: { '/training/batchSize': [32, 600] } }],
    ['validation images of an arm', { arms: { plain: { data: { validationImages: 1400 } } } }]
  ])('is refused another data set that does not fill a batch of %s', (_, file) => {
    const facts = { ...DATASET_FACTS.digits, trainingImages: 640 }
    const move = (of: Partial<ClassificationFile>) =>
      classification.onDataset(experimentOf(of), DATASET_FACTS.digits, 'half', facts)
    expect(() => move(file)).toThrow('half has too few images for experiment digits')
    expect(() => move({})).not.toThrow()
  })
})

describe('data that are drawn', () => {
  const arms: Readonly<Record<string, ArmFile>> = {
    plain: {},
    noisy: { data: { labelNoise: 0.2 } },
    drawn: { data: { subset: 'random' } },
    idle: { data: { subset: 'first', labelNoise: 0, augmentation: { shift: 0 } } },
    moved: { data: { augmentation: { shift: 1 } } },
    still: { data: { augmentation: null } }
  }
  const dataOf = (arm: string) => {
    const { seeds, engine } = trainingSpec()
    return classification.spec(
      experimentOf({ arms }),
      { arm, setting: {}, seed: 0, initialPoint: null },
      { seeds, engine },
      'd'
    ).data
  }

  it('are part of a run only where they are drawn', () => {
    expect(dataOf('idle')).toEqual(dataOf('plain'))
    expect(Object.keys(dataOf('plain'))).not.toContain('labelNoise')
    expect(dataOf('noisy').labelNoise).toBe(0.2)
    expect(dataOf('drawn').subset).toBe('random')
    expect(dataOf('moved').augmentation).toEqual({ horizontalFlip: false, shift: 1 })
    expect(dataOf('still')).toEqual(dataOf('plain'))
  })

  it('can be taken back by an arm of an experiment that has them', () => {
    const data = { dataset: 'digits', labelNoise: 0.2, augmentation: { horizontalFlip: true } }
    const file = { data, arms: { clean: { data: { labelNoise: 0, augmentation: null } } } }
    const { seeds, engine } = trainingSpec()
    const choice = { arm: 'clean', setting: {}, seed: 0, initialPoint: null }
    expect(classification.spec(experimentOf(file), choice, { seeds, engine }, 'd').data).toEqual(dataOf('plain'))
  })

  it('are told in what a pair shares, and in what its metrics mean', () => {
    const experiment = experimentOf({ arms })
    const why = (a: string, b: string, metric: string) => classification.incomparable!(experiment, [a, b], metric)?.why
    expect(classification.shared!(experiment, ['plain', 'noisy'])).toMatch(/the same minibatches$/)
    expect(classification.shared!(experiment, ['plain', 'drawn'])).toMatch(/no minibatches$/)
    expect(why('plain', 'noisy', 'train.loss')).toMatch(/other training images or labels/)
    expect(why('plain', 'drawn', 'train.accuracy')).toMatch(/other training images or labels/)
    expect(why('plain', 'noisy', 'test.loss')).toBeUndefined()
    expect(why('plain', 'moved', 'train.runningLoss')).toMatch(/images moved otherwise/)
    expect(why('plain', 'moved', 'train.loss')).toBeUndefined()
    expect(why('plain', 'still', 'train.runningLoss')).toBeUndefined()
  })

  it.each([
    ['random', /no minibatches$/, /other training images or labels/],
    ['first', /the same minibatches$/, /^$/]
  ] as const)('are others where the validation leaves others: %s', (subset, words, why) => {
    const data = { trainImages: 500, subset }
    const experiment = experimentOf({ arms: { plain: { data }, less: { data: { ...data, validationImages: 200 } } } })
    expect(classification.shared!(experiment, ['plain', 'less'])).toMatch(words)
    expect(classification.incomparable!(experiment, ['plain', 'less'], 'train.loss')?.why ?? '').toMatch(why)
  })
})

describe('smoothed labels', () => {
  it('are not in the metrics, but in the running loss', () => {
    const arms: Readonly<Record<string, ArmFile>> = {
      plain: {},
      smooth: { loss: { name: 'categorical_crossentropy', label_smoothing: 0.1 } }
    }
    const why = (metric: string) =>
      classification.incomparable!(experimentOf({ arms }), ['plain', 'smooth'], metric)?.why
    expect(why('test.loss')).toBeUndefined()
    expect(why('train.loss')).toBeUndefined()
    expect(why('train.runningLoss')).toMatch(/smoothed labels/)
  })
})

describe('a setting of the grid', () => {
  it('sets hyperparameters by name and anything by pointer', () => {
    const setting = {
      learningRate: 1,
      '/training/batchSize': 64,
      '/model/layers/1/rate': 0.2,
      '/loss': 'binary_crossentropy'
    }
    expect(runOf('dropout', 'paper', setting)).toMatchObject({
      optimizer: { learningRate: 1 },
      training: { batchSize: 64 },
      model: { layers: [{ units: 100 }, { rate: 0.2 }, { units: 10 }] },
      loss: { name: 'binary_crossentropy', reduction: 'mean' }
    })
  })

  it('that sets an option to what it is without it is the run without it', () => {
    const neutral = { '/optimizer/weightDecay': 0, '/optimizer/nesterov': false }
    expect(runKey(runOf('plain', 'paper', neutral))).toBe(runKey(runOf('plain')))
    // A setting that each of its runs has stays.
    expect(runOf('wide', 'paper', { '/optimizer/momentum': 0 }).optimizer.momentum).toBe(0)
    expect(runOf('plain', 'paper', { '/optimizer/weightDecay': 0.1 }).optimizer.weightDecay).toBe(0.1)
  })

  it('goes before what the arm has', () => {
    expect(runOf('long', 'quick', { '/training/epochs': 7 }).training.epochs).toBe(7)
  })
})

describe('a pair of arms', () => {
  const shared = (a: string, b: string) => classification.shared!(experimentOf(), [a, b])

  it.each([
    ['plain', 'dropout', 'the same initial weights and the same minibatches'],
    ['plain', 'long', 'the same initial weights and the same minibatches in their first 20 epochs'],
    ['plain', 'wide', 'no initial weights and the same minibatches'],
    ['plain', 'small', 'the same initial weights and no minibatches']
  ])('%s and %s shares %s', (a, b, expected) => {
    expect(shared(a, b)).toBe(expected)
  })

  it('shares kernels up to the first of another shape, and the order of the images under another batch size', () => {
    const arms: Readonly<Record<string, ArmFile>> = {
      one: { model: { layers: [HIDDEN, { ...HIDDEN, units: 50 }, OUTPUT] }, training: { batchSize: 64 } },
      two: { model: { layers: [HIDDEN, { ...HIDDEN, units: 60 }, OUTPUT] } }
    }
    expect(classification.shared!(experimentOf({ arms }), ['one', 'two'])).toBe(
      'the initial weights of the first kernel and the order of the training images, in other minibatches'
    )
  })

  it('shares what has one shape on images of the data set, whatever it has on others', () => {
    const pooled = (size: number) => ({
      model: { layers: [{ class: 'MaxPooling2D', pool_size: [size, size] }, { class: 'Flatten' }, OUTPUT] }
    })
    // Windows of 3 and of 4 leave 2 x 2 of 8 x 8.
    const arms = { three: pooled(3), four: pooled(4), two: pooled(2) } as Readonly<Record<string, ArmFile>>
    const words = (a: string, b: string) => classification.shared!(experimentOf({ arms }), [a, b])
    expect(words('three', 'four')).toBe('the same initial weights and the same minibatches')
    expect(words('two', 'four')).toBe('no initial weights and the same minibatches')
  })

  it.each([
    ['plain', 'dropout', 'test.loss', null],
    ['plain', 'dropout', 'train.runningLoss', 'the running loss is measured with dropout'],
    ['plain', 'wide', 'train.runningLoss', null],
    ['plain', 'binary', 'test.loss', 'test.loss is another loss in each arm'],
    ['plain', 'binary', 'test.accuracy', null],
    ['plain', 'small', 'test.loss', null],
    ['plain', 'small', 'train.loss', 'each arm is measured on other training images or labels']
  ])('%s and %s: what %s means is %s', (a, b, metric, why) => {
    expect(classification.incomparable!(experimentOf(), [a, b], metric)?.why ?? null).toBe(why)
  })
})
