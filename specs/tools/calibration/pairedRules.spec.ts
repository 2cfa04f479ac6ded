import seedrandom from 'seedrandom'
import { familyMember, judgeFamily } from '../../../src/judge/judgeFamily'
import { asPaired } from '../../../src/kinds/comparison/isPaired'
import { fixedRule, pairedRules } from '../../../tools/calibration/pairedRules'
import { drawStudy, pairedTrial, thetaOf } from '../../../tools/calibration/pairedTrial'
import { simulate } from '../../../tools/calibration/simulate'
import { ALPHA } from '../../../tools/calibration/types'

describe('what is simulated is what judges claims', () => {
  test.each(pairedRules().map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
    const random = seedrandom.alea(`specs/calibration/same/${rule.id}`)
    for (const effect of [-1, 0, 1.2]) {
      const { claim, evidence } = drawStudy(rule, 't3', effect, random)
      const conclusion = rule.conclude(evidence.pairs)
      const [judgement] = judgeFamily([familyMember(claim, evidence, claim.decision.seeds)], {
        profile: 'paper',
        experiments: new Map(),
        firstSeed: 0
      })
      expect(conclusion.verdict).toEqual(judgement!.verdict)
      const analysis = asPaired(judgement!.analysis)
      expect(conclusion.n).toBe(analysis.numPairs)
      const theta = thetaOf(rule, effect)
      const { lower, upper } = analysis.interval!
      expect(conclusion.location.side(theta, ALPHA) === 'open').toBe(lower <= theta && theta <= upper)
    }
  })
})

test('five pairs decide nothing, whatever they show: 2^-4 > .05', () => {
  expect(simulate(pairedTrial(fixedRule(5), 'normal', 3), 50).inconclusive.share).toBe(1)
})
