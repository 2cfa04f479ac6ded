import { requireCounts } from './binomialTest'
import { normalCdf } from './distributions'

/**
 * One-sided p of "the first rate exceeds the second one by no more than the margin" for two independent samples: the score
 * test of Farrington and Manning, z = (p1 - p2 - m)/sqrt(v1 (1 - v1)/n1 + v2 (1 - v2)/n2), with the rates v1 = v2 + m that
 * are likeliest where the difference is exactly m. They maximise a concave function; its slope's zero is found by bisection.
 *
 * @param first successes of the first sample, with their number
 * @param second the same of the second
 * @param margin m, in [0, 1)
 * @throws RangeError outside these ranges, or on an empty sample
 * @returns 1 where the margin is 0 and nothing varies
 * @example farringtonManningP({ count: 3, of: 10 }, { count: 0, of: 10 }, 0.1) // 0.0725...
 * @see Farrington & Manning 1990, Statistics in Medicine 9
 */
export function farringtonManningP(
  first: { readonly count: number; readonly of: number },
  second: { readonly count: number; readonly of: number },
  margin: number
): number {
  for (const { count, of } of [first, second]) {
    requireCounts(count, of)
    if (of === 0) throw new RangeError('a rate of an empty sample')
  }
  if (!(margin >= 0 && margin < 1)) throw new RangeError(`a margin in [0, 1) is needed, not ${margin}`)
  const successes = first.count + second.count
  // Neither sample varies, and they are alike: the likeliest rates are at an end, which bisection only nears.
  if (margin === 0 && (successes === 0 || successes === first.of + second.of)) return 1
  const rate = likeliestSecondRate(first, second, margin)
  const variance = (of: number, share: number) => (share * (1 - share)) / of
  const error = Math.sqrt(variance(first.of, rate + margin) + variance(second.of, rate))
  const excess = first.count / first.of - second.count / second.of - margin
  return normalCdf(-excess / error)
}

const BISECTIONS = 60

function likeliestSecondRate(
  first: { readonly count: number; readonly of: number },
  second: { readonly count: number; readonly of: number },
  margin: number
): number {
  // Terms of a count of 0 are left out: at the ends they would be 0/0.
  const part = (count: number, share: number) => (count === 0 ? 0 : count / share)
  const slope = (rate: number) =>
    part(first.count, rate + margin) -
    part(first.of - first.count, 1 - rate - margin) +
    part(second.count, rate) -
    part(second.of - second.count, 1 - rate)
  let low = 0
  let high = 1 - margin
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (low + high) / 2
    if (slope(middle) > 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}
