import { datasetFacts } from '../../../src/claims/manifest/datasetFacts'
import { canonicalJson } from '../../../src/json/canonical'
import { resolveChoices } from '../../../src/load/choices'
import { loadClaims } from '../../../src/load/load'
import type { ClassificationFile } from '../../../src/runs/classification/types'
import { resolveExperiment } from '../../../src/runs/resolveExperiment'
import { CLAIMS_ROOT, ownFile } from '../claims/documents'

const FILE = ownFile('experiments/digits-logreg.json') as ClassificationFile
const loaded = loadClaims(CLAIMS_ROOT)

describe('resolveChoices', () => {
  it('an option is the experiment with what it sets, every default resolved again', () => {
    const file = {
      ...FILE,
      choices: [
        {
          topic: 'bias correction',
          base: 'none',
          options: [
            {
              name: 'Keras',
              set: { '/arms/adam/optimizer/variant': 'keras', '/arms/adam/optimizer/epsilon': 1e-7 }
            },
            { name: 'two units', set: { '/model/layers/0/units': 2, '/grid': { learningRate: [1] } } }
          ]
        }
      ]
    } as const
    const [choice] = resolveChoices(file, datasetFacts)
    const [keras, two] = choice!.options
    expect(choice!.topic).toBe('bias correction')
    expect(choice!.assumption).toBe('bias correction')
    expect(keras!.experiment.arms.adam!.optimizer).toMatchObject({
      biasCorrection: true,
      epsilon: 1e-7,
      epsilonPlacement: 'outside-uncorrected'
    })
    const base = resolveExperiment(FILE)
    expect(keras!.experiment.arms.amsgrad).toEqual(base.arms.amsgrad)
    expect(two!.experiment).toMatchObject({ model: { layers: [{ units: 2 }] }, grid: { learningRate: [1] } })
  })

  it('an experiment that lists none has none', () => {
    const { choices: _, ...bare } = FILE
    expect(resolveChoices(bare, datasetFacts)).toEqual([])
    expect(loaded.choices.has('reddi2018-online')).toBe(false)
  })
})

describe("the project's own choices", () => {
  it('try out an assumption that every claim on the experiment, or one of them, makes', () => {
    for (const [id, choices] of loaded.choices) {
      const claims = loaded.claims.filter(({ experiment }) => experiment === id)
      const topics = claims.flatMap(({ assumptions }) => assumptions.map(({ topic }) => topic))
      const tried = choices.flatMap(({ assumption }) => (assumption === null ? [] : [assumption]))
      expect(topics).toEqual(expect.arrayContaining(tried))
      expect(tried.length).toBeGreaterThan(5)
      expect(choices.filter(({ assumption }) => assumption === null).map(({ topic }) => topic)).toEqual(['batch size'])
    }
    const normalisation = loaded.choices.get('cifar10-cifarnet')!.find(({ topic }) => topic === 'normalisation')
    expect(normalisation!.assumption).toBe('batch normalisation')
  })

  it.each(['digits-logreg', 'mnist-logreg', 'mnist-ffnn', 'cifar10-cifarnet', 'cifar10-cifarnet-original'])(
    '%s: what the study lists as open is an axis',
    (id) => {
      const topics = loaded.choices.get(id)!.map(({ topic }) => topic)
      const everywhere = ['loss function', 'bias correction', 'epsilon', 'schedule', 'input scaling', 'initialiser']
      expect(topics).toEqual(expect.arrayContaining(everywhere))
      const images = ['stride', 'padding', 'normalisation', 'dropout', 'kernel size']
      if (id.startsWith('cifar10')) expect(topics).toEqual(expect.arrayContaining(images))
    }
  )

  it('no run and no registration knows of them: the experiment is the same without', () => {
    const { choices, ...bare } = FILE
    expect(choices!.length).toBeGreaterThan(0)
    expect(canonicalJson(resolveExperiment(FILE))).toBe(canonicalJson(resolveExperiment(bare)))
    expect(canonicalJson(loaded.experiments.get('digits-logreg'))).toBe(canonicalJson(resolveExperiment(bare)))
  })
})
