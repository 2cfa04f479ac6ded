import type { DatasetLookup } from '../claims/datasets'
import { defaultWindow } from '../claims/defaults'
import { isObject, numberAt, objectAt, type SpecDocument, stringAt, valueAt } from '../claims/document'
import { domainOf, fieldAtProfiles, isDeterministic } from '../claims/experimentDocument'
import { type LintProblem, listOf, problemAt } from '../claims/lintProblem'
import { optimizerNames } from '../claims/optimizerNames'
import { PROFILE_NAMES } from '../claims/types'
import { settingKeysOf, variantOf } from '../optim/presets'
import { checkData } from './checkData'
import { checkSeedOrder } from './checkDecision'
import { checkMaps } from './checkMaps'
import { checkNetwork } from './checkNetwork'
import { checkSchedules } from './checkSchedule'

/** What is wrong with an experiment beyond what its schema can say. */
export function checkExperiment(experiment: SpecDocument, factsOf: DatasetLookup): LintProblem[] {
  const kind = stringAt(experiment, 'kind')
  return [
    ...profileSeeds(experiment),
    ...silentProfiles(experiment),
    ...(kind === 'synthetic' ? [...domain(experiment), ...length(experiment), ...checkMaps(experiment)] : []),
    ...(kind === 'classification' ? [...checkData(experiment, factsOf), ...checkNetwork(experiment, factsOf)] : []),
    ...(kind === 'classification' ? [...optimizers(experiment), ...gridKeys(experiment)] : []),
    ...checkSchedules(experiment)
  ]
}

function profileSeeds(experiment: SpecDocument): LintProblem[] {
  const deterministic = isDeterministic(experiment)
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

function domain(experiment: SpecDocument): LintProblem[] {
  const bounds = domainOf(experiment)
  if (bounds === undefined) {
    const [low, high] = [numberAt(experiment, 'problem', 'domain', 0), numberAt(experiment, 'problem', 'domain', 1)]
    if (low === undefined || high === undefined || low < high) return []
    return [
      problemAt(experiment, ['problem', 'domain'], {
        message: 'the domain is no interval',
        expected: 'two numbers, the smaller first',
        remedy: 'write [-1, 1], say'
      })
    ]
  }
  const [low, high] = bounds
  return fieldAtProfiles(experiment, 'initialPoints', ['initialPoints']).flatMap(({ path, value }) =>
    (Array.isArray(value) ? value : []).flatMap((point: unknown, index) => {
      if (typeof point !== 'number' || (point >= low && point <= high)) return []
      return [
        problemAt(experiment, [...path, index], {
          message: 'a starting point lies outside the domain',
          expected: `from ${low} to ${high}`,
          remedy: 'move it into the domain, or widen problem.domain'
        })
      ]
    })
  )
}

/** A run has to be at least as long as its window and as its number of recorded points. */
function length(experiment: SpecDocument): LintProblem[] {
  const points = numberAt(experiment, 'record', 'points')
  const window = numberAt(experiment, 'record', 'window') ?? impliedWindow(experiment)
  return fieldAtProfiles(experiment, 'numSteps', ['numSteps']).flatMap(({ path, value }) => {
    if (typeof value !== 'number') return []
    const tooShort = (what: string, least: number): LintProblem =>
      problemAt(experiment, path, {
        message: `the run is shorter than ${what}`,
        expected: `>= ${least}`,
        remedy: `lengthen the run, or lower ${what}`
      })
    return [
      ...(window !== undefined && window > value ? [tooShort('record.window', window)] : []),
      ...(points !== undefined && points > value ? [tooShort('record.points', points)] : [])
    ]
  })
}

function impliedWindow(experiment: SpecDocument): number | undefined {
  const name = stringAt(experiment, 'problem', 'name')
  const period = numberAt(experiment, 'problem', 'period')
  const probability = numberAt(experiment, 'problem', 'probability')
  if (name === 'periodic-linear' && period !== undefined) return defaultWindow({ name, period })
  if (name === 'bernoulli-linear' && probability) return defaultWindow({ name, probability })
  return undefined
}

function optimizers(experiment: SpecDocument): LintProblem[] {
  return Object.keys(objectAt(experiment, 'arms') ?? {}).flatMap((arm) => {
    const path = ['arms', arm, 'optimizer']
    const problems: LintProblem[] = []
    if (stringAt(experiment, ...path, 'projection') === 'box') {
      problems.push(
        problemAt(experiment, [...path, 'projection'], {
          message: 'a network has no domain to project on',
          expected: '"none"',
          remedy: 'remove "projection"'
        })
      )
    }
    const { name, variant } = objectAt(experiment, ...path) ?? {}
    const stated = numberAt(experiment, ...path, 'epsilon')
    if ((stated ?? variantOf(name, variant)?.epsilon) === 0) {
      problems.push(
        problemAt(experiment, [...path, stated === 0 ? 'epsilon' : 'variant'], {
          message: 'epsilon is 0: a weight whose gradient has always been 0 would divide 0 by 0',
          expected: 'an epsilon above 0 (a pixel that is never set has no gradient)',
          remedy: 'add "epsilon": 1e-8, and an assumption that says so'
        })
      )
    }
    return problems
  })
}

/** Every hyperparameter of the grid has to be one of every arm's optimizer. */
function gridKeys(experiment: SpecDocument): LintProblem[] {
  const optimizers = [...optimizerNames(experiment)]
  return fieldAtProfiles(experiment, 'grid', ['grid']).flatMap(({ path, value }) =>
    (['beta1', 'beta2'] as const)
      .filter((key) => isObject(value) && Object.hasOwn(value, key))
      .flatMap((key) => {
        const without = optimizers.filter(([, name]) => !settingKeysOf(name).includes(key))
        return [...new Set(without.map(([, name]) => name))].map((optimizer) => {
          const arms = without.flatMap(([arm, name]) => (name === optimizer ? [arm] : []))
          return problemAt(experiment, [...path, key], {
            message: `the grid varies ${key}, which ${optimizer} does not have`,
            expected: `hyperparameters that every arm has; ${listOf(arms)} uses ${optimizer}`,
            remedy: 'remove it, or move that arm to an experiment of its own',
            atKey: true
          })
        })
      })
  )
}
