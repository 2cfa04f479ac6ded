import { slotsOf, type UpdateRule } from '../../../optim/updateRule'
import type { MEMBER_SCALARS, STEP_SCALARS } from '../../training/generalUpdate'
import type { StepScalars } from '../../training/stepScalars'
import type { GradientScalar } from './scalarInputs'

/**
 * The scalars of the general update that stay the same over the steps, member by member: all that tells rules of one form
 * apart (`generalUpdate`), and
 *
 *     V_t = beta2 V_{t-1} + min(g_t^2, squareCap)
 *     H_t = max(V_t beforeMaximum, min(H_{t-1}, maximumCap))
 *
 * Without a maximum maximumCap is 0, else infinity. Where no second moment divides the step, squareCap is 0, so that H = 0,
 * and epsilonOutside 1.
 */
export type MemberScalars = Readonly<Record<(typeof MEMBER_SCALARS)[number] | GradientScalar, number>>

/** Those of one step: `StepScalars`, with the signs and reciprocals that the graph takes. */
export type GraphScalars = Readonly<Record<(typeof STEP_SCALARS)[number], number>>

export function memberScalars(rule: UpdateRule): MemberScalars {
  const slots = slotsOf(rule)
  return {
    beta1: rule.beta1,
    beta2: rule.beta2 ?? 0,
    squareCap: slots.includes('secondMoment') ? Number.POSITIVE_INFINITY : 0,
    maximumCap: slots.includes('maximum') ? Number.POSITIVE_INFINITY : 0,
    lookedMomentum: rule.momentum,
    updatesEpsilon: rule.epsilon,
    clipValue: rule.clipValue,
    clipNorm: rule.clipNorm,
    clipEpsilon: rule.clipEpsilon,
    weightDecay: rule.weightDecay
  }
}

export function graphScalars({ stepSize, beforeMaximum, centre, ...same }: StepScalars): GraphScalars {
  return {
    ...same,
    negatedStepSize: -stepSize,
    beforeMaximum: 1 / beforeMaximum,
    negatedCentre: -centre,
    slowShare: 1 - same.slowRate,
    stays: 1 - same.returns
  }
}
