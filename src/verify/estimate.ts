import { buildPlan, type PlanMember } from '../plan/plan'
import type { EngineIdentity } from '../plan/types'

/** Costs are estimated as on the engine that every machine has. */
const EVERYWHERE: EngineIdentity = {
  name: 'tfjs',
  version: '',
  backend: 'wasm',
  instructionSet: '',
  lowering: null,
  numerics: ''
}

/** Estimated core-milliseconds of claims, nothing cached, before any engine was asked. For timeouts. */
export function estimateMs(members: readonly PlanMember[]): number {
  const { runs, later } = buildPlan(members, {
    profile: 'quick',
    firstSeed: 0,
    engineFor: () => EVERYWHERE,
    datasetDigest: () => '',
    isCached: () => false,
    chosenSettings: () => null
  })
  const known = runs.reduce((sum, run) => sum + run.estimateMs, 0)
  return known + later.estimateMs
}
