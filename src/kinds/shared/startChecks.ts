import { idOfPlace, numberAt, type SpecDocument, valueAt } from '../../claims/document'
import { fieldAtProfiles } from '../../claims/experimentDocument'
import { type LintProblem, problemAt } from '../../claims/lintProblem'
import { isDeterministicFile } from '../../runs/runKinds'

/**
 * On a deterministic problem a seed is a run from another starting point, the first seed from the first: their number has to do.
 * They count as a sample, so that they should be drawn at random.
 */
export function checkStarts(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  if (!isDeterministicFile(experiment)) return []
  const seeds = numberAt(claim, 'decision', 'seeds', 'max')
  return fieldAtProfiles(experiment, 'initialPoints', ['initialPoints']).flatMap(({ value, profiles }) => {
    const own = profiles.map((profile) => numberAt(experiment, 'profiles', profile, 'seeds', 'max') ?? seeds)
    const needed = Math.max(...own.map((each) => each ?? 0))
    const starts = new Set(Array.isArray(value) ? value : [0]).size
    if (profiles.length === 0 || needed <= starts) return []
    return [
      problemAt(
        claim,
        valueAt(claim, ['decision', 'seeds']) === undefined ? ['experiment'] : ['decision', 'seeds', 'max'],
        {
          message: `a deterministic problem has no seeds, so that each pair starts from another point (profile ${profiles.join(', ')})`,
          expected: `<= ${starts}, the points in initialPoints of experiments/${idOfPlace(experiment)}.json`,
          remedy: 'state fewer seeds, or more points, which should be drawn at random'
        }
      )
    ]
  })
}
