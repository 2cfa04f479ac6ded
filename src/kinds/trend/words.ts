import { comparisonWords, RATIO_SCALE } from '../comparison/comparisonWords'
import { scaleOf } from '../comparison/sentence'
import { pointWords } from '../shared/runPoint'
import type { TrendEvidence, TrendHypothesis } from './types'

/** What the levels are values of. */
export function factorOf({ factor, axis }: TrendHypothesis): string {
  return factor ?? axis ?? 'level'
}

/** What changes: of one arm where every level has the same. */
export function trendSubject({ metric, measure, levels, transform }: TrendEvidence): string {
  const only = (names: readonly (string | undefined)[]) => (new Set(names).size === 1 ? names[0] : undefined)
  const arm = only(levels.map((level) => level.arm.arm))
  const control = only(levels.map((level) => level.control?.arm))
  const value = pointWords(metric, measure)
  const own = arm === undefined ? value : `${arm}'s ${value}`
  if (levels[0]!.control === null) return arm === undefined ? `the ${own}` : own
  const other = control === undefined ? "its control's" : `${control}'s`
  return transform === 'log-ratio' ? `the ratio of ${own} to ${other}` : `the difference of ${own} from ${other}`
}

/** `falls`, `fall`, and the other way, with the margin behind them: none where the claim is of bare direction. */
export function directionWords({ direction }: TrendHypothesis, { transform }: TrendEvidence, delta: number) {
  const scale = transform === 'log-ratio' ? RATIO_SCALE : scaleOf({ transform, measure: { kind: 'final' } })
  const { margin, marginDownwards } = comparisonWords(0, { lower: 0, upper: 0 }, delta, scale)
  const by = (amount: string) => (delta === 0 ? '' : ` by at least ${amount}`)
  const falls = { goes: 'falls', go: 'fall', by: by(marginDownwards) }
  const rises = { goes: 'rises', go: 'rise', by: by(margin) }
  return { margin, ...(direction === 'falls' ? { claimed: falls, other: rises } : { claimed: rises, other: falls }) }
}
