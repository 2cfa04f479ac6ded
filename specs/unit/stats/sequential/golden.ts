import { readFileSync } from 'node:fs'
import path from 'node:path'

type Row = readonly number[]

export interface SequentialGolden {
  readonly signFlip: readonly {
    readonly name: string
    readonly values: Row
    readonly e: readonly Row[]
    /** [alpha, first look, n, lower, upper]; null where the bound lies beyond the grid. */
    readonly hulls: readonly (readonly [number, number, number, number | null, number | null])[]
  }[]
  readonly mixtureT: readonly Row[]
  readonly mixtureTCritical: readonly Row[]
  readonly betting: { readonly values: Row; readonly logCapital: readonly Row[] }
  readonly betaBinomial: readonly Row[]
  readonly criticalValues: readonly {
    readonly name: 'pocock' | 'obrien-fleming'
    readonly alpha: number
    readonly values: Row
  }[]
}

/** Values made by scripts/golden/sequential.py; the file names versions and expressions. */
export function readSequentialGolden(): SequentialGolden {
  const file = path.join(__dirname, '..', '..', '..', '..', 'fixtures', 'golden', 'stats', 'sequential.json')
  return JSON.parse(readFileSync(file, 'utf8'))
}
