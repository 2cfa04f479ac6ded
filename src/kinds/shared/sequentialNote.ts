import type { AnyVerdict } from '../judged'
import { counted } from './conclusion'
import type { SequentialAnalysis } from './types'

/**
 * How seeds were added, in a sentence: where it stopped and what that does to the estimate, or what is left of the
 * budget. null where the number of seeds was fixed.
 *
 * @param unit what a seed is called: `pair`, `seed`
 */
export function sequentialNote(
  sequential: SequentialAnalysis | null,
  { subtype }: AnyVerdict,
  unit: 'pair' | 'seed'
): string | null {
  if (sequential === null) return null
  const { decidedAt, looks, budget, mode } = sequential
  const most = `at most ${counted(budget.max, unit)}`
  if (decidedAt !== null) {
    const stop = `Seeds were added until ${subtype === 'contradictory-looks' ? 'the looks contradicted each other' : 'it was decided'}, at ${decidedAt} of ${most}`
    return `${stop}. Stopping early makes an estimate too large on average; the interval allows for it.`
  }
  const entered = looks.at(-1)?.n
  if (entered === undefined) return `The first look is at ${counted(budget.min, unit)}.`
  if (entered < budget.max) return `Seeds are added until it is decided: ${entered} of ${most} so far.`
  const spent = `The budget of ${counted(budget.max, unit)} is spent`
  return mode === 'group-sequential' ? `${spent}, and the plan has no later look.` : `${spent}.`
}
