import { canonicalJson } from '../../json/canonical'
import type { Mapping } from '../mapping/types'
import type { LeftOut, OutsideFailure, OutsideRun } from '../types'
import type { EvidenceProblem } from './problem'
import type { LoggedRun, NeededMetrics } from './readRun'
import type { Series } from './series'

/** A run whose final training loss is at least this share of the chance level has learned nothing. */
const CHANCE_SHARE = 0.98

interface Settled {
  readonly runs: readonly OutsideRun[]
  readonly leftOut: readonly LeftOut[]
  readonly problems: readonly EvidenceProblem[]
}

/** Takes the final values of the runs, and deals with gaps as the mapping says. */
export function settleRuns(
  logged: readonly LoggedRun[],
  mapping: Mapping,
  arms: readonly [string, string],
  needed: NeededMetrics
): Settled {
  const sorted = [...logged].sort((a, b) => (a.origin < b.origin ? -1 : a.origin > b.origin ? 1 : 0))
  const longest = longestOfGroups(sorted)
  const runs: OutsideRun[] = []
  const leftOut: LeftOut[] = []
  const problems: EvidenceProblem[] = [...repeatedRuns(sorted)]
  for (const run of sorted) {
    const lastEpochOf = (metric: string) => run.lastEpoch ?? longest.get(canonicalJson([run.group, metric]))!
    const settled = settle(run, lastEpochOf, mapping, needed)
    if ('why' in settled) leftOut.push(settled)
    else if ('message' in settled) problems.push(settled)
    else runs.push(settled)
  }
  const missing = missingRuns(runs, mapping, arms)
  return {
    runs: [...runs, ...missing.runs],
    leftOut: [...leftOut, ...missing.leftOut],
    problems: [...problems, ...missing.problems]
  }
}

/** The last epoch of any run of each group, metric by metric: they may be measured at different epochs. */
function longestOfGroups(runs: readonly LoggedRun[]): Map<string, number> {
  const longest = new Map<string, number>()
  for (const { group, series } of runs) {
    for (const [metric, { epochs }] of Object.entries(series)) {
      const key = canonicalJson([group, metric])
      longest.set(key, Math.max(longest.get(key) ?? -Infinity, epochs.at(-1) ?? -Infinity))
    }
  }
  return longest
}

function repeatedRuns(runs: readonly LoggedRun[]): EvidenceProblem[] {
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

function settle(
  { origin, arm, group, setting, id, series }: LoggedRun,
  lastEpochOf: (metric: string) => number,
  { failures, gaps, metrics }: Mapping,
  needed: NeededMetrics
): OutsideRun | LeftOut | EvidenceProblem {
  const endOf = (metric: string) => valueAtEnd(series[metric]!, lastEpochOf(metric))
  const value = endOf(needed.judged)
  const trainLoss = endOf(needed.trainLoss)
  const run = (failure: OutsideFailure | null): OutsideRun => {
    const selection = needed.selection === null ? null : endOf(needed.selection).last
    return { origin, arm, group, setting, id, value: value.last, trainLoss: trainLoss.last, selection, failure }
  }
  // A run that stops at NaN has diverged, whatever its length.
  const isNumber = (end: End) => end.isEmpty || Number.isFinite(end.last)
  if (!isNumber(value) || !isNumber(trainLoss)) return run('diverged')
  if (!value.isWhole || !trainLoss.isWhole) {
    const short = value.isWhole ? needed.trainLoss : needed.judged
    const { epochs } = series[short]!
    const lastEpoch = lastEpochOf(short)
    const whole = lastEpoch === -Infinity ? 'the end' : `epoch ${lastEpoch}`
    const ended = epochs.length === 0 ? 'no value' : `the last of ${epochs.length} values at ${epochs.at(-1)}`
    switch (gaps.incompleteRuns) {
      case 'failed':
        return run('incomplete')
      case 'leave-out':
        return { origin, why: `its log ends before ${whole}: ${ended} of ${short}` }
      case 'last-value':
        if (value.isEmpty || trainLoss.isEmpty) return run('incomplete')
        break
      case 'error':
        return {
          origin,
          line: null,
          message: `the log ends before ${whole}`,
          expected: `${metrics[short]} at ${whole}, the last one of a whole run`,
          received: ended,
          remedy:
            'say in the mapping what it is: "gaps": { "incompleteRuns": "failed", "leave-out" or "last-value" }, or correct "epochs"'
        }
      default:
        return gaps.incompleteRuns satisfies never
    }
  }
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
  const settled = { runs: [] as OutsideRun[], leftOut: [] as LeftOut[], problems: [] as EvidenceProblem[] }
  if (runsPerSetting === null) return settled
  const cells = new Map(runs.map(({ group, setting }) => [canonicalJson([group, setting]), { group, setting }]))
  for (const { group, setting } of cells.values()) {
    const key = canonicalJson([group, setting])
    for (const arm of arms) {
      const count = runs.filter((run) => run.arm === arm && canonicalJson([run.group, run.setting]) === key).length
      const origin = `(${[arm, ...Object.values(group), ...Object.values(setting)].join(', ')})`
      const text = `${count} of ${runsPerSetting} runs have a log`
      if (count >= runsPerSetting) continue
      if (policy === 'leave-out') settled.leftOut.push({ origin, why: text })
      else if (policy === 'failed') {
        const missing = { origin, arm, group, setting, id: null, value: Number.NaN, trainLoss: Number.NaN }
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
