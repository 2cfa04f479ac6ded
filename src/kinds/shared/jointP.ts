import { levelOf } from './judgeable'

/**
 * p of a claim that is decided by several tests, some of them at a share of its level: the smallest level at which it is
 * decided, one of theirs, or so many times one. null where no test carries a p value.
 *
 * @param share at a level of 1/share of the claim's some of the tests are asked
 * @param isDecided whether the claim is, at a level
 * @example jointP([0.01, 0.04], 2, (level) => level >= 0.08) // 0.08
 */
export function jointP(
  pValues: readonly (number | null)[],
  share: number,
  isDecided: (level: number) => boolean
): number | null {
  const ps = pValues.flatMap((p) => p ?? [])
  if (ps.length === 0) return null
  const candidates = [0, ...ps, ...ps.map((p) => share * p)].toSorted((a, b) => a - b)
  const decisive = candidates.find((p) => {
    const level = levelOf(p)
    return level < 1 && isDecided(level)
  })
  return decisive ?? 1
}
