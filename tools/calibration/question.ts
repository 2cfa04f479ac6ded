import { type ComparisonOptions, comparisonOf } from '../../src/api/comparison'
import type { ClaimWith } from '../../src/claims/types'
import type { Verdict } from '../../src/kinds'
import { comparisonSample, comparisonVerdict } from '../../src/kinds/comparison/comparisonVerdict'
import type { LocationTest } from '../../src/kinds/comparison/locationTest'
import { monitorPairs } from '../../src/kinds/comparison/monitorPairs'
import { type PairEffect, pairEffect } from '../../src/kinds/comparison/pairEffect'
import type { ComparisonHypothesis, Pair, PairedHypothesis } from '../../src/kinds/comparison/types'
import { isSequential } from '../../src/kinds/shared/monitor'
import { inSeedOrder } from '../../src/kinds/shared/seedOrder'
import { ALPHA } from './types'

/** A question as the verdicts take it. */
export interface Question {
  readonly claim: ClaimWith<ComparisonHypothesis>
  readonly hypothesis: PairedHypothesis
  readonly effect: PairEffect
}

/** What a rule concludes from a study. */
export interface Conclusion {
  readonly verdict: Verdict
  /** Pairs that entered. */
  readonly n: number
  readonly location: LocationTest
}

/** The claim that is tried. */
export function questionOf(options: ComparisonOptions): Question {
  const { claim } = comparisonOf('calibration', [], [], options)
  const { hypothesis } = claim
  return { claim, hypothesis, effect: pairEffect(claim, hypothesis) }
}

export function concludeFixed({ hypothesis, effect }: Question, pairs: readonly Pair[]): Conclusion {
  const sample = comparisonSample(hypothesis, pairs, effect)
  return { verdict: comparisonVerdict(sample, ALPHA), n: pairs.length, location: sample.location }
}

export function concludeSequential({ claim, hypothesis, effect }: Question, pairs: readonly Pair[]): Conclusion {
  const { decision } = claim
  if (!isSequential(decision)) throw new TypeError('a fixed number of pairs has no looks')
  const { seeds } = decision
  const { state } = monitorPairs(hypothesis, inSeedOrder(pairs, 0, seeds.max), effect, decision, seeds).stoppedAt(ALPHA)
  return { verdict: state.verdict(ALPHA), n: state.n, location: state.sample.location }
}
