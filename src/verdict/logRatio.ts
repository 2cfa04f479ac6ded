import { InputError } from '../errors'
import type { ComparisonHypothesis } from '../spec/types'

/** A loss that its claim compares by the logarithm has none. The family goes on without the claim. */
export class NoLogarithmError extends InputError {}

/**
 * r = ln((b + eps)/(a + eps)) of one pair, as a difference of logarithms so that swapping the arms only changes its
 * sign.
 *
 * @param claimId names the claim in the error
 * @param control a
 * @param treatment b
 * @throws NoLogarithmError where a + eps or b + eps is not positive
 * @example logRatio('a/b', hypothesisWithoutFloor, 2, 1) // -0.6931471805599453
 */
export function logRatio(
  claimId: string,
  { metric, margin }: ComparisonHypothesis,
  control: number,
  treatment: number
): number {
  const smallest = Math.min(control, treatment)
  if (!(smallest + margin.epsilon > 0)) {
    throw new NoLogarithmError(
      `claim ${claimId} compares ${metric} by its logarithm, which a loss of 0 or below has not`,
      {
        expected: margin.epsilon === 0 ? `${metric} > 0 in every run` : `${metric} > ${-margin.epsilon} in every run`,
        received: String(smallest),
        remedy: 'state a floor in the claim: "margin": { "relative": ..., "epsilon": ... } adds epsilon to both losses'
      }
    )
  }
  return Math.log(treatment + margin.epsilon) - Math.log(control + margin.epsilon)
}
