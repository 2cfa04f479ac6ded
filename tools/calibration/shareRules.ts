import type { SequentialDecision } from '../../src/claims/types'
import type { Verdict } from '../../src/kinds'
import { monitorShare } from '../../src/kinds/converges-to/monitorShare'
import { fixedShare, verdictOnShare } from '../../src/kinds/converges-to/shareVerdict'
import { inSeedOrder } from '../../src/kinds/shared/seedOrder'
import type { EndPoint } from '../../src/kinds/shared/types'
import type { RandomStream } from '../../src/random/streams'
import type { Interval } from '../../src/stats/interval'
import { isUntrueShare } from './truth'
import { ALPHA, type RuleDescription, type Trial, type TrialSet } from './types'

/** A rule that decides on a share of seeds. */
export interface ShareRule extends RuleDescription {
  readonly numSeeds: number
  conclude(samples: readonly EndPoint[]): {
    readonly verdict: Verdict
    readonly n: number
    readonly interval: Interval
  }
}

/** pi0, the share that the claim states. */
export const NULL_SHARE = 0.8
/** The truth; NULL_SHARE is among them. */
export const SHARES: readonly number[] = [0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1]
const FIXED_SIZES = [6, 10, 17, 20, 30] as const
const MAX_SEEDS = 30
const FIRST_LOOK = 6
const ASSUMPTION = 'independent seeds'

/** All rules on shares, at all shares. */
export function shareSet(): TrialSet {
  const rules = shareRules()
  return {
    id: 'shares',
    rules,
    section: null,
    trials: (studies) => rules.flatMap((rule) => SHARES.map((share) => ({ trial: shareTrial(rule, share), studies })))
  }
}

/** All rules on shares that claims can choose. */
export function shareRules(): ShareRule[] {
  return [...FIXED_SIZES.map(fixedShareRule), betaBinomialRule()]
}

function fixedShareRule(n: number): ShareRule {
  return {
    id: `clopper-pearson-${n}`,
    title: `Clopper-Pearson, ${n} seeds`,
    decides: 'share',
    assumption: ASSUMPTION,
    numSeeds: n,
    conclude: (samples) => {
      const sample = fixedShare(samples, NULL_SHARE)
      return { verdict: verdictOnShare(sample, ALPHA), n, interval: sample.asSeen.interval(ALPHA) }
    }
  }
}

function betaBinomialRule(): ShareRule {
  const seeds = { min: FIRST_LOOK, max: MAX_SEEDS }
  const decision: SequentialDecision = { mode: 'anytime-valid', method: 'beta-binomial', alpha: ALPHA, seeds }
  return {
    id: 'beta-binomial',
    title: `beta-binomial, ${FIRST_LOOK} to ${MAX_SEEDS}`,
    decides: 'share',
    assumption: ASSUMPTION,
    numSeeds: MAX_SEEDS,
    conclude: (samples) => {
      const course = monitorShare(inSeedOrder(samples, 0, MAX_SEEDS), NULL_SHARE, decision, seeds)
      const { state } = course.stoppedAt(ALPHA)
      return { verdict: state.verdict(ALPHA), n: state.n, interval: state.sample.asSeen.interval(ALPHA) }
    }
  }
}

/** A rule on shares under one truth. */
export function shareTrial(rule: ShareRule, share: number): Trial {
  return {
    id: `${rule.id}/${share}`,
    rule: rule.id,
    errors: 'bernoulli',
    effect: share,
    onBoundary: share === NULL_SHARE,
    promised: true,
    study: (random) => {
      const { verdict, n, interval } = rule.conclude(drawSeeds(rule.numSeeds, share, random))
      return {
        n,
        decided: verdict.outcome === 'reproduced' || verdict.outcome === 'refuted',
        wrong: isUntrueShare(verdict, share, NULL_SHARE),
        covered: interval.lower <= share && share <= interval.upper
      }
    }
  }
}

function drawSeeds(numSeeds: number, share: number, random: RandomStream): EndPoint[] {
  return Array.from({ length: numSeeds }, (_, seed) => {
    const reached = random() < share
    return { seed, initialPoint: 0, runKey: '', value: Number(reached), reached, settled: true }
  })
}
