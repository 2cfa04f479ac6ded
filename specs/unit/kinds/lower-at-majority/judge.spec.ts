import fc from 'fast-check'
import { describeOutcome } from '../../../../src/claims/outcomes'
import { judgeFamily } from '../../../../src/judge/judgeFamily'
import type { PairSide } from '../../../../src/kinds/comparison/types'
import type { SettingsAnalysis } from '../../../../src/kinds/lower-at-majority/types'
import { holm } from '../../../../src/stats/holm'
import { minPairs } from '../../../../src/stats/minPairs'
import {
  added,
  atChance,
  claimOf,
  comparison,
  context,
  diverged,
  evidenceOf,
  evidenceOfRatios,
  judgeAlone,
  judgePairs,
  symmetric,
  times,
  trained
} from '../builders'
import { mapOf, mapOfRatios, settingsHypothesis } from '../evidence'

const LOWER = symmetric(-0.1, 0.01)
const SAME = symmetric(0, 0.003)
const HIGHER = symmetric(0.1, 0.01)
const OPEN = symmetric(-0.01, 0.1)
const FAILED = evidenceOf(times(10, [diverged, diverged] as const))
/** Where both trained as the ratios, but in half as many pairs the treatment, or the control, failed. */
const failing = (ratios: readonly number[], lost: readonly [PairSide, PairSide]) =>
  evidenceOf([...ratios.map((ratio) => [trained(1), trained(Math.exp(ratio))] as const), ...times(5, lost)])
const FAILING = failing(LOWER, [trained(1), diverged])

function judge(evidence: ReturnType<typeof mapOf>, seeds?: number) {
  const judgement = judgeAlone(claimOf(settingsHypothesis), evidence, seeds)
  return {
    ...judgement,
    analysis: judgement.analysis as SettingsAnalysis,
    outcome: describeOutcome(judgement.verdict)
  }
}
const ofRatios = (...ratios: (readonly number[])[]) => judge(mapOfRatios(ratios))

