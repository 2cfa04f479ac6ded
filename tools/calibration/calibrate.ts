import { simulate } from './simulate'
import { TRIAL_SETS } from './trialSets'
import { ALPHA, type Calibration, type Cell, type SizedTrial } from './types'

/** Simulated trials so far, and in all. */
export type CalibrationProgress = (finished: number, total: number, what: string) => void

/**
 * Simulates every rule that claims can choose, under errors that meet its assumption and errors that do not. A pure
 * function of the number of studies.
 *
 * @param numStudies for each rule, shape of errors and effect; dear cells have a share of it; 0 for none at all
 * @example (not run) calibrate(1000).cells.filter(isAboveNominal).filter(({ promised }) => promised) // []
 */
export function calibrate(numStudies: number, onProgress: CalibrationProgress = () => {}): Calibration {
  const trials = calibrationTrials(numStudies)
  const cells = trials.map((sized, index) => {
    onProgress(index, trials.length, sized.trial.id)
    return simulateTrial(sized)
  })
  onProgress(cells.length, cells.length, 'trials')
  return calibrationOf(numStudies, cells)
}

/**
 * All that `calibrate` simulates, in its order. Each has a stream of its own, so that any process may simulate any.
 *
 * @param only the ids of the sets that are wanted; left out for all
 */
export function calibrationTrials(numStudies: number, only?: readonly string[]): SizedTrial[] {
  const sets = TRIAL_SETS.map((set) => set()).filter(({ id }) => only === undefined || only.includes(id))
  return numStudies === 0 ? [] : sets.flatMap((set) => set.trials(numStudies))
}

/** The ids of all sets. */
export function trialSetIds(): string[] {
  return TRIAL_SETS.map((set) => set().id)
}

/** What was simulated before, with the sets that were simulated anew, or for the first time, in their places. */
export function withSets(known: Calibration, cells: readonly Cell[]): Calibration {
  const merged = TRIAL_SETS.flatMap((set) => {
    const ids = set().rules.map(({ id }) => id)
    const of = (some: readonly Cell[]) => some.filter(({ rule }) => ids.includes(rule))
    const anew = of(cells)
    return anew.length > 0 ? anew : of(known.cells)
  })
  return { ...calibrationOf(known.studies, merged), training: known.training }
}

export function simulateTrial({ trial, studies }: SizedTrial): Cell {
  return simulate(trial, studies)
}

/** @param cells of the trials, in their order */
export function calibrationOf(numStudies: number, cells: readonly Cell[]): Calibration {
  const sets = TRIAL_SETS.map((set) => set())
  return {
    format: 'claimcheck-calibration',
    formatVersion: 2,
    alpha: ALPHA,
    studies: numStudies,
    rules: sets.flatMap(({ rules }) =>
      rules.map(({ id, title, decides, assumption }) => ({ id, title, decides, assumption }))
    ),
    sections: sets.flatMap(({ section, rules }) =>
      section === null ? [] : [{ ...section, rules: rules.map(({ id }) => id) }]
    ),
    cells,
    training: null
  }
}
