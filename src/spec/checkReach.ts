import { DEFAULT_ALPHA } from './defaults'
import { numberAt, type SpecDocument, stringAt, valueAt } from './document'
import { type LintProblem, problemAt } from './lintProblem'
import { carriesP, experimentOf, familyOf, fieldAtProfiles, type World } from './world'

/**
 * Warns of claims that cannot reach a decision, whatever their runs give: at level alpha/m, m the claims of the family
 * that carry a p value, a comparison of n pairs needs 2^(1-n) <= alpha/m (the smallest p of the sign-flip test), and a
 * share needs that all successes put the Clopper-Pearson lower bound (alpha/m/2)^(1/n) above it.
 */
export function checkReach(world: World): LintProblem[] {
  const sizes = new Map<string, number>()
  for (const claim of world.claims) {
    const family = familyOf(claim)
    if (family !== undefined && carriesP(claim)) sizes.set(family, (sizes.get(family) ?? 0) + 1)
  }
  return world.claims.flatMap((claim) => {
    const size = sizes.get(familyOf(claim) ?? '')
    return size === undefined || !carriesP(claim) ? [] : reachOf(claim, world, size)
  })
}

/** Smallest n with 2^(1-n) <= level. @example minPairs(0.05) // 6 */
export function minPairs(level: number): number {
  let n = 1
  while (2 ** (1 - n) > level) n++
  return n
}

/** Smallest n at which n successes of n show more than `share` at a two-sided level. @example minSuccesses(0.05, 0.8) // 17 */
export function minSuccesses(level: number, share: number): number {
  // n > ln(level/2)/ln(share); no loop, since near share 1 the count is beyond the whole numbers a double tells apart.
  const n = Math.max(1, Math.floor(Math.log(level / 2) / Math.log(share)))
  return (level / 2) ** (1 / n) <= share ? n + 1 : n
}

function reachOf(claim: SpecDocument, world: World, size: number): LintProblem[] {
  const alpha = numberAt(claim, 'decision', 'alpha') ?? DEFAULT_ALPHA
  if (!(alpha > 0 && alpha < 1)) return []
  const needed = neededSeeds(claim, alpha / size)
  if (needed === null) return []

  const experiment = experimentOf(claim, world)
  const own = ['decision', 'seeds'] as const
  const budgets =
    experiment?.tree === undefined
      ? [{ document: claim, path: own, profiles: [] }]
      : fieldAtProfiles(experiment, 'seeds', own).map(({ path, profiles }) => ({
          document: path === own ? claim : experiment,
          path,
          profiles
        }))
  return budgets.flatMap(({ document, path, profiles }) => {
    const seeds = numberAt(document, ...path, 'max')
    const isUnused = document === claim && experiment?.tree !== undefined && profiles.length === 0
    if (seeds === undefined || seeds >= needed.count || isUnused) return []
    return [
      problemAt(document, [...path, 'max'], {
        severity: 'warning',
        message: `${claim.file} cannot reach a decision${profiles.length === 0 ? '' : ` at profile ${profiles.join(', ')}`}`,
        expected: `>= ${needed.count} seeds: ${needed.why}, at alpha ${alpha}${size === 1 ? '' : ` over the ${size} claims of the family`}`,
        remedy: size === 1 ? needed.remedy : `${needed.remedy}, or make the family smaller`
      })
    ]
  })
}

function neededSeeds(claim: SpecDocument, level: number): { count: number; why: string; remedy: string } | null {
  if (stringAt(claim, 'hypothesis', 'kind') !== 'converges-to') {
    return {
      count: minPairs(level),
      why: 'with fewer pairs the sign-flip test has no p that small',
      remedy: 'raise the number of seeds'
    }
  }
  const share = valueAt(claim, ['hypothesis', 'share'])
  if (typeof share !== 'number' || !(share > 0 && share < 1)) return null
  return {
    count: minSuccesses(level, share),
    why: `with fewer even all successes do not show a share above ${share}`,
    remedy: 'raise the number of seeds, or lower the share'
  }
}
