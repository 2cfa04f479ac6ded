import type { SeedBudget, SequentialDecision } from '../../claims/types'
import { betaBinomialLogE, betaBinomialProcess } from '../../stats/sequential/betaBinomialProcess'
import type { SequentialLook } from '../../stats/sequential/types'
import { countEndPoints, mightStillArrive } from '../shared/endPoints'
import { type LookState, type Monitoring, monitor } from '../shared/monitor'
import type { SeedOrder } from '../shared/seedOrder'
import type { EndPoint } from '../shared/types'
import { type Share, type ShareSample, shareP, verdictOnShare } from './shareVerdict'
import type { SeedsVerdict } from './types'

/** A share after so many seeds. */
export interface ShareLook extends LookState<SeedsVerdict> {
  readonly sample: ShareSample
  readonly samples: readonly EndPoint[]
}

/** The looks at a share of seeds to which more are added, one look a seed: the beta-binomial confidence sequence. */
export function monitorShare(
  order: SeedOrder<EndPoint>,
  nullShare: number,
  decision: SequentialDecision,
  budget: SeedBudget
): Monitoring<ShareLook> {
  const { entered } = order
  const asSeen = shareSequence(
    entered.map(({ reached }) => reached),
    nullShare,
    budget.min
  )
  const atBest = shareSequence(
    entered.map((run) => run.reached || mightStillArrive(run)),
    nullShare,
    budget.min
  )
  const first = Math.min(budget.min, entered.length)
  const sizes = Array.from({ length: entered.length - first + 1 }, (_, index) => first + index)
  const states = sizes.map((n): ShareLook => {
    const samples = entered.slice(0, n)
    const sample: ShareSample = { nullShare, counts: countEndPoints(samples), asSeen: asSeen(n), atBest: atBest(n) }
    return {
      n,
      samples,
      sample,
      p: n < budget.min ? null : shareP(sample),
      interval: (alpha) => sample.asSeen.interval(alpha),
      verdict: (alpha) => verdictOnShare(sample, alpha)
    }
  })
  return monitor(states, order, decision, budget)
}

/**
 * A share whose seeds come in one after the other.
 *
 * @param arrived in seed order
 * @param firstLook no look is taken before this many seeds
 * @returns what is known after the first `n` seeds
 */
function shareSequence(arrived: readonly boolean[], nullShare: number, firstLook: number): (n: number) => Share {
  const successesAfter = (n: number) => arrived.slice(0, n).filter(Boolean).length
  const sequences = new Map<number, readonly SequentialLook[]>()
  const lookAt = (n: number, alpha: number): SequentialLook | undefined => {
    const looks = sequences.get(alpha) ?? betaBinomialProcess(arrived, nullShare, alpha, firstLook).looks
    sequences.set(alpha, looks)
    return looks.findLast((look) => look.n <= n)
  }
  const logE = arrived.map((_, index) => betaBinomialLogE(successesAfter(index + 1), index + 1, nullShare))
  return (n) => ({
    successes: successesAfter(n),
    trials: n,
    interval: (alpha) => lookAt(n, alpha)?.interval ?? { lower: 0, upper: 1, level: 1 - alpha },
    isContradictory: (alpha) => lookAt(n, alpha)?.contradictory ?? false,
    p: Math.exp(-Math.max(0, ...logE.slice(firstLook - 1, n))),
    pOf: (successes, trials, share) => Math.min(1, Math.exp(-betaBinomialLogE(successes, trials, share)))
  })
}
