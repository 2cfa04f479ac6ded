import fc from 'fast-check'
import { outcomePhrase } from '../../../src/claims/outcomes'
import { SCOPE, sentence } from '../../../src/judge/sentence'
import { diverged, evidenceOf, evidenceOfRatios, judgePairs, symmetric, times, trained } from '../kinds/builders'

const of = (theta: number, standardDeviation: number, hypothesis = {}, seeds?: number) =>
  judgePairs(evidenceOfRatios(symmetric(theta, standardDeviation)), hypothesis, seeds).sentence

const LEAD = 'At profile quick '
const BUDGET = ' Budget: 5,000 images instead of 50,000.'
const ENOUGH = 'by at least 1 %'

describe('sentence', () => {
  test.each([
    ['lower', -0.03, 0.01, `lower ${ENOUGH}, so the claim is reproduced.`],
    ['lower', 0.03, 0.01, `not lower ${ENOUGH} but higher by at least 1 %, so the claim is refuted (opposite).`],
    [
      'lower',
      -0.005,
      0.004,
      `lower, but not ${ENOUGH}, so the claim is neither reproduced nor refuted (below-margin).`
    ],
    [
      'lower',
      0.004,
      0.004,
      `not lower ${ENOUGH} but higher, by less than 1 %, so the claim is refuted (higher-by-less-than-margin).`
    ],
    ['lower', 0, 0.004, `not lower ${ENOUGH} but within 1 % either way, so the claim is refuted (equivalent).`],
    ['lower', 0.01, 0.01, `not lower ${ENOUGH} but higher, so the claim is refuted (higher).`],
    ['lower', 0.005, 0.015, `not lower ${ENOUGH}, so the claim is refuted (no-better).`],
    ['lower', -0.005, 0.02, `whether it is lower ${ENOUGH} is undecided, so the claim is inconclusive.`],
    ['lower', -0.0135, 0.005, `lower, but whether ${ENOUGH} is undecided, so the claim is inconclusive (direction).`],
    [
      'not-lower',
      -0.005,
      0.004,
      `lower, but not ${ENOUGH}, so the claim is neither reproduced nor refuted (below-margin).`
    ],
    ['not-lower', -0.03, 0.01, `lower ${ENOUGH}, so the claim is refuted (lower).`],
    ['not-lower', 0.01, 0.01, `not lower ${ENOUGH}, so the claim is reproduced.`],
    ['equivalent', 0.004, 0.004, 'within 1 % either way, so the claim is reproduced.'],
    ['equivalent', 0.03, 0.01, `different ${ENOUGH}, so the claim is refuted (different).`]
  ])('%s at theta %f, sd %f', (kind, theta, standardDeviation, expected) => {
    const text = of(theta, standardDeviation, { kind })
    expect(text).toMatch(/^At profile quick amsgrad's final train\.loss is [^:]+: /)
    expect(text).toContain(` adam's: ${expected} The 95 % interval is `)
    expect(text).toMatch(
      / \(10 paired seeds\)\. (?:About .* to decide .*\. )?Budget: 5,000 images instead of 50,000\.$/
    )
  })

  test('how many more pairs would be expected to decide', () => {
    expect(of(-0.005, 0.02)).toContain(
      ' About 164 more pairs would be expected to decide (26 to over 1,000 for an effect within a standard error of it).'
    )
    expect(of(-0.0135, 0.005)).toContain(
      ' About 13 more pairs would be expected to decide (3 to 60 for an effect within a standard error of it).'
    )
  })

  test('whole, with the effect and its interval', () => {
    expect(of(0.004, 0.004)).toBe(
      `${LEAD}amsgrad's final train.loss is 0.4 % higher than adam's: not lower ${ENOUGH} but higher, by less than 1 %, so the claim is refuted (higher-by-less-than-margin). The 95 % interval is 0.11 % to 0.69 % higher (10 paired seeds).${BUDGET}`
    )
  })

  test('a bare direction, an added constant, a provisional verdict', () => {
    expect(of(-0.03, 0.01, { margin: { relative: 0, epsilon: 0 } })).toMatch(
      /adam's: lower, so the claim is reproduced\. The 95 % interval/
    )
    expect(of(0.03, 0.01, { margin: { relative: 0.01, epsilon: 0.02 } })).toMatch(
      /train\.loss plus 0\.02 is 3 % higher than adam's plus 0\.02: .*With 0\.02 added to both losses these are no percentages of train\.loss itself\. Budget/
    )
    expect(of(-0.03, 0.01, {}, 20)).toMatch(
      /^Provisional, because 10 seeds were run and the claim states 20\. At profile quick .* so the claim is provisionally reproduced\. /
    )
  })

  test('failures, the co-check and what cannot be evaluated', () => {
    const good = symmetric(-0.03, 0.01).map((r) => [trained(1), trained(Math.exp(r))] as const)
    expect(judgePairs(evidenceOf([...good, ...times(4, [trained(1), diverged] as const)])).sentence).toMatch(
      /where both trained, but amsgrad fails more often, so the claim is inconclusive \(failures\)\. .* Failed runs: adam 0 of 14, amsgrad 4 of 14; the interval speaks of the 10 pairs in which both arms trained\. Budget/
    )
    expect(judgePairs(evidenceOfRatios([-0.1, -0.11, -0.12, -0.09])).sentence).toMatch(
      /the exact sign-flip test needs 6 pairs, so the claim is provisionally inconclusive \(co-check\)\. .* About 2 more pairs/
    )
    // Eight pairs could decide; one is far off, so that t has p = .027 and the sign-flip test 14/256.
    const contested = judgePairs(evidenceOfRatios([-0.03, -0.031, -0.029, -0.032, -0.028, -0.033, -0.027, 0.012]))
    expect(contested.sentence).toMatch(
      /the exact sign-flip test \(p = 0\.055\) does not agree, so the claim is inconclusive \(co-check\)\./
    )
    expect(judgePairs(evidenceOf(times(10, [diverged, diverged]))).sentence).toBe(
      `${LEAD}too many runs failed: adam 10 of 10, amsgrad 10 of 10, so the claim is not evaluable (too-many-failures).${BUDGET}`
    )
    expect(judgePairs(evidenceOfRatios([])).sentence).toMatch(
      /no pair was run, so the claim is provisionally not evaluable \(no-data\)\. Budget/
    )
  })

  test('names how each profile departs from the source', () => {
    const judgement = judgePairs(evidenceOfRatios(symmetric(-0.03, 0.01)))
    expect(sentence(judgement, 'Two epochs.')).toMatch(/^At profile quick amsgrad's .* Budget: Two epochs\.$/)
    expect(sentence({ ...judgement, profile: 'paper' }, 'Two.')).toMatch(
      /^At profile paper amsgrad's .* Budget: Two\.$/
    )
    // Nothing stated is no claim that it is the source's protocol.
    expect(sentence(judgement, null)).toMatch(/^At profile quick amsgrad's/)
    expect(sentence(judgement, null)).not.toMatch(/budget/i)
    expect(SCOPE).toMatch(/init, order and dropout seeds/)
  })
})

describe('for random evidence', () => {
  const PATTERN =
    /is (?:(\S+) % (lower|higher) than|the same as) adam's: (.+), so the claim is (?:provisionally )?(neither reproduced nor refuted|[a-z]+)(?: \(([a-z-]+)\))?\. The 95 % interval is (.+?) \((\d+) paired seeds\)\./

  /** `0.3 % lower to 0.7 % higher` as signed numbers. */
  function bounds(words: string): [number, number] {
    if (words === 'exactly 0 %') return [0, 0]
    const [, first, firstSide, second, side] = /^(\S+) %(?: (lower))? to (\S+) % (lower|higher)$/.exec(words)!
    if (firstSide !== undefined) return [-Number(first), Number(second)]
    return side === 'lower' ? [-Number(second), -Number(first)] : [Number(first), Number(second)]
  }

  const ratios = fc
    .tuple(
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 6, maxLength: 9 }),
      fc.integer({ min: -30, max: 30 }),
      fc.constantFrom(0.002, 0.01, 0.02)
    )
    .map(([noise, center, scale]) => noise.map((x) => center / 1000 + scale * x))

  test('the printed numbers are the measured ones, and alone lead to the printed verdict', () => {
    fc.assert(
      fc.property(ratios, (values) => {
        const judgement = judgePairs(evidenceOfRatios(values))
        const { theta, interval } = judgement.analysis
        const [, effect, side, finding, outcome, subtype, range, numPairs] = PATTERN.exec(judgement.sentence)!
        expect(Number(numPairs)).toBe(values.length)
        expect(`${outcome}${subtype === undefined ? '' : ` (${subtype})`}`).toBe(outcomePhrase(judgement.verdict))

        const printed = effect === undefined ? 0 : (side === 'lower' ? -1 : 1) * Number(effect)
        if (range === 'any amount lower to any amount higher') {
          expect(interval).toEqual({ lower: -Infinity, upper: Infinity, level: 0.95 })
          expect([outcome, subtype]).toEqual(['inconclusive', 'no-spread'])
          return
        }
        const [lower, upper] = bounds(range!)
        const pairs = [
          [printed, theta!],
          [lower, interval!.lower],
          [upper, interval!.upper]
        ] as const
        for (const [words, measured] of pairs) {
          const percent = 100 * Math.expm1(measured)
          // Two significant digits.
          expect(Math.abs(words - percent)).toBeLessThanOrEqual(0.05 * Math.abs(percent) + 1e-12)
        }

        // Said where a number lies between 0.99 %, the same ratio seen from above, and 1 %.
        const downwards = -Number(/lower(?:, but)?(?: whether| not)? by at least (\S+) %/.exec(finding!)?.[1] ?? 1)
        const byNumbers = upper < downwards ? 'reproduced' : lower > downwards ? 'refuted' : 'inconclusive'
        if (subtype === 'below-margin') expect(byNumbers).toBe('refuted')
        else if (subtype !== 'co-check' && subtype !== 'no-spread' && subtype !== 'skew')
          expect(outcome).toBe(byNumbers)
        else expect(byNumbers).not.toBe('inconclusive')
        if (subtype === 'opposite') expect(lower).toBeGreaterThan(1)
        if (subtype === 'higher') expect(lower).toBeGreaterThan(0)
        if (subtype === 'below-margin' || subtype === 'direction') expect(upper).toBeLessThan(0)
        if (subtype === 'higher-by-less-than-margin') expect(lower).toBeGreaterThan(0)
        if (subtype === 'higher-by-less-than-margin' || subtype === 'equivalent') expect(upper).toBeLessThan(1)
      }),
      { numRuns: 80 }
    )
  })
})
