import type { EndPoint, GridEvidence, PairedEvidence, PairSide, ShareEvidence } from '../../../src/evidence/types'
import { sha256 } from '../../../src/json/canonical'
import type { Setting } from '../../../src/spec/types'

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
    ? { runKey: key, value, trainLoss: value, failure: value >= 2.25 ? 'chance' : null }
    : { runKey: key, value: Number.NaN, trainLoss: Number.NaN, failure: 'diverged' }
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

function endPoint(id: string, seed: number, initialPoint: number, value: number, settled = true): EndPoint {
  const reached = Math.abs(value - 1) <= 0.01
  return { seed, initialPoint, runKey: runKeyOf(id, 'adam', seed, initialPoint), value, reached, settled }
}

export function share(id: string, successes: number, n: number): ShareEvidence {
  const samples = Array.from({ length: n }, (_, seed) => endPoint(id, seed, -1, seed < successes ? 0.9999 : -1))
  return { kind: 'share', metric: 'x.windowMean', arm: 'adam', target: 1, tolerance: 0.01, samples }
}

export function grid(id: string, values: readonly number[], settled = true): GridEvidence {
  const samples = values.map((value, index) => endPoint(id, 0, index - 1, value, settled))
  return { kind: 'grid', metric: 'x.windowMean', arm: 'adam', target: 1, tolerance: 0.01, samples }
}
