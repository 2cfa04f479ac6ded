import type { EndPoint } from '../../../../src/kinds/shared/types'
import { claimOf, convergence, elsewhere, judgeAlone, moving, point, times } from '../builders'

const LEAD = "At profile quick adam's x.windowMean ended within 0.01 of 1 "
const BUDGET = ' Budget: 5,000 images instead of 50,000.'
const common = { metric: 'x.windowMean', arm: 'adam', target: 1, tolerance: 0.01 }

const share = (samples: readonly EndPoint[]) =>
  judgeAlone(claimOf(convergence), { kind: 'share', ...common, samples }).sentence
const grid = (samples: readonly EndPoint[]) =>
  judgeAlone(claimOf({ ...convergence, over: 'initial-points', share: null }), {
    kind: 'initial-points',
    ...common,
    samples
  }).sentence

describe('shareSentence', () => {
  test.each([
    [
      times(20, point()),
      'in 20 of 20 seeds: in more than 80 % of seeds, so the claim is reproduced. The share is 100 % (95 % interval: 83.2 % to 100 %).'
    ],
    [
      [...times(10, point()), ...times(10, elsewhere)],
      'in 10 of 20 seeds: in fewer than 80 % of seeds, so the claim is refuted (too-few). The share is 50 % (95 % interval: 27.2 % to 72.8 %).'
    ],
    [
      [...times(17, point()), ...times(3, elsewhere)],
      'in 17 of 20 seeds: whether in more than 80 % of seeds is undecided, so the claim is inconclusive. The share is 85 % (95 % interval: 62.1 % to 96.8 %). About 222 more seeds would be expected to decide.'
    ],
    [
      [...times(17, point()), moving],
      'in 17 of 18 seeds: 1 other was still moving, and the verdict depends on its end, so the claim is inconclusive (not-settled). The share is 94.4 % (95 % interval: 72.7 % to 99.9 %).'
    ],
    [
      [...times(30, point()), moving],
      'in 30 of 31 seeds: in more than 80 % of seeds, so the claim is reproduced. The share is 96.8 % (95 % interval: 83.3 % to 99.9 %). 1 seed still moving at the end would not change that.'
    ]
  ])('case %#', (samples, expected) => {
    expect(share(samples)).toBe(LEAD + expected + BUDGET)
  })

  test('no seeds', () => {
    expect(share([])).toMatch(/no seed was run, so the claim is not evaluable \(no-data\)\. Budget/)
  })
})

describe('gridSentence', () => {
  test.each([
    [times(5, point()), 'from all 5 starting points, so the claim is reproduced.'],
    [times(5, elsewhere), 'from none of 5 starting points, so the claim is refuted (elsewhere).'],
    [[point(), elsewhere], 'from 1 of 2 starting points, so the claim is inconclusive (mixed).'],
    [
      [point(), moving],
      'from 1 of 2 starting points (1 still moving at the end), so the claim is inconclusive (not-settled).'
    ]
  ])('case %#', (samples, expected) => {
    expect(grid(samples)).toBe(LEAD + expected + BUDGET)
  })

  test('no starting points', () => {
    expect(grid([])).toMatch(/no starting point was run, so the claim is not evaluable \(no-data\)\. Budget/)
  })
})
