import { DEFAULT_ALPHA } from '../claims/defaults'
import { numberAt, type SpecDocument, stringAt, valueAt } from '../claims/document'
import { fieldAtProfiles, numSettings } from '../claims/experimentDocument'
import { type LintProblem, problemAt } from '../claims/lintProblem'
import { majorityOf } from '../claims/majority'
import { metricBounds } from '../runs/metrics'
import {
  minPairs,
  minPairsMixtureT,
  minSuccesses,
  minSuccessesBetaBinomial,
  smallestDifferenceOfBetting
} from '../stats/reach'
import { defaultMethod, KINDS } from './kinds'
import {
  countsInFamily,
  experimentOf,
  familyOf,
  isSeedless,
  kindOf,
  type SeedBudgetPlace,
  seedBudgets,
  type World
} from './world'

/**
 * Warns of claims that cannot be decided, whatever their runs give, at level alpha/m, m the claims of the family that
 * carry a p value: each rule has a smallest number of seeds at which the clearest data reach that level.
 */
export function checkReach(world: World): LintProblem[] {
  const sizes = new Map<string, number>()
  for (const claim of world.claims) {
    const family = familyOf(claim)
    if (family !== undefined && countsInFamily(claim, world)) sizes.set(family, (sizes.get(family) ?? 0) + 1)
  }
  return world.claims.flatMap((claim) => {
    const size = sizes.get(familyOf(claim) ?? '')
    return size === undefined || !countsInFamily(claim, world) || isSeedless(claim, world)
      ? []
      : reachOf(claim, world, size)
  })
}

function reachOf(claim: SpecDocument, world: World, size: number): LintProblem[] {
  const alpha = numberAt(claim, 'decision', 'alpha') ?? DEFAULT_ALPHA
  if (!(alpha > 0 && alpha < 1)) return []
  const level = alpha / size
  const atLevel = `at alpha ${alpha}${size === 1 ? '' : ` over the ${size} claims of the family`}`
  return seedBudgets(claim, world).flatMap((place) => {
    const needed = neededSeeds(claim, level, atLevel, mostSettings(claim, world, place))
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
  const kind = kindOf(claim)
  if (kind === undefined || (mode !== 'anytime-valid' && mode !== 'group-sequential')) return undefined
  const method = stringAt(claim, 'decision', 'method') ?? defaultMethod(kind, mode)
  return method !== undefined && (KINDS[kind].methods[mode] as readonly string[]).includes(method) ? method : undefined
}

interface NeededSeeds {
  readonly count: number
  readonly cannot: string
  readonly why: string
  readonly remedy: string
}

/** Settings of the largest grid of the profiles at which a number of seeds holds. */
function mostSettings(claim: SpecDocument, world: World, { profiles }: SeedBudgetPlace): number {
  const experiment = experimentOf(claim, world)
  if (experiment?.tree === undefined) return 1
  const grids = fieldAtProfiles(experiment, 'grid', ['grid']).filter((at) =>
    at.profiles.some((profile) => profiles.includes(profile))
  )
  return Math.max(1, ...grids.map(({ value }) => numSettings(value)))
}

/** @param settings that a claim over a map has to be judged at */
function neededSeeds(claim: SpecDocument, level: number, atLevel: string, settings: number): NeededSeeds | null {
  const kind = kindOf(claim)
  const undecidable = { cannot: 'cannot reach a decision', remedy: 'raise the number of seeds' }
  switch (kind) {
    case 'lower':
    case 'not-lower':
    case 'equivalent':
    case 'faster':
      return { ...undecidable, ...neededPairs(methodOf(claim), level, atLevel) }
    case 'lower-at-most-settings':
      return {
        ...undecidable,
        count: minPairs(level / majorityOf(settings)),
        why: `with fewer pairs the sign-flip test has no p that small at a share of 1 in ${majorityOf(settings)} of the level, which a majority of ${settings} settings takes, ${atLevel}`
      }
    case 'contrast':
      return {
        ...undecidable,
        count: minPairs(level),
        why: `with fewer pairs McNemar's test has no p that small, ${atLevel}`
      }
    case 'converges-to':
      return neededSuccesses(claim, level, atLevel)
    case 'rate':
    case 'range':
      return { ...undecidable, count: 3, why: 'fewer give no interval that is worth the name' }
    case 'invariant':
    case 'arithmetic':
    case 'all-of':
    case undefined:
      return null
    default:
      return kind satisfies never
  }
}

function neededPairs(
  method: string | undefined,
  level: number,
  atLevel: string
): { readonly count: number; readonly why: string } {
  const smallE = `with fewer pairs its e-value is never that large, ${atLevel}`
  switch (method) {
    case 'mixture-t':
      return { count: minPairsMixtureT(level), why: smallE }
    case 'sign-flip':
    case 'betting':
      return { count: minPairs(level), why: smallE }
    case 'pocock':
    case 'obrien-fleming':
      // That the last look is one of the looks is an error of its own; a t statistic has no upper bound.
      return { count: 1, why: '' }
    default:
      return { count: minPairs(level), why: `with fewer pairs the sign-flip test has no p that small, ${atLevel}` }
  }
}

function neededSuccesses(claim: SpecDocument, level: number, atLevel: string): NeededSeeds | null {
  const share = valueAt(claim, ['hypothesis', 'share'])
  if (typeof share !== 'number' || !(share > 0 && share < 1)) return null
  return {
    count: methodOf(claim) === 'beta-binomial' ? minSuccessesBetaBinomial(level, share) : minSuccesses(level, share),
    cannot: 'cannot be reproduced',
    why: `with fewer even all successes do not show a share above ${share}, ${atLevel}`,
    remedy: 'raise the number of seeds, or lower the share'
  }
}
