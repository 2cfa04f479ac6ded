import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { splitDataset } from '../../../../src/data/split'
import { loadDataset, randomStream } from '../../../../src/entries/engine'
import { exportStart, type StartOptions } from '../../../../src/export/start/exportStart'
import { readNpy } from '../../../../src/logs/npyArray'

const EXAMPLES = path.resolve(__dirname, '../../../../examples')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-start-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function started(overrides: Partial<StartOptions> = {}) {
  return exportStart(path.join(folder, 'start'), {
    claimsRoot: path.join(EXAMPLES, 'two-engines/claims'),
    claim: 'example/built-in',
    profile: 'quick',
    firstSeed: 4,
    seeds: 2,
    arm: null,
    ...overrides
  })
}

/** The example's claims with other keys in the experiment, and in the hypothesis. */
function claimsWith(changed: object, hypothesis: object = {}): string {
  const root = path.join(folder, 'claims')
  cpSync(path.join(EXAMPLES, 'two-engines/claims'), root, { recursive: true })
  change(path.join(root, 'experiments/digits-built-in.json'), changed)
  const claim = path.join(root, 'example/built-in.json')
  change(claim, { hypothesis: { ...JSON.parse(readFileSync(claim, 'utf8')).hypothesis, ...hypothesis } })
  return root
}

function change(file: string, keys: object): void {
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...keys }))
}

const read = (file: string) => readNpy(readFileSync(path.join(folder, 'start', file))) as number[]

describe('exportStart', () => {
  it('writes the weights that the stream of the seed gives, as float32', () => {
    expect(started().seeds).toEqual([4, 5])
    const kernel = read('seed4/0-kernel.npy') as unknown as number[][]
    const init = randomStream(4, 'init')
    const limit = Math.sqrt(6 / (64 + 10))
    expect([kernel.length, kernel[0]!.length]).toEqual([64, 10])
    expect(kernel[0]!.slice(0, 3)).toEqual([1, 2, 3].map(() => Math.fround((2 * init() - 1) * limit)))
    expect(read('seed4/0-bias.npy')).toEqual(Array(10).fill(0))
    expect(read('seed5/0-kernel.npy')).not.toEqual(kernel)
  })

  it('writes the minibatches: every epoch another order, no image twice in one', () => {
    started()
    const epochs = read('seed4/minibatches.npy') as unknown as number[][][]
    expect([epochs.length, epochs[0]!.length, epochs[0]![0]!.length]).toEqual([10, 9, 128])
    for (const epoch of epochs) {
      expect(new Set(epoch.flat()).size).toBe(9 * 128)
      expect(Math.max(...epoch.flat())).toBeLessThan(1197)
    }
    expect(epochs[1]).not.toEqual(epochs[0])
    expect(read('seed5/minibatches.npy')).not.toEqual(epochs)
  })

  it('writes the images and labels of the splits, and says what they are divided by', () => {
    const { written, notWritten } = started()
    const { trainingFile } = loadDataset('digits')
    const images = read('data/training-images.npy') as unknown as number[][][][]
    expect([images.length, images[0]!.length, images[0]![0]!.length]).toEqual([1197, 8, 8])
    expect(images.flat(3)).toEqual([...trainingFile.pixels.subarray(0, 1197 * 64)])
    expect(read('data/validation-labels.npy')).toEqual([...trainingFile.labels.subarray(1197)])
    const { data, parameters, seeds } = JSON.parse(readFileSync(path.join(folder, 'start/start.json'), 'utf8'))
    expect([data.pixelScale, seeds]).toEqual([16, [4, 5]])
    expect(parameters.map(({ file }: { file: string }) => `seed4/${file}`)).toEqual(
      written.filter((file) => /^seed4\/\d/.test(file))
    )
    expect(notWritten).toEqual([])
  })

  it.each([
    ['images', { trainImages: 300, subset: 'random' }],
    ['labels', { trainImages: 300, labelNoise: 0.2 }]
  ] as const)('writes %s that are drawn by seed, as the engines draw them', (_, drawn) => {
    const data = { dataset: 'digits', validationImages: 300, testImages: 300, pixelScale: 16, ...drawn } as const
    const { written } = started({ claimsRoot: claimsWith({ data }) })
    for (const seed of [4, 5]) {
      const { training } = splitDataset(loadDataset('digits'), data, seed)
      expect((read(`seed${seed}/training-images.npy`) as unknown as number[][][][]).flat(3)).toEqual([
        ...training.pixels
      ])
      expect(read(`seed${seed}/training-labels.npy`)).toEqual([...training.labels])
    }
    expect(read('seed4/training-labels.npy')).not.toEqual(read('seed5/training-labels.npy'))
    expect(written.filter((file) => file.startsWith('data/')).sort()).toEqual(
      ['test-images', 'test-labels', 'validation-images', 'validation-labels'].map((name) => `data/${name}.npy`)
    )
  })

  it('says that it does not write how images are moved', () => {
    const data = { dataset: 'digits', augmentation: { shift: 1 } }
    expect(started({ claimsRoot: claimsWith({ data }) }).notWritten).toEqual(['how images are moved'])
  })

  it('takes as many seeds as the claim may use where none are asked for', () => {
    expect(started({ seeds: null, firstSeed: 0 }).seeds).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  it.each<[string, Partial<StartOptions>, RegExp]>([
    ['a program, which starts from what it likes', { claim: 'example/numpy' }, /an experiment of kind program/],
    ['several claims', { claim: 'example/*' }, /one claim/],
    ['an arm that the claim has not', { arm: 'adam' }, /sgd or momentum/]
  ])('refuses %s', (_, overrides, message) => {
    expect(() => started(overrides)).toThrow(message)
  })

  describe('of a claim with a grid', () => {
    const tuned = { tuning: { select: 'validation.loss', per: 'arm', seeds: 3 } }
    const levels = (axis: string) => ({
      kind: 'trend',
      metric: 'train.loss',
      direction: 'falls',
      scale: 'log',
      axis,
      arm: 'sgd',
      treatment: undefined,
      control: undefined
    })
    const sizes = { '/training/batchSize': [32, 64, 100] }
    const rates = { learningRate: [0.01, 0.1, 1], '/optimizer/momentum': [0, 0.9] }

    it.each([
      ['tuned', sizes, tuned, /is tuned over \/training\/batchSize$/m],
      ['tuned, at a single value', { '/training/batchSize': [64] }, tuned, /is tuned over \/training\/batchSize$/m],
      ['mapped', sizes, levels('/training/batchSize'), /runs every setting of \/training\/batchSize$/m]
    ])('that is %s over what the runs start from refuses it', (_, grid, hypothesis, message) => {
      const claimsRoot = claimsWith({ grid }, hypothesis)
      for (const arm of [null, 'sgd']) expect(() => started({ claimsRoot, arm })).toThrow(message)
    })

    it.each([
      ['is tuned over the optimizer', rates, tuned],
      ['takes its arms as they stand', sizes, {}],
      ['maps the learning rate', { learningRate: [0.01, 0.1, 1] }, levels('learningRate')]
    ])('that %s writes it', (_, grid, hypothesis) => {
      expect(started({ claimsRoot: claimsWith({ grid }, hypothesis), seeds: 1 }).seeds).toEqual([4])
    })
  })
})
