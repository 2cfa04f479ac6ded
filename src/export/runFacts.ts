import { RUN_KIND_NAMES, RUN_KINDS, type RunSpec, runKindOf } from '../runs/runKinds'
import type { RunFact } from '../runs/types'
import type { ExportedRun } from './runsToExport'

/** What a run was and where it ran, one plain value a name; null where a kind of run has no such thing. */
export type RunFacts = Readonly<Record<string, RunFact>>

/** Columns of all kinds of run, so that all rows of a table have the same ones: those of a single kind first. */
const COLUMNS = RUN_KIND_NAMES.flatMap((kind) => RUN_KINDS[kind].columns).toSorted(
  (a, b) => numKindsWith(a) - numKindsWith(b)
)
const NO_FACTS: RunFacts = Object.fromEntries(COLUMNS.map((column) => [column, null]))

function numKindsWith(column: string): number {
  return RUN_KIND_NAMES.filter((kind) => RUN_KINDS[kind].columns.includes(column)).length
}

/** What decides a run's numbers, as single values. The key of the run stands for all of it, the network's layers too. */
export function settingsOf(spec: RunSpec): RunFacts {
  const { kind, seeds } = spec
  return {
    kind,
    ...NO_FACTS,
    ...runKindOf(spec).facts(spec),
    seedInit: seeds.init,
    seedOrder: seeds.order,
    seedDropout: seeds.dropout,
    seedProblem: seeds.problem
  }
}

/** How a run ended, what executed it, and when and where. */
export function circumstancesOf({ record }: Pick<ExportedRun, 'record'>): RunFacts {
  const { result, resultDigest, environment } = record
  const { status, spec } = result
  const { engine } = spec
  return {
    status: status.kind,
    divergedAtStep: status.kind === 'diverged' ? status.step : null,
    engine: engine.name,
    engineVersion: engine.version,
    backend: engine.backend,
    instructionSet: engine.instructionSet,
    lowering: engine.lowering,
    numerics: engine.numerics,
    resultDigest,
    startedAt: environment.startedAt,
    wallTimeMs: environment.wallTimeMs,
    claimcheck: environment.claimcheck,
    commit: environment.commit,
    node: environment.node,
    platform: environment.platform,
    cpu: environment.cpu
  }
}
