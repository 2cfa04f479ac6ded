import { slotsOf, type UpdateRule } from '../../../optim/updateRule'
import type { StepScalars } from '../../training/stepScalars'

/**
 * The scalars of the general update, which is every rule at once, member by member:
 *
 *     M_t = beta1 M_{t-1} + g_t,   V_t = beta2 V_{t-1} + min(g_t^2, squareCap)
 *     H_t = max(V_t beforeMaximum, min(H_{t-1}, maximumCap))
 *     U_t = momentum U_{t-1} + M_t / (sqrt(H_t + epsilonInside) + epsilonOutside)
 *     x_{t+1} = x_t + negatedStepSize U_t
 *
 * Without a maximum maximumCap is 0, else infinity. Where no second moment divides the step, squareCap is 0, so that H = 0,
 * and epsilonOutside 1. These stay the same over the steps.
 */
export interface MemberScalars {
  readonly beta1: number
  readonly beta2: number
  readonly squareCap: number
  readonly maximumCap: number
}

/** Those of one step: `StepScalars`, with the signs and reciprocals that the graph takes. */
export interface GraphScalars extends Omit<StepScalars, 'stepSize'> {
  readonly negatedStepSize: number
}

export function memberScalars(rule: UpdateRule): MemberScalars {
  const slots = slotsOf(rule)
  return {
    beta1: rule.beta1,
    beta2: rule.beta2 ?? 0,
    squareCap: slots.includes('secondMoment') ? Number.POSITIVE_INFINITY : 0,
    maximumCap: slots.includes('maximum') ? Number.POSITIVE_INFINITY : 0
  }
}

export function graphScalars({ stepSize, beforeMaximum, ...same }: StepScalars): GraphScalars {
  return { ...same, negatedStepSize: -stepSize, beforeMaximum: 1 / beforeMaximum }
}
