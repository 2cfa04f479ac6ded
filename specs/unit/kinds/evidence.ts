import type { PairedEvidence } from '../../../src/kinds/comparison/types'
import type {
  ConvergesMoreOftenEvidence,
  ConvergesMoreOftenHypothesis
} from '../../../src/kinds/converges-more-often/types'
import type { InvariantEvidence } from '../../../src/kinds/invariant/types'
import type { SettingsEvidence, SettingsHypothesis } from '../../../src/kinds/lower-at-majority/types'
import type { RangeEvidence } from '../../../src/kinds/range/types'
import type { RateEvidence, RateHypothesis } from '../../../src/kinds/rate/types'
import type { Arrival } from '../../../src/kinds/shared/types'
import { LIES_IN } from '../../support/builders'
import { range } from '../report/evidence'
import { elsewhere, evidenceOfRatios, moving, point } from './builders'

/** Claims and evidence of the kinds that are not comparisons. */

export const contrastHypothesis: ConvergesMoreOftenHypothesis = {
  kind: 'converges-more-often',
  treatment: 'amsgrad',
  control: 'adam',
  metric: 'x.windowMean',
  target: 1,
  tolerance: 0.01
}

export const arrived: Arrival = point()
export const away: Arrival = elsewhere
export const still: Arrival = moving

/** [control, treatment]. */
export function contrastOf(rows: readonly (readonly [Arrival, Arrival])[]): ConvergesMoreOftenEvidence {
  const { kind, treatment, control, metric, target, tolerance } = contrastHypothesis
  const pairs = rows.map(([a, b], seed) => ({ seed, initialPoint: 0, control: a, treatment: b }))
  return { kind, metric, control, treatment, target, tolerance, pairs }
}

export const rateHypothesis: RateHypothesis = {
  kind: 'rate',
  arm: 'adam',
  metric: 'regret',
  slopeBelow: -0.25,
  over: 'seeds'
}

/** null: the average regret is not above zero; NaN: the run diverged. */
export function ratesOf(slopes: readonly (number | null)[], over: RateHypothesis['over'] = 'seeds'): RateEvidence {
  return {
    ...rateHypothesis,
    over,
    samples: slopes.map((slope, index) => ({
      seed: over === 'seeds' ? index : 0,
      initialPoint: over === 'seeds' ? 0 : index,
      runKey: 'key',
      slope: slope === null || Number.isNaN(slope) ? null : slope,
      why: slope === null ? 'not-positive' : Number.isNaN(slope) ? 'diverged' : null,
      numPoints: 20,
      numLeftOut: 0,
      averageRegret: 0.1
    }))
  }
}

export function invariantOf(runs: readonly Partial<InvariantEvidence['samples'][number]>[]): InvariantEvidence {
  const kept = { initialPoint: 0, runKey: 'key', numSteps: 100, diverged: false, violations: 0 } as const
  return {
    kind: 'invariant',
    property: 'effective-step-never-grows',
    arm: 'adam',
    samples: runs.map((run, seed) => ({ ...kept, seed, firstViolation: null, worstRatio: null, ...run }))
  }
}

/** NaN: the run diverged. */
export function rangeOf(values: readonly number[]): RangeEvidence {
  return range('range', values, LIES_IN.low!, LIES_IN.high!)
}

export const settingsHypothesis: SettingsHypothesis = {
  kind: 'lower-at-majority',
  metric: 'train.loss',
  at: 'final',
  treatment: 'amsgrad',
  control: 'adam',
  margin: { relative: 0.01, epsilon: 0 }
}

/** A map of comparisons, over the learning rate. */
export function mapOf(comparisons: readonly PairedEvidence[]): SettingsEvidence {
  const cells = comparisons.map((cell, index) => {
    const setting = { learningRate: (index + 1) / 1000 }
    return { ...cell, control: { ...cell.control, setting }, treatment: { ...cell.treatment, setting } }
  })
  return { kind: 'settings', cells }
}

/** Log ratios at each setting of a map. */
export function mapOfRatios(ratios: readonly (readonly number[])[]): SettingsEvidence {
  return mapOf(ratios.map((each) => evidenceOfRatios(each)))
}
