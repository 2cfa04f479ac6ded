import { canonicalJson } from '../../json/canonical'
import { groupBy } from '../../json/groupBy'
import type { LogProblem } from '../../logs/problem'
import type { Series } from '../../logs/series'
import type { Mapping } from '../mapping/types'
import type { LeftOut, OutsideFailure, OutsideRun } from '../types'
import { withoutCopies } from './copies'
import { endsEarly, shortly } from './gap'
import { type CurveMeasure, type MeasuredCurve, measureCurve, reaches, type Span, startsBy } from './measureRun'
import type { NeededMetrics, ReadRun } from './readRun'
import { spansOfGroups } from './spans'

/** A run whose final training loss is at least this share of the chance level has learned nothing. */
const CHANCE_SHARE = 0.98

interface Settled {
  readonly runs: readonly OutsideRun[]
  readonly leftOut: readonly LeftOut[]
  readonly problems: readonly LogProblem[]
  /** Of what was found in the logs and is no problem. */
  readonly warnings: readonly string[]
}

/** Takes the values of the runs that the claim compares, and deals with gaps as the mapping says. */
export function settleRuns(
  logged: readonly ReadRun[],
  mapping: Mapping,
  arms: readonly [string, string],
  needed: NeededMetrics
): Settled {
  const inOrder = [...logged].sort((a, b) => (a.origin < b.origin ? -1 : a.origin > b.origin ? 1 : 0))
  const { runs: sorted, ...copies } = withoutCopies(inOrder)
  const longest = longestOfGroups(sorted)
  const runs: OutsideRun[] = []
  const leftOut: LeftOut[] = [...copies.leftOut]
  const problems: LogProblem[] = [...repeatedRuns(sorted)]
  const lastEpochOf = ({ group, lastEpoch }: ReadRun, metric: string) =>
    lastEpoch ?? longest.get(canonicalJson([group, metric]))!
  const spans = spansOfGroups(sorted, needed.judged, mapping.epochs.first, lastEpochOf)
  for (const run of sorted) {
    const { curve, judged } = needed
    const span = spans.get(canonicalJson(run.group))!
    const measured = curve === null ? null : measureCurve(run.series[judged]!, curve, span)
    const settled =
      goesOn(run, mapping) ??
      (curve?.kind === 'auc' ? beginsLate(run, span, mapping, judged) : null) ??
      settle(run, measured, (metric) => lastEpochOf(run, metric), mapping, needed)
    if ('why' in settled) leftOut.push(settled)
    else if ('message' in settled) problems.push(settled)
    else runs.push(settled)
  }
  const missing = missingRuns(runs, mapping, arms)
  return {
    runs: [...runs, ...missing.runs],
    leftOut: [...leftOut, ...missing.leftOut],
    problems: [...problems, ...missing.problems],
    warnings: [
      ...copies.warnings,
      ...(needed.curve === null ? [] : differentGrids(sorted, needed.judged, needed.curve, arms))
    ]
  }
}

/** The last epoch of any run of each group, metric by metric: they may be measured at different epochs. */
function longestOfGroups(runs: readonly ReadRun[]): Map<string, number> {
  const longest = new Map<string, number>()
  for (const { group, series } of runs) {
    for (const [metric, { epochs }] of Object.entries(series)) {
      const key = canonicalJson([group, metric])
      longest.set(key, Math.max(longest.get(key) ?? -Infinity, epochs.at(-1) ?? -Infinity))
    }
  }
  return longest
}

function repeatedRuns(runs: readonly ReadRun[]): LogProblem[] {
  const first = new Map<string, string>()
  return runs.flatMap(({ origin, arm, group, setting, id }) => {
    if (id === null) return []
    const key = canonicalJson([arm, group, setting, id])
    const other = first.get(key)
    if (other === undefined) {
      first.set(key, origin)
      return []
    }
    return [
      {
        origin,
        line: null,
        message: 'two logs are the same run',
        expected: 'one log for each arm, group, setting and run number',
        received: `${other} has the same ones`,
        remedy: 'name a setting that tells them apart, or leave one out of "log.files"'
      }
    ]
  })
}

