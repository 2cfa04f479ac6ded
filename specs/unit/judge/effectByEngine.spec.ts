import { effectByEngine } from '../../../src/judge/effectByEngine'
import { judgeFamily } from '../../../src/judge/judgeFamily'
import { plannedMember } from '../../../src/judge/plannedMember'
import type { Claim } from '../../../src/kinds'
import type { RunResult } from '../../../src/store/types'
import { CONVERGES, claim, LOWER, TFJS_IDENTITY } from '../../support/builders'
import { plan, result, role, series } from './runs'

const OTHER = { ...TFJS_IDENTITY, instructionSet: 'another' }
const SEEDS = [0, 1, 2, 3, 4, 5, 6, 7, 8]

/** Pairs of one claim; those of the seeds 0 to 2 on another engine, where the treatment's loss is `factor` of the control's. */
function judged(own: Claim, factor: number, engineOf = (seed: number) => (seed < 3 ? OTHER : TFJS_IDENTITY)) {
  const results = new Map<string, RunResult>()
  const roles = SEEDS.flatMap((seed) =>
    ['adam', 'amsgrad'].map((arm) => {
      const key = `${arm}${seed}`
      const engine = engineOf(seed)
      const ratio = arm === 'adam' ? 1 : (engine === OTHER ? factor : 0.8) * (1 + 0.01 * (seed % 3))
      const run = result({ 'train.loss': series(2, 0.5 * ratio) })
      results.set(key, { ...run, spec: { ...run.spec, engine } })
      return role(key, { arm, seed })
    })
  )
  const claimPlan = plan(roles, { claim: own })
  const seeds = { min: SEEDS.length, max: SEEDS.length }
  const [judgement] = judgeFamily([plannedMember(claimPlan, results, seeds)], {
    profile: 'quick',
    firstSeed: 0,
    experiments: new Map()
  })
  return effectByEngine(claimPlan, judgement!, results)
}

describe('effectByEngine', () => {
  it('is nothing where one engine made all runs', () => {
    expect(judged(claim({ hypothesis: LOWER }), 0.8, () => OTHER)).toBeNull()
  })

  it('has the effect of each engine in its own pairs, and does not warn where they agree', () => {
    const found = judged(claim({ hypothesis: LOWER }), 0.8)!
    expect(found.parts.map(({ engine, pairs }) => [engine.instructionSet, pairs.map(({ seed }) => seed)])).toEqual([
      [TFJS_IDENTITY.instructionSet, [3, 4, 5, 6, 7, 8]],
      ['another', [0, 1, 2]]
    ])
    // The mean of the logarithms of 0.8, 0.808 and 0.816 is the same on both.
    const mean = (Math.log(0.8) + Math.log(0.808) + Math.log(0.816)) / 3
    for (const { effect, words } of found.parts) {
      expect(effect).toBeCloseTo(mean, 12)
      expect(words.effect).toMatch(/^-19\.2/)
    }
    expect(found.p).toBeCloseTo(1, 6)
    expect(found.differ).toBe(false)
  })

  it('warns where what was measured hangs on the machine', () => {
    const found = judged(claim({ hypothesis: LOWER }), 1.3)!
    expect(found.parts.map(({ effect }) => effect! > 0)).toEqual([false, true])
    expect(found.differ).toBe(true)
    expect(found.p).toBeLessThan(1e-6)
  })

  it('says so of a claim that no test compares: effects without an interval', () => {
    const found = judged(claim({ hypothesis: { ...CONVERGES, metric: 'train.loss', arm: 'adam' } as never }), 0.8)!
    expect(found).toMatchObject({ p: null, differ: false, parts: [{}, {}] })
  })
})
