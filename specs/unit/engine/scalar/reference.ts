import { addLoss, NO_REGRET, regretOf } from '../../../../src/problems/regret'
import { randomStream } from '../../../../src/random/streams'
import type { SyntheticRunSpec } from '../../../../src/runs/synthetic/types'
import { initOptimizer, optimizerStep } from '../../../reference/optim/optimizer'
import { slopeAt } from '../../../reference/problems/slope'

/** A run by the pure functions alone, one step after the other: x_{t+1} and R_t for t = 1, 2, ... */
export function referenceRun(spec: SyntheticRunSpec): { x: number[]; regret: number[] } {
  const random = randomStream(spec.seeds.problem, 'problem')
  const { domain } = spec.problem
  const context = { numSteps: spec.numSteps, domain }
  let x = Float64Array.of(spec.initialPoint)
  let state = initOptimizer(spec.optimizer, 1)
  let loss = NO_REGRET
  const result = { x: [] as number[], regret: [] as number[] }
  for (let t = 1; t <= spec.numSteps; t++) {
    const slope = slopeAt(spec.problem, t, random)
    loss = addLoss(loss, slope, x[0]!)
    const update = optimizerStep(spec.optimizer, state, x, Float64Array.of(slope), context)
    x = Float64Array.from(update.x)
    state = update.state
    result.x.push(x[0]!)
    result.regret.push(regretOf(loss, domain))
  }
  return result
}
