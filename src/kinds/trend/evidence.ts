import { gridSettings } from '../../claims/grid'
import type { Setting } from '../../claims/types'
import { runKindOf } from '../../runs/runKinds'
import { pairedEvidence } from '../comparison/evidence'
import { recordedSide } from '../comparison/recordedPairs'
import type { ComparisonHypothesis, PairedEvidence } from '../comparison/types'
import type { RecordedValue } from '../kind'
import { runPointOf } from '../shared/runPoint'
import type { Runs } from '../shared/runs'
import type { LevelEvidence, SeedOfLevels, TrendEvidence, TrendHypothesis } from './types'

/** A comparison of two arms at one level, or of an arm with itself, as a claim of its own. */
export function levelHypothesis(
  { metric, at = 'final', direction, margin }: TrendHypothesis,
  arm: string,
  control: string = arm
): ComparisonHypothesis {
  const kind = direction === 'falls' ? 'lower' : 'higher'
  return { kind, metric, at, treatment: arm, control, margin, tuning: null }
}

interface LevelRuns {
  readonly level: LevelEvidence
  readonly compared: PairedEvidence
}

/** Every level seed by seed, ascending. */
export function trendEvidence(hypothesis: TrendHypothesis, runs: Runs): TrendEvidence {
  const levels = hypothesis.levels === undefined ? levelsOfAxis(hypothesis, runs) : levelsOfArms(hypothesis, runs)
  const [{ compared }] = levels as [LevelRuns, ...LevelRuns[]]
  const { metric, transform, chanceLevel, pairs } = compared
  const isGap = levels.some(({ level }) => level.control !== null)
  return {
    kind: 'trend',
    metric,
    measure: runPointOf(hypothesis.at, metric, runs.experiment),
    transform,
    chanceLevel,
    levels: levels.map(({ level }) => level),
    rows: pairs.map(({ seed }, row): SeedOfLevels => {
      const sides = levels.map((each) => each.compared.pairs[row]!)
      return {
        seed,
        runs: sides.map(({ treatment }) => treatment),
        ...(isGap && { controls: sides.map(({ control }) => control) })
      }
    })
  }
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

function levelsOfAxis(hypothesis: TrendHypothesis, runs: Runs): LevelRuns[] {
  const { axis, arm, control } = hypothesis
  const { experiment } = runs
  const grid = experiment === null ? {} : runKindOf(experiment).grid(experiment)
  const settings = gridSettings(grid).filter((setting) => typeof setting[axis!] === 'number')
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
