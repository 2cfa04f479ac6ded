import type { AnyClaim, ProfileName, SeedBudget } from '../claims/types'
import { GROUP_SEQUENTIAL_LOOKS } from '../stats/sequential/groupSequentialLooks'
import { type Experiment, runKindOf } from './runKinds'

/**
 * The experiment as a profile runs it: the profile's overrides stand in the experiment's own fields. A profile that the
 * experiment does not name runs all of it. Applying the same profile twice changes nothing. What no profile runs, such as
 * maps, is left behind.
 *
 * @example
 * const profiles = { quick: { departure: '5 epochs instead of 50', epochs: 5 } }
 * applyProfile({ ...experiment, profiles }, 'quick').training.epochs // 5
 */
export function applyProfile<E extends Experiment>(experiment: E, profile: ProfileName): E
export function applyProfile(experiment: Experiment, profile: ProfileName): Experiment {
  return runKindOf(experiment).atProfile(experiment, profile)
}

/**
 * The number of seeds of a claim at a profile: the experiment's profile decides, else the claim. `min` is the first look
 * at a claim to which seeds are added; with a fixed number it equals `max`, since that is when it is looked at.
 *
 * @param experiment the claim's; null where it runs nothing
 */
export function seedBudget({ decision }: AnyClaim, experiment: Experiment | null, profile: ProfileName): SeedBudget {
  const { min, max } = experiment?.profiles[profile]?.seeds ?? decision.seeds
  switch (decision.mode) {
    case 'fixed':
      return { min: max, max }
    case 'anytime-valid':
      return { min, max }
    case 'group-sequential':
      return { min: GROUP_SEQUENTIAL_LOOKS[0]!, max }
    default:
      return decision satisfies never
  }
}

/** How a profile departs from the source's protocol, in the experiment's words; null where it does not. */
export function departure(experiment: Experiment, profile: ProfileName): string | null {
  return experiment.profiles[profile]?.departure ?? null
}
