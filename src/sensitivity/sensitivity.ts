import { InfrastructureError } from '../errors'
import { plainTree } from '../json/plainTree'
import { SENSITIVITY_FORMAT_VERSION, type SensitivityNotRun, type SensitivityReport } from '../report/sensitivity/types'
import { crashOf } from '../verify/crash'
import { RunExecutor } from '../verify/execute'
import { lookAtPrograms } from '../verify/programs'
import { measureStudy } from './measureStudy'
import { planStudy } from './planStudy'
import { prepareStudy, type Study } from './prepareStudy'
import type { SensitivityEvents, SensitivityOptions, SensitivityResult } from './types'

type Obstacle = Pick<SensitivityNotRun, 'cause' | 'reason' | 'remedy'>

/**
 * Studies what a claim about two arms depends on, one thing at a time: plans the designs' runs, executes what the store
 * does not hold, and measures. Its runs are runs like any other; those that the claim itself needs are shared with
 * `verify` through the store.
 *
 * The result is a function of the records, taken in the order of the designs: the number of workers, what finished
 * first and what was cached change nothing of it.
 *
 * @throws InputError for malformed claims, a claim that does not compare two arms, or options that do not fit it
 */
export async function sensitivity(
  options: SensitivityOptions,
  events: SensitivityEvents = {}
): Promise<SensitivityResult> {
  const study = prepareStudy(options)
  if (study.missingData !== null) return notRun(study, options, { cause: 'missing-data', ...study.missingData })
  const studied = [study.experiment, ...(study.choices?.options.map((option) => option.experiment) ?? [])]
  const programs = await lookAtPrograms(studied, { ...options, execute: true }, events)
  const obstacle = studied.map((experiment) => programs.obstacleOf(experiment)).find((found) => found !== null)
  if (obstacle !== undefined && obstacle !== null) return notRun(study, options, { cause: 'missing-data', ...obstacle })
  const executor = await RunExecutor.open({ ...options, programs }, [study.experiment.kind], events)
  try {
    const missing = executor.unavailable.get(study.experiment.kind)
    if (missing !== undefined) {
      const remedy = missing.details.remedy ?? 'npx claimcheck doctor'
      return notRun(study, options, { cause: 'missing-engine', reason: missing.message, remedy })
    }
    // Then no engine has said what it is.
    if (options.signal?.aborted) return interrupted(study, options)
    return await run(study, options, events, executor)
  } finally {
    await executor.close()
  }
}

async function run(
  study: Study,
  options: SensitivityOptions,
  events: SensitivityEvents,
  executor: RunExecutor
): Promise<SensitivityResult> {
  const context = executor.planContext(options)
  for (let round = 1; ; round++) {
    const studyPlan = planStudy(study, context, executor.results)
    const { plan, later } = studyPlan
    events.onPlan?.({ claim: study.claim, plan, later, round })
    const failure = executor.failureOf(plan.runs)
    if (failure !== null) return notRun(study, options, crashOf(failure))
    const pending = plan.runs.filter((planned) => !planned.cached)
    if (pending.length === 0 && studyPlan.isComplete) {
      const { results, records, engines } = executor
      const engine = engines.get(study.experiment.kind)!
      const measured = measureStudy({ study, plan: studyPlan, ...options, engine, results, records })
      return { report: plainTree<SensitivityReport>({ ...headOf(study, options), ...measured }), interrupted: false }
    }
    await executor.execute(pending, later.estimateMs)
    if (options.signal?.aborted) return interrupted(study, options)
  }
}

function interrupted(study: Study, options: SensitivityOptions): SensitivityResult {
  return { ...notRun(study, options, crashOf(new InfrastructureError('it was interrupted'))), interrupted: true }
}

function notRun(study: Study, options: SensitivityOptions, obstacle: Obstacle): SensitivityResult {
  return { report: { ...headOf(study, options), outcome: 'could-not-run', ...obstacle }, interrupted: false }
}

function headOf(
  { claim, experiment, parts, choices, substitutions }: Study,
  { profile, firstSeed, size, seeds }: SensitivityOptions
) {
  return {
    format: 'claimcheck-sensitivity',
    formatVersion: SENSITIVITY_FORMAT_VERSION,
    claim,
    profile,
    experiment,
    by: parts.by,
    firstSeed,
    size,
    seedsOverride: seeds,
    ...(choices !== null && { choiceSettings: choices.settings }),
    ...(substitutions.length > 0 && { substitutions })
  } as const
}
