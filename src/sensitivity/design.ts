import type { Claim, ClassificationExperiment } from '../claims/types'
import type { Role } from '../plan/roles'

/** Runs at given seeds and settings, and the claim that they are judged by. */
export interface Design {
  readonly claim: Claim
  readonly experiment: ClassificationExperiment
  readonly roles: readonly Role[]
}
