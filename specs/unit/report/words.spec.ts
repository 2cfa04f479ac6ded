import { buildReport } from '../../../src/report/data/build'
import type { OutcomeCounts } from '../../../src/report/data/types'
import { countsWords, expectationWords, outcomesWords } from '../../../src/report/words'
import { everyOutcome } from './inputs'

function countsOf(asExpected: number, notAsExpected: number, none = 0, noneReproduced = 0): OutcomeCounts {
  return {
    claims: asExpected + notAsExpected + none,
    reproduced: 0,
    'below-margin': 0,
    refuted: asExpected + notAsExpected + none,
    inconclusive: 0,
    'not-evaluable': 0,
    'could-not-run': 0,
    'not-in-profile': 0,
    asExpected,
    notAsExpected,
    noneExpected: none,
    noneExpectedReproduced: noneReproduced
  }
}

describe('expectationWords', () => {
  it.each([
    [countsOf(0, 0), 'No claim was judged.'],
    [countsOf(1, 0), 'The one judged claim is as expected.'],
    [countsOf(6, 0), 'All 6 judged claims are as expected.'],
    [countsOf(0, 1), '1 judged claim: 1 NOT as expected.'],
    [countsOf(0, 0, 1, 1), '1 judged claim: 1 with nothing expected (1 reproduced).'],
    [
      countsOf(6, 1, 2, 1),
      '9 judged claims: 6 as expected, 1 NOT as expected, 2 with nothing expected (1 reproduced).'
    ],
    [
      { ...countsOf(6, 1), 'not-measured': 1 },
      '7 judged claims, 1 of them not measured: 6 as expected, 1 NOT as expected.'
    ]
  ])('case %#: %s', (counts, words) => {
    expect(expectationWords(counts)).toBe(words)
  })
})

describe('countsWords', () => {
  it('leaves out what there is none of', () => {
    expect(countsWords(countsOf(1, 0))).toBe('1 claim: 1 refuted')
    expect(countsWords(countsOf(2, 0))).toBe('2 claims: 2 refuted')
  })
})

describe('outcomesWords', () => {
  const { claims } = buildReport(everyOutcome())
  const of = (...names: string[]) => names.map((name) => claims.find(({ claim }) => claim.id === `toy/${name}`)!)

  it.each([
    [['reproduced', 'opposite'], 'Of 2 claims 1 holds and 1 does not.'],
    [['opposite', 'equivalent'], 'Of 2 claims 2 do not hold.'],
    [['opposite', 'unclear'], 'Of 2 claims 1 does not hold and 1 is undecided.'],
    [
      ['opposite', 'equivalent', 'less'],
      'Of 3 claims 2 do not hold and 1 holds in direction but by less than the margin.'
    ],
    [['opposite'], 'The one claim does not hold.'],
    [['reproduced'], 'The one claim holds.'],
    [[], 'There is no claim.']
  ])('%j: %s', (names, words) => {
    expect(outcomesWords('claim', of(...names))).toBe(words)
  })
})
