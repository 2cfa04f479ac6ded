import { type Claim, type Hypothesis, isOneOf } from '../../kinds'
import { COMPARISONS } from '../../kinds/comparison/comparisons'
import { curveOf, isRatio } from '../../kinds/comparison/curve'
import type { ComparedQuestion } from './types'

/** What makes two claims ask the same. */
export type QuestionOf = Omit<ComparedQuestion, 'rows' | 'agreements'>

/**
 * The questions that a comparison asks, one for each experiment that it is about. None where it is no ratio of two
 * losses: absolute margins, times and losses with a floor under them are on scales of their own.
 *
 * @param experiments the claim's own, and those of which its logs ask the same
 */
export function questionsOf(hypothesis: Hypothesis, experiments: readonly string[]): QuestionOf[] {
  if (!isOneOf(COMPARISONS, hypothesis) || !isRatio(hypothesis)) return []
  // At another point of the runs it asks of something else.
  if ('at' in hypothesis && (hypothesis.at !== 'final' || hypothesis.controlAt || hypothesis.distanceTo)) return []
  const { metric, control, treatment } = hypothesis
  const measure = curveOf(hypothesis) === null ? 'final' : 'auc'
  return experiments.map((experiment) => ({ experiment, metric, measure, control, treatment }))
}

/** The experiments that a claim is about, by its own runs or by logs of others. */
export function experimentsOf({ experiment, logs }: Claim): string[] {
  return [...new Set([...(experiment === null ? [] : [experiment]), ...(logs?.about ?? [])])]
}

/** Equal for equal questions, and sorted as they are shown. */
export function questionKey({ experiment, metric, measure, control, treatment }: QuestionOf): string {
  return JSON.stringify([experiment, metric, measure, treatment, control])
}
