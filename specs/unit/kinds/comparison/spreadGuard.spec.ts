import { judgeFamily } from '../../../../src/judge/judgeFamily'
import { fixedLocationTest } from '../../../../src/kinds/comparison/locationTest'
import { unpairedLocationTest } from '../../../../src/kinds/comparison/logs/unpairedLocationTest'
import { guardSpread } from '../../../../src/kinds/comparison/spreadGuard'
import type { PairedAnalysis } from '../../../../src/kinds/comparison/types'
import { betting } from '../../../../src/stats/sequential/betting'
import {
  added,
  claimOf,
  comparison,
  context,
  diverged,
  evidenceOf,
  evidenceOfRatios,
  judgeAlone,
  symmetric,
  times,
  trained
} from '../builders'

const guarded = (values: readonly number[], isBounded = false) => guardSpread(fixedLocationTest(values), isBounded)

describe('guardSpread', () => {
  test('leaves alone what varies', () => {
    const location = fixedLocationTest([0.1, 0.1, 0.1, 0.2, 0.3, 0.25, 0.26])
    expect(guardSpread(location, true)).toBe(location)
  })

  test.each([
    ['all equal', times(10, 0.2), { lower: -Infinity, upper: Infinity, level: 0.95 }],
    ['half equal', [...times(5, 0.2), 0.21, 0.22, 0.23, 0.24, 0.25], null],
    // As decimals, not as doubles.
    ['half equal but for rounding', [0.3 - 0.1, 0.2, 0.4 - 0.2, 0.21, 0.22, 0.23], null]
  ])('%s: no side of anything, at no level', (_, values, interval) => {
    const location = guarded(values)
    for (const reference of [-1, 0, 0.1, 1]) {
      expect(location.side(reference, 0.05)).toBe('no-spread')
      expect(location.test(reference).p).toBe(1)
    }
    expect(location.interval(0.05)).toEqual(interval ?? fixedLocationTest(values).interval(0.05))
  })

  test('what the test itself leaves open stays open', () => {
    expect(guarded([...times(3, 0), 0.5, -0.5, 0.2]).side(0, 0.05)).toBe('open')
  })

  test('bounded differences are judged by bets', () => {
    const values = times(30, 0.5)
    const location = guarded(values, true)
    expect(location.side(0, 0.05)).toBe('above')
    expect(location.side(0.45, 0.05)).toBe('no-spread')
    expect(location.test(0).p).toBe(betting(30).p(values, 0))
    expect(location.interval(0.05)).toEqual(betting(30).sequence(values, 0.05)[0]!.interval)
    // No mean of such values lies there.
    expect([location.side(1.5, 0.05), location.side(-1.5, 0.05)]).toEqual(['below', 'above'])
  })
})

describe('runs that are no pairs', () => {
  const varied = [1, 1.01, 1.02, 0.99, 0.98]
  test.each([
    ['an arm that does not vary', [{ a: varied, b: times(5, 2) }], { equal: 5, of: 5 }],
    ['half of an arm', [{ a: [...times(3, 1), 1.1, 1.2], b: varied.map((x) => x + 1) }], { equal: 3, of: 5 }],
    [
      'within settings: values of several may be equal',
      [
        { a: [1, 1], b: [2, 2.1] },
        { a: [3, 3.1], b: [4, 4.1] }
      ],
      { equal: 2, of: 4 }
    ]
  ])('%s: no decision', (_, blocks, tied) => {
    const location = unpairedLocationTest(blocks)
    expect(location.tied).toEqual(tied)
    expect(location.test(0).p).toBe(1)
    expect(['open', 'no-spread']).toContain(location.side(0, 0.05))
  })

  test('one value at each setting is equal to nothing else', () => {
    const blocks = [
      { a: [1, 1.1], b: [2, 2.1] },
      { a: [1, 1.1], b: [2, 2.1] }
    ]
    expect(unpairedLocationTest(blocks).tied).toBeUndefined()
    expect(unpairedLocationTest([{ a: varied, b: varied.map((x) => x + 1) }]).side(0, 0.05)).toBe('above')
  })
})

describe('where seeds are added', () => {
  const of = (ratios: readonly number[]) =>
    judgeAlone(claimOf(comparison, added('sign-flip')), evidenceOfRatios(ratios))

  test('looks at equal effects decide nothing, and nothing of them is relied on later', () => {
    const equal = of(times(12, -0.3))
    expect(equal).toMatchObject({ verdict: { outcome: 'inconclusive', subtype: 'no-spread' }, open: true, p: 1 })
    // From the 21st on fewer than half are equal, far above the margin: the ten first are no look.
    const ratios = [...times(10, -0.3), ...symmetric(0.3, 0.05, 16)]
    const turned = of(ratios)
    expect(turned.verdict.subtype).not.toBe('contradictory-looks')
    expect(
      (turned.analysis as PairedAnalysis).sequential!.looks.every(({ outcome }) => outcome === 'inconclusive')
    ).toBe(true)
  })

  test('a search goes on where failures block it, and ends where they no longer do', () => {
    const lower = symmetric(-0.3, 0.01, 30).map((ratio) => [trained(1), trained(Math.exp(ratio))] as const)
    const failing = times(4, [trained(1), diverged] as const)
    const afterSeeds = (n: number) =>
      judgeAlone(claimOf(comparison, added('sign-flip')), evidenceOf([...failing, ...lower].slice(0, n)))
    expect(afterSeeds(14)).toMatchObject({ verdict: { outcome: 'inconclusive', subtype: 'failures' }, open: true })
    const end = afterSeeds(30)
    expect(end).toMatchObject({ verdict: { outcome: 'reproduced' }, open: false })
    // Tango (SciPy 1.17.1): 4 of 21 against 0 have p = .0944, 4 of 22 p = .1004.
    expect((end.analysis as PairedAnalysis).sequential!.decidedAt).toBe(22)
  })

  test('what failures block is not decided for the family', () => {
    const seeds = { min: 10, max: 10 }
    const blocked = evidenceOf([
      ...symmetric(-0.3, 0.01).map((ratio) => [trained(1), trained(Math.exp(ratio))] as const),
      ...times(6, [trained(1), diverged] as const)
    ])
    const members = [
      { claim: claimOf(comparison, { id: 'a/blocked' }), evidence: blocked, seeds },
      { claim: claimOf(comparison, { id: 'a/other' }), evidence: evidenceOfRatios(symmetric(-0.3, 0.01)), seeds }
    ]
    expect(judgeFamily(members, context).map(({ alphaJ, verdict }) => [verdict.outcome, alphaJ])).toEqual([
      ['inconclusive', 0.05],
      ['reproduced', 0.025]
    ])
  })
})
