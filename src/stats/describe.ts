import { mean as meanOf, sampleStandardDeviation as standardDeviationOf } from 'simple-statistics'
import type { Count, Double } from '../json/scalars'
import { inSafeScale } from './unitScale'

/** A sample in five numbers. */
export interface Summary {
  /** How many values. */
  readonly n: Count
  /** Arithmetic mean. */
  readonly mean: Double
  /** With n - 1 in the denominator. */
  readonly standardDeviation: Double
  /** standardDeviation / |mean|; null at mean 0. */
  readonly coefficientOfVariation: Double | null
  /** The smallest value. */
  readonly min: Double
  /** The largest value. */
  readonly max: Double
}

/**
 * Describes a sample: n, mean, sample standard deviation, coefficient of variation, extremes.
 *
 * @param values at least 2 finite numbers
 * @throws RangeError with fewer
 * @example describe([1, 2, 3]) // { n: 3, mean: 2, standardDeviation: 1, coefficientOfVariation: 0.5, min: 1, max: 3 }
 */
export function describe(values: readonly number[]): Summary {
  const center = mean(values)
  const standardDeviation = sampleStandardDeviation(values)
  return {
    n: values.length,
    mean: center,
    standardDeviation,
    coefficientOfVariation: center === 0 ? null : standardDeviation / Math.abs(center),
    min: Math.min(...values),
    max: Math.max(...values)
  }
}

/**
 * Arithmetic mean by compensated summation; of equal numbers exactly that number.
 *
 * @param values at least 1 number
 * @throws RangeError on an empty sample
 * @example mean([0.1, 0.1, 0.1]) // 0.1
 */
export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('the mean of no numbers')
  return isConstant(values) ? values[0]! : meanOf(values as number[])
}

/**
 * Sample standard deviation, n - 1 in the denominator; exactly 0 where all numbers are equal, which decides the edge
 * case s = 0 of every rule downstream.
 *
 * @param values at least 2 numbers
 * @throws RangeError with fewer
 * @example sampleStandardDeviation([2, 4, 4, 4, 5, 5, 7, 9]) // 2.138089935299395
 */
export function sampleStandardDeviation(values: readonly number[]): number {
  if (values.length < 2) throw new RangeError(`a standard deviation needs 2 numbers, not ${values.length}`)
  if (isConstant(values)) return 0
  const { values: scaled, unit } = inSafeScale(values)
  return standardDeviationOf(scaled as number[]) * unit
}

function isConstant(values: readonly number[]): boolean {
  return values.every((value) => value === values[0])
}
