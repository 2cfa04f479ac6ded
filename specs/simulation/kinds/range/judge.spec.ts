import seedrandom from 'seedrandom'
import { guardedSpread } from '../../../../src/kinds/shared/guardedSpread'
import { rangePosition } from '../../../../src/kinds/shared/seedMean'
import { normalStream } from '../../../../src/random/streams'
import { spreadContrastPseudoValues } from '../../../../src/stats/spreadContrast'

/**
 * Wrong decisions about a standard deviation that lies on the bound, counted over simulated studies of 6 normal values at a fixed
 * seed, with 4 standard errors of slack; the mutant that leaves out one of the two rules fails.
 */
const ALPHA = 0.05
const NUM_STUDIES = 1500
const LIMIT = ALPHA + 4 * Math.sqrt((ALPHA * (1 - ALPHA)) / NUM_STUDIES)

function wrongRate(decides: (values: readonly number[]) => boolean): number {
  const normal = normalStream(seedrandom.alea('specs/range-spread'))
  let wrong = 0
  for (let study = 0; study < NUM_STUDIES; study++) {
    if (decides(Array.from({ length: 6 }, normal))) wrong++
  }
  return wrong / NUM_STUDIES
}

const isDecided = (position: string) => ['inside', 'below', 'above'].includes(position)

describe('a bound on a spread', () => {
  it('is decided wrongly in no more than 5 % of studies', () => {
    expect(wrongRate((values) => isDecided(guardedSpread(values, -Infinity, 1).position(ALPHA)))).toBeLessThan(LIMIT)
  })

  it('would be in more by the jackknife alone, at any level of it that a claim may have', () => {
    const jackknife = (values: readonly number[]) =>
      isDecided(rangePosition(spreadContrastPseudoValues([values], [1]), -Infinity, 0, ALPHA))
    const both = (values: readonly number[]) => isDecided(guardedSpread(values, -Infinity, 1).position(ALPHA))
    expect(wrongRate(jackknife)).toBeGreaterThan(2 * wrongRate(both))
  })
})
