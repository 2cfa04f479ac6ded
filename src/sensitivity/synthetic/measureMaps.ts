import { median } from 'simple-statistics'
import type { ProfileName } from '../../claims/types'
import { judgeFamily } from '../../judge/judgeFamily'
import { plannedMember } from '../../judge/plannedMember'
import { finalValue } from '../../kinds/shared/metric'
import { isSettled } from '../../kinds/shared/settled'
import { expectedBestPoint } from '../../problems/expectedBestPoint'
import type { CellArm, CellPlace, MeasuredCell, MeasuredMap, Spread } from '../../report/sensitivity/synthetic/types'
import type { RunResult } from '../../store/types'
import type { MapsPlan, PlannedCell } from './planMaps'
import type { MapStudy } from './prepareMaps'

type Results = ReadonlyMap<string, RunResult>

const METRIC = 'x.windowMean'

/** Measures maps whose runs have all finished: a pure function of the results, taken in the order of the plan. */
export function measureMaps(
  study: MapStudy,
  { maps }: MapsPlan,
  choice: { readonly profile: ProfileName; readonly firstSeed: number },
  results: Results
): MeasuredMap[] {
  const experiments = new Map([[study.experiment.id, study.experiment]])
  return maps.map((cells, index) => {
    const seeds = { min: study.numSeeds, max: study.numSeeds }
    const members = cells.map(({ plan }) => plannedMember(plan, results, seeds))
    const judgements = judgeFamily(members, { ...choice, experiments })
    return {
      axes: study.by.filter((axis) => study.maps[index]![axis] !== undefined),
      cells: cells.map((cell, place): MeasuredCell => {
        const { claim: _claim, profile: _profile, ...judgement } = judgements[place]!
        const { setting, tolerance } = cell
        const bestPoint = expectedBestPoint(cell.plan.experiment.problem)
        return { setting, bestPoint, tolerance, judgement, arms: measureArms(cell, bestPoint, results) }
      })
    }
  })
}

function measureArms(cell: PlannedCell, bestPoint: number | null, results: Results): CellArm[] {
  return cell.arms.map(({ arm, roles }) => {
    const runs = roles.map((role) => resultOf(role, results))
    const regrets = runs.map((run) => finalValue(run, 'regret') / (run.metrics.regret?.at.at(-1) ?? Number.NaN))
    return {
      arm,
      numRuns: runs.length,
      place: placeOf(runs, bestPoint, cell),
      x: spreadOf(runs.map((run) => finalValue(run, METRIC))),
      averageRegret: spreadOf(regrets)
    }
  })
}

/** @throws Error where the run has not finished */
function resultOf({ key }: { readonly key: string }, results: Results): RunResult {
  const result = results.get(key)
  if (result === undefined) throw new Error(`run ${key} has no result`)
  return result
}

function placeOf(runs: readonly RunResult[], bestPoint: number | null, { plan, tolerance }: PlannedCell): CellPlace {
  const { domain } = plan.experiment.problem
  if (bestPoint === null) return 'elsewhere'
  const worstPoint = bestPoint === domain[0] ? domain[1] : domain[0]
  const isAt = (run: RunResult, target: number) => Math.abs(finalValue(run, METRIC) - target) <= tolerance
  if (runs.every((run) => isAt(run, bestPoint))) return 'best'
  if (runs.every((run) => isAt(run, worstPoint))) return 'worst'
  const moves = runs.some((run) => {
    const targets = [bestPoint, worstPoint]
    if (targets.some((target) => isAt(run, target))) return false
    return !targets.every((target) => isSettled(run, { metric: METRIC, target, tolerance }))
  })
  return moves ? 'moving' : 'elsewhere'
}

function spreadOf(values: readonly number[]): Spread {
  if (!values.every(Number.isFinite)) return { median: Number.NaN, low: Number.NaN, high: Number.NaN }
  return { median: median([...values]), low: Math.min(...values), high: Math.max(...values) }
}
