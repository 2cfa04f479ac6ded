import { agreeingRound } from '../../text/agreeingRound'
import type { Wordless } from '../judged'
import { conclusion } from '../shared/conclusion'
import type { ArithmeticTypes } from './types'

/** The verdict on a statement about numbers alone: a whole sentence. */
export function arithmeticSentence(judgement: Wordless<ArithmeticTypes>): string {
  const { expression } = judgement.evidence
  const { value, low, high } = judgement.analysis
  const shown = agreeingRound(value, [low, high], 6)
  const place = value < low ? 'below' : value > high ? 'above' : 'inside'
  return `${expression} = ${shown}, ${place} the range of ${low} to ${high}, ${conclusion(judgement)}.`
}
