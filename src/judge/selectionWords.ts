import { outcomeInWords } from '../claims/outcomes'
import type { SelectionFindings } from '../kinds/shared/types'
import { formatPercent } from '../text/format'

/** What a verdict says of the settings at which it was found. */
export interface SelectionWords {
  /** Behind the budget: where it speaks of the chosen settings alone. */
  readonly lead: string
  /** Behind the verdict: at which other settings it was looked for, and what was found there. */
  readonly note: string
}

/**
 * How the choice of settings enters a sentence: nothing where selection tells one setting an arm from all others.
 *
 * @example (not run) selectionWords(judgement).note
 * // ' It speaks of the chosen settings alone: another selection would choose another one for adam in 35 % of cases.'
 */
export function selectionWords({ selection }: { readonly selection?: SelectionFindings | undefined }): SelectionWords {
  if (selection === undefined) return { lead: '', note: '' }
  if (selection.judgedAt === 'chosen') return { lead: ', at the chosen settings,', note: aloneWords(selection) }
  const { combinations } = selection
  return { lead: '', note: combinations.length < 2 ? '' : combinationWords(selection) }
}

function aloneWords({ arms }: SelectionFindings): string {
  const shares = arms.flatMap(({ arm, otherwise }) => (otherwise === null ? [] : [{ arm, otherwise }]))
  const often = shares.map(({ arm, otherwise }) => `for ${arm} in ${formatPercent(otherwise, 2)}`).join(' and ')
  const how =
    shares.length === 0
      ? 'how often another selection would choose others is not known'
      : `another selection would choose another one ${often} of cases`
  return ` It speaks of the chosen settings alone: ${how}.`
}

function combinationWords({ arms, combinations }: SelectionFindings): string {
  const counts = new Map<string, number>()
  for (const combination of combinations) {
    const name = outcomeInWords({
      ...combination,
      outcome: combination.outcome.replace('not-evaluable', 'not evaluable')
    })
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const found = [...counts].map(([name, count]) => `${name} at ${counts.size === 1 ? 'each' : count}`).join(', ')
  const byEffect = combinations
    .filter(({ effect }) => effect !== null)
    .sort((a, b) => a.effect! - b.effect!)
    .map(({ words }) => words.effect)
  const range = byEffect.length < 2 ? '' : ` (effects from ${byEffect[0]} to ${byEffect.at(-1)})`
  const settings = arms.length === 1 ? 'settings' : 'pairs of settings'
  return ` These are the chosen settings; of the ${combinations.length} ${settings} that selection cannot tell from the best the claim is ${found}${range}.`
}
