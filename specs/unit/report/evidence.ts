import type { Setting } from '../../../src/claims/types'
import { sha256 } from '../../../src/json/canonical'
import type { PairedEvidence, PairSide } from '../../../src/kinds/comparison/types'
import type { ConvergesMoreOftenEvidence } from '../../../src/kinds/converges-more-often/types'
import type { InitialPointsEvidence, ShareEvidence } from '../../../src/kinds/converges-to/types'
import type { InvariantEvidence } from '../../../src/kinds/invariant/types'
import type { SettingsEvidence } from '../../../src/kinds/lower-at-majority/types'
import type { RangeEvidence } from '../../../src/kinds/range/types'
import type { RateEvidence } from '../../../src/kinds/rate/types'
import type { Arrival, EndPoint } from '../../../src/kinds/shared/types'

/** Evidence that leads to a wanted verdict. */

/** Mean 0, standard deviation 1, symmetric: so that an interval lies where the test put it. */
function pattern(n: number): number[] {
  const raw = Array.from({ length: n }, (_, i) => (((i * 7) % n) - (n - 1) / 2) / n)
  const sd = Math.sqrt(raw.reduce((sum, x) => sum + x * x, 0) / (n - 1))
  return raw.map((x) => x / sd)
}

export function runKeyOf(...parts: (string | number)[]): string {
  return sha256(parts.join('/'))
}

function side(value: number, key: string): PairSide {
  return Number.isFinite(value)
    ? { runKey: key, value, censored: false, trainLoss: value, failure: value >= 2.25 ? 'chance' : null }
    : { runKey: key, value: Number.NaN, censored: false, trainLoss: Number.NaN, failure: 'diverged' }
}

export interface PairOptions {
  readonly n?: number
  /** Seeds whose run of the arm diverged. */
  readonly controlDiverged?: readonly number[]
  readonly treatmentDiverged?: readonly number[]
  readonly setting?: Setting
}

/** Pairs whose log ratios have this centre and standard deviation. */
export function pairs(id: string, centre: number, sd: number, options: PairOptions = {}): PairedEvidence {
  const { n = 10, controlDiverged = [], treatmentDiverged = [], setting = {} } = options
  const noise = pattern(n)
  const selection =
    Object.keys(setting).length === 0
      ? null
      : {
          metric: 'validation.loss',
          seeds: [1_000_000, 1_000_001, 1_000_002],
          candidates: [
            { setting: { learningRate: 0.001 }, mean: 0.5123456 },
            { setting, mean: 0.31 },
            { setting: { learningRate: 1 }, mean: null }
          ],
          onEdge: ['learningRate' as const]
        }
  return {
    kind: 'paired',
    metric: 'train.loss',
    measure: { kind: 'final' },
    transform: 'log-ratio',
    control: { arm: 'adam', setting, selection },
    treatment: { arm: 'amsgrad', setting, selection },
    chanceLevel: Math.log(10),
    pairs: noise.map((z, seed) => {
      const a = 0.3 + 0.01 * (((seed * 3) % 10) / 10)
      const b = a * Math.exp(centre + sd * z)
      return {
        seed,
        control: side(controlDiverged.includes(seed) ? Number.NaN : a, runKeyOf(id, 'adam', seed)),
        treatment: side(treatmentDiverged.includes(seed) ? Number.NaN : b, runKeyOf(id, 'amsgrad', seed))
      }
    })
  }
}

/** The settings of the toy experiment's grid, in its order. */
const MAP_SETTINGS: readonly Setting[] = [0.001, 0.01].flatMap((learningRate) =>
  [0.99, 0.999].map((beta2) => ({ learningRate, beta2 }))
)

/** Pairs at each of four settings, with these centres; where one is NaN every run of both arms diverged. */
export function map(id: string, centres: readonly number[], sd: number, n = 10): SettingsEvidence {
  const all = Array.from({ length: n }, (_, seed) => seed)
  return {
    kind: 'settings',
    cells: MAP_SETTINGS.map((setting, index) => {
      const centre = centres[index]!
      const failed = Number.isNaN(centre) ? { controlDiverged: all, treatmentDiverged: all } : {}
      const cell = pairs(`${id}-${index}`, Number.isNaN(centre) ? 0 : centre, sd, { n, ...failed })
      return { ...cell, control: { ...cell.control, setting }, treatment: { ...cell.treatment, setting } }
    })
  }
}

function endPoint(id: string, seed: number, initialPoint: number, value: number, settled = true): EndPoint {
  const reached = Math.abs(value - 1) <= 0.01
  return { seed, initialPoint, runKey: runKeyOf(id, 'adam', seed, initialPoint), value, reached, settled }
}

