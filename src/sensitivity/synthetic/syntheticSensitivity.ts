import { UnavailableError } from '../../errors'
import { plainTree } from '../../json/plainTree'
import { SYNTHETIC_MAP_FORMAT_VERSION, type SyntheticMapReport } from '../../report/sensitivity/synthetic/types'
import { RunExecutor } from '../../verify/execute'
import type { SensitivityEvents } from '../types'
import { measureMaps } from './measureMaps'
import { planMaps } from './planMaps'
import { prepareMaps } from './prepareMaps'
import type { SyntheticMapOptions, SyntheticMapResult } from './types'

/**
 * Maps a synthetic claim: judges it at every setting of its experiment's maps, and says where each arm ends there. Its
 * runs are runs like any other, shared through the store; the result is a function of their records.
 *
 * @throws InputError for malformed claims, a claim that is not about a synthetic experiment, or axes that no map has
 * @throws UnavailableError where no engine works
 * @throws InfrastructureError where a run crashed
 */
export async function syntheticSensitivity(
  options: SyntheticMapOptions,
  events: SensitivityEvents = {}
): Promise<SyntheticMapResult> {
  const study = prepareMaps(options)
  const executor = await RunExecutor.open(options, ['synthetic'], events)
  try {
    const missing = executor.unavailable.get('synthetic')
    if (missing !== undefined) throw new UnavailableError(missing.subject, missing.details)
    // Then no engine has said what it is.
    if (options.signal?.aborted) return { report: null }
    const context = executor.planContext(options)
    const { plan } = planMaps(study, context)
    events.onPlan?.({ claim: study.claim, plan, later: { numRuns: 0, estimateMs: 0 }, round: 1 })
    await executor.execute(
      plan.runs.filter(({ cached }) => !cached),
      0
    )
    const failure = executor.failureOf(plan.runs)
    if (failure !== null) throw failure
    if (options.signal?.aborted) return { report: null }
    const { claim, experiment, by } = study
    const { profile, firstSeed, seeds } = options
    const keys = [...new Set(plan.runs.map(({ key }) => key))].sort()
    const records = keys.map((key) => executor.records.get(key)!)
    const report: SyntheticMapReport = {
      format: 'claimcheck-synthetic-maps',
      formatVersion: SYNTHETIC_MAP_FORMAT_VERSION,
      claim,
      profile,
      experiment,
      by,
      firstSeed,
      seedsOverride: seeds,
      engine: executor.engines.get('synthetic')!,
      cost: {
        numRuns: keys.length,
        numSteps: plan.runs.reduce((sum, { spec }) => sum + (spec.kind === 'synthetic' ? spec.numSteps : 0), 0),
        runTimeMs: records.reduce((sum, { environment }) => sum + environment.wallTimeMs, 0)
      },
      maps: measureMaps(study, planMaps(study, context), options, executor.results),
      runs: keys.map((key, index) => ({ key, resultDigest: records[index]!.resultDigest }))
    }
    return { report: plainTree<SyntheticMapReport>(report) }
  } finally {
    await executor.close()
  }
}
