import type { Margin } from '../../claims/types'
import type { DotRow } from '../../figures/dotPlot'
import { formatChange, formatNumber } from '../../text/format'
import { effectWords } from '../shared/effect'
import { unusedSeeds } from '../shared/runWords'
import type { ClaimPlot, Shown } from '../show'
import { pairedEffect, pairedPrint } from './effect'
import { bothTrained } from './failures'
import { pairEffect } from './pairEffect'
import { measureWords, sideLabel } from './sentence'
import type { AnyPaired, Pair } from './types'

/** One row a pair, and the effect. */
export function pairPlot({ claim, judgement: { evidence, analysis } }: Shown<AnyPaired>): ClaimPlot {
  const { margin } = claim.hypothesis
  const { delta, theta, interval } = analysis
  const { print } = pairedPrint(margin, delta)
  const numberOf = pairEffect(claim, claim.hypothesis)
  const unused = unusedSeeds(analysis)
  const rows = evidence.pairs.map((pair): DotRow => {
    const label = `seed ${pair.seed}`
    if (!bothTrained(pair)) return { label, text: failureWords(pair), value: null, mark: 'x' }
    const value = finiteOrNull(() => numberOf(pair.control.value, pair.treatment.value))
    if (value === null) return { label, text: 'no number', value, mark: 'x' }
    return { label, text: print(value, 3), value, mark: unused.has(pair.seed) ? 'x' : 'o' }
  })
  const words = effectWords(pairedEffect(margin, analysis))
  const effect = theta === null ? null : { label: 'effect', text: words.effect, value: theta, mark: 'O', interval }
  const { measure } = evidence
  const what = evidence.transform === 'log-ratio' ? 'b against a' : 'b - a'
  const unit = measure.kind === 'time-to' ? ` in ${measure.unit}s` : ''
  return {
    title: `${evidence.distanceTo === undefined ? evidence.metric : measureWords(evidence)}, ${what}${unit}, seed by seed; a: ${sideLabel(evidence, 'control')}, b: ${sideLabel(evidence, 'treatment')}`,
    plot: { rows, band: { lower: -delta, upper: delta }, reference: 0, effect },
    legend: [...marginLegend(margin, delta), ...(interval === null ? [] : [`=== interval ${words.interval}`])]
  }
}

/** What bar and dots mean. */
export function marginLegend(margin: Margin, delta: number): string[] {
  if (delta === 0) return ['| no difference']
  const print = 'relative' in margin && margin.epsilon === 0 ? formatChange : formatNumber
  return ['| no difference', `..... within the margin, ${print(-delta)} to ${print(delta)}`]
}

function failureWords({ control, treatment }: Pair): string {
  const sides = [
    [control, 'a'],
    [treatment, 'b']
  ] as const
  return sides.flatMap(([side, name]) => (side.failure === null ? [] : [`${name} ${side.failure}`])).join(', ')
}

/** A pair without a logarithm, or whose difference overflows, has no number to show. */
function finiteOrNull(numberOf: () => number): number | null {
  try {
    const value = numberOf()
    return Number.isFinite(value) ? value : null
  } catch {
    return null
  }
}
