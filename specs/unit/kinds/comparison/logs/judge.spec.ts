import { familyLevels } from '../../../../../src/judge/familyLevels'
import { judgeLogs } from '../../../../../src/kinds/comparison/logs/judge'
import { judgedByLogs } from '../../../../../src/kinds/comparison/logs/judgedByLogs'
import type { OutsideRun } from '../../../../../src/kinds/comparison/logs/types'
import { claim, LOWER } from '../../../../support/builders'
import { logsEvidence, mapping, runsOf } from '../../../adjudicate/runs'

const NOISE = [0.9812345, 0.9912346, 1.0012347, 1.0112348, 1.0212344, 1.0312341]
const OF = { ...claim({ experiment: null }), hypothesis: LOWER }
const times = (factor: number) => NOISE.map((value) => value * factor)

/** Both arms of one group, at a ratio. */
function group(name: string, ratio: number): OutsideRun[] {
  const overrides = { group: { model: name } }
  return [...runsOf('adam', NOISE, {}, overrides), ...runsOf('amsgrad', times(ratio), {}, overrides)]
}

const judged = (runs: readonly OutsideRun[]) => judgeLogs(OF, logsEvidence(LOWER, mapping(), runs))

describe('judgeLogs', () => {
  it.each([
    [[0.8, 0.7], { outcome: 'reproduced', subtype: null }],
    [[0.8, 1.3], { outcome: 'refuted', subtype: null }],
    [[1.2, 1.3], { outcome: 'refuted', subtype: 'opposite' }],
    [[0.8, 1], { outcome: 'inconclusive', subtype: null }]
  ])('a claim holds where it does in all of its groups: ratios %j', (ratios, verdict) => {
    const runs = ratios.flatMap((ratio, index) => group(`m${index}`, ratio))
    expect(judged(runs).judge(0.05).verdict).toEqual(verdict)
    expect(judged(runs).verdict(0.05)).toEqual(verdict)
  })

  it('has each group in its family, and each is judged at the level that is left for it', () => {
    const judgeable = judged([...group('a', 0.8), ...group('b', 1)])
    expect(judgeable.tests).toHaveLength(2)
    const [levels] = familyLevels([judgeable, null], 0.05)
    // Of three questions one is decided.
    expect(levels).toEqual([0.05 / 3, 0.025])
    const { groups } = judgeable.judge(0.05, levels).analysis
    expect(groups.map(({ overall }) => overall.alphaJ)).toEqual(levels)
    // p is where the whole claim is decided: of Holm over its groups, no smaller than that of any.
    expect(judgeable.p).toBe(Math.max(...judgeable.tests!.map(({ p }) => p!)))
  })

  it('is refuted at the level at which one group is', () => {
    const judgeable = judged([...group('a', 1), ...group('b', 1.4)])
    const [, opposite] = judgeable.tests!
    expect(judgeable.p).toBe(2 * opposite!.p!)
    expect(judgeable.isDecided(judgeable.p! * 1.001)).toBe(true)
    expect(judgeable.isDecided(judgeable.p! * 0.999)).toBe(false)
  })

  it('names the runs that are in no pair, and where only one arm has runs', () => {
    const paired = mapping({ run: { from: [{ column: 'seed' }], pairing: 'seed' } })
    const runs = [
      ...runsOf('adam', NOISE),
      ...runsOf('amsgrad', times(0.8).slice(0, 4)),
      ...runsOf('amsgrad', [1], { lr: 9 })
    ]
    const { groups, warnings } = judgeLogs(OF, logsEvidence(LOWER, paired, runs)).judge(0.05).analysis
    expect(groups[0]!.withoutPartner).toEqual([
      { arm: 'adam', id: '5', origin: 'adam--5' },
      { arm: 'adam', id: '6', origin: 'adam--6' }
    ])
    expect(groups[0]!.unmatched).toEqual([{ setting: { lr: 9 }, arm: 'amsgrad' }])
    expect(warnings.join('\n')).toContain('are in no pair: adam--5, adam--6')
    expect(judged(runs).judge(0.05).analysis.groups[0]!.withoutPartner).toEqual([])
  })

  it('has one verdict where there is one setting, whatever level its family left', () => {
    const { groups } = judged(group('a', 0.98)).judge(0.05, [0.0001]).analysis
    expect(groups[0]!.overall.alphaJ).toBe(0.0001)
    expect(groups[0]!.settings[0]!.corrected).toBe(groups[0]!.overall)
  })

  it('leaves its family alone where a loss has no logarithm', () => {
    const evidence = logsEvidence(LOWER, mapping(), [...runsOf('adam', NOISE), ...runsOf('amsgrad', [-1, 1, 1])])
    expect(() => judgeLogs(OF, evidence)).toThrow(/by its logarithm/)
    const judgeable = judgedByLogs(OF, evidence)
    const { verdict, analysis, p } = judgeable.judge(0.05)
    expect([verdict, p]).toEqual([{ outcome: 'not-evaluable', subtype: 'no-logarithm' }, null])
    expect(analysis.warnings.join('\n')).toContain('which a loss of 0 or below has not')
  })
})
