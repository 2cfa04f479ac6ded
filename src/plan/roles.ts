import type { Claim, Experiment, Setting, Tuning } from '../spec/types'
import { gridSettings } from './grid'

/** Selection seeds start here, far from any judgement seed, so tuning never sees a run that it is judged by. */
export const FIRST_SELECTION_SEED = 1_000_000

/** A run that a claim needs, before it is resolved to a spec. */
export interface Role {
  readonly arm: string
  readonly purpose: 'selection' | 'judgement'
  readonly setting: Setting
  readonly seed: number
  readonly initialPoint: number | null
}

/** Consecutive seeds from `first`. */
function seedRange(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index)
}

/** The arms that a claim speaks of, control first. */
export function armsOf(claim: Claim): readonly string[] {
  const { hypothesis } = claim
  return hypothesis.kind === 'converges-to' ? [hypothesis.arm] : [hypothesis.control, hypothesis.treatment]
}

/** The tuning of a claim; null where it takes its arms as they stand. */
export function tuningOf(claim: Claim): Tuning | null {
  return claim.hypothesis.kind === 'converges-to' ? null : claim.hypothesis.tuning
}

/**
 * The runs that choose each arm's setting: every setting of the grid on every selection seed, the same for all arms.
 *
 * @param firstSeed of the judgement; it shifts the selection seeds too, so that disjoint repetitions are disjoint in both
 */
export function selectionRoles(claim: Claim, experiment: Experiment, firstSeed: number): Role[] {
  const tuning = tuningOf(claim)
  if (tuning === null || experiment.kind !== 'classification') return []
  const seeds = seedRange(FIRST_SELECTION_SEED + firstSeed, tuning.seeds)
  return armsOf(claim).flatMap((arm) =>
    gridSettings(experiment.grid).flatMap((setting) =>
      seeds.map((seed): Role => ({ arm, purpose: 'selection', setting, seed, initialPoint: null }))
    )
  )
}

/**
 * The runs that enter the verdict, in seed order.
 *
 * @param settings the chosen setting of every arm; an arm that is not in it is taken as it stands
 */
export function judgementRoles(
  claim: Claim,
  experiment: Experiment,
  settings: ReadonlyMap<string, Setting>,
  seeds: { readonly first: number; readonly count: number }
): Role[] {
  const { hypothesis } = claim
  const overPoints = hypothesis.kind === 'converges-to' && hypothesis.over === 'initial-points'
  const seedList = seedRange(seeds.first, overPoints ? 1 : seeds.count)
  const points: readonly (number | null)[] = experiment.kind === 'synthetic' ? experiment.initialPoints : [null]
  return seedList.flatMap((seed, index) =>
    // Over seeds each seed starts from one point, in turn, so that the share speaks of all of them.
    (overPoints ? points : [points[index % points.length] ?? null]).flatMap((initialPoint) =>
      armsOf(claim).map(
        (arm): Role => ({ arm, purpose: 'judgement', setting: settings.get(arm) ?? {}, seed, initialPoint })
      )
    )
  )
}
