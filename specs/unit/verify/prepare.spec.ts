import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { InputError } from '../../../src/errors'
import { prepare } from '../../../src/verify/prepare'

const SMALLER = {
  name: 'smaller',
  title: 'Fewer digits',
  summary: '1,000 digits',
  attribution: 'nobody',
  licence: 'none',
  layout: 'csv',
  numClasses: 10,
  imageShape: [8, 8, 1],
  maxPixel: 16,
  files: [
    { name: 'a.csv', role: 'training', images: 800, bytes: 100_000, sha256: '0'.repeat(64) },
    { name: 'b.csv', role: 'test', images: 200, bytes: 30_000, sha256: '1'.repeat(64) }
  ]
}
const OPTIMIZER = { variant: 'pytorch', learningRate: 0.01 }
const EXPERIMENT = {
  id: 'digits',
  kind: 'classification',
  description: 'Softmax regression.',
  sourceProtocol: '2 epochs.',
  data: { dataset: 'digits' },
  model: { layers: [{ class: 'Dense', units: 10, activation: 'softmax' }] },
  training: { batchSize: 128, epochs: 2 },
  arms: {
    adam: { optimizer: { name: 'Adam', ...OPTIMIZER } },
    amsgrad: { optimizer: { name: 'AMSGrad', ...OPTIMIZER } }
  }
}
const CLAIM = {
  id: 'toy/digits',
  source: { key: 'toy', citation: 'A. Author: A title. 2020.', locator: 'Figure 1', quote: 'lower' },
  statement: 'AMSGrad ends lower.',
  experiment: 'digits',
  hypothesis: { kind: 'lower', metric: 'train.loss', treatment: 'amsgrad', control: 'adam' },
  decision: { seeds: { max: 6 } },
  expected: {
    quick: { outcome: 'refuted', why: 'measured' },
    'standard@smaller': { outcome: 'reproduced', why: 'measured' }
  }
}

describe('prepare with other data', () => {
  let root: string
  beforeAll(() => {
    root = mkdtempSync(path.join(tmpdir(), 'claimcheck-prepare-'))
    for (const [file, content] of [
      ['experiments/digits.json', EXPERIMENT],
      ['datasets/smaller.json', SMALLER],
      ['toy/digits.json', CLAIM]
    ] as const) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
      writeFileSync(path.join(root, file), JSON.stringify(content))
    }
  })
  afterAll(() => rmSync(root, { recursive: true }))

  const on = (substitutions: Record<string, string>, profile: 'quick' | 'standard' = 'standard') =>
    prepare({ claimsRoot: root, claims: [], profile, seeds: null, substitutions })

  it('runs the claims as they are where none is asked for', () => {
    const { members, substitutions } = on({}, 'quick')
    expect(members.map(({ experiment }) => experiment?.kind === 'classification' && experiment.data.dataset)).toEqual([
      'digits'
    ])
    expect(substitutions).toEqual([])
  })

  it('puts the substitute in the experiment, cuts it, and expects what is registered for it', () => {
    const { experiments, allClaims, substitutions } = on({ digits: 'smaller' })
    expect(experiments.get('digits')).toMatchObject({
      data: { dataset: 'smaller', trainImages: 640, validationImages: 160, testImages: 200 }
    })
    expect(allClaims[0]!.expected).toEqual({ standard: { outcome: 'reproduced', subtype: null, why: 'measured' } })
    expect(substitutions).toMatchObject([{ dataset: 'digits', substitute: 'smaller', claims: ['toy/digits'] }])
  })

  it('says that the substitute is not on this machine, and how it gets here', () => {
    const { blocked, members } = on({ digits: 'smaller' })
    expect(members).toEqual([])
    expect(blocked).toMatchObject([
      {
        cause: 'missing-data',
        reason: 'the dataset smaller is not known on this machine',
        remedy: 'npx claimcheck data import <folder> --manifest datasets/smaller.json'
      }
    ])
  })

  it('leaves out a claim that registers the substitute for other profiles only', () => {
    expect(on({ digits: 'smaller' }, 'quick').notInProfile.map(({ id }) => id)).toEqual(['toy/digits'])
    expect(on({}, 'standard').notInProfile.map(({ id }) => id)).toEqual(['toy/digits'])
  })

  it('refuses what cannot stand in', () => {
    expect(() => on({ digits: 'cifar10' })).toThrow(InputError)
    expect(() => on({ mnist: 'digits' })).toThrow('no experiment uses the dataset "mnist"')
  })
})
