import { mean } from '../../stats/describe'
import type { PairEffect } from './pairEffect'
import type { Pair, Resolution } from './types'

/**
 * What the evaluations tell of the mean difference of times. A restricted time is bounded: of a run that never got there
 * it is tau, whatever came later.
 *
 * @param trained pairs in which both arms trained
 * @returns null without pairs, and for values that are no times
 */
export function resolutionOf(trained: readonly Pair[], effect: PairEffect): Resolution | null {
  const known = trained.flatMap(({ control, treatment }) =>
    control.within === undefined || treatment.within === undefined
      ? []
      : [{ a: control.within, b: treatment.within, theta: effect(control.value, treatment.value) }]
  )
  if (known.length === 0 || known.length < trained.length) return null
  const shown = new Set(known.map(({ a, b }) => effect(a[1], b[1])))
  return {
    mean: mean(known.map(({ theta }) => theta)),
    lowest: mean(known.map(({ a, b }) => effect(a[1], b[0]))),
    highest: mean(known.map(({ a, b }) => effect(a[0], b[1]))),
    step: Math.max(...known.flatMap(({ a, b }) => [a[1] - a[0], b[1] - b[0]])),
    everyPair: shown.size === 1 ? [...shown][0]! : null
  }
}

/** Whether it depends on what happened between two evaluations where the mean stands: no number of pairs decides that. */
export function isUnresolved({ lowest, highest }: Pick<Resolution, 'lowest' | 'highest'>, reference: number): boolean {
  return lowest <= reference && reference <= highest
}
