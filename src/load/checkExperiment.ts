import type { DatasetLookup } from '../claims/datasets'
import { objectAt, type SpecDocument, stringAt, valueAt } from '../claims/document'
import { type LintProblem, listOf, problemAt } from '../claims/lintProblem'
import { PROFILE_NAMES } from '../claims/types'
import { isDeterministicFile, isRunKind, RUN_KINDS } from '../runs/runKinds'
import { checkSeedOrder } from './checkDecision'

/** What is wrong with an experiment beyond what its schema can say. */
export function checkExperiment(experiment: SpecDocument, factsOf: DatasetLookup): LintProblem[] {
  const kind = stringAt(experiment, 'kind')
  return [
    ...profileSeeds(experiment),
    ...silentProfiles(experiment),
    ...(isRunKind(kind) ? RUN_KINDS[kind].checks(experiment, factsOf) : [])
  ]
}

function profileSeeds(experiment: SpecDocument): LintProblem[] {
  const deterministic = isDeterministicFile(experiment)
  return PROFILE_NAMES.flatMap((profile) => {
    const path = ['profiles', profile, 'seeds']
    if (!deterministic || valueAt(experiment, path) === undefined) return checkSeedOrder(experiment, path)
    return [
      problemAt(experiment, path, {
        message: 'a deterministic problem has no seeds',
        expected: 'no "seeds": every seed gives the same run',
        remedy: 'remove it; starting points vary in "initialPoints"',
        atKey: true
      })
    ]
  })
}

/** A verdict names how its profile departs from the source's protocol, so a profile that changes something says it. */
function silentProfiles(experiment: SpecDocument): LintProblem[] {
  return PROFILE_NAMES.flatMap((profile) => {
    const overrides = Object.keys(objectAt(experiment, 'profiles', profile) ?? {}).filter(
      (key) => key !== 'departure' && key !== 'seeds'
    )
    if (overrides.length === 0 || valueAt(experiment, ['profiles', profile, 'departure'])) return []
    return [
      problemAt(experiment, ['profiles', profile, 'departure'], {
        message: `profile ${profile} changes the protocol without saying so`,
        expected: `"departure" in words, since it changes ${listOf(overrides)}`,
        remedy: 'add "departure", such as "5 epochs instead of 50"'
      })
    ]
  })
}
