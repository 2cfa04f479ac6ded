import { type ComparisonOptions, comparisonOf } from '../../src/api/comparison'
import type { Claim } from '../../src/claims/types'
import type { Pair } from '../../src/evidence/types'
import { comparisonSample, comparisonVerdict } from '../../src/verdict/comparisonVerdict'
import { isSequential } from '../../src/verdict/course'
import { type PairEffect, type PairedHypothesis, pairEffect } from '../../src/verdict/pairEffect'
import { pairedCourse } from '../../src/verdict/pairedCourse'
import type { Centre } from '../../src/verdict/position'
import { inSeedOrder } from '../../src/verdict/seedOrder'
import type { Verdict } from '../../src/verdict/types'
import { ALPHA } from './types'

/** A question as the verdicts take it. */
export interface Question {
  readonly claim: Claim
  readonly hypothesis: PairedHypothesis
  readonly effect: PairEffect
}

/** What a rule concludes from a study. */
export interface Conclusion {
  readonly verdict: Verdict
  /** Pairs that entered. */
  readonly n: number
  readonly centre: Centre
}

/** The claim that is tried. */
export function questionOf(options: ComparisonOptions): Question {
  const { claim } = comparisonOf('calibration', [], [], options)
  const { hypothesis } = claim
  if (!('tuning' in hypothesis) || !('margin' in hypothesis))
    throw new TypeError(`a comparison became ${hypothesis.kind}`)
  return { claim, hypothesis, effect: pairEffect(claim, hypothesis) }
}

export function concludeFixed({ hypothesis, effect }: Question, pairs: readonly Pair[]): Conclusion {
  const sample = comparisonSample(hypothesis, pairs, effect)
  return { verdict: comparisonVerdict(sample, ALPHA), n: pairs.length, centre: sample.centre }
}

export function concludeSequential({ claim, hypothesis, effect }: Question, pairs: readonly Pair[]): Conclusion {
  const { decision } = claim
  if (!isSequential(decision)) throw new TypeError('a fixed number of pairs has no looks')
  const { seeds } = decision
  const { state } = pairedCourse(hypothesis, inSeedOrder(pairs, 0, seeds.max), effect, decision, seeds).standsAt(ALPHA)
  return { verdict: state.verdict(ALPHA), n: state.n, centre: state.sample.centre }
}
