import type { DatasetLookup } from '../claims/datasets'
import { arrayAt, isObject, type SpecDocument, stringAt } from '../claims/document'
import { type LintProblem, problemAt } from '../claims/lintProblem'
import { PROFILE_NAMES } from '../claims/types'
import { alikeArms } from '../kinds/shared/alikeArms'
import { armDifferences, differenceWords } from '../runs/armDifferences'
import { applyProfile } from '../runs/profiles'
import { readExperiment } from '../runs/readExperiment'
import { type Experiment, runKindOf } from '../runs/runKinds'

/** What is wrong with the two arms of a claim against each other: they have to differ, and the metric has to mean the same. */
export function checkSides(
  claim: SpecDocument,
  document: SpecDocument,
  armKeys: readonly string[],
  factsOf: DatasetLookup
): LintProblem[] {
  const [a, b] = armKeys.map((key) => stringAt(claim, 'hypothesis', key))
  const experiment = readExperiment(document, factsOf)
  if (experiment === null || a === undefined || b === undefined || a === b) return []
  if (![a, b].every((arm) => Object.hasOwn(experiment.arms, arm))) return []
  const arms = [b, a] as const
  return [
    ...alikeArms(claim, ['hypothesis'], experiment, arms),
    ...metric(claim, experiment, arms),
    ...manyParts(claim, document, experiment, arms)
  ]
}

type Arms = readonly [string, string]

function metric(claim: SpecDocument, experiment: Experiment, arms: Arms): LintProblem[] {
  const name = stringAt(claim, 'hypothesis', 'metric')
  if (name === undefined) return []
  const { incomparable } = runKindOf(experiment)
  const found = PROFILE_NAMES.map((profile) => incomparable?.(applyProfile(experiment, profile), arms, name) ?? null)
  const problem = found.find((each) => each !== null)
  if (problem === undefined || problem === null) return []
  return [
    problemAt(claim, ['hypothesis', 'metric'], {
      severity: problem.doubtful === true ? 'warning' : 'error',
      message: `the metric does not mean the same in both arms: ${problem.why}`,
      expected: problem.instead,
      received: `these arms differ in: ${differenceWords(armDifferences(experiment, arms))}`,
      remedy: 'choose such a metric, or compare arms that share it'
    })
  ]
}

/** Topic of the assumption that says why arms differ in more than one thing. */
const ARMS_TOPIC = 'arms'

/** Where arms differ in the data and in the network, say, no effect can be laid to either. */
function manyParts(claim: SpecDocument, document: SpecDocument, experiment: Experiment, arms: Arms): LintProblem[] {
  const differences = armDifferences(experiment, arms)
  const parts = new Set(differences.map(({ place }) => /^\w+/.exec(place)?.[0]))
  const isMeant = [claim, document].some((each) =>
    (arrayAt(each, 'assumptions') ?? []).some((entry) => isObject(entry) && entry.topic === ARMS_TOPIC)
  )
  if (experiment.kind === 'program' || parts.size < 2 || isMeant) return []
  return [
    problemAt(claim, ['hypothesis'], {
      severity: 'warning',
      message: `these arms differ in: ${differenceWords(differences)}`,
      expected: `arms that differ in one part (${[...parts].join(' or ')}), so that an effect can be laid to it`,
      received: `arms that differ in ${parts.size}`,
      remedy: `share the others, or say why under "assumptions", with the topic ${JSON.stringify(ARMS_TOPIC)}`,
      atKey: true
    })
  ]
}
