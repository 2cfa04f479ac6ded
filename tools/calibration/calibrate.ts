import { simulate } from './simulate'
import { TRIAL_SETS } from './trialSets'
import { ALPHA, type Calibration } from './types'

/** Simulated studies so far, and in all. */
export type CalibrationProgress = (finished: number, total: number, what: string) => void

/**
 * Simulates every rule that claims can choose, under errors that meet its assumption and errors that do not. A pure
 * function of the number of studies.
 *
 * @param numStudies for each rule, shape of errors and effect; dear cells have a share of it; 0 for none at all
 * @example (not run) calibrate(1000).cells.filter(isAboveNominal).filter(({ promised }) => promised) // []
 */
export function calibrate(numStudies: number, onProgress: CalibrationProgress = () => {}): Calibration {
  const sets = TRIAL_SETS.map((set) => set())
  const trials = numStudies === 0 ? [] : sets.flatMap((set) => set.trials(numStudies))
  const cells = trials.map(({ trial, studies }, index) => {
    onProgress(index, trials.length, trial.id)
    return simulate(trial, studies)
  })
  onProgress(cells.length, cells.length, 'trials')
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