/** What comes after the stated end would be cut unseen, a divergence included. */
function goesOn({ origin, series, lastEpoch }: ReadRun, { gaps, epochs }: Mapping): LogProblem | null {
  if (lastEpoch === null || gaps.laterEpochs === 'ignore') return null
  const end = Math.max(...Object.values(series).map((one) => one.epochs.at(-1) ?? -Infinity))
  if (end <= lastEpoch) return null
  return {
    origin,
    line: null,
    message: `the log goes on after ${epochs.unit} ${shortly(lastEpoch)}`,
    expected: `no value after ${epochs.unit} ${shortly(lastEpoch)}, where "epochs" says that a whole run ends (the first one is ${epochs.first})`,
    received: `values to ${epochs.unit} ${shortly(end)}`,
    remedy: 'correct "epochs", or say that what comes later does not count: "gaps": { "laterEpochs": "ignore" }'
  }
}

/** The beginning of a curve is missing: nothing can stand for it. */
function beginsLate(
  { origin, series }: ReadRun,
  { from }: Span,
  { epochs: { unit }, gaps, metrics }: Mapping,
  metric: string
): LeftOut | LogProblem | null {
  const { epochs } = series[metric]!
  if (epochs.length === 0 || startsBy(series[metric]!, from)) return null
  const received = `the first of ${epochs.length} values at ${epochs[0]}`
  if (gaps.incompleteRuns === 'leave-out') return { origin, why: `its log begins late: ${received} of ${metric}` }
  return {
    origin,
    line: null,
    message: 'the log begins late',
    expected: `${metrics[metric]!.names[0]} from ${unit} ${shortly(from)} on, as in the other runs of the group`,
    received,
    remedy: 'complete the log, or leave it out: "gaps": { "incompleteRuns": "leave-out" }'
  }
}

/** Curves that were looked at at other times are only known as well as the coarser ones. */
function differentGrids(
  runs: readonly ReadRun[],
  metric: string,
  { kind }: CurveMeasure,
  arms: readonly [string, string]
): string[] {
  const grids = arms.map((name) => {
    const epochs = runs.filter(({ arm }) => arm === name).flatMap(({ series }) => series[metric]!.epochs)
    return [...new Set(epochs)].sort((a, b) => a - b)
  })
  const end = Math.min(...grids.map((grid) => grid.at(-1) ?? -Infinity))
  const [a, b] = grids.map((grid) => grid.filter((epoch) => epoch <= end)) as [number[], number[]]
  if (a.join() === b.join()) return []
  const words =
    kind === 'auc' ? 'what lies between is taken as straight lines of its logarithm' : 'a time is known to these only'
  return [
    `${arms[0]} has values of ${metric} at ${a.length} times and ${arms[1]} at ${b.length} until ${end}: ${words}`
  ]
}

