import { idOfPlace, objectAt, type SpecDocument, stringAt, valueAt } from '../../claims/document'
import { didYouMean, type LintProblem, oneOf, problemAt } from '../../claims/lintProblem'
import { canonicalJson } from '../../json/canonical'

/** What goes beyond one value of each run, two points of an arm's runs or a third arm, takes runs of arms as they stand. */
export function checkBeyond(claim: SpecDocument): LintProblem[] {
  const [key] = (['controlAt', 'distanceTo'] as const).filter(
    (each) => valueAt(claim, ['hypothesis', each]) !== undefined
  )
  if (key === undefined) return []
  const path = ['hypothesis', key]
  if (stringAt(claim, 'experiment') === undefined) {
    return [
      problemAt(claim, path, {
        message: 'logs are compared by one value of each run',
        expected: 'a claim on an experiment',
        remedy: `remove "${key}", or name the experiment that makes the runs`,
        atKey: true
      })
    ]
  }
  if (objectAt(claim, 'hypothesis', 'tuning') !== undefined) {
    return [
      problemAt(claim, path, {
        message: 'each arm is tuned by itself, for one value of its runs',
        expected: `no "tuning" beside "${key}"`,
        remedy: 'state the settings in the arms',
        atKey: true
      })
    ]
  }
  const arms = (['treatment', 'control', 'distanceTo'] as const).map((each) => stringAt(claim, 'hypothesis', each))
  const [treatment, control, third] = arms
  if (third !== undefined && [treatment, control].includes(third)) {
    return [
      problemAt(claim, ['hypothesis', 'distanceTo'], {
        message: 'the distance of an arm to itself is 0',
        expected: 'a third arm',
        remedy: 'name the arm that both are held against'
      })
    ]
  }
  if (valueAt(claim, ['hypothesis', 'controlAt']) === undefined) return []
  const [at, other] = ['at', 'controlAt'].map((each) => valueAt(claim, ['hypothesis', each]) ?? 'final')
  if (canonicalJson(at) !== canonicalJson(other)) return []
  return [
    problemAt(claim, ['hypothesis', 'controlAt'], {
      message: treatment === control ? 'a run is compared with itself at one point' : 'both arms are looked at alike',
      expected: treatment === control ? 'another point than "at"' : 'another point than "at", or no "controlAt"',
      remedy: treatment === control ? 'look elsewhere, or name two arms' : 'remove it'
    })
  ]
}

/** The arm from which distances are taken is one of the experiment's. */
export function checkThird(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  const third = stringAt(claim, 'hypothesis', 'distanceTo')
  const known = Object.keys(objectAt(experiment, 'arms') ?? {})
  if (third === undefined || known.length === 0 || known.includes(third)) return []
  return [
    problemAt(claim, ['hypothesis', 'distanceTo'], {
      message: `experiment ${idOfPlace(experiment)} has no such arm`,
      expected: oneOf(known, 'an arm'),
      remedy: didYouMean(third, known, 'name one of its arms, or add the arm to the experiment')
    })
  ]
}
