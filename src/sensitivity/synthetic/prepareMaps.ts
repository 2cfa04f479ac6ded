import { InputError } from '../../errors'
import type { Claim } from '../../kinds'
import { loadClaims } from '../../load/load'
import { applyProfile, seedBudget } from '../../runs/profiles'
import { isDeterministic } from '../../runs/resolveRunSpec'
import { SYNTHETIC_AXES, type SyntheticAxis } from '../../runs/synthetic/axes'
import type { SyntheticExperiment, SyntheticMap } from '../../runs/synthetic/types'
import { selectClaims } from '../../verify/select'
import { oneClaim } from '../prepareStudy'
import type { SyntheticMapOptions } from './types'

/** The maps of a synthetic claim before an engine is asked. */
export interface MapStudy {
  readonly claim: Claim
  /** At the profile. */
  readonly experiment: SyntheticExperiment
  /** Those that were asked for, in the order of `SYNTHETIC_AXES`. */
  readonly by: readonly SyntheticAxis[]
  readonly maps: readonly SyntheticMap[]
  /** Of every cell; 1 where the problem is deterministic. */
  readonly numSeeds: number
}

/** Whether a claim is about a synthetic experiment, so that its maps are what can be studied. */
export function isSyntheticClaim({
  claimsRoot,
  claim: name
}: Pick<SyntheticMapOptions, 'claimsRoot' | 'claim'>): boolean {
  const loaded = loadClaims(claimsRoot)
  const claim = oneClaim(selectClaims(loaded.claims, [name]).named, name)
  return claim.experiment !== null && loaded.experiments.get(claim.experiment)?.kind === 'synthetic'
}

/**
 * Loads a synthetic claim and the maps of its experiment.
 *
 * @throws InputError for malformed claims, an unknown one, one without maps, or axes that its maps do not have
 */
export function prepareMaps(options: SyntheticMapOptions): MapStudy {
  const loaded = loadClaims(options.claimsRoot)
  const claim = oneClaim(selectClaims(loaded.claims, [options.claim]).named, options.claim)
  const whole = claim.experiment === null ? undefined : loaded.experiments.get(claim.experiment)
  if (whole?.kind !== 'synthetic') throw notSynthetic(claim)
  const own = whole.maps ?? []
  const possible = SYNTHETIC_AXES.filter((axis) => own.some((map) => map[axis] !== undefined))
  const by = options.by.includes('all') ? possible : SYNTHETIC_AXES.filter((axis) => options.by.includes(axis))
  const unknown = options.by.find((axis) => axis !== 'all' && !possible.includes(axis))
  if (unknown !== undefined || by.length === 0) throw noSuchAxis(claim, whole.id, possible, unknown ?? 'all')
  const experiment = applyProfile(whole, options.profile)
  return {
    claim,
    experiment,
    by,
    maps: restrict(own, by),
    numSeeds: isDeterministic(experiment) ? 1 : (options.seeds ?? seedBudget(claim, whole, options.profile).max)
  }
}

/** Each map along the named axes alone; what is left of several maps alike stands once. */
function restrict(maps: readonly SyntheticMap[], by: readonly SyntheticAxis[]): SyntheticMap[] {
  const restricted = maps.map((map) =>
    Object.fromEntries(by.flatMap((axis) => (map[axis] === undefined ? [] : [[axis, map[axis]]])))
  )
  const byText = new Map(restricted.map((map) => [JSON.stringify(map), map]))
  return [...byText.values()].filter((map) => Object.keys(map).length > 0)
}

function notSynthetic({ id, hypothesis }: Claim): InputError {
  return new InputError(`claim ${id} is not about a synthetic experiment`, {
    expected: 'a claim of the kind converges-to, converges-more-often, rate or invariant',
    received: hypothesis.kind,
    remedy: 'claimcheck plan lists all claims'
  })
}

function noSuchAxis({ id }: Claim, experiment: string, possible: readonly string[], received: string): InputError {
  if (possible.length === 0) {
    return new InputError(`experiment ${experiment} has no maps`, {
      where: `experiments/${experiment}.json`,
      expected: '"maps": the axes to vary, with their values',
      remedy: `add them, or study another claim than ${id}`
    })
  }
  return new InputError(`no map of experiment ${experiment} varies ${received}`, {
    where: '--by',
    expected: `one of ${possible.join(', ')}, all`,
    received,
    remedy: `npx claimcheck sensitivity ${id} --by all`
  })
}
