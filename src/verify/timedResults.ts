import type { RunEnvironment } from '../engine/engine'
import type { JudgedRun } from '../judge/collectEvidence'
import { type Claim, needsOf } from '../kinds'
import type { RunTiming } from '../kinds/shared/runs'
import { machineHere } from '../store/environment'
import type { RunProvider } from './execute'

/** Finished runs as claims are judged by them: where one of these asks for it, with when and where each was made. */
export function timedResults(
  claims: readonly Claim[],
  { records, results, areElsewhere }: Pick<RunProvider, 'records' | 'results' | 'areElsewhere'>
): ReadonlyMap<string, JudgedRun> {
  if (!claims.some(({ hypothesis }) => needsOf(hypothesis).timing === true)) return results
  const here = machineHere()
  const alone = aloneIn([...records].map(([key, { environment }]) => ({ key, ...spanOf(environment) })))
  return new Map(
    [...records].map(([key, { result, environment }]) => [
      key,
      { ...result, timing: timingOf(environment, alone.has(key) && (areElsewhere || isOf(here, environment))) }
    ])
  )
}

interface Span {
  readonly startMs: number
  readonly endMs: number
}

function spanOf({ startedAt, wallTimeMs }: RunEnvironment): Span {
  const startMs = Date.parse(startedAt)
  return { startMs, endMs: startMs + wallTimeMs }
}

/** The clock may be a little off between two processes. */
const CLOCK_MS = 1

/** The runs beside which no other of these was executed, whatever claim it was for. */
function aloneIn(runs: readonly (Span & { readonly key: string })[]): ReadonlySet<string> {
  const inOrder = runs.toSorted((a, b) => a.startMs - b.startMs)
  let lastEnd = Number.NEGATIVE_INFINITY
  const alone = inOrder.filter(({ startMs, endMs }, index) => {
    const before = lastEnd
    lastEnd = Math.max(lastEnd, endMs)
    return before <= startMs + CLOCK_MS && (inOrder[index + 1]?.startMs ?? endMs) >= endMs - CLOCK_MS
  })
  return new Set(alone.map(({ key }) => key))
}

function timingOf(environment: RunEnvironment, isHere: boolean): RunTiming {
  const { startedAt, wallTimeMs, cohortSize = 1, cpu, platform } = environment
  return {
    startedAtMs: Date.parse(startedAt),
    seconds: wallTimeMs / 1000,
    machine: `${cpu}, ${platform}`,
    isComparable: isHere && cohortSize === 1
  }
}

function isOf(here: ReturnType<typeof machineHere>, { cpu, platform }: RunEnvironment): boolean {
  return cpu === here.cpu && platform === here.platform
}
