import { ERROR_SHAPES } from './errorShapes'
import { familyEffects, familyRules, familyTrial } from './familyRules'
import { pairedRules } from './pairedRules'
import { pairedTrial } from './pairedTrial'
import { SHARES, shareRules, shareTrial } from './shareRules'
import { simulate } from './simulate'
import { ALPHA, type Calibration, type Trial } from './types'

/** A family is judged with all that a report says of each claim, which takes a hundred times as long as its verdicts. */
const FAMILY_SHARE = 0.25

/** Simulated studies so far, and in all. */
export type CalibrationProgress = (finished: number, total: number, what: string) => void

/**
 * Simulates every rule that claims can choose, under errors that meet its assumption and errors that do not. A pure
 * function of the number of studies.
 *
 * @param numStudies for each rule, shape of errors and effect; families have a quarter of it; 0 for none at all
 * @example (not run) calibrate(1000).cells.filter(isAboveNominal).filter(({ promised }) => promised) // []
 */
export function calibrate(numStudies: number, onProgress: CalibrationProgress = () => {}): Calibration {
  const paired = pairedRules()
  const shares = shareRules()
  const families = familyRules()
  const familyStudies = Math.max(1, Math.round(FAMILY_SHARE * numStudies))
  const trials: { readonly trial: Trial; readonly studies: number }[] = [
    ...paired.flatMap((rule) =>
      ERROR_SHAPES.flatMap((shape) =>
        rule.effects.map((effect) => ({ trial: pairedTrial(rule, shape, effect), studies: numStudies }))
      )
    ),
    ...shares.flatMap((rule) => SHARES.map((share) => ({ trial: shareTrial(rule, share), studies: numStudies }))),
    ...families.flatMap((rule) =>
      [0, 2].map((numTrue) => ({ trial: familyTrial(rule, familyEffects(numTrue)), studies: familyStudies }))
    )
  ]
  const cells = (numStudies === 0 ? [] : trials).map(({ trial, studies }, index) => {
    onProgress(index, trials.length, trial.id)
    return simulate(trial, studies)
  })
  onProgress(cells.length, cells.length, 'trials')
  return {
    format: 'claimcheck-calibration',
    formatVersion: 2,
    alpha: ALPHA,
    studies: numStudies,
    rules: [...paired, ...shares, ...families].map(({ id, title, decides, assumption }) => ({
      id,
      title,
      decides,
      assumption
    })),
    cells,
    training: null
  }
}
