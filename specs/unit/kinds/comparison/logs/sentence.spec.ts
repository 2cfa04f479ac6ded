import { familyMember, judgeFamily } from '../../../../../src/judge/judgeFamily'
import type { LogsEvidence, OutsideRun } from '../../../../../src/kinds/comparison/logs/types'
import { claim, LOWER } from '../../../../support/builders'
import { logsEvidence, mapping, runsOf } from '../../../adjudicate/runs'

const NOISE = [0.9812345, 0.9912346, 1.0012347, 1.0112348, 1.0212344, 1.0312341, 1.0412341, 0.9712341]
const OF = { ...claim({ id: 'a/b', experiment: null }), hypothesis: LOWER }
const SEEDS = mapping({ run: { from: [{ column: 'seed' }], pairing: 'seed' } })
const times = (factor: number) => NOISE.map((value) => value * factor)

function sentenceOf(runs: readonly OutsideRun[], read = mapping(), overrides: Partial<LogsEvidence> = {}): string {
  const evidence = logsEvidence(LOWER, read, runs, overrides)
  const seeds = { min: 0, max: 0 }
  const context = { profile: 'quick', experiments: new Map(), firstSeed: 0 } as const
  return judgeFamily([familyMember(OF, evidence, seeds)], context)[0]!.sentence
}
const numbered = (arm: string, first: number, count: number) =>
  NOISE.slice(0, count).flatMap((value, index) => runsOf(arm, [value], {}, { id: String(first + index) }))

describe('the sentence on logs', () => {
  it.each([
    ['us', /^From our own logs: amsgrad's final train\.loss is 20 % lower than adam's/],
    ['others', /^From logs of runs that somebody else made: amsgrad's/],
    [null, /^From logs: amsgrad's/]
  ] as const)('says whose runs they are, as far as the claim does: %s', (by, words) => {
    const text = sentenceOf([...runsOf('adam', NOISE), ...runsOf('amsgrad', times(0.8))], mapping(), { by })
    expect(text).toMatch(words)
    expect(text).not.toMatch(/profile|budget/)
  })

  it('counts runs by the names of their arms, in its own order', () => {
    const text = sentenceOf([...runsOf('adam', NOISE.slice(0, 4)), ...runsOf('amsgrad', times(0.8).slice(0, 6))])
    expect(text).toContain('; 6 runs of amsgrad and 4 of adam, unpaired)')
    expect(sentenceOf([...runsOf('adam', NOISE), ...runsOf('amsgrad', times(0.8))], SEEDS)).toContain(
      '; 8 pairs by seed)'
    )
  })

  it('says that no seed of one arm is one of the other', () => {
    expect(sentenceOf([...numbered('adam', 0, 6), ...numbered('amsgrad', 10, 6)], SEEDS)).toContain(
      "no seed of adam (0 to 5) is one of amsgrad's (10 to 15): nothing to pair, so the claim is not evaluable (too-few-runs)."
    )
    expect(sentenceOf([...numbered('adam', 0, 2), ...numbered('amsgrad', 5, 2)], SEEDS)).toContain(
      "no seed of adam (0, 1) is one of amsgrad's (5, 6)"
    )
  })

  it('says how many runs are enough', () => {
    expect(sentenceOf([...runsOf('adam', [1, 1.1]), ...runsOf('amsgrad', [1, 1.2])], SEEDS)).toContain(
      '2 pairs are too few (3 are judged, and 6 can decide at level 0.05)'
    )
    expect(sentenceOf([...runsOf('adam', [1, 1.1]), ...runsOf('amsgrad', [1])])).toContain(
      '2 runs of adam and 1 run of amsgrad are too few (3 of each are judged, and 4 of each can decide at level 0.05)'
    )
  })

  it.each([
    [SEEDS, 5, 'but 5 pairs can never decide at level 0.05 (smallest exact p 0.0625): 6 can'],
    [mapping(), 3, 'but so few runs can never decide at level 0.05 (smallest exact p 0.1): 4 of each arm can']
  ])('says that so few can never decide, and how many can', (read, count, words) => {
    const lower = NOISE.slice(0, count).map((value, index) => value * (0.5 + 0.003 * (index % 3)))
    const runs = [...runsOf('adam', NOISE.slice(0, count)), ...runsOf('amsgrad', lower)]
    expect(sentenceOf(runs, read)).toContain(words)
  })

  it('says at which settings each arm stands alone', () => {
    const text = sentenceOf([...runsOf('adam', NOISE, { lr: 0.1 }), ...runsOf('amsgrad', NOISE, { lr: 0.01 })])
    expect(text).toContain('no setting has runs of both arms (adam: lr 0.1, amsgrad: lr 0.01)')
  })

  it('says which arm failed how often, where that keeps it open', () => {
    const failed = runsOf(
      'amsgrad',
      Array.from({ length: 6 }, () => Number.NaN),
      {},
      { failure: 'diverged' }
    )
    const text = sentenceOf([...runsOf('adam', [...NOISE, ...NOISE]), ...runsOf('amsgrad', times(0.5)), ...failed])
    expect(text).toMatch(
      /but amsgrad failed in 6 of 14 runs and adam failed in 0 of 16 runs: an arm that they favour fails more often by more than 10 %/
    )
    expect(text).toContain('so the claim is inconclusive (failures)')
  })

  it('counts groups, and then tells of each', () => {
    const of = (model: string, ratio: number) => [
      ...runsOf('adam', NOISE, {}, { group: { model } }),
      ...runsOf('amsgrad', times(ratio), {}, { group: { model } })
    ]
    expect(sentenceOf([...of('cnn', 0.8), ...of('mlp', 1.2)])).toMatch(
      /^From logs: of 2 groups 1 reproduced, 1 refuted, so the claim is refuted\. model cnn: amsgrad's .* model mlp: amsgrad's /
    )
    expect(sentenceOf([])).toBe('From logs: no run is of either arm, so the claim is not evaluable (no-data).')
  })
})
