import { idOfPlace, type SpecDocument } from '../../claims/document'
import { fieldAtProfiles, numSettings } from '../../claims/experimentDocument'
import { type LintProblem, problemAt } from '../../claims/lintProblem'

/** A map has more than one setting, at every profile. */
export function checkSeveralSettings(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  return fieldAtProfiles(experiment, 'grid', ['grid']).flatMap(({ value, profiles }) => {
    if (profiles.length === 0 || numSettings(value) !== 1) return []
    return [
      problemAt(claim, ['experiment'], {
        message: `there is no map: the grid has one setting (profile ${profiles.join(', ')})`,
        expected: `"grid" with two settings or more in experiments/${idOfPlace(experiment)}.json`,
        remedy: 'add the grid to the experiment, or make the claim one of kind "lower"'
      })
    ]
  })
}
