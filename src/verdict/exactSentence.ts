import type { ArithmeticEvidence, InvariantEvidence } from '../evidence/types'
import { agreeingRound } from '../text/agreeingRound'
import { conclusion, counted } from './conclusion'
import type { ArithmeticAnalysis, InvariantAnalysis, WordlessJudgement } from './types'

/** The verdict on what has to hold at every step, in words, from the subject of the sentence on. */
export function invariantSentence(judgement: WordlessJudgement, analysis: InvariantAnalysis): string {
  const { arm, property, samples } = judgement.evidence as InvariantEvidence
  const { numRuns, numSteps, violatingRuns, violations, diverged, worstRatio } = analysis
  if (numRuns === 0) return `nothing was run, ${conclusion(judgement)}.`
  const checked = `over ${counted(numSteps, 'step')} of ${counted(numRuns, 'run')}`
  const { subject, kept, broken } = PROPERTY_WORDS[property]
  if (violations > 0) {
    const first = Math.min(
      ...samples.flatMap(({ firstViolation }) => (firstViolation === null ? [] : [firstViolation]))
    )
    const worst = worstRatio === null ? '' : `, by a factor of up to ${agreeingRound(worstRatio, [1], 3)}`
    return `${arm}'s ${subject} ${broken} ${violations} times ${checked} (in ${counted(violatingRuns, 'run')}, first at step ${first}${worst}), ${conclusion(judgement)}.`
  }
  const but = diverged > 0 ? `, but ${counted(diverged, 'run')} diverged and could be checked only as far as that` : ''
  return `${arm}'s ${subject} ${kept} ${checked}${but}, ${conclusion(judgement)}.`
}

const PROPERTY_WORDS = {
  'effective-step-never-grows': { subject: 'effective step', kept: 'never grew', broken: 'grew' }
} as const satisfies Record<InvariantEvidence['property'], object>

/** The verdict on a statement about numbers alone: a whole sentence. */
export function arithmeticSentence(judgement: WordlessJudgement, { value, low, high }: ArithmeticAnalysis): string {
  const { expression } = judgement.evidence as ArithmeticEvidence
  const shown = agreeingRound(value, [low, high], 6)
  const place = value < low ? 'below' : value > high ? 'above' : 'inside'
  return `${expression} = ${shown}, ${place} the range of ${low} to ${high}, ${conclusion(judgement)}.`
}
