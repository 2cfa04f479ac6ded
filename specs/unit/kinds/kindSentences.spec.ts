import fc from 'fast-check'
import { judgeFamily } from '../../../src/judge/judgeFamily'
import type { Evidence, Hypothesis } from '../../../src/kinds'
import type { FasterHypothesis, PairedEvidence } from '../../../src/kinds/comparison/types'
import { hasSpread } from '../../../src/stats/ties'
import { FASTER, LIES_IN } from '../../support/builders'
import {
  added,
  claimOf,
  comparison,
  context,
  convergence,
  elsewhere,
  evidenceOf,
  evidenceOfRatios,
  judgeAlone,
  point,
  symmetric,
  times,
  trained
} from './builders'
import {
  arrived,
  away,
  contrastHypothesis,
  contrastOf,
  invariantOf,
  rangeOf,
  rateHypothesis,
  ratesOf,
  still
} from './evidence'

jest.mock('../../../src/kinds/shared/bootstrapInterval', () => ({ bootstrapInterval: () => null }))

const LEAD = 'At profile quick '
const BUDGET = ' Budget: 5,000 images instead of 50,000.'
const say = (hypothesis: Hypothesis, evidence: Evidence, overrides = {}) =>
  judgeAlone(claimOf(hypothesis, overrides), evidence).sentence.replace(LEAD, '').replace(BUDGET, '')

const accuracy = { ...comparison, metric: 'test.accuracy', margin: { absolute: 0.01 } } as const
const accuracies = (differences: readonly number[]): PairedEvidence =>
  evidenceOf(
    differences.map((d) => [trained(0.9), { ...trained(0.9 + d), trainLoss: 0.1 }] as const),
    { metric: 'test.accuracy', transform: 'difference', chanceLevel: null }
  )

