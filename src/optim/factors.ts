import { exponential } from './elementary'
import type { UpdateRule } from './updateRule'

const { log, sqrt } = Math

/** ln 0.96: of the decay that Dozat 2016 gives the momentum. */
const LOG_DECAY = log(0.96)

/** What beta1's share is multiplied by from update to update of a Nesterov step: 0.96^psi; null where beta1 stays. */
export function momentumDecayOf({ momentumDecay }: Pick<UpdateRule, 'momentumDecay'>): number | null {
  return momentumDecay === 0 ? null : exponential(LOG_DECAY * momentumDecay)
}

/**
 * RAdam's r_t; null while the average of the squares is too short to divide by.
 *
 * @param beta2Power beta2^t
 * @see Liu et al. 2020, algorithm 2; from rho_t > 5 on, as their code and the libraries have it
 */
export function rectificationOf({ beta2 }: Pick<UpdateRule, 'beta2'>, step: number, beta2Power: number): number | null {
  const most = 2 / (1 - (beta2 ?? 0)) - 1
  const length = most - (2 * step * beta2Power) / (1 - beta2Power)
  if (!(length > 5)) return null
  return sqrt(((length - 4) * (length - 2) * most) / ((most - 4) * (most - 2) * length))
}

/** The bounds of alpha/d at update t, lower and upper, for alpha as it is without its schedule (Luo et al. 2019). */
export function rateBounds(
  { finalRate, boundSpeed }: Pick<UpdateRule, 'finalRate' | 'boundSpeed'>,
  step: number
): readonly [number, number] {
  return [finalRate * (1 - 1 / (boundSpeed * step + 1)), finalRate * (1 + 1 / (boundSpeed * step))]
}
