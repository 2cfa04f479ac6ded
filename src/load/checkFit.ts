import type { DatasetLookup } from '../claims/datasets'
import { idOfPlace, objectAt, type SpecDocument, stringAt } from '../claims/document'
import { didYouMean, type LintProblem, listOf, oneOf, problemAt } from '../claims/lintProblem'
import { KINDS, type KindName } from '../kinds'
import { declaredMetrics, isRunKind, metricFacts, ownMetrics } from '../runs/runKinds'
import { checkSides } from './checkSides'
import { kindNameOf } from './claimIndex'

/** What is wrong with a claim against the experiment that it names: arms, metric, grid, target, seeds or points. */
export function checkFit(claim: SpecDocument, experiment: SpecDocument, factsOf: DatasetLookup): LintProblem[] {
  const kind = kindNameOf(claim)
  if (kind === undefined || KINDS[kind].experiments.length === 0) return []
  const actual = stringAt(experiment, 'kind')
  if (isRunKind(actual) && !KINDS[kind].experiments.includes(actual)) {
    const needed = KINDS[kind].experiments.join(', ').replace(/, (?=\w+$)/, ' or ')
    const fitting = Object.entries(KINDS).flatMap(([name, facts]) => (facts.experiments.includes(actual) ? [name] : []))
    return [
      problemAt(claim, ['hypothesis', 'kind'], {
        message: `a hypothesis of this kind needs a ${needed} experiment`,
        expected: `one of ${listOf(fitting)}`,
        remedy: `choose another kind, or another experiment; ${idOfPlace(experiment)} is ${actual}`
      })
    ]
  }
  return [
    ...arms(claim, experiment, KINDS[kind].armKeys),
    ...metric(claim, experiment, kind),
    ...(KINDS[kind].armKeys.length === 2 ? checkSides(claim, experiment, KINDS[kind].armKeys, factsOf) : []),
    ...KINDS[kind].checks.fit.flatMap((check) => check(claim, experiment, factsOf))
  ]
}

function arms(claim: SpecDocument, experiment: SpecDocument, keys: readonly string[]): LintProblem[] {
  const known = Object.keys(objectAt(experiment, 'arms') ?? {})
  return keys.flatMap((key) => {
    const name = stringAt(claim, 'hypothesis', key)
    if (name === undefined || known.length === 0 || known.includes(name)) return []
    return [
      problemAt(claim, ['hypothesis', key], {
        message: `experiment ${idOfPlace(experiment)} has no such arm`,
        expected: `one of ${listOf(known)}`,
        remedy: didYouMean(name, known, 'name one of its arms, or add the arm to the experiment')
      })
    ]
  })
}

/** The only metric of a kind is a matter of the schema; those that an experiment declares are its own. */
function metric(claim: SpecDocument, experiment: SpecDocument, kind: KindName): LintProblem[] {
  const name = stringAt(claim, 'hypothesis', 'metric')
  const { metrics, accepts = () => true } = KINDS[kind]
  const declared = declaredMetrics(experiment)
  const own = ownMetrics(experiment)
  // What its runs record by themselves, as far as the kind of claim can judge it.
  const recorded = metricFacts(experiment)
  const known =
    own === null
      ? metrics.filter((candidate) => Object.keys(recorded).length === 0 || Object.hasOwn(recorded, candidate))
      : Object.keys(own).filter((candidate) => accepts(own[candidate]!))
  if (name === undefined || known.includes(name) || (own === null && known.length < 2)) return []
  return [
    problemAt(claim, ['hypothesis', 'metric'], {
      message: 'the runs of the experiment do not record that metric, or it cannot be judged so',
      expected: oneOf(known, 'a metric that is logged after every epoch or step: "unit" in the experiment'),
      remedy: didYouMean(name, known, declared === null ? 'choose one of them' : 'choose one of them, or declare it')
    })
  ]
}
