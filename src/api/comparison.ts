import type { ClaimWith, Margin } from '../claims/types'
import { InputError } from '../errors'
import type { ComparisonHypothesis, PairedEvidence, PairSide } from '../kinds/comparison/types'
import { metricBounds } from '../runs/metrics'
import { arrayClaim, type DecisionOptions } from './arrayClaim'

/** What is asked of two arms. */
export interface ComparisonOptions extends DecisionOptions {
  /** What is claimed of the treatment; default `lower`. */
  readonly kind?: ComparisonHypothesis['kind']
  /**
   * Smallest effect of interest: a share of the loss (default `{ relative: 0.01 }`, 1 %), compared by logarithms, with
   * `epsilon` added to both losses where they may be 0; or an absolute difference in the metric's own unit. `failures`:
   * rates of failed runs that differ by no more are alike, below 1; default 0.1.
   */
  readonly margin?: ({ readonly relative: number; readonly epsilon?: number } | { readonly absolute: number }) & {
    readonly failures?: number
  }
  /**
   * Between which the metric lies, at most 1 apart; `betting` needs them. An accuracy (a metric that is named so) lies
   * from 0 to 1.
   */
  readonly bounds?: readonly [low: number, high: number]
  /** Words for the sentence; `metric` also says whether values are bounded, as an accuracy is. */
  readonly names?: { readonly control?: string; readonly treatment?: string; readonly metric?: string }
}

/**
 * Two arms as plain or typed arrays, as the claim and the evidence that they are.
 *
 * @throws TypeError where an arm holds something else than numbers
 * @throws RangeError where the arms differ in size, the margin is negative or no number, or betting has no bounds
 * @throws InputError for a margin that is both relative and absolute
 */
export function comparisonOf(
  id: string,
  controlArm: ArrayLike<number>,
  treatmentArm: ArrayLike<number>,
  options: ComparisonOptions
): { readonly claim: ClaimWith<ComparisonHypothesis>; readonly evidence: PairedEvidence } {
  const control = numbersOf('control', controlArm)
  const treatment = numbersOf('treatment', treatmentArm)
  if (control.length !== treatment.length) {
    throw new RangeError(`paired arms differ in size: ${control.length} and ${treatment.length}`)
  }
  const margin = marginOf(options.margin ?? { relative: 0.01 })
  const names = { control: 'control', treatment: 'treatment', metric: 'loss', ...options.names }
  if (options.sequential?.method === 'betting') {
    if (!('absolute' in margin)) throw new RangeError('betting is on differences: give an absolute margin')
    requireBounds(options.bounds ?? metricBounds(names.metric), [...control, ...treatment])
  }
  const hypothesis: ComparisonHypothesis = {
    kind: options.kind ?? 'lower',
    at: 'final',
    margin,
    tuning: null,
    ...names
  }
  const arm = (name: string) => ({ arm: name, setting: {}, selection: null })
  const evidence: PairedEvidence = {
    kind: 'paired',
    metric: names.metric,
    measure: { kind: 'final' },
    transform: 'absolute' in margin ? 'difference' : 'log-ratio',
    control: arm(names.control),
    treatment: arm(names.treatment),
    chanceLevel: null,
    pairs: control.map((value, seed) => ({ seed, control: side(value), treatment: side(treatment[seed]!) }))
  }
  return { claim: arrayClaim(id, hypothesis, control.length, options), evidence }
}

/** As an array of numbers, which NaN is too: that run failed. */
function numbersOf(arm: string, values: ArrayLike<number>): number[] {
  if (!Array.isArray(values) && !(ArrayBuffer.isView(values) && 'length' in values)) {
    throw new TypeError(`${arm} is ${valueInWords(values)}: expected an array of numbers`)
  }
  return Array.from(values, (value: unknown, index) => {
    if (typeof value === 'number') return value
    throw new TypeError(`${arm}[${index}] is ${valueInWords(value)}: expected a number, NaN for a run that failed`)
  })
}

function valueInWords(value: unknown): string {
  if (typeof value === 'string') return `a text, '${value}'`
  if (value === null || value === undefined) return String(value)
  return typeof value === 'object' ? 'an object' : `a ${typeof value}, ${String(value)}`
}

/** Bets are valid for what is bounded, whatever the numbers at hand: of losses they are wrong in half of all cases. */
function requireBounds(bounds: readonly [number, number] | null, values: readonly number[]): void {
  if (bounds === null) {
    throw new RangeError(
      'betting is for metrics with bounds: give them as "bounds", such as [0, 1], or choose another method'
    )
  }
  const [low, high] = bounds
  if (!(low < high && high - low <= 1)) {
    throw new RangeError(`bounds are a lower and a higher number, at most 1 apart, not ${low} and ${high}`)
  }
  const outside = values.find((value) => Number.isFinite(value) && (value < low || value > high))
  if (outside !== undefined) throw new RangeError(`${outside} is outside the bounds, ${low} to ${high}`)
}

function marginOf(margin: NonNullable<ComparisonOptions['margin']>): Margin {
  const shares = ['relative', 'epsilon'].filter((name) => name in margin)
  if ('absolute' in margin && shares.length > 0) {
    throw new InputError('a margin is relative or absolute, not both', {
      where: 'margin',
      expected: '{ relative: 0.01 } for 1 % of the loss, or { absolute: 0.01 } in its own unit',
      received: JSON.stringify(margin),
      remedy: `leave out "absolute", or ${shares.map((name) => `"${name}"`).join(' and ')}`
    })
  }
  const complete = 'absolute' in margin ? margin : { epsilon: 0, ...margin }
  for (const [name, value] of Object.entries(complete)) {
    if (!(value >= 0 && value < Infinity)) throw new RangeError(`${name} of a margin is at least 0, not ${value}`)
  }
  if (margin.failures !== undefined && margin.failures >= 1) {
    throw new RangeError(`a margin of failure rates is below 1, not ${margin.failures}`)
  }
  return complete
}

function side(value: number): PairSide {
  const failure = Number.isFinite(value) ? null : 'diverged'
  return { runKey: '', value, censored: false, trainLoss: value, failure }
}
