import type { OptimizerSpec } from '../../claims/types'
import { requireNoProjection } from '../training/requireNoProjection'
import { AdamOptimizer } from './adamOptimizer'
import { AmsgradOptimizer } from './amsgradOptimizer'
import type { ResumableOptimizer } from './runOptimizer'
import { SgdOptimizer } from './sgdOptimizer'

/**
 * The optimizer of a run; it follows `optim/` up to the rounding of float32.
 *
 * @param numSteps T, the number of updates of the whole run; the schedule `linear` needs it
 * @throws InputError for a projection: a network's parameters have no domain
 */
export function createOptimizer(spec: OptimizerSpec, numSteps: number): ResumableOptimizer {
  requireNoProjection(spec)
  switch (spec.name) {
    case 'SGD':
      return new SgdOptimizer(spec, numSteps)
    case 'Adam':
      return new AdamOptimizer(spec, numSteps)
    case 'AMSGrad':
      return new AmsgradOptimizer(spec, numSteps)
    default:
      return spec satisfies never
  }
}
