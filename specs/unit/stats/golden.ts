import { readFileSync } from 'node:fs'
import path from 'node:path'

type Row = readonly number[]

export interface DistributionsGolden {
  readonly studentTCdf: readonly Row[]
  readonly studentTQuantile: readonly Row[]
  readonly normalCdf: readonly Row[]
  readonly normalQuantile: readonly Row[]
  readonly betaCdf: readonly Row[]
  readonly betaQuantile: readonly Row[]
  readonly noncentralTUpperTail: readonly Row[]
}

export interface TestsGolden {
  readonly tests: readonly {
    readonly name: string
    readonly values: Row
    readonly tTwoSided: number
    readonly tLess: number
    readonly tGreater: number
    readonly tInterval: Readonly<Record<'0.95' | '0.99', Row>>
    readonly signFlip: number
    readonly wilcoxon: number
  }[]
  readonly descriptions: readonly {
    readonly values: Row
    readonly mean: number
    readonly standardDeviation: number
    readonly coefficientOfVariation: number
    readonly skewness: number
    readonly other: Row
    readonly correlation: number
    readonly somersD: number
  }[]
  readonly bootstraps: readonly {
    readonly values: Row
    readonly indices: string
    readonly resamples: number
    readonly interval: Row
  }[]
  readonly shares: readonly {
    readonly successes: number
    readonly trials: number
    readonly share: number
    readonly p: number
    readonly 'exact0.95': Row
    readonly 'exact0.99': Row
    readonly 'wilson0.95': Row
    readonly 'wilson0.99': Row
  }[]
}

export interface SkewGolden {
  readonly hall: readonly {
    readonly name: string
    readonly values: Row
    readonly t: number
    readonly p: number
  }[]
  readonly orders: readonly { readonly name: string; readonly values: Row; readonly r1: number; readonly p: number }[]
}

/** Values made by scripts/golden/stats.py; the files name versions and expressions. */
export function readGolden(name: 'distributions'): DistributionsGolden
export function readGolden(name: 'tests'): TestsGolden
export function readGolden(name: 'skew'): SkewGolden
export function readGolden(name: string): unknown {
  const file = path.join(__dirname, '..', '..', '..', 'fixtures', 'golden', 'stats', `${name}.json`)
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** |actual - expected| / |expected|; 0 where both are equal. */
export function relativeError(actual: number, expected: number): number {
  return actual === expected ? 0 : Math.abs((actual - expected) / expected)
}
