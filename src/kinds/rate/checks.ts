import { idOfPlace, numberAt, type SpecDocument } from '../../claims/document'
import { fieldAtProfiles } from '../../claims/experimentDocument'
import { type LintProblem, problemAt } from '../../claims/lintProblem'
import { DEFAULT_POINTS } from '../../runs/synthetic/resolve'

/** A slope is fitted to at least this many points of the last decade of steps. */
const MIN_RATE_POINTS = 10

/** The slope over the last decade of steps needs enough recorded steps in it; they are evenly spaced. */
export function checkRatePoints(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  const points = numberAt(experiment, 'record', 'points') ?? DEFAULT_POINTS
  return fieldAtProfiles(experiment, 'numSteps', ['numSteps']).flatMap(({ value, profiles }) => {
    if (typeof value !== 'number' || profiles.length === 0) return []
    const recorded = Math.min(points, value)
    // As `engine/scalar/recordedSteps`: the k-th of c points is step floor(k T/c), and the decade begins at T/10.
    const before = Math.ceil(recorded / 10) - 1
    if (recorded - before >= MIN_RATE_POINTS) return []
    return [
      problemAt(claim, ['experiment'], {
        message: `${recorded} recorded steps are too few for a slope over the last decade of them at profile ${profiles.join(', ')}`,
        expected: `${MIN_RATE_POINTS} of them or more in the last nine tenths of the run`,
        remedy: `raise record.points in experiments/${idOfPlace(experiment)}.json, or lengthen the run`
      })
    ]
  })
}
