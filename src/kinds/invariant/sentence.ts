import { agreeingRound } from '../../text/agreeingRound'
import { groupDigits } from '../../text/format'
import type { Wordless } from '../judged'
import { conclusion, counted } from '../shared/conclusion'
import type { InvariantEvidence, InvariantTypes } from './types'

/** The verdict on what has to hold at every step, in words, from the subject of the sentence on. */
export function invariantSentence(judgement: Wordless<InvariantTypes>): string {
  const { arm, property, samples } = judgement.evidence
  const { numRuns, numSteps, violatingRuns, violations, diverged, worstRatio } = judgement.analysis
  if (numRuns === 0) return `nothing was run, ${conclusion(judgement)}.`
  const checked = `over ${counted(numSteps, 'step')} of ${counted(numRuns, 'run')}`
  const { subject, kept, broken } = PROPERTY_WORDS[property]
  if (violations > 0) {
    const first = Math.min(
      ...samples.flatMap(({ firstViolation }) => (firstViolation === null ? [] : [firstViolation]))
    )
    const worst = worstRatio === null ? '' : `, by a factor of up to ${agreeingRound(worstRatio, [1], 3)}`
    const where = `It ${broken} in ${counted(violatingRuns, 'run')}, first at step ${first}${worst}.`
    return `${arm}'s ${subject} ${broken} ${groupDigits(violations)} times ${checked}, ${conclusion(judgement)}. ${where}`
  }
  const but = diverged > 0 ? `, but ${counted(diverged, 'run')} diverged and could be checked only as far as that` : ''
  return `${arm}'s ${subject} ${kept} ${checked}${but}, ${conclusion(judgement)}.`
}

const PROPERTY_WORDS = {
  'effective-step-never-grows': { subject: 'effective step', kept: 'never grew', broken: 'grew' }
} as const satisfies Record<InvariantEvidence['property'], object>
