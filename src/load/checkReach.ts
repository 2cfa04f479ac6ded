import { DEFAULT_ALPHA } from '../claims/defaults'
import { numberAt, type SpecDocument, stringAt } from '../claims/document'
import { fieldAtProfiles, numSettings } from '../claims/experimentDocument'
import { type LintProblem, problemAt } from '../claims/lintProblem'
import { defaultMethod, KINDS } from '../kinds'
import { metricBounds } from '../runs/metrics'
import { smallestDifferenceOfBetting } from '../stats/reach'
import {
  type ClaimIndex,
  countsInFamily,
  experimentOf,
  familyOf,
  kindNameOf,
  replicatesOf,
  type SeedBudgetPlace,
  seedBudgets
} from './claimIndex'

/**
 * Warns of claims that cannot be decided, whatever their runs give, at level alpha/m, m the claims of the family that
 * carry a p value: each rule has a smallest number of seeds at which the clearest data reach that level.
 */
export function checkReach(claimIndex: ClaimIndex): LintProblem[] {
  const sizes = new Map<string, number>()
  for (const claim of claimIndex.claims) {
    const family = familyOf(claim)
    if (family !== undefined && countsInFamily(claim, claimIndex)) sizes.set(family, (sizes.get(family) ?? 0) + 1)
  }
  return claimIndex.claims.flatMap((claim) => {
    const size = sizes.get(familyOf(claim) ?? '')
    return size === undefined ||
      !countsInFamily(claim, claimIndex) ||
      replicatesOf(claim, claimIndex) === 'starting-points'
      ? []
      : reachOf(claim, claimIndex, size)
  })
}

function reachOf(claim: SpecDocument, claimIndex: ClaimIndex, size: number): LintProblem[] {
  const alpha = numberAt(claim, 'decision', 'alpha') ?? DEFAULT_ALPHA
  if (!(alpha > 0 && alpha < 1)) return []
  const level = alpha / size
  const kind = kindNameOf(claim)
  const method = methodOf(claim)
  const atLevel = `at alpha ${alpha}${size === 1 ? '' : ` over the ${size} claims of the family`}`
  return seedBudgets(claim, claimIndex).flatMap((place) => {
    const settings = mostSettings(claim, claimIndex, place)
    const needed = kind === undefined ? null : KINDS[kind].reach({ claim, level, atLevel, method, settings })
    const seeds = numberAt(place.document, ...place.path, 'max')
    if (seeds === undefined || needed === null) return []
    if (seeds >= needed.count) return betsOnBounded(claim) ? [bettingWarning(claim, place, level, seeds)] : []
    return [
      problemAt(place.document, [...place.path, 'max'], {
        severity: 'warning',
        message: `${claim.file} ${needed.cannot}${profileWords(place)}`,
        expected: `>= ${Number.isFinite(needed.count) ? needed.count : 'a million'} seeds: ${needed.why}`,
        remedy: size === 1 ? needed.remedy : `${needed.remedy}, or make the family smaller`
      })
    ]
  })
}

function profileWords({ profiles }: SeedBudgetPlace): string {
  return profiles.length === 0 ? '' : ` at profile ${profiles.join(', ')}`
}

/** On an unbounded metric betting is an error of its own. */
function betsOnBounded(claim: SpecDocument): boolean {
  const metric = stringAt(claim, 'hypothesis', 'metric')
  return methodOf(claim) === 'betting' && metric !== undefined && metricBounds(metric) !== null
}

function bettingWarning(claim: SpecDocument, place: SeedBudgetPlace, level: number, seeds: number): LintProblem {
  const difference = smallestDifferenceOfBetting(level, seeds)
  return problemAt(claim, ['decision', 'method'], {
    severity: 'warning',
    message: `betting cannot decide a difference under about ${difference.toFixed(2)} within ${seeds} pairs${profileWords(place)}`,
    expected: 'a method for the size of difference that is in question; betting assumes nothing but the bounds',
    remedy: 'keep it where nothing may be assumed, else choose "sign-flip", or raise the number of seeds'
  })
}

/** The method by which seeds are added; undefined with a fixed number, or where nothing sensible is stated. */
function methodOf(claim: SpecDocument): string | undefined {
  const mode = stringAt(claim, 'decision', 'mode')
  const kind = kindNameOf(claim)
  if (kind === undefined || (mode !== 'anytime-valid' && mode !== 'group-sequential')) return undefined
  const method = stringAt(claim, 'decision', 'method') ?? defaultMethod(kind, mode)
  return method !== undefined && (KINDS[kind].methods[mode] as readonly string[]).includes(method) ? method : undefined
}

/** Settings of the largest grid of the profiles at which a number of seeds holds. */
function mostSettings(claim: SpecDocument, claimIndex: ClaimIndex, { profiles }: SeedBudgetPlace): number {
  const experiment = experimentOf(claim, claimIndex)
  if (experiment?.tree === undefined) return 1
  const grids = fieldAtProfiles(experiment, 'grid', ['grid']).filter((at) =>
    at.profiles.some((profile) => profiles.includes(profile))
  )
  return Math.max(1, ...grids.map(({ value }) => numSettings(value)))
}
