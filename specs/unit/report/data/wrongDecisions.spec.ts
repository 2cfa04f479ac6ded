import { buildReport } from '../../../../src/report/data/build'
import { wrongDecisions } from '../../../../src/report/data/wrongDecisions'
import { benjaminiHochberg } from '../../../../src/stats/benjaminiHochberg'
import { everyOutcome } from '../inputs'

const { claims } = buildReport(everyOutcome())
const tested = claims.flatMap((entry) =>
  entry.kind === 'judged' && entry.judgement.p !== null && !entry.judgement.provisional ? [entry] : []
)

describe('wrongDecisions', () => {
  const found = wrongDecisions(claims)!

  it('adds up the level that each tested claim was decided at, and each family has once', () => {
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
    expect(found.tested).toBe(tested.length)
    expect(found.expectedWrong).toBeCloseTo(sum(tested.map(({ judgement }) => judgement.alphaJ)), 12)
    const alphas = new Map(tested.map(({ claim }) => [claim.family, claim.decision.alpha]))
    expect(found.families.map(({ family }) => family)).toEqual([...alphas.keys()].sort())
    expect(found.anyWrong).toBeCloseTo(Math.min(1, sum([...alphas.values()])), 12)
  })

  it('counts what is decided, whichever way, and names the weakest', () => {
    const decided = tested.filter(
      ({ judgement }) => !['inconclusive', 'not-evaluable'].includes(judgement.verdict.outcome)
    )
    expect(decided.length).toBeGreaterThan(0)
    expect(decided.length).toBeLessThan(tested.length)
    expect(found.decided).toBe(decided.length)
    expect(found.weakest?.q).toBe(Math.max(...decided.map(({ q }) => q!)))
    expect(sumOf(found.families, 'decided')).toBe(found.decided)
    expect(sumOf(found.families, 'tested')).toBe(found.tested)
  })

  it('gives each tested claim its q over the whole report, and no other claim one', () => {
    const expected = benjaminiHochberg(tested.map(({ judgement }) => judgement.p!))
    expect(tested.map(({ q }) => q)).toEqual(expected)
    expect(claims.filter((entry) => 'q' in entry).length).toBe(tested.length)
  })

  it('says nothing of claims without a p value', () => {
    expect(wrongDecisions(claims.filter((entry) => entry.kind !== 'judged'))).toBeNull()
  })
})

function sumOf<Key extends string>(items: readonly Readonly<Record<Key, number>>[], key: Key): number {
  return items.reduce((total, item) => total + item[key], 0)
}
