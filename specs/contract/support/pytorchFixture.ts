import { readFileSync } from 'node:fs'
import path from 'node:path'

/** Made by `scripts/golden/networks.py`, which says what the numbers are. */
export interface PytorchFixture {
  readonly origin: Readonly<Record<string, string>>
  readonly narrow: Readonly<
    Record<string, { readonly digest: string; readonly runs: Readonly<Record<string, PytorchRun>> }>
  >
  readonly full: Readonly<
    Record<string, { readonly digest: string; readonly first: PytorchPoint } & Omit<PytorchRun, 'points'>>
  >
}

export interface PytorchRun {
  readonly losses: readonly number[]
  /** By the update before which they were taken. */
  readonly points: Readonly<Record<string, PytorchPoint>>
  readonly testLoss: number
}

/** Loss and gradients on the first minibatch. */
export interface PytorchPoint {
  readonly loss: number
  readonly tensors: Readonly<Record<string, TensorDigest>>
}

export interface TensorDigest {
  readonly norm: number
  readonly largest: number
  /** Weighted by hashes of the place: an error in any entry changes them. */
  readonly sums: readonly number[]
  /** Evenly spaced, the first and the last among them. */
  readonly entries: readonly number[]
}

export function pytorchFixture(): PytorchFixture {
  const file = path.resolve(__dirname, '../../../fixtures/networks/pytorch.json')
  return JSON.parse(readFileSync(file, 'utf8')) as PytorchFixture
}

// In Jest's VM context every look at the global `Math` is a call into the host.
const { imul } = Math

const FACTORS = [2654435761, 2246822519]

/**
 * How far a gradient is from PyTorch's: the largest error of an entry, as a share of the largest entry, and of a weighted
 * sum, as a share of the tensor's norm (weights are within -1 and 1, and independent errors add up like a norm).
 */
export function digestError(gradient: ArrayLike<number>, { norm, largest, sums, entries }: TensorDigest): number {
  const last = gradient.length - 1
  const chosen = entries.map((_, j) => gradient[Math.floor((j * last) / (entries.length - 1))]!)
  const errors = [
    ...entries.map((value, j) => Math.abs(chosen[j]! - value) / largest),
    ...sums.map((value, which) => Math.abs(weightedSum(gradient, FACTORS[which]!) - value) / norm)
  ]
  return errors.some(Number.isNaN) ? Number.NaN : Math.max(...errors)
}

function weightedSum(values: ArrayLike<number>, factor: number): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]! * ((imul(i + 1, factor) >>> 0) / 2 ** 31 - 1)
  return sum
}
