import type { ImageBlocks } from '../../../../src/claims/runs'
import { collectEvidence } from '../../../../src/judge/collectEvidence'
import type { Claim } from '../../../../src/kinds'
import type { ComparisonHypothesis, PairedEvidence } from '../../../../src/kinds/comparison/types'
import { claim, LOWER } from '../../../support/builders'
import { plan, result, role, series } from '../../judge/runs'

const TEST_LOSS: ComparisonHypothesis = { ...LOWER, metric: 'test.loss' }

const roles = [0, 1].flatMap((seed) => [
  role(`a${seed}`, { arm: 'adam', seed }),
  role(`b${seed}`, { arm: 'amsgrad', seed })
])

const blocks = (...losses: number[]): ImageBlocks => ({
  sizes: losses.map(() => 5),
  losses,
  errors: losses.map(() => 0)
})

function evidenceOf(hypothesis: Claim['hypothesis'], recorded: Readonly<Record<string, ImageBlocks>>): PairedEvidence {
  const metrics = { 'train.loss': series(1), 'test.loss': series(1) }
  const results = new Map(
    roles.map(({ key }) => {
      const test = recorded[key]
      return [key, { ...result(metrics), ...(test !== undefined && { imageBlocks: { test } }) }]
    })
  )
  const evidence = collectEvidence(plan(roles, { claim: claim({ hypothesis }) }), results)
  if (evidence?.kind !== 'paired') throw new Error('a paired claim has paired evidence')
  return evidence
}

const RECORDED = { a0: blocks(1, 3), b0: blocks(3, 5), a1: blocks(1, 1), b1: blocks(1, 1) }

describe('the evidence of a comparison of final values', () => {
  it('has the effects of the images, and says which and how many', () => {
    const { images, pairs } = evidenceOf(TEST_LOSS, RECORDED)
    expect(images).toEqual({ split: 'test', count: 10, blocks: 2 })
    expect(pairs.map(({ imageEffects }) => imageEffects)).toEqual([
      [0.25, -0.25],
      [0, 0]
    ])
  })

  it('leaves out what was not recorded', () => {
    const { a1: _, ...some } = RECORDED
    const partly = evidenceOf(TEST_LOSS, some)
    expect(partly.images).toEqual({ split: 'test', count: 10, blocks: 2 })
    expect(partly.pairs.map((pair) => 'imageEffects' in pair)).toEqual([true, false])
    const bare = evidenceOf(TEST_LOSS, {})
    expect(bare).not.toHaveProperty('images')
    expect(bare.pairs.some((pair) => 'imageEffects' in pair)).toBe(false)
  })

  it('has none for the training images, whose loss is no estimate of another, and for curves', () => {
    for (const hypothesis of [LOWER, { ...TEST_LOSS, kind: 'faster', by: { kind: 'auc' } } as const]) {
      const evidence = evidenceOf(hypothesis, RECORDED)
      expect(evidence).not.toHaveProperty('images')
      expect(evidence.pairs.some((pair) => 'imageEffects' in pair)).toBe(false)
    }
  })
})
