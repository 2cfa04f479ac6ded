import type { ImageBlocks } from '../../src/claims/runs'
import type { RunOutcome } from '../../src/engine/engine'
import { referenceRun, type TrainingSpec } from '../reference/training'
import { executeCohorts, outcomeOf, resultOf } from './support/askEngine'
import { describeEngines } from './support/engineVariants'
import { generatedDataset } from './support/generatedDataset'
import { NETWORK_CASES, NUM_CLASSES } from './support/networkCases'
import { ADAM, AMSGRAD, SGD, smallDataset, smallSpec } from './support/trainingSpecs'

/** More images than an engine evaluates at once, in no whole number of such. */
const dataset = generatedDataset(6, {
  imageShape: [7, 6, 3],
  numClasses: NUM_CLASSES,
  trainingImages: 200,
  testImages: 1037
})

const NETWORKS = {
  dense: 'Dense: relu',
  convolutional: 'MaxPooling2D: overlapping, 3 by 2'
} as const

function spec(network: keyof typeof NETWORKS, changes: Partial<TrainingSpec> = {}): TrainingSpec {
  const { layers } = NETWORK_CASES.find(({ name }) => name === NETWORKS[network])!
  const base = smallSpec({ layers, loss: { name: 'categorical_crossentropy' } }, dataset)
  const data = { ...base.data, trainImages: 29, validationImages: 41, testImages: 1037 }
  return { ...base, data, training: { batchSize: 8, epochs: 2 }, ...changes }
}

const asked = { record: { imageBlocks: 100 } }

describeEngines('blocks of images', (variant) => {
  const networks = Object.keys(NETWORKS).slice(0, variant.choice === 'cpu' ? 1 : 2) as (keyof typeof NETWORKS)[]
  test.each(networks)('%s: asking changes no other byte, alone and among those that ask and do not', (network) => {
    const runs = [ADAM, AMSGRAD, SGD].map((optimizer) => spec(network, { optimizer }))
    const [first, second, third] = runs.map((run) => ({ ...run, ...asked }))
    const tasks = [
      ...runs.map((run) => ({ dataset, specs: [run] })),
      { dataset, specs: [first!] },
      { dataset, specs: [first!, runs[1]!, third!, runs[0]!] },
      { dataset, specs: [second!, first!] }
    ]
    const outcomes = executeCohorts(variant, tasks).map((answer) => resultOf(answer).outcomes)
    const [a, b, c, alone, ...mixed] = outcomes.flat()
    expect(mixed).toEqual([alone, b, expect.any(String), a, expect.any(String), alone])
    expect([alone!, mixed[4]!, mixed[2]!].map(withoutBlocks)).toEqual([a, b, c])
    expect(JSON.parse(a!)).not.toHaveProperty('imageBlocks')
  })

  test.each(networks)('%s: they are those of the reference, and make up loss and accuracy', (network) => {
    const run = spec(network, { optimizer: SGD, ...asked })
    const [answer] = executeCohorts(variant, [{ dataset, specs: [run] }])
    const { imageBlocks, metrics } = outcomeOf(resultOf(answer).outcomes[0]!)
    const expected = referenceRun(run, dataset).imageBlocks!
    for (const split of ['validation', 'test'] as const) {
      const blocks = imageBlocks![split]!
      const images = { validation: 41, test: 1037 }[split]
      expect(blocks.sizes).toEqual(expected[split]!.sizes)
      expect(blocks.sizes.length).toBe(Math.min(100, images))
      expect(blocks.errors).toEqual(expected[split]!.errors)
      // The rounding of single losses in float32, as in the losses of whole splits.
      expect(largestError(blocks.losses, expected[split]!.losses)).toBeLessThan(1e-5)
      // To nine digits.
      expect(meanLoss(blocks) / final(metrics, `${split}.loss`)).toBeCloseTo(1, 8)
      const numErrors = blocks.errors!.reduce((sum, errors) => sum + errors, 0)
      expect(1 - numErrors / images).toBeCloseTo(final(metrics, `${split}.accuracy`), 12)
    }
  })

  test('of images whose targets are numbers they have losses, those of the reference, and no errors', () => {
    const one = NETWORK_CASES.find(({ features }) => features)!
    const numbers = smallDataset(one)
    const run = { ...smallSpec(one, numbers), record: { imageBlocks: 3 } }
    const [answer] = executeCohorts(variant, [{ dataset: numbers, specs: [run] }])
    const { imageBlocks, metrics } = outcomeOf(resultOf(answer).outcomes[0]!)
    const expected = referenceRun(run, numbers).imageBlocks!
    for (const split of ['validation', 'test'] as const) {
      const { sizes, losses, ...rest } = imageBlocks![split]!
      expect(rest).toEqual({})
      expect(sizes).toEqual(expected[split]!.sizes)
      expect(largestError(losses, expected[split]!.losses)).toBeLessThan(1e-5)
      expect(meanLoss(imageBlocks![split]!) / final(metrics, `${split}.loss`)).toBeCloseTo(1, 8)
    }
  })

  test('a split without images has none, and of few images each is a block', () => {
    const few = spec('dense', asked)
    const runs = [
      { ...few, data: { ...few.data, validationImages: 0, testImages: 3 } },
      { ...few, record: { imageBlocks: 1 } }
    ]
    const outcomes = executeCohorts(
      variant,
      runs.map((run) => ({ dataset, specs: [run] }))
    ).map((answer) => outcomeOf(resultOf(answer).outcomes[0]!))
    expect(Object.keys(outcomes[0]!.imageBlocks!)).toEqual(['test'])
    expect(outcomes[0]!.imageBlocks!.test!.sizes).toEqual([1, 1, 1])
    expect(outcomes[1]!.imageBlocks!.test!.sizes).toEqual([1037])
  })

  test('a run that diverges has none', () => {
    const [answer] = executeCohorts(variant, [
      { dataset, specs: [spec('dense', { optimizer: { ...ADAM, learningRate: 1e20 }, ...asked })] }
    ])
    const outcome = outcomeOf(resultOf(answer).outcomes[0]!)
    expect(outcome.status.kind).toBe('diverged')
    expect(outcome).not.toHaveProperty('imageBlocks')
  })
})

function withoutBlocks(bytes: string): string {
  const { imageBlocks: _, ...rest } = JSON.parse(bytes) as RunOutcome
  return JSON.stringify(rest)
}

function meanLoss({ sizes, losses }: ImageBlocks): number {
  const sum = losses.reduce((total, loss, block) => total + loss * sizes[block]!, 0)
  return sum / sizes.reduce((total, size) => total + size, 0)
}

function final(metrics: RunOutcome['metrics'], metric: string): number {
  return metrics[metric]!.values.at(-1)!
}

function largestError(actual: readonly number[], expected: readonly number[]): number {
  return Math.max(...actual.map((value, i) => Math.abs(value / expected[i]! - 1)))
}
