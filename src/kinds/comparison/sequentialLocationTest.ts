import type { SequentialLook, SequentialMethod } from '../../stats/sequential/types'
import { skewRobustTest } from '../../stats/skewRobustP'
import { once } from '../shared/remembered'
import type { LocationTest } from './locationTest'

/**
 * The centre of values that are looked at again and again: position and interval are those of the running intersection
 * of the method's confidence sets, its p replaces the tests of a fixed number of pairs. Where the method needs symmetry,
 * what this look by itself makes of its t, the skewness allowed for, has to be as small: else the position is `skewed`,
 * and the next look may tell.
 *
 * @param values all that there are, in seed order
 * @returns the centre as it was after the first `n` values
 */
export function sequentialLocationTest(
  values: readonly number[],
  method: SequentialMethod
): (n: number) => LocationTest {
  // A look depends on the values before it only: a sequence serves all n up to its own.
  const sequences = new Map<number, { readonly n: number; readonly looks: readonly SequentialLook[] }>()
  const lookAt = (n: number, alpha: number): SequentialLook | undefined => {
    const known = sequences.get(alpha)
    const sequence =
      known && known.n >= n
        ? known
        : { n: Math.min(values.length, 2 * n), looks: method.sequence(values.slice(0, 2 * n), alpha) }
    sequences.set(alpha, sequence)
    return sequence.looks.findLast((look) => look.n <= n)
  }
  return (n) => {
    const entered = values.slice(0, n)
    const lastLook = method.looks(n).at(-1) ?? 0
    const { pOfT } = method
    const skewTest = once(() => skewRobustTest(values.slice(0, lastLook), (t) => pOfT!(lastLook, t)))
    const skewP = (reference: number): number | null => {
      if (pOfT === null) return null
      return lastLook < 2 ? 1 : skewTest()(reference)
    }
    return {
      values: entered,
      // It is of bounded differences.
      ...(method.name === 'betting' && { largest: 1 }),
      interval: (alpha) => lookAt(n, alpha)?.interval ?? { lower: -Infinity, upper: Infinity, level: 1 - alpha },
      side: (reference, alpha) => {
        // What no look has excluded is in every set, and its interval need not be found.
        if (n === 0 || method.p(entered, reference) > alpha) return 'open'
        const look = lookAt(n, alpha)
        if (look === undefined) return 'open'
        if (look.contradictory) return 'contradictory'
        const { lower, upper } = look.interval
        if (lower <= reference && reference <= upper) return 'open'
        if ((skewP(reference) ?? 0) > alpha) return 'skewed'
        return upper < reference ? 'below' : 'above'
      },
      test: (reference) => {
        const pSkew = skewP(reference)
        return { pT: null, pFlip: null, pSkew, p: Math.max(method.p(entered, reference), pSkew ?? 0) }
      }
    }
  }
}