function settle(
  { origin, arm, group, setting, id, series }: ReadRun,
  measured: MeasuredCurve | null,
  lastEpochOf: (metric: string) => number,
  { epochs, failures, gaps, metrics }: Mapping,
  needed: NeededMetrics
): OutsideRun | LeftOut | LogProblem {
  const endOf = (metric: string) => valueAtEnd(series[metric]!, lastEpochOf(metric))
  const end = endOf(needed.judged)
  const trainLoss = endOf(needed.trainLoss)
  const value = measured?.value ?? end.last
  const run = (failure: OutsideFailure | null): OutsideRun => {
    const selection = needed.selection === null ? null : endOf(needed.selection).last
    const censored = failure === null && measured?.censored === true
    const own = { origin, arm, group, setting, id, value, censored, trainLoss: trainLoss.last, selection, failure }
    return measured?.within === undefined ? own : { ...own, within: measured.within }
  }
  // A run that stops at NaN has diverged, whatever its length.
  const isNumber = ({ isEmpty, last }: End) => isEmpty || Number.isFinite(last)
  if (!isNumber(end) || !isNumber(trainLoss)) return run('diverged')
  // A run that is stopped once it is there lacks nothing.
  const lossEnd = lastEpochOf(needed.trainLoss)
  const hasTrainLoss =
    trainLoss.isWhole ||
    (measured?.reached === true && !trainLoss.isEmpty) ||
    (measured !== null && reaches(series[needed.trainLoss]!, lossEnd))
  const gap = !(measured?.isWhole ?? end.isWhole)
    ? endsEarly(needed.judged, series, lastEpochOf(needed.judged), epochs.unit)
    : hasTrainLoss
      ? null
      : endsEarly(needed.trainLoss, series, lossEnd, epochs.unit)
  if (gap !== null) {
    switch (gaps.incompleteRuns) {
      case 'failed':
        return run('incomplete')
      case 'leave-out':
        return { origin, why: `its log ${gap.what}: ${gap.received} of ${gap.metric}` }
      case 'last-value':
        if (end.isEmpty || trainLoss.isEmpty) return run('incomplete')
        break
      case 'error':
        return {
          origin,
          line: null,
          message: `the log ${gap.what}`,
          expected: `${metrics[gap.metric]!.names[0]} ${gap.expected}`,
          received: gap.received,
          remedy:
            'say in the mapping what it is: "gaps": { "incompleteRuns": "failed", "leave-out" or "last-value" }, or correct "epochs"'
        }
      default:
        return gaps.incompleteRuns satisfies never
    }
  }
  // In the middle of a curve.
  if (!Number.isFinite(value)) return run('diverged')
  const { chanceLevel } = failures
  return run(chanceLevel !== null && trainLoss.last >= CHANCE_SHARE * chanceLevel ? 'chance' : null)
}

interface End {
  /** The value at the last epoch, or where the run ended before it; NaN without any. */
  readonly last: number
  readonly isWhole: boolean
  readonly isEmpty: boolean
}

function valueAtEnd({ epochs, values }: Series, lastEpoch: number): End {
  const index = epochs.findLastIndex((epoch) => epoch <= lastEpoch)
  return { last: values[index] ?? Number.NaN, isWhole: epochs[index] === lastEpoch, isEmpty: index === -1 }
}

function missingRuns(runs: readonly OutsideRun[], { gaps }: Mapping, arms: readonly [string, string]): Settled {
  const { runsPerSetting, missingRuns: policy } = gaps
  const settled = {
    runs: [] as OutsideRun[],
    leftOut: [] as LeftOut[],
    problems: [] as LogProblem[],
    warnings: []
  }
  if (runsPerSetting === null) return settled
  for (const cell of groupBy(runs, ({ group, setting }) => canonicalJson([group, setting])).values()) {
    const { group, setting } = cell[0]!
    for (const arm of arms) {
      const count = cell.filter((run) => run.arm === arm).length
      const origin = `(${[arm, ...Object.values(group), ...Object.values(setting)].join(', ')})`
      const text = `${count} of ${runsPerSetting} runs have a log`
      if (count >= runsPerSetting) continue
      if (policy === 'leave-out') settled.leftOut.push({ origin, why: text })
      else if (policy === 'failed') {
        const missing = {
          origin,
          arm,
          group,
          setting,
          id: null,
          value: Number.NaN,
          trainLoss: Number.NaN,
          censored: false
        }
        for (let i = count; i < runsPerSetting; i++) {
          settled.runs.push({ ...missing, selection: null, failure: 'missing' })
        }
      } else {
        settled.problems.push({
          origin,
          line: null,
          message: 'runs are missing',
          expected: `${runsPerSetting} runs an arm and setting`,
          received: text,
          remedy: 'say in the mapping what they are: "gaps": { "missingRuns": "failed" or "leave-out" }'
        })
      }
    }
  }
  return settled
}