describe('sentences of the other kinds', () => {
  test('differences are told in the metric’s own unit', () => {
    expect(say(accuracy, accuracies(symmetric(-0.03, 0.01)))).toBe(
      "amsgrad's final test.accuracy is 0.03 lower than adam's: lower by at least 0.01, so the claim is reproduced. The 95 % interval is 0.023 to 0.037 lower (10 paired seeds)."
    )
  })

  test('times are shorter or longer', () => {
    const time = (value: number, censored = false) => ({ ...trained(value), trainLoss: 0.3, censored })
    const measure = { kind: 'time-to', threshold: 0.5, tau: 20, unit: 'epoch' } as const
    const timesOf = (rows: readonly (readonly [number, number])[]) =>
      evidenceOf(
        rows.map(([a, b]) => [time(a, a === 20), time(b, b === 20)] as const),
        { measure, transform: 'difference', chanceLevel: null }
      )
    expect(say(FASTER, timesOf(symmetric(-4, 1).map((d) => [12, 12 + d] as const)))).toBe(
      "amsgrad's time until train.loss is 0.5 or less is 4 epochs shorter than adam's: shorter by at least 1 epoch, so the claim is reproduced. The 95 % interval is 3.3 epochs to 4.7 epochs shorter (10 paired seeds). A run that never gets there counts with 20 epochs."
    )
    expect(say(FASTER, timesOf([...times(5, [20, 20] as const), ...times(5, [20, 18] as const)]))).toBe(
      'neither arm reached the threshold in 5 of 10 pairs, so the claim is not evaluable (too-many-censored).'
    )
    const one = judgeAlone(claimOf(FASTER), timesOf([...times(9, [12, 8] as const), [20, 9]]))
    expect(one.analysis.warnings[0]).toMatch(/^in 1 pair one arm did not reach the threshold/)
  })

  test('times are known to the distance of two evaluations', () => {
    const time = (value: number, step: number) => {
      const end = Math.ceil(value / step) * step
      return { ...trained(value), within: [end - step, end] as const, trainLoss: 0.3 }
    }
    const measure = { kind: 'time-to', threshold: 0.5, tau: 20, unit: 'epoch' } as const
    const sayOf = (rows: readonly (readonly [number, number])[], step: number) =>
      say(
        FASTER,
        evidenceOf(
          rows.map(([a, b]) => [time(a, step), time(b, step)] as const),
          { measure, transform: 'difference', chanceLevel: null }
        )
      )
    const rows = [
      ...times(4, [9.75, 7] as const),
      ...times(4, [9.25, 7.5] as const),
      [9.7, 7.45] as const,
      [9.7, 7.45] as const
    ]
    // 2.25 earlier on average, from .25 to 4.25 by whole pairs of epochs, from 1.75 to 2.75 by quarters.
    expect(sayOf(rows, 2)).toMatch(
      /whether it is shorter by at least 1 epoch cannot be told from times that are known to 2 epochs, so the claim is inconclusive \(resolution\)\. .* Times are known to 2 epochs: by the evaluations between which they lie the mean difference is 0 epochs to 4 epochs shorter, and no number of pairs decides it: evaluate more often, or choose a margin outside of that\.$/
    )
    expect(sayOf(rows, 0.25)).toMatch(
      /shorter by at least 1 epoch, so the claim is reproduced\. .* Times are known to 0\.25 epochs: by the evaluations between which they lie the mean difference is 2 epochs to 2\.5 epochs shorter\.$/
    )
    const exactly = sayOf([...times(5, [9, 8] as const), ...times(5, [8.75, 7.5] as const)], 1)
    expect(exactly).toContain(
      'by the evaluations that show the threshold exactly the margin of 1 epoch in every pair, and no number of pairs decides it'
    )
    expect(exactly).not.toContain('more pair')
  })

  test('curves are compared by their geometric means', () => {
    const hypothesis: FasterHypothesis = { ...comparison, kind: 'faster', by: { kind: 'auc' } } as never
    const evidence = { ...evidenceOfRatios(symmetric(-0.03, 0.01)), measure: { kind: 'auc' } } as const
    expect(say(hypothesis, evidence)).toMatch(/^amsgrad's geometric mean of train\.loss over the run is 3 % lower than/)
  })

  test('added seeds: where it stopped, what that does to the estimate, what is left', () => {
    const of = (ratios: readonly number[]) => say(comparison, evidenceOfRatios(ratios), added('sign-flip'))
    expect(of(symmetric(-0.05, 0.005, 12))).toMatch(
      /lower by at least 1 %, so the claim is reproduced\. .* Seeds were added until it was decided, at 10 of at most 30 pairs\. Stopping early makes an estimate too large on average; the interval allows for it\.$/
    )
    expect(of(symmetric(-0.02, 0.05, 12))).toMatch(
      /^Provisional, because 12 seeds have entered, it is not decided, and the claim states up to 30\. .* Seeds are added until it is decided: 12 of at most 30 pairs so far\. About \d+ more pairs? would be expected to decide \(\d+ to over 1,000 for an effect within a standard error of it\)\.$/
    )
    expect(of(symmetric(-0.02, 0.05, 30))).toMatch(/The budget of 30 pairs is spent\. About \d+ more pairs/)
    expect(of([-0.1, -0.2, -0.3])).toMatch(/The first look is at 10 pairs\./)
    const grouped = say(comparison, evidenceOfRatios(symmetric(0, 0.1, 30)), added('pocock', { min: 6, max: 30 }))
    expect(grouped).toMatch(/The budget of 30 pairs is spent, and the plan has no later look\./)
  })

  test('sides without a bound are said to be so', () => {
    const decision = added('sign-flip', { min: 3, max: 30 })
    expect(say(comparison, evidenceOfRatios([-0.1, -0.2, -0.3]), decision)).toMatch(
      /The 95 % interval is any amount lower to any amount higher \(3 paired seeds\)\./
    )
  })

  test('shares of added seeds', () => {
    const evidenceWith = (samples: readonly ReturnType<typeof point>[]) => ({
      kind: 'share' as const,
      metric: 'x.windowMean',
      arm: 'adam',
      target: 1,
      tolerance: 0.01,
      samples: samples.map((sample, seed) => ({ ...sample, seed }))
    })
    const decision = added('beta-binomial', { min: 10, max: 60 })
    expect(say(convergence, evidenceWith(times(30, point())), decision)).toBe(
      "adam's x.windowMean ended within 0.01 of 1 in 24 of 24 seeds: in more than 80 % of seeds, so the claim is reproduced. The share is 100 % (95 % interval: 80.6 % to 100 %). Seeds were added until it was decided, at 24 of at most 60 seeds. Stopping early makes an estimate too large on average; the interval allows for it."
    )
    expect(say(convergence, evidenceWith([...times(11, point()), elsewhere]), decision)).toMatch(
      /Seeds are added until it is decided: 12 of at most 60 seeds so far\. About \d+ more seeds would be expected to decide\.$/
    )
  })

  test('contrasts say what they compare', () => {
    const rows = [
      ...times(9, [away, arrived] as const),
      [arrived, away] as const,
      ...times(4, [arrived, arrived] as const)
    ]
    expect(say(contrastHypothesis, contrastOf(rows))).toBe(
      "amsgrad's x.windowMean ended within 0.01 of 1 in 13 of 14 seeds, adam's in 5: amsgrad arrives more often, so the claim is reproduced. They differ on 10 seeds; on 9 of these amsgrad alone arrived (95 % interval of that share: 55.5 % to 99.7 %)."
    )
    expect(say(contrastHypothesis, contrastOf(times(6, [arrived, away] as const)))).toMatch(
      /: amsgrad arrives not more but less often, so the claim is refuted \(opposite\)\. They differ/
    )
    expect(say(contrastHypothesis, contrastOf(times(6, [arrived, arrived] as const)))).toMatch(
      /: whether amsgrad arrives more often is undecided, so the claim is inconclusive\. They differ on no seed\.$/
    )
    expect(
      say(contrastHypothesis, contrastOf([...times(6, [away, arrived] as const), ...times(2, [still, away] as const)]))
    ).toMatch(/runs were still moving on 2 seeds, and the verdict depends on their end/)
    expect(say(contrastHypothesis, contrastOf([...times(12, [away, arrived] as const), [away, still]]))).toMatch(
      /reproduced\. .* Runs still moving at the end \(on 1 seed\) would not change that\.$/
    )
    expect(say(contrastHypothesis, contrastOf([]))).toMatch(/no seed was run/)
  })

  test('rates are consistent with, never "goes to zero"', () => {
    expect(say(rateHypothesis, ratesOf(symmetric(-0.5, 0.1)))).toBe(
      "adam's average regret falls with a mean slope of -0.5: consistent with a slope below -0.25, so the claim is reproduced. The 95 % interval is -0.572 to -0.428 (10 seeds). The slope is that of its logarithm on the logarithm of time, over the last decade of steps."
    )
    expect(say({ ...rateHypothesis, over: 'initial-points' }, ratesOf([-1, null, 0], 'initial-points'))).toMatch(
      /a slope below -0\.25 from 2 of 3 starting points, so the claim is inconclusive \(mixed\)\. .* In 1 run the average regret is not above zero: no slope, and nothing against the claim\.$/
    )
    expect(say(rateHypothesis, ratesOf([...symmetric(-0.5, 0.1), Number.NaN]))).toMatch(
      /, but 1 run diverged, so the claim/
    )
  })

  test('ranges, with the reported number beside', () => {
    const claim = claimOf(LIES_IN)
    const reported = (value: number) => ({ source: { ...claim.source, reported: { what: 'a loss', value } } })
    expect(say(LIES_IN, rangeOf(symmetric(0.3, 0.01)), reported(0.31))).toBe(
      "adam's mean final train.loss is 0.3: on average inside the range of 0.2 to 0.4, so the claim is reproduced. The 95 % interval is 0.293 to 0.307 (10 seeds). 10 of 10 runs are inside; the 95 % interval of the share is 69.15 % to 100 %. The reported 0.31 is inside what a further run would be expected to give: 0.276 to 0.324 (95 % prediction interval)."
    )
    expect(say(LIES_IN, rangeOf(symmetric(0.5, 0.01)), reported(0.3))).toMatch(
      /above the range of 0\.2 to 0\.4, so the claim is refuted \(above\)\. .* 0 of 10 runs are inside; the 95 % interval of the share is 0 % to 30\.85 %\. The reported 0\.3 is outside of what/
    )
    expect(say(LIES_IN, rangeOf([...symmetric(0.5, 0.01), Number.NaN]))).toMatch(
      /1 run diverged; the mean is that of the other 10\. 0 of 11 runs are inside; /
    )
    expect(say(LIES_IN, rangeOf([0.3]))).toMatch(/^1 seed gave a number and 3 are needed, so the claim is not/)
  })

  test('invariants and arithmetic', () => {
    const hypothesis = { kind: 'invariant', arm: 'adam', property: 'effective-step-never-grows' } as const
    expect(say(hypothesis, invariantOf(times(3, {})))).toBe(
      "adam's effective step never grew over 300 steps of 3 runs, so the claim is reproduced."
    )
    const broken = { violations: 2, firstViolation: 7, worstRatio: 1 + 1e-9 }
    expect(say(hypothesis, invariantOf([{}, broken]))).toBe(
      "adam's effective step grew 2 times over 200 steps of 2 runs, so the claim is refuted (violated). It grew in 1 run, first at step 7, by a factor of up to 1.000000001."
    )
    expect(say(hypothesis, invariantOf([{ diverged: true }]))).toMatch(/but 1 run diverged and could be checked only/)
    const arithmetic = { kind: 'arithmetic', expression: '5000 * 128 / 50000', low: 10, high: 20 } as const
    expect(say(arithmetic, { ...arithmetic, value: 12.8 })).toBe(
      '5000 * 128 / 50000 = 12.8, inside the range of 10 to 20, so the claim is reproduced.'
    )
    expect(say(arithmetic, { ...arithmetic, value: 20.0000001 })).toBe(
      '5000 * 128 / 50000 = 20.0000001, above the range of 10 to 20, so the claim is refuted (above).'
    )
  })

  test('wholes name the members that they hang on', () => {
    const member = (id: string, center: number) => {
      const claim = claimOf(comparison, { id })
      return { claim, evidence: evidenceOfRatios(symmetric(center, 0.005)), seeds: claim.decision.seeds }
    }
    const of = (parts: readonly ReturnType<typeof member>[]) => {
      const claim = claimOf(
        { kind: 'all-of' as const, claims: parts.map((part) => part.claim.id) },
        { experiment: null }
      )
      return judgeFamily([{ claim, evidence: null, seeds: { min: 1, max: 1 }, parts }], context)[0]!.sentence
    }
    expect(of([member('a', -0.05), member('b', -0.05)])).toBe(
      'At profile quick both claims are reproduced, so the claim is reproduced. Each is tested at level 0.05.'
    )
    expect(of([member('a', -0.05), member('b', 0.05)])).toBe(
      'At profile quick 1 of 2 claims is reproduced and 1 refuted, so the claim is refuted (member-refuted). Refuted: b. One refutes the whole at level 0.025: the level of the family over their number.'
    )
    expect(of([member('a', -0.05), member('b', -0.011)])).toMatch(
      /Neither reproduced nor refuted: b\. .* at level 0\.025/
    )
  })
})

describe('for random evidence the printed numbers alone lead to the printed verdict', () => {
  const values = (center: number) =>
    fc
      .tuple(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 6, maxLength: 9 }),
        fc.integer({ min: -30, max: 30 }),
        fc.constantFrom(0.002, 0.01, 0.02)
      )
      .map(([noise, shift, scale]) => noise.map((x) => center + shift / 1000 + scale * x))

  test('differences', () => {
    const pattern =
      /: (.+), so the claim is (?:provisionally )?(neither reproduced nor refuted|[a-z]+)(?: \(([a-z-]+)\))?\. The 95 % interval is (?:(exactly 0)|(\S+)(?: (lower))? to (\S+) (lower|higher)) /
    fc.assert(
      fc.property(values(0), (differences) => {
        const [, finding, outcome, subtype, zero, first, firstSide, second, side] = pattern.exec(
          say(accuracy, accuracies(differences))
        )!
        const [lower, upper] =
          zero !== undefined
            ? [0, 0]
            : firstSide !== undefined
              ? [-Number(first), Number(second)]
              : side === 'lower'
                ? [-Number(second), -Number(first)]
                : [Number(first), Number(second)]
        const margin = Number(/by at least (\S+?)[;,]?(?: |$)/.exec(finding!)?.[1] ?? 0.01)
        const byNumbers = upper! < -margin ? 'reproduced' : lower! > -margin ? 'refuted' : 'inconclusive'
        if (subtype === 'co-check' || subtype === 'skew') expect(byNumbers).not.toBe('inconclusive')
        else expect(outcome).toBe(subtype === 'below-margin' ? 'neither reproduced nor refuted' : byNumbers)
        if (subtype === 'below-margin') {
          expect(byNumbers).toBe('refuted')
          expect(upper).toBeLessThan(0)
        }
        if (subtype === 'opposite') expect(lower).toBeGreaterThan(margin)
        if (subtype === 'equivalent') expect(upper).toBeLessThan(margin)
        if (subtype === 'higher') expect(lower).toBeGreaterThan(0)
      }),
      { numRuns: 80 }
    )
  })

  const MEAN =
    /, so the claim is ([a-z]+)(?: \((no-spread|skew|failures)\))?.* The 95 % interval is (?:unbounded|(\S+) to (\S+)) \(\d+ seeds\)/
  test('ranges', () => {
    fc.assert(
      fc.property(values(0.39), (list) => {
        const [, printed, subtype, lower, upper] = MEAN.exec(say(LIES_IN, rangeOf(list)))!
        if (subtype === 'no-spread') return expect(hasSpread(list)).toBe(false)
        const [from, to] = [Number(lower), Number(upper)]
        const byNumbers = from > 0.4 || to < 0.2 ? 'refuted' : to <= 0.4 && from >= 0.2 ? 'reproduced' : 'inconclusive'
        if (subtype === 'skew') expect(byNumbers).not.toBe('inconclusive')
        else expect(printed).toBe(byNumbers)
      }),
      { numRuns: 80 }
    )
  })

  test('rates', () => {
    fc.assert(
      fc.property(values(-0.25), (list) => {
        const [, printed, subtype, lower, upper] = MEAN.exec(say(rateHypothesis, ratesOf(list)))!
        if (subtype === 'no-spread') return expect(hasSpread(list)).toBe(false)
        const byNumbers = Number(lower) > -0.25 ? 'refuted' : Number(upper) <= -0.25 ? 'reproduced' : 'inconclusive'
        if (subtype === 'skew') expect(byNumbers).not.toBe('inconclusive')
        else expect(printed).toBe(byNumbers)
      }),
      { numRuns: 80 }
    )
  })

  test('contrasts', () => {
    const rows = fc.array(fc.constantFrom([away, arrived] as const, [arrived, away] as const, [away, away] as const), {
      minLength: 1,
      maxLength: 30
    })
    fc.assert(
      fc.property(rows, (list) => {
        const text = say(contrastHypothesis, contrastOf(list))
        const outcome = /so the claim is ([a-z]+)/.exec(text)![1]
        const range = /share: (\S+) % to (\S+) %/.exec(text)
        const [lower, upper] = range === null ? [0, 100] : [Number(range[1]), Number(range[2])]
        expect(outcome).toBe(lower > 50 ? 'reproduced' : upper < 50 ? 'refuted' : 'inconclusive')
      })
    )
  })
})