export function share(id: string, successes: number, n: number): ShareEvidence {
  const samples = Array.from({ length: n }, (_, seed) => endPoint(id, seed, -1, seed < successes ? 0.9999 : -1))
  return { kind: 'share', metric: 'x.windowMean', arm: 'adam', target: 1, tolerance: 0.01, samples }
}

export function grid(id: string, values: readonly number[], settled = true): InitialPointsEvidence {
  const samples = values.map((value, index) => endPoint(id, 0, index - 1, value, settled))
  return { kind: 'initial-points', metric: 'x.windowMean', arm: 'adam', target: 1, tolerance: 0.01, samples }
}

/** Pairs whose differences have this centre and standard deviation: accuracies. */
export function accuracies(id: string, centre: number, sd: number, n = 10): PairedEvidence {
  const evidence = pairs(id, 0, 0, { n })
  const noise = pattern(n)
  return {
    ...evidence,
    metric: 'test.accuracy',
    transform: 'difference',
    chanceLevel: null,
    pairs: evidence.pairs.map((pair, i) => ({
      ...pair,
      control: { ...pair.control, value: 0.9 },
      treatment: { ...pair.treatment, value: 0.9 + centre + sd * noise[i]! }
    }))
  }
}

/**
 * Pairs of times in epochs, [control, treatment], known to the epoch that they are in; null where the run of 20 epochs
 * was too short.
 */
export function times(id: string, rows: readonly (readonly [number | null, number | null])[]): PairedEvidence {
  const time = (epochs: number | null, arm: string, seed: number): PairSide => ({
    runKey: runKeyOf(id, arm, seed),
    value: epochs ?? 20,
    within: epochs === null ? [20, 20] : [Math.ceil(epochs) - 1, Math.ceil(epochs)],
    censored: epochs === null,
    trainLoss: 0.3,
    failure: null
  })
  return {
    ...pairs(id, 0, 0, { n: 0 }),
    measure: { kind: 'time-to', threshold: 0.5, tau: 20, unit: 'epoch' },
    transform: 'difference',
    chanceLevel: null,
    pairs: rows.map(([a, b], seed) => ({ seed, control: time(a, 'adam', seed), treatment: time(b, 'amsgrad', seed) }))
  }
}

/** [control, treatment] arrived. */
export function contrast(id: string, rows: readonly (readonly [boolean, boolean])[]): ConvergesMoreOftenEvidence {
  const arrival = (reached: boolean, arm: string, seed: number): Arrival => ({
    runKey: runKeyOf(id, arm, seed),
    value: reached ? -1 : 1,
    reached,
    settled: true
  })
  return {
    kind: 'converges-more-often',
    metric: 'x.windowMean',
    control: 'adam',
    treatment: 'amsgrad',
    target: -1,
    tolerance: 0.01,
    pairs: rows.map(([a, b], seed) => ({
      seed,
      initialPoint: 0,
      control: arrival(a, 'adam', seed),
      treatment: arrival(b, 'amsgrad', seed)
    }))
  }
}

/** One run a slope; null where the average regret is not above zero, NaN where the run diverged. */
export function rate(id: string, slopes: readonly (number | null)[], over: RateEvidence['over']): RateEvidence {
  return {
    kind: 'rate',
    metric: 'regret',
    arm: 'adam',
    over,
    slopeBelow: -0.25,
    samples: slopes.map((slope, index) => ({
      seed: over === 'seeds' ? index : 0,
      initialPoint: over === 'seeds' ? 0 : index,
      runKey: runKeyOf(id, index),
      slope: slope === null || Number.isNaN(slope) ? null : slope,
      why: slope === null ? 'not-positive' : Number.isNaN(slope) ? 'diverged' : null,
      numPoints: slope === null ? 0 : 20,
      numLeftOut: slope === null ? 20 : 0,
      averageRegret: slope === null ? -0.1 : slope
    }))
  }
}

/** Violations run by run. */
export function invariant(id: string, violations: readonly number[]): InvariantEvidence {
  return {
    kind: 'invariant',
    property: 'effective-step-never-grows',
    arm: 'adam',
    samples: violations.map((count, seed) => ({
      seed,
      initialPoint: 0,
      runKey: runKeyOf(id, seed),
      numSteps: 1000,
      diverged: false,
      violations: count,
      firstViolation: count === 0 ? null : 3,
      worstRatio: count === 0 ? null : 1 + 1e-9
    }))
  }
}

/** Values against a range; NaN where the run diverged. */
export function range(id: string, values: readonly number[], low: number, high: number): RangeEvidence {
  return {
    kind: 'range',
    metric: 'train.loss',
    arm: { arm: 'adam', setting: {}, selection: null },
    low,
    high,
    samples: values.map((value, seed) => ({
      seed,
      runKey: runKeyOf(id, seed),
      value,
      failure: Number.isNaN(value) ? 'diverged' : null
    }))
  }
}
