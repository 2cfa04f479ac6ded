import { idOfPlace, objectAt, type SpecDocument, stringAt } from '../../claims/document'
import { didYouMean, type LintProblem, oneOf, problemAt } from '../../claims/lintProblem'

/** Another arm of the experiment; what is tuned are the arms of a comparison. */
export function checkTakenOff(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  const path = ['hypothesis', 'control']
  const control = stringAt(claim, ...path)
  if (control === undefined) return []
  const known = Object.keys(objectAt(experiment, 'arms') ?? {})
  if (known.length > 0 && !known.includes(control)) {
    return [
      problemAt(claim, path, {
        message: `experiment ${idOfPlace(experiment)} has no such arm`,
        expected: oneOf(known, ''),
        remedy: didYouMean(control, known, 'name one of its arms, or add the arm to the experiment')
      })
    ]
  }
  if (control === stringAt(claim, 'hypothesis', 'arm')) {
    return [
      problemAt(claim, path, {
        message: 'an arm does not differ from itself',
        expected: 'another arm',
        remedy: 'name the arm that is taken off, or leave it out'
      })
    ]
  }
  if (objectAt(claim, 'hypothesis', 'tuning') === undefined) return []
  return [
    problemAt(claim, ['hypothesis', 'tuning'], {
      message: 'the arms of a difference are taken as they stand',
      expected: 'no "tuning" beside "control"',
      remedy: 'make arms of the chosen settings',
      atKey: true
    })
  ]
}
