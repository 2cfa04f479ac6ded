import type { Role } from '../plan/roles'
import type { Experiment } from '../runs/runKinds'
import type { PairedClaim } from './derivedClaim'

/** Runs at given seeds and settings, and the claim that they are judged by. */
export interface Design {
  readonly claim: PairedClaim
  readonly experiment: Experiment
  readonly roles: readonly Role[]
}
