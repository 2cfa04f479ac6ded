import { gridSettings } from '../../claims/grid'
import { settingText } from '../../claims/settingText'
import type { Setting } from '../../claims/types'
import { runKindOf } from '../../runs/runKinds'
import { pairedEvidence } from '../comparison/evidence'
import { recordedSide } from '../comparison/recordedPairs'
import type { ComparedKind, ComparisonHypothesis, PairedEvidence } from '../comparison/types'
import type { RecordedValue } from '../kind'
import { runPointOf } from '../shared/runPoint'
import type { Runs } from '../shared/runs'
import type { LevelEvidence, SeedOfLevels, TrendDirection, TrendEvidence, TrendHypothesis } from './types'

/** What is said of the change is what is said of two arms. */
export const COMPARED = {
  falls: 'lower',
  'not-falls': 'not-lower',
  rises: 'higher',
  'not-rises': 'not-higher',
  flat: 'equivalent'
} as const satisfies Record<TrendDirection, ComparedKind>

/** A comparison of two arms at one level, or of an arm with itself, as a claim of its own. */
export function levelHypothesis(
  { metric, at = 'final', direction, margin }: TrendHypothesis,
  arm: string,
  control: string = arm
): ComparisonHypothesis {
  return { kind: COMPARED[direction], metric, at, treatment: arm, control, margin, tuning: null }
}

interface LevelRuns {
  readonly level: LevelEvidence
  readonly compared: PairedEvidence
}

/** Every level seed by seed, ascending; task by task where there are several. */
export function trendEvidence(hypothesis: TrendHypothesis, runs: Runs): TrendEvidence {
  const tasks = tasksOf(hypothesis, runs).map(({ name, settings }) => ({
    name,
    levels:
      hypothesis.levels === undefined
        ? levelsOfAxis(hypothesis, runs, settings)
        : levelsOfArms(hypothesis, name === null ? runs : runs.at(settings[0]!))
  }))
  const { levels } = tasks[0]!
  const { metric, transform, chanceLevel } = levels[0]!.compared
  return {
    kind: 'trend',
    metric,
    measure: runPointOf(hypothesis.at, metric, runs.experiment),
    transform,
    chanceLevel,
    levels: levels.map(({ level }) => level),
    rows: tasks.flatMap((task) => rowsOf(task.levels, task.name))
  }
}

function rowsOf(levels: readonly LevelRuns[], task: string | null): SeedOfLevels[] {
  const isGap = levels.some(({ level }) => level.control !== null)
  return levels[0]!.compared.pairs.map(({ seed }, row): SeedOfLevels => {
    const sides = levels.map((each) => each.compared.pairs[row]!)
    return {
      seed,
      ...(task !== null && { task }),
      runs: sides.map(({ treatment }) => treatment),
      ...(isGap && { controls: sides.map(({ control }) => control) })
    }
  })
}

/** The settings of each task; of a claim that has none all of them, as one. */
function tasksOf({ tasks }: TrendHypothesis, { experiment }: Runs): { name: string | null; settings: Setting[] }[] {
  const settings = gridSettings(experiment === null ? {} : runKindOf(experiment).grid(experiment))
  if (tasks === undefined) return [{ name: null, settings }]
  const values = [...new Set(settings.flatMap((setting) => setting[tasks] ?? []))]
  return values.map((value) => ({
    name: settingText({ [tasks]: value }),
    settings: settings.filter((setting) => setting[tasks] === value)
  }))
}

function levelsOfArms(hypothesis: TrendHypothesis, runs: Runs): LevelRuns[] {
  return hypothesis.levels!.map(({ value, arm, control }) => {
    const compared = pairedEvidence(levelHypothesis(hypothesis, arm, control), runs)
    return {
      compared,
      level: { value, arm: compared.treatment, control: control === undefined ? null : compared.control }
    }
  })
}

function levelsOfAxis(hypothesis: TrendHypothesis, runs: Runs, all: readonly Setting[]): LevelRuns[] {
  const { axis, arm, control } = hypothesis
  const settings = all.filter((setting) => typeof setting[axis!] === 'number')
  return settings
    .map((setting) => {
      const compared = pairedEvidence(levelHypothesis(hypothesis, arm!, control), runs.at(setting))
      const at = (each: PairedEvidence['control'], own: Setting) => ({ ...each, setting: own })
      return {
        compared,
        level: {
          value: Number(setting[axis!]),
          arm: at(compared.treatment, setting),
          control: control === undefined ? null : at(compared.control, setting)
        }
      }
    })
    .sort((a, b) => a.level.value - b.level.value)
}

/** The last values of all runs: of another point the training loss beside it alone. */
export function recordedLevels({ metric, measure, levels, rows }: TrendEvidence): RecordedValue[] {
  const own = measure.kind === 'final' ? metric : null
  return rows.flatMap(({ seed, runs, controls = [] }) =>
    levels.flatMap(({ arm, control }, index) => [
      ...recordedSide(own, arm.arm, seed, runs[index]!),
      ...(control === null ? [] : recordedSide(own, control.arm, seed, controls[index]!))
    ])
  )
}
