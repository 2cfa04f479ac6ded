import { domainOf } from './checkExperiment'
import { arrayAt, idOfPlace, numberAt, objectAt, type SpecDocument, stringAt } from './document'
import { didYouMean, type LintProblem, listOf, problemAt } from './lintProblem'
import { METRICS, POSITION_METRICS } from './metrics'
import { fieldAtProfiles } from './world'

/** What is wrong with a claim against the experiment that it names: arms, metric, grid, target. */
export function checkFit(
  claim: SpecDocument,
  experiment: SpecDocument,
  comparison: boolean,
  convergence: boolean
): LintProblem[] {
  const kind = stringAt(experiment, 'kind')
  const wanted = comparison ? 'classification' : 'synthetic'
  if ((comparison || convergence) && (kind === 'synthetic' || kind === 'classification') && kind !== wanted) {
    return [
      problemAt(claim, ['hypothesis', 'kind'], {
        message: `a hypothesis of this kind needs a ${wanted} experiment`,
        expected: comparison ? '"converges-to"' : listOf(['lower', 'not-lower', 'equivalent']),
        remedy: `choose another kind, or another experiment; ${idOfPlace(experiment)} is ${kind}`
      })
    ]
  }
  if (comparison)
    return [
      ...arms(claim, experiment, ['treatment', 'control']),
      ...metric(claim, METRICS.classification),
      ...grid(claim, experiment)
    ]
  if (convergence)
    return [...arms(claim, experiment, ['arm']), ...metric(claim, POSITION_METRICS), ...endPoint(claim, experiment)]
  return []
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

function metric(claim: SpecDocument, known: readonly string[]): LintProblem[] {
  const name = stringAt(claim, 'hypothesis', 'metric')
  if (name === undefined || known.includes(name)) return []
  return [
    problemAt(claim, ['hypothesis', 'metric'], {
      message: 'the runs of the experiment do not record that metric, or it cannot be judged so',
      expected: `one of ${listOf(known)}`,
      remedy: didYouMean(name, known, 'choose one of them')
    })
  ]
}

/** Tuning needs a grid at every profile. */
function grid(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  if (objectAt(claim, 'hypothesis', 'tuning') === undefined) return []
  const without = fieldAtProfiles(experiment, 'grid', ['grid'])
    .filter(({ value }) => value === undefined || (typeof value === 'object' && Object.keys(value ?? {}).length === 0))
    .flatMap(({ profiles }) => profiles)
  if (without.length === 0) return []
  return [
    problemAt(claim, ['hypothesis', 'tuning'], {
      message: 'there is no grid to tune on',
      expected: `"grid" in experiments/${idOfPlace(experiment)}.json (profile ${without.join(', ')})`,
      remedy: 'add the grid to the experiment, or remove "tuning"',
      atKey: true
    })
  ]
}

function endPoint(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  const problems: LintProblem[] = []
  const target = numberAt(claim, 'hypothesis', 'target')
  const domain = domainOf(experiment)
  if (target !== undefined && domain !== undefined && (target < domain[0] || target > domain[1])) {
    problems.push(
      problemAt(claim, ['hypothesis', 'target'], {
        message: 'the target lies outside the domain, where no iterate can be',
        expected: `from ${domain[0]} to ${domain[1]}`,
        remedy: 'correct the target'
      })
    )
  }
  const random = stringAt(experiment, 'problem', 'name') === 'bernoulli-linear'
  const over = stringAt(claim, 'hypothesis', 'over')
  const deterministic = stringAt(experiment, 'problem', 'name') === 'periodic-linear'
  if ((random && over === 'initial-points') || (deterministic && over === 'seeds')) {
    problems.push(
      problemAt(claim, ['hypothesis', 'over'], {
        message: random ? 'one run of a random problem shows nothing' : 'a deterministic problem has no seeds',
        expected: random ? '"seeds", with a "share"' : '"initial-points"',
        remedy: `experiment ${idOfPlace(experiment)} is ${random ? 'random' : 'deterministic'}: change "over"`
      })
    )
  }
  if (random) problems.push(...singleStart(claim, experiment))
  return problems
}

/** Seeds are the replicates of a share; runs of one seed from several points would not be independent. */
function singleStart(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  const several = fieldAtProfiles(experiment, 'initialPoints', ['initialPoints']).filter(
    ({ path }) => (arrayAt(experiment, ...path)?.length ?? 1) > 1
  )
  if (several.length === 0) return []
  return [
    problemAt(claim, ['experiment'], {
      message: 'a share of seeds needs one starting point: runs of one seed are not independent',
      expected: `one value in initialPoints of experiments/${idOfPlace(experiment)}.json`,
      remedy: 'make an experiment for each starting point'
    })
  ]
}
