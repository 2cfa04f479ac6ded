import type { MetricSeries, RunStatus } from '../../claims/runs'
import type { ProgramRunSpec } from '../../runs/program/types'

/** A metric as a program logged it; see `logs/readLogs`. */
interface Logged {
  readonly steps: readonly number[] | null
  readonly values: readonly number[]
}

export interface Measured {
  readonly status: Exclude<RunStatus, { kind: 'failed' }>
  readonly metrics: Readonly<Record<string, MetricSeries>>
}

/**
 * The declared metrics of a run, by the names that claims use. A value that is not finite is a run that diverged, and ends
 * what is kept of each metric. One without a unit is its last value; steps count from 1, so those that a program counts
 * from 0 are one more, and what it logged without whole steps is counted in order.
 *
 * @param logged by the names of the program's logs
 * @param diverged what the program itself said of it, null for nothing: then metrics may be missing
 * @returns the metrics that are missing instead, as the program should have named them
 */
export function measure(
  { metrics }: Pick<ProgramRunSpec, 'metrics'>,
  logged: Readonly<Record<string, Logged>>,
  diverged: string | null
): Measured | { readonly missing: readonly string[] } {
  const missing: string[] = []
  const series: [string, MetricSeries][] = []
  let end: { readonly step: number; readonly what: string } | null = null
  for (const [name, { from, unit }] of Object.entries(metrics)) {
    const found = logged[from]
    if (found === undefined || found.values.length === 0) {
      missing.push(from)
      continue
    }
    const whole: MetricSeries =
      unit === null
        ? { unit: 'step', at: [1], values: found.values.slice(-1) }
        : { unit, at: placesOf(found), values: [...found.values] }
    const broken = whole.values.findIndex((value) => !Number.isFinite(value))
    if (broken === -1) {
      series.push([name, whole])
      continue
    }
    const step = whole.at[broken]!
    if (end === null || step < end.step) end = { step, what: `${name} is ${whole.values[broken]}` }
    if (broken > 0)
      series.push([name, { unit: whole.unit, at: whole.at.slice(0, broken), values: whole.values.slice(0, broken) }])
  }
  if (diverged !== null) {
    const last = Math.max(1, ...series.map(([, { at }]) => at.at(-1)!))
    end = { step: end?.step ?? last, what: end?.what ?? diverged }
  }
  if (missing.length > 0 && end === null) return { missing }
  const status = end === null ? ({ kind: 'completed' } as const) : ({ kind: 'diverged', ...end } as const)
  return { status, metrics: Object.fromEntries(series) }
}

function placesOf({ steps, values }: Logged): number[] {
  const inOrder = values.map((_, index) => index + 1)
  if (steps === null || !steps.every((step, index) => Number.isSafeInteger(step) && step > (steps[index - 1] ?? -1))) {
    return inOrder
  }
  return steps[0] === 0 ? steps.map((step) => step + 1) : [...steps]
}
