import { fixedLocationTest } from '../../../../src/kinds/comparison/locationTest'
import {
  jointVerdict,
  locationStatement,
  pOfStatements,
  type Statement,
  type StatementStanding
} from '../../../../src/kinds/shared/joint'
import { symmetric, TAILED, times } from '../builders'

const at = (standing: StatementStanding, pShown = 1, pDenied = 1): Statement => ({
  standing: () => standing,
  pShown,
  pDenied
})
/** Denied at this level and above. */
const deniedFrom = (level: number): Statement => ({
  standing: (alpha) => (alpha >= level ? 'denied' : 'open'),
  pShown: 1,
  pDenied: level
})

describe('jointVerdict', () => {
  test.each([
    [['shown', 'shown'], { outcome: 'reproduced' }],
    [['shown', 'open'], { outcome: 'inconclusive', why: null }],
    [['shown', 'denied'], { outcome: 'refuted' }],
    [['denied', 'failures'], { outcome: 'refuted' }],
    [['shown', 'skew'], { outcome: 'inconclusive', why: 'skew' }],
    [['no-spread', 'skew'], { outcome: 'inconclusive', why: 'no-spread' }],
    [['open', 'skew'], { outcome: 'inconclusive', why: null }]
  ] as const)('%j', (standings, expected) => {
    expect(
      jointVerdict(
        standings.map((each) => at(each)),
        0.05
      )
    ).toEqual(expected)
  })

  it('is refuted by one of k at a k-th of the level', () => {
    const of = (level: number) => jointVerdict([at('open'), at('open'), deniedFrom(level)], 0.06).outcome
    expect(of(0.02)).toBe('refuted')
    expect(of(0.021)).toBe('inconclusive')
  })
})

test('pOfStatements is the level at which all are shown, or one of k is denied at its share', () => {
  expect(pOfStatements([at('shown', 0.01), at('shown', 0.04)])).toBe(0.04)
  expect(pOfStatements([at('shown', 0.01), at('denied', 1, 0.02), at('open')])).toBeCloseTo(0.06, 12)
  expect(pOfStatements([at('open'), at('open', 1, 0.9)])).toBe(1)
})

describe('locationStatement', () => {
  const standing = (values: readonly number[], claimed: 'below' | 'above' = 'below', blocks?: () => boolean) =>
    locationStatement({
      location: fixedLocationTest(values),
      reference: 0,
      claimed,
      ...(blocks && { blocks })
    }).standing(0.05)

  it('is shown on its side, and denied on the other', () => {
    const values = symmetric(-1, 0.5)
    expect(standing(values)).toBe('shown')
    expect(standing(values, 'above')).toBe('denied')
    expect(standing(symmetric(0, 0.5))).toBe('open')
  })

  it('says what objects', () => {
    expect(standing(symmetric(-1, 0.1, 4))).toBe('co-check')
    expect(standing(TAILED)).toBe('skew')
    expect(standing(symmetric(-1, 0.5), 'below', () => true)).toBe('failures')
    expect(standing(times(8, 0), 'below', () => true)).toBe('open')
  })

  it('has a p on the side to which the sample leans, and 1 on the other', () => {
    const { pShown, pDenied } = locationStatement({
      location: fixedLocationTest(symmetric(1, 0.5)),
      reference: 0,
      claimed: 'below'
    })
    expect(pShown).toBe(1)
    expect(pDenied).toBeLessThan(0.01)
  })
})
