import { canonicalJson } from '../../../json/canonical'
import type { Labels, OutsideRun } from './types'

/** The runs of both arms at one setting, each arm's sorted by number. */
export interface Cell {
  readonly setting: Labels
  readonly control: readonly OutsideRun[]
  readonly treatment: readonly OutsideRun[]
}

/** Runs that ask the same question: one data set and model, say. */
export interface Group {
  readonly group: Labels
  /** Settings at which both arms have runs, sorted by their values. */
  readonly cells: readonly Cell[]
  /** Settings at which only one arm has runs. */
  readonly unmatched: readonly Cell[]
}

/** Sorts runs into groups and their settings. */
export function groupRuns(runs: readonly OutsideRun[], control: string): Group[] {
  return partition(runs, (run) => run.group).map(([group, members]) => {
    const cells = partition(members, (run) => run.setting).map(([setting, own]): Cell => {
      const sorted = [...own].sort((a, b) => compareIds(a.id, b.id) || compareText(a.origin, b.origin))
      return {
        setting,
        control: sorted.filter((run) => run.arm === control),
        treatment: sorted.filter((run) => run.arm !== control)
      }
    })
    const isMatched = (cell: Cell) => cell.control.length > 0 && cell.treatment.length > 0
    return { group, cells: cells.filter(isMatched), unmatched: cells.filter((cell) => !isMatched(cell)) }
  })
}

/** Runs of both arms with the same number. */
export function pairsOf({ control, treatment }: Cell): (readonly [OutsideRun, OutsideRun])[] {
  // Backwards, so that of two with one number the first stays.
  const others = new Map([...treatment].reverse().map((run) => [run.id, run]))
  return control.flatMap((run) => {
    const other = run.id === null ? undefined : others.get(run.id)
    return other === undefined ? [] : [[run, other] as const]
  })
}

/** @example describeLabels({ lr: 0.1, decay: false }) // 'lr 0.1, decay false' */
export function describeLabels(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
}

function partition(runs: readonly OutsideRun[], labelsOf: (run: OutsideRun) => Labels): [Labels, OutsideRun[]][] {
  const parts = new Map<string, [Labels, OutsideRun[]]>()
  for (const run of runs) {
    const labels = labelsOf(run)
    const key = canonicalJson(labels)
    const part = parts.get(key)
    if (part === undefined) parts.set(key, [labels, [run]])
    else part[1].push(run)
  }
  return [...parts.values()].sort(([a], [b]) => compareLabels(a, b))
}

/** Name by name; numbers by size before texts by code units. */
function compareLabels(a: Labels, b: Labels): number {
  for (const name of Object.keys(a)) {
    const [x, y] = [a[name]!, b[name]!]
    if (x === y) continue
    if (typeof x === 'number' && typeof y === 'number') return x - y
    if (typeof x === 'number' || typeof y === 'number') return typeof x === 'number' ? -1 : 1
    return compareText(String(x), String(y))
  }
  return 0
}

/** Numbers by size: run 10 comes after run 9. */
function compareIds(a: string | null, b: string | null): number {
  const [x, y] = [Number(a ?? Number.NaN), Number(b ?? Number.NaN)]
  if (Number.isFinite(x) && Number.isFinite(y) && x !== y) return x - y
  return compareText(a ?? '', b ?? '')
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
