import { gridSettings } from '../claims/grid'
import type { Setting, Tuning } from '../claims/types'
import { type Claim, type ClaimOf, type KindName, kindOf, needsOf } from '../kinds'
import { isDeterministic } from '../runs/resolveRunSpec'
import { type Experiment, runKindOf } from '../runs/runKinds'
import type { RunSeeds } from '../runs/types'

/** Selection seeds start here, far from any judgement seed, so tuning never sees a run that it is judged by. */
export const FIRST_SELECTION_SEED = 1_000_000

/** A run that a claim needs, before it is resolved to a spec. */
export interface Role {
  readonly arm: string
  readonly purpose: 'selection' | 'judgement'
  readonly setting: Setting
  /** Index of the run: the pair that it belongs to. All its streams take it as their seed, unless `seeds` says otherwise. */
  readonly seed: number
  /** Seeds of the single streams, where they differ: a cell of a Latin square, say. */
  readonly seeds?: RunSeeds
  readonly initialPoint: number | null
  /** Every step's size is looked at too: `record.effectiveStep` of the run. */
  readonly effectiveStep?: true
  /** At a setting that was not chosen, but that selection cannot tell from the best. */
  readonly contender?: true
}

/** Consecutive seeds from `first`. */
function seedRange(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index)
}

/** The arms that a claim speaks of, control first. */
export function armsOf<K extends KindName>({ hypothesis }: ClaimOf<K>): readonly string[] {
  return kindOf<K>(hypothesis).arms(hypothesis)
}

/** The tuning of a claim; null where it takes its arms as they stand. */
export function tuningOf<K extends KindName>({ hypothesis }: ClaimOf<K>): Tuning | null {
  return kindOf<K>(hypothesis).tuning?.(hypothesis) ?? null
}

/**
 * The runs that choose each arm's setting: every setting of the grid on every selection seed, the same for all arms.
 *
 * @param firstSeed of the judgement; it shifts the selection seeds too, so that disjoint repetitions are disjoint in both
 */
export function selectionRoles(claim: Claim, experiment: Experiment, firstSeed: number): Role[] {
  const tuning = tuningOf(claim)
  if (tuning === null) return []
  const seeds = seedRange(FIRST_SELECTION_SEED + firstSeed, tuning.seeds)
  return armsOf(claim).flatMap((arm) =>
    gridSettings(runKindOf(experiment).grid(experiment)).flatMap((setting) =>
      seeds.map((seed): Role => ({ arm, purpose: 'selection', setting, seed, initialPoint: null }))
    )
  )
}

/**
 * The runs at the settings that selection cannot tell from the chosen ones: each arm at its own, on the same seeds.
 *
 * @param contenders beside the chosen settings, by arm
 */
export function contenderRoles(
  claim: Claim,
  experiment: Experiment,
  contenders: ReadonlyMap<string, readonly Setting[]>,
  seeds: { readonly first: number; readonly count: number }
): Role[] {
  return [...contenders].flatMap(([arm, settings]) =>
    settings.flatMap((setting) =>
      judgementRoles(claim, experiment, new Map([[arm, setting]]), seeds)
        .filter((role) => role.arm === arm)
        .map((role): Role => ({ ...role, contender: true }))
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
  const { replicates } = kindOf(claim.hypothesis)
  const needs = needsOf(claim.hypothesis)
  const overPoints = replicates(claim.hypothesis, isDeterministic(experiment)) === 'starting-points'
  const seedList = seedRange(seeds.first, overPoints ? 1 : seeds.count)
  const points = runKindOf(experiment).startingPoints(experiment)
  const everyPoint = overPoints || needs.everyStart === true
  const watched = needs.effectiveStep === undefined ? {} : { effectiveStep: needs.effectiveStep }
  // A claim over the whole map sets both arms itself, to every setting in turn.
  const shared: readonly (Setting | null)[] =
    needs.everySetting === true ? gridSettings(runKindOf(experiment).grid(experiment)) : [null]
  return seedList.flatMap((seed, index) =>
    // Seeds are the replicates: each starts from one point, in turn, so that the samples are independent and speak of
    // all points.
    (everyPoint ? points : [points[index % points.length] ?? null]).flatMap((initialPoint) =>
      shared.flatMap((common) =>
        armsOf(claim).map((arm): Role => {
          const setting = common ?? settings.get(arm) ?? {}
          return { arm, purpose: 'judgement', setting, seed, initialPoint, ...watched }
        })
      )
    )
  )
}