describe('judgeSettings', () => {
  test.each([
    ['reproduced', [LOWER, LOWER, LOWER, SAME, HIGHER]],
    ['reproduced', [LOWER, LOWER, LOWER, OPEN, OPEN]],
    ['refuted (no-majority)', [LOWER, LOWER, SAME, SAME, HIGHER]],
    ['refuted (no-majority)', [OPEN, OPEN, SAME, SAME, SAME]],
    ['refuted (opposite)', [LOWER, LOWER, HIGHER, HIGHER, HIGHER]],
    ['inconclusive', [LOWER, LOWER, OPEN, SAME, SAME]],
    // Half of an even number is no majority; the other half not being lower is enough to refute.
    ['refuted (no-majority)', [LOWER, LOWER, SAME, SAME]],
    ['reproduced', [LOWER, LOWER, LOWER, SAME]],
    ['inconclusive', [LOWER, LOWER, OPEN, SAME]]
  ])('%s', (expected, ratios) => {
    expect(ofRatios(...ratios).outcome).toBe(expected)
  })

  it('with one setting is the rule for lower, to the level and the p', () => {
    const sizes = fc.constantFrom(-0.1, -0.02, -0.01, 0, 0.02, 0.1)
    fc.assert(
      fc.property(sizes, fc.constantFrom(0.003, 0.01, 0.05), (mean, sd) => {
        const evidence = evidenceOfRatios(symmetric(mean, sd))
        const { outcome, p } = judge(mapOf([evidence]))
        const alone = judgePairs(evidence)
        expect(outcome.replace(/ \(.*/, '')).toBe(alone.verdict.outcome)
        expect(p).toBe(alone.p)
      }),
      { numRuns: 30 }
    )
  })

  it('says how many settings each statement takes, at which level, and shows them', () => {
    const { analysis, p } = ofRatios(LOWER, LOWER, LOWER, SAME)
    const { lower, notLower, opposite, counts, minPairs: needed, numPairs, numSettings } = analysis
    expect(lower).toMatchObject({ needed: 3, level: 0.05 / 2, shown: 3 })
    expect(notLower).toMatchObject({ needed: 2, level: 0.05 / 3, shown: 1, p: 1 })
    expect(opposite).toMatchObject({ needed: 3, level: 0.05 / 2, shown: 0, p: 1 })
    expect(p).toBe(lower.p)
    expect(counts).toEqual({ lower: 3, belowMargin: 0, notLower: 1, undecided: 0, notEvaluable: 0 })
    expect([numPairs, numSettings, needed]).toEqual([10, 4, minPairs(0.05 / 3)])
    expect(analysis.settings.map(({ setting }) => setting.learningRate)).toEqual([0.001, 0.002, 0.003, 0.004])
  })

  it('decides single settings by Holm within the map, which decides nothing of the claim', () => {
    // At .05/4 the weakest of them is not decided; at the level that the others leave for it, it is.
    const weak = symmetric(-0.02, 0.0125)
    const { analysis, verdict } = ofRatios(LOWER, LOWER, weak, OPEN)
    const expected = holm(
      analysis.settings.map(({ p }) => p!),
      0.05
    )
    expect(analysis.settings.map(({ interval }) => 1 - interval!.level)).toEqual(
      expected.map(({ alphaJ }) => expect.closeTo(alphaJ, 12))
    )
    expect(analysis.settings.map((setting) => setting.verdict.outcome !== 'inconclusive')).toEqual(
      expected.map(({ decided }) => decided)
    )
    expect(verdict.outcome).toBe('inconclusive')
    const p = analysis.settings.map((setting) => setting.p!).sort((a, b) => a - b)[2]!
    expect(p).toBeGreaterThan(0.05 / 2)
    expect(analysis.lower.p).toBe(Math.min(1, 2 * p))
  })

  it('a setting that is not evaluable counts for neither side', () => {
    const cells = (...each: Parameters<typeof mapOf>[0]) => judge(mapOf(each))
    const [lower, same] = [evidenceOfRatios(LOWER), evidenceOfRatios(SAME)]
    expect(cells(lower, lower, lower, FAILED, FAILED).outcome).toBe('reproduced')
    expect(cells(lower, lower, same, FAILED, FAILED).outcome).toBe('inconclusive')
    expect(cells(same, same, same, FAILED, FAILED).outcome).toBe('refuted (no-majority)')
    const { outcome, analysis, p } = cells(lower, lower, FAILED, FAILED, FAILED)
    expect([outcome, p]).toEqual(['not-evaluable (too-many-failures)', null])
    expect(analysis.counts.notEvaluable).toBe(3)
    // A run at chance level has failed like one that diverged.
    const stuck = evidenceOf(times(10, [atChance(2.3), atChance(2.29)] as const))
    expect(cells(lower, lower, lower, stuck, stuck).analysis.counts.notEvaluable).toBe(2)
  })

  it('a loss of 0 at one setting leaves the others', () => {
    const zero = evidenceOf([...times(9, [trained(1), trained(0.5)] as const), [trained(1), trained(0)]])
    const lower = evidenceOfRatios(LOWER)
    const { outcome, analysis } = judge(mapOf([lower, lower, zero]))
    expect(outcome).toBe('reproduced')
    expect(analysis.settings[2]!.verdict).toEqual({ outcome: 'not-evaluable', subtype: 'no-logarithm' })
    const none = judge(mapOf([zero, zero, lower]))
    expect(none).toMatchObject({ outcome: 'not-evaluable (no-logarithm)', provisional: false })
    expect(none.sentence).toMatch(/To mend: state a margin\.epsilon in the claim/)
  })

  it('a setting at which the treatment failed more often is not shown to be lower', () => {
    const lower = evidenceOfRatios(LOWER)
    expect(judge(mapOf([lower, lower, FAILING])).outcome).toBe('reproduced')
    const { outcome, analysis, p, sentence } = judge(mapOf([lower, FAILING, evidenceOfRatios(SAME)]))
    expect([outcome, analysis.lower.shown, analysis.failing]).toEqual(['inconclusive (failures)', 1, 1])
    // Of theta alone.
    expect(p).toBeLessThan(0.05)
    expect(sentence).toContain('1 setting more would decide it, but the arm that is better there fails more often')
    const mirrored = mapOf([evidenceOfRatios(HIGHER), failing(HIGHER, [diverged, trained(1)]), evidenceOfRatios(SAME)])
    expect(judge(mirrored).outcome).toBe('refuted (no-majority)')
    const higher = failing(HIGHER, [diverged, trained(1)])
    expect(judge(mapOf([higher, higher, higher]))).toMatchObject({
      outcome: 'inconclusive (failures)',
      analysis: { failing: 3 }
    })
  })

  it('is provisional with another number of seeds, or where settings with too few pairs could tip it', () => {
    const short = (ratios: readonly number[]) => evidenceOfRatios(ratios.slice(0, 6))
    expect(minPairs(0.05 / 3)).toBe(7)
    const few = judge(mapOf([LOWER, LOWER, LOWER, SAME].map(short)), 6)
    expect(few).toMatchObject({ outcome: 'inconclusive', provisional: true })
    expect(few.provisionalWhy).toBe(
      'the exact test can decide a setting from 7 pairs on, and at 4 of 4 fewer trained in both arms, 6 at the least'
    )
    expect(judge(mapOfRatios([LOWER, LOWER, LOWER]), 12).provisionalWhy).toBe(
      '10 seeds were run and the claim states 12'
    )
    // Six pairs of ten trained at one setting, which no longer matters.
    const half = evidenceOf([
      ...LOWER.slice(0, 6).map((ratio) => [trained(1), trained(Math.exp(ratio))] as const),
      ...times(4, [diverged, trained(1)] as const)
    ])
    const same = evidenceOfRatios(SAME)
    expect(judge(mapOf([same, same, same, half])).provisional).toBe(false)
    expect(judge(mapOf([same, evidenceOfRatios(LOWER), evidenceOfRatios(OPEN), half])).provisional).toBe(true)
  })

  it('warns with the settings that a warning is about', () => {
    const equal = evidenceOf(times(10, [trained(1), trained(1)] as const))
    const { warnings } = judge(mapOf([evidenceOfRatios(LOWER), equal, evidenceOfRatios(LOWER)])).analysis
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(/^at learningRate 0\.002: adam and amsgrad end at bitwise the same train\.loss/)
    const floor = claimOf({ ...settingsHypothesis, margin: { relative: 0.01, epsilon: 0.1 } })
    expect(judgeAlone(floor, mapOfRatios([LOWER, LOWER])).analysis.warnings).toEqual([
      '0.1 is added to both losses: the effect is no percentage of train.loss itself'
    ])
  })

  it('has one place in its family', () => {
    const seeds = { min: 10, max: 10 }
    const members = [
      { claim: claimOf(settingsHypothesis, { id: 'source/map' }), evidence: mapOfRatios([LOWER, LOWER, SAME]), seeds },
      { claim: claimOf(comparison), evidence: evidenceOfRatios(OPEN), seeds }
    ]
    const [map, other] = judgeFamily(members, context)
    expect([map!.familySize, map!.alphaJ, other!.alphaJ]).toEqual([2, 0.025, 0.05])
    expect((map!.analysis as SettingsAnalysis).lower.level).toBe(0.025 / 2)
  })

  it('has no seeds added', () => {
    const claim = claimOf(settingsHypothesis, added('sign-flip'))
    expect(() => judgeAlone(claim, mapOfRatios([LOWER]))).toThrow(/is of the kind lower-at-majority/)
  })

  describe('properties', () => {
    const setting = fc.tuple(fc.constantFrom(-0.1, -0.03, -0.015, 0, 0.015, 0.1), fc.constantFrom(0.003, 0.01, 0.03))
    const maps = fc.array(setting, { minLength: 1, maxLength: 6 })
    const ratiosOf = (map: readonly (readonly [number, number])[]) => map.map(([mean, sd]) => symmetric(mean, sd, 8))

    it('is decided where p is at most alpha', () => {
      fc.assert(
        fc.property(maps, (map) => {
          const { verdict, p } = ofRatios(...ratiosOf(map))
          expect(verdict.outcome !== 'inconclusive').toBe(p! <= 0.05)
        }),
        { numRuns: 60 }
      )
    })

    it('swapping the arms makes the opposite of what is reproduced, and the reverse', () => {
      fc.assert(
        fc.property(maps, (map) => {
          const ratios = ratiosOf(map)
          const [here, there] = [ratios, ratios.map((each) => each.map((ratio) => -ratio))].map((each) => {
            return ofRatios(...each).outcome
          })
          expect(here === 'reproduced').toBe(there === 'refuted (opposite)')
          expect(there === 'reproduced').toBe(here === 'refuted (opposite)')
        }),
        { numRuns: 60 }
      )
    })

    it('does not depend on the order of the settings', () => {
      fc.assert(
        fc.property(maps, (map) => {
          const { outcome, p } = ofRatios(...ratiosOf(map))
          expect(ofRatios(...ratiosOf(map.toReversed()))).toMatchObject({ outcome, p })
        }),
        { numRuns: 30 }
      )
    })
  })

  it('puts the verdict into words', () => {
    expect(ofRatios(LOWER, LOWER, LOWER, SAME).sentence).toBe(
      "At profile quick amsgrad's final train.loss is lower than adam's by the margin of 1 % at 3 of 4 settings: a majority (3 or more), so the claim is reproduced. It is shown not to be so at 1. Each setting has 10 paired seeds; lower is tested at level 97.5 %, not lower at 98.33 %. Setting by setting (Holm over them, exploratory): 3 lower, 1 not lower, 0 undecided, 0 not evaluable. Budget: 5,000 images instead of 50,000."
    )
    expect(ofRatios(LOWER, HIGHER, HIGHER).sentence).toContain('at 2 higher, so the claim is refuted (opposite).')
    expect(ofRatios(LOWER, SAME, SAME).sentence).toContain(
      'no majority is left, so the claim is refuted (no-majority).'
    )
    const bare = claimOf({ ...settingsHypothesis, margin: { relative: 0, epsilon: 0 } })
    expect(judgeAlone(bare, mapOfRatios([LOWER, OPEN, OPEN])).sentence).toContain(
      "is lower than adam's at 1 of 3 settings"
    )
    expect(judge(mapOf([evidenceOf([]), evidenceOf([])]), 10).sentence).toContain(
      'no pair was run, so the claim is provisionally not evaluable (no-data).'
    )
  })
})
