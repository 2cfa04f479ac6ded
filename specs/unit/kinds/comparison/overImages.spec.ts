import { blocksOf } from '../../../../src/document/document'
import { toMarkdown } from '../../../../src/document/toMarkdown'
import { asPaired } from '../../../../src/kinds/comparison/isPaired'
import { comparisonSentence } from '../../../../src/kinds/comparison/sentence'
import { pairNumbers } from '../../../../src/kinds/comparison/tables'
import type { PairedEvidence } from '../../../../src/kinds/comparison/types'
import { studentTQuantile } from '../../../../src/stats/distributions'
import { added, claimOf, comparison, evidenceOf, judgeAlone, judgePairs, symmetric, times, trained } from '../builders'

const IMAGES = { split: 'test', count: 40, blocks: 4 } as const

/** Pairs with these log ratios, whose images have these effects. */
function evidenceWith(
  ratios: readonly number[],
  effectsOf: (pair: number) => readonly number[] | null
): PairedEvidence {
  const { pairs, ...rest } = evidenceOf(ratios.map((ratio) => [trained(1), trained(Math.exp(ratio))] as const))
  return {
    ...rest,
    metric: 'test.loss',
    images: IMAGES,
    pairs: pairs.map((pair, index) => {
      const imageEffects = effectsOf(index)
      return imageEffects === null ? pair : { ...pair, imageEffects }
    })
  }
}

/** The same in every pair: their variance is that of a mean over 4 blocks. */
const SHARED = [-0.02, 0.01, 0.03, -0.02]
/** .0018/3/4 */
const SHARED_VARIANCE = 0.00015

describe('overImages', () => {
  const ratios = symmetric(-0.04, 0.01)

  test('adds the interval over images to that over seeds, in squares', () => {
    const { analysis, verdict } = judgePairs(evidenceWith(ratios, () => SHARED))
    const { interval, images, theta } = analysis
    const halfWidth = -studentTQuantile(0.025, 3) * Math.sqrt(SHARED_VARIANCE)
    expect(images!.halfWidth).toBeCloseTo(halfWidth, 12)
    expect(images!.interval.upper).toBeCloseTo(theta! + Math.hypot(interval!.upper - theta!, halfWidth), 12)
    expect(images!.interval.level).toBe(0.95)
    // -.04 + .0396: it would reach beyond -ln 1.01.
    expect(verdict.outcome).toBe('reproduced')
    expect(images!.outcome).toBe('inconclusive')
  })

  test('what blocks do in one pair and not in the next is no effect of the images', () => {
    const { analysis } = judgePairs(evidenceWith(ratios, (pair) => SHARED.map((x) => (pair % 2 === 0 ? x : -x))))
    expect(analysis.images).toEqual({ halfWidth: 0, interval: analysis.interval })
  })

  test('says nothing of an outcome that stays', () => {
    const { analysis } = judgePairs(evidenceWith(symmetric(-0.2, 0.01), () => SHARED))
    expect(analysis.images).not.toHaveProperty('outcome')
  })

  test('is of the pairs that entered, where seeds are added', () => {
    const many = Array.from({ length: 12 }, (_, i) => -0.2 + 0.001 * (i % 3))
    const evidence = evidenceWith(many, (pair) => (pair < 10 ? SHARED : [9, -9, 9, -9]))
    const entered = asPaired(judgeAlone(claimOf(comparison, added('sign-flip')), evidence).analysis)
    expect(entered.numPairs).toBe(10)
    expect(entered.images!.halfWidth).toBeCloseTo(-studentTQuantile(0.025, 3) * Math.sqrt(SHARED_VARIANCE), 12)
  })

  test('is said in the sentence and among the numbers, with the outcome that it would give', () => {
    const [changed, same] = [ratios, symmetric(-0.2, 0.01)].map((each) => judgePairs(evidenceWith(each, () => SHARED)))
    expect(comparisonSentence(changed!)).toContain(
      '(10 paired seeds). Were the 40 test images drawn anew too, the interval would be 0.037 % to 7.7 % lower, and the claim would be inconclusive.'
    )
    expect(comparisonSentence(same!)).toContain('lower, and the outcome is the same.')
    const shown = { claim: changed!.claim, judgement: changed! }
    const numbers = toMarkdown(blocksOf(pairNumbers(shown)))
    expect(numbers).toContain(
      'Over seeds and images (40 test images in 4 blocks, the same in every run): interval [-0.07963, -0.0003721]. Half the width by seeds is 0.007154, by images 0.03898. It never decides.'
    )
    expect(comparisonSentence(judgePairs(evidenceOf(times(10, [trained(1), trained(0.9)]))))).not.toContain('images')
  })

  test('is left out where a pair that trained has no blocks, and where nothing can be judged', () => {
    expect(judgePairs(evidenceWith(ratios, (pair) => (pair === 3 ? null : SHARED))).analysis).not.toHaveProperty(
      'images'
    )
    expect(judgePairs(evidenceWith([-0.1, -0.2], () => SHARED)).analysis).not.toHaveProperty('images')
  })

  test('effects too large to be squared have an interval', () => {
    const huge = SHARED.map((x) => x * 1e200)
    const { images } = judgePairs(evidenceWith(ratios, () => huge)).analysis
    expect(images!.halfWidth / 1e200).toBeCloseTo(-studentTQuantile(0.025, 3) * Math.sqrt(SHARED_VARIANCE), 12)
  })
})
