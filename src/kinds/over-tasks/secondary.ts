import { interquartileMean } from '../../stats/interquartileMean'
import type { Interval } from '../../stats/interval'
import { probabilityOfImprovement, type TaskValues } from '../../stats/probabilityOfImprovement'
import { stratifiedBootstrap } from '../../stats/stratifiedBootstrap'
import { bothTrained } from '../comparison/failures'
import { NoLogarithmError, type PairEffect } from '../comparison/pairEffect'
import { bootstrapStream } from '../shared/bootstrapStream'
import type { Estimate, TasksEvidence, TasksHypothesis, TasksSecondary } from './types'

const LEVEL = 0.95

/** What a pair is to the numbers beside a verdict. */
interface TaskPair {
  readonly control: number
  readonly treatment: number
  /** null where it has none. */
  readonly effect: number | null
}

/**
 * Probability of improvement and interquartile mean, with stratified bootstrap intervals: pairs are resampled within each
 * task, the tasks stay what they are. So they speak of these tasks, and of the runs alone. The stream is the same for every
 * claim.
 *
 * @returns null where a task has no pair that trained
 * @see Agarwal et al. 2021
 */
export function secondaryOf(
  { better, scores }: Pick<TasksHypothesis, 'better' | 'scores'>,
  { tasks }: TasksEvidence,
  effectOf: (task: string) => PairEffect
): TasksSecondary | null {
  const strata = tasks.map(({ name, pairs }) =>
    pairs.pairs.filter(bothTrained).map(({ control, treatment }): TaskPair => {
      const [low, high] = (scores !== undefined && Object.hasOwn(scores, name) ? scores[name] : null) ?? [0, 1]
      return {
        control: (control.value - low) / (high - low),
        treatment: (treatment.value - low) / (high - low),
        effect: effectOrNull(() => effectOf(name)(control.value, treatment.value))
      }
    })
  )
  if (strata.some(({ length }) => length === 0)) return null
  const sign = better === 'higher' ? 1 : -1
  const values = strata.map((pairs) => ({
    control: pairs.map(({ control }) => sign * control),
    treatment: pairs.map(({ treatment }) => sign * treatment)
  }))
  const middleOf = (of: (pair: TaskPair) => number): Estimate => {
    const numbers = strata.map((pairs) => pairs.map(of))
    const statistic = (drawn: readonly (readonly number[])[]) => interquartileMean(drawn.flat())
    return { value: statistic(numbers), interval: stratifiedBootstrap(numbers, statistic, LEVEL, bootstrapStream()) }
  }
  return {
    improvement: { value: probabilityOfImprovement(values), interval: improvementInterval(values) },
    interquartileMean: strata.flat().every(({ effect }) => effect !== null) ? middleOf(({ effect }) => effect!) : null,
    ...(scores !== undefined && {
      scores: { control: middleOf(({ control }) => control), treatment: middleOf(({ treatment }) => treatment) }
    })
  }
}

/** Which run is better, any two of a task, is known before pairs are drawn. */
function improvementInterval(tasks: readonly TaskValues[]): Interval {
  const tables = tasks.map(({ control, treatment }) => treatment.map((y) => control.map((x) => Math.sign(y - x))))
  const statistic = (drawn: readonly (readonly number[])[]) =>
    drawn.reduce((sum, places, task) => sum + (1 + meanOf(tables[task]!, places)) / 2, 0) / drawn.length
  const places = tasks.map(({ control }) => control.map((_, place) => place))
  return stratifiedBootstrap(places, statistic, LEVEL, bootstrapStream())
}

function meanOf(table: readonly (readonly number[])[], places: readonly number[]): number {
  let sum = 0
  for (const row of places) {
    const signs = table[row]!
    for (const column of places) sum += signs[column]!
  }
  return sum / places.length ** 2
}

function effectOrNull(effect: () => number): number | null {
  try {
    return effect()
  } catch (error) {
    if (error instanceof NoLogarithmError) return null
    throw error
  }
}
