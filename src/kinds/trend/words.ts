import { comparisonWords, RATIO_SCALE } from '../comparison/comparisonWords'
import { scaleOf } from '../comparison/sentence'
import { pointWords } from '../shared/runPoint'
import type { TrendEvidence, TrendHypothesis } from './types'

/** What the levels are values of. */
export function factorOf({ factor, axis }: TrendHypothesis): string {
  return factor ?? axis ?? 'level'
}

/** What changes: of one arm where every level has the same. */
export function trendSubject(evidence: TrendEvidence, { statistic, tasks }: TrendHypothesis): string {
  const subject = valueSubject(evidence)
  if (statistic === 'spread') return `the standard deviation of ${subject}`
  return tasks === undefined ? subject : `${subject}, averaged over ${tasks},`
}

function valueSubject({ metric, measure, levels, transform }: TrendEvidence): string {
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
export function directionWords(
  { direction }: Pick<TrendHypothesis, 'direction'>,
  { transform }: TrendEvidence,
  delta: number
) {
  const scale = transform === 'log-ratio' ? RATIO_SCALE : scaleOf({ transform, measure: { kind: 'final' } })
  const { margin, marginDownwards } = comparisonWords(0, { lower: 0, upper: 0 }, delta, scale)
  const by = (amount: string) => (delta === 0 ? '' : ` by at least ${amount}`)
  const falls = { goes: 'falls', go: 'fall', by: by(marginDownwards) }
  const rises = { goes: 'rises', go: 'rise', by: by(margin) }
  const isFall = direction === 'falls' || direction === 'not-falls'
  return { margin, ...(isFall ? { claimed: falls, other: rises } : { claimed: rises, other: falls }) }
}

/** `it falls by at least 5 %`, `it does not fall by at least 5 %`, `it changes by less than 5 % either way`. */
export function claimedWords(
  hypothesis: Pick<TrendHypothesis, 'direction'>,
  { claimed, margin }: ReturnType<typeof directionWords>
): string {
  switch (hypothesis.direction) {
    case 'falls':
    case 'rises':
      return `it ${claimed.goes}${claimed.by}`
    case 'not-falls':
    case 'not-rises':
      return `it does not ${claimed.go}${claimed.by}`
    case 'flat':
      return `it changes by less than ${margin} either way`
    default:
      return hypothesis.direction satisfies never
  }
}
