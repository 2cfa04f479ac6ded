import type { ClassificationExperiment } from '../claims/types'
import type { Role } from '../plan/roles'
import type { Comparison } from './derivedClaim'

/** Runs at given seeds and settings, and the claim that they are judged by. */
export interface Design {
  readonly claim: Comparison
  readonly experiment: ClassificationExperiment
  readonly roles: readonly Role[]
}
