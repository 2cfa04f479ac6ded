import type { ClaimWith } from '../../../../src/claims/types'
import type { PairSide } from '../../../../src/kinds/comparison/types'
import type { TrendEvidence, TrendHypothesis } from '../../../../src/kinds/trend/types'
import { studentTQuantile } from '../../../../src/stats/distributions'
import { runKeyOf } from '../../report/evidence'
import { claimOf } from '../builders'

export const VALUES = [1, 2, 3, 4] as const

export const FALLS: TrendHypothesis = {
  kind: 'trend',
  metric: 'train.loss',
  direction: 'falls',
  levels: VALUES.map((value) => ({ value, arm: `width-${value}` })),
  factor: 'width',
  scale: 'linear',
  margin: { relative: 0.05, epsilon: 0 }
}

/** Of arms against plain ones. */
export const GAP_FALLS: TrendHypothesis = {
  ...FALLS,
  levels: VALUES.map((value) => ({ value, arm: `width-${value}`, control: `plain-${value}` }))
}

export function trendClaim(changes: Partial<TrendHypothesis> = {}): ClaimWith<TrendHypothesis> {
  return claimOf({ ...FALLS, ...changes })
}

/** A run; NaN: it diverged. */
function sideOf(value: number, key: string): PairSide {
  return { runKey: key, value, censored: false, trainLoss: value, failure: Number.isNaN(value) ? 'diverged' : null }
}

const baseOf = (seed: number) => 0.3 + 0.003 * ((seed * 3) % 10)

/**
 * Every seed at every level.
 *
 * @param rows ln of the metric (the metric itself, of `transform: difference`), or of its ratio to the control's
 */
export function levelsOf(
  rows: readonly (readonly number[])[],
  { isGap = false, values = VALUES as readonly number[], transform = 'log-ratio' as TrendEvidence['transform'] } = {}
): TrendEvidence {
  const arm = (name: string) => ({ arm: name, setting: {}, selection: null })
  const numberOf = (seed: number, number: number) =>
    transform === 'difference' ? baseOf(seed) + number : baseOf(seed) * Math.exp(number)
  return {
    kind: 'trend',
    metric: FALLS.metric,
    measure: { kind: 'final' },
    transform,
    chanceLevel: Math.log(10),
    levels: values.map((value) => ({
      value,
      arm: arm(`width-${value}`),
      control: isGap ? arm(`plain-${value}`) : null
    })),
    rows: rows.map((row, seed) => ({
      seed,
      runs: row.map((number, level) => sideOf(numberOf(seed, number), runKeyOf('trend', 'width', level, seed))),
      ...(isGap && { controls: row.map((_, level) => sideOf(baseOf(seed), runKeyOf('trend', 'plain', level, seed))) })
    }))
  }
}

/** Each level moves by so much of each seed's change: a straight line from 0 to it. */
export function straight(changes: readonly number[], numLevels = VALUES.length): number[][] {
  return changes.map((change) => Array.from({ length: numLevels }, (_, level) => (change * level) / (numLevels - 1)))
}

/** For `levelsOf`: a metric of 20 seeds that is normal at each level, with so many hundredths as its spread; levels independent. */
export function spreading(deviations: readonly number[]): number[][] {
  const n = 20
  const strides = [1, 3, 7, 9]
  return Array.from({ length: n }, (_, seed) =>
    deviations.map((deviation, level) => {
      const place = (seed * strides[level]! + level) % n
      const own = Math.log(baseOf(seed) / baseOf(0))
      return 0.01 * deviation * studentTQuantile((place + 0.5) / n, 1e6) - own
    })
  )
}

/** The same seeds on two tasks: on the second the metric changes half as much. */
export function onTasks(rows: readonly (readonly number[])[]): TrendEvidence {
  const [one, other] = [levelsOf(rows), levelsOf(rows.map((row) => row.map((value) => 0.5 * value)))]
  return {
    ...one,
    rows: [
      ...one.rows.map((row) => ({ ...row, task: 'dataset=a' })),
      ...other.rows.map((row) => ({
        ...row,
        task: 'dataset=b',
        runs: row.runs.map((run, level) => ({ ...run, runKey: runKeyOf('trend', 'on-b', level, row.seed) }))
      }))
    ]
  }
}
