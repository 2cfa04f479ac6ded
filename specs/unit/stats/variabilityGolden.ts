import { readFileSync } from 'node:fs'
import path from 'node:path'

type Row = readonly number[]

interface SourceRow {
  readonly name: string
  readonly df: number
  readonly sumOfSquares: number
  readonly fRatio: number
  readonly p: number
  readonly variance: number
  readonly interval: Row
}

/** Values made by scripts/golden/variability.py; the file names versions and expressions. */
export interface VariabilityGolden {
  readonly chiSquareQuantile: readonly Row[]
  readonly fQuantile: readonly Row[]
  readonly fUpperTail: readonly Row[]
  readonly squares: readonly {
    readonly name: string
    readonly cells: readonly Row[]
    readonly factors: readonly string[]
    readonly mean: number
    readonly rows: readonly SourceRow[]
    readonly residual: { readonly df: number; readonly sumOfSquares: number; readonly interval: Row }
  }[]
  readonly samples: readonly {
    readonly name: string
    readonly a: Row
    readonly b: Row
    readonly df: number
    readonly p: number
    readonly interval: Row
    readonly permutation: number
  }[]
  readonly strata: readonly {
    readonly name: string
    readonly blocks: readonly { readonly a: Row; readonly b: Row }[]
    readonly effect: number
    readonly p: number
  }[]
  readonly bestOfK: { readonly losses: Row; readonly v: Row; readonly u: Row }
  readonly power: readonly Row[]
  readonly sampleSizes: readonly Row[]
  readonly detectable: readonly Row[]
  readonly effectIntervals: readonly Row[]
}

export const VARIABILITY = JSON.parse(
  readFileSync(path.join(__dirname, '../../../fixtures/golden/stats/variability.json'), 'utf8')
) as VariabilityGolden
