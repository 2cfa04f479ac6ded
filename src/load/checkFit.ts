import { chanceLoss } from '../claims/chanceLoss'
import type { DatasetLookup } from '../claims/datasets'
import {
  arrayAt,
  idOfPlace,
  isObject,
  numberAt,
  objectAt,
  type SpecDocument,
  stringAt,
  valueAt
} from '../claims/document'
import { fieldAtProfiles, numSettings } from '../claims/experimentDocument'
import type { LossFile } from '../claims/fileTypes'
import { resolveLoss } from '../claims/layers'
import { didYouMean, type LintProblem, listOf, problemAt } from '../claims/lintProblem'
import { optimizerNames } from '../claims/optimizerNames'
import type { Hypothesis } from '../claims/types'
import { settingKeysOf } from '../optim/presets'
import { isDeterministicFile, isRunKind } from '../runs/runKinds'
import { domainOf } from '../runs/synthetic/checks'
import { DEFAULT_POINTS } from '../runs/synthetic/resolve'
import { KINDS } from './kinds'
import { kindOf } from './world'

/** A slope is fitted to at least this many points of the last decade of steps. */
const MIN_RATE_POINTS = 10

/** What is wrong with a claim against the experiment that it names: arms, metric, grid, target, seeds or points. */
export function checkFit(claim: SpecDocument, experiment: SpecDocument, factsOf: DatasetLookup): LintProblem[] {
  const kind = kindOf(claim)
  if (kind === undefined || KINDS[kind].experiment === null) return []
  const actual = stringAt(experiment, 'kind')
  if (isRunKind(actual) && actual !== KINDS[kind].experiment) {
    const fitting = Object.entries(KINDS).flatMap(([name, facts]) => (facts.experiment === actual ? [name] : []))
    return [
      problemAt(claim, ['hypothesis', 'kind'], {
        message: `a hypothesis of this kind needs a ${KINDS[kind].experiment} experiment`,
        expected: `one of ${listOf(fitting)}`,
        remedy: `choose another kind, or another experiment; ${idOfPlace(experiment)} is ${actual}`
      })
    ]
  }
  return [
    ...arms(claim, experiment, KINDS[kind].arms),
    ...metric(claim, KINDS[kind].metrics),
    ...checksOf(kind).flatMap((check) => check(claim, experiment, factsOf))
  ]
}

type Check = (claim: SpecDocument, experiment: SpecDocument, factsOf: DatasetLookup) => LintProblem[]

function checksOf(kind: Hypothesis['kind']): readonly Check[] {
  switch (kind) {
    case 'lower':
    case 'not-lower':
    case 'equivalent':
      return [grid, validation]
    case 'lower-at-most-settings':
      return [severalSettings, validation]
    case 'range':
      return [grid, validation, twoEpochs]
    case 'faster':
      return [grid, validation, threshold, timeMargin]
    case 'converges-to':
      return [target, replicates]
    case 'contrast':
      return [target, randomOnly, singleStart]
    case 'rate':
      return [replicates, ratePoints]
    case 'invariant':
      return [adaptiveArm]
    case 'arithmetic':
    case 'all-of':
      return []
    default:
      return kind satisfies never
  }
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
  if (name === undefined || known.includes(name) || kindOf(claim) === 'rate') return []
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

/** Without validation images there is nothing to tune on, and nothing to measure. */
function validation(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  if (numberAt(experiment, 'data', 'validationImages') !== 0) return []
  const tunes = objectAt(claim, 'hypothesis', 'tuning') !== undefined
  const measures = stringAt(claim, 'hypothesis', 'metric')?.startsWith('validation.') === true
  if (!tunes && !measures) return []
  return [
    problemAt(claim, ['hypothesis', tunes ? 'tuning' : 'metric'], {
      message: 'the experiment holds out no validation images',
      expected: `data.validationImages > 0 in experiments/${idOfPlace(experiment)}.json`,
      remedy: `hold some out, or ${tunes ? 'remove "tuning"' : 'choose another metric'}`,
      atKey: tunes
    })
  ]
}

/** A map has more than one setting, at every profile. */
function severalSettings(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
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

/** A change takes two epochs to change between. */
function twoEpochs(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  if (stringAt(claim, 'hypothesis', 'at') !== 'last-change') return []
  return fieldAtProfiles(experiment, 'epochs', ['training', 'epochs']).flatMap(({ value, profiles }) => {
    if (typeof value !== 'number' || profiles.length === 0 || value >= 2) return []
    return [
      problemAt(claim, ['hypothesis', 'at'], {
        message: `a run of one epoch has no last change (profile ${profiles.join(', ')})`,
        expected: `2 epochs or more in experiments/${idOfPlace(experiment)}.json`,
        remedy: 'lengthen the run, or leave "at" out'
      })
    ]
  })
}

/** At chance level a run has reached nothing. */
function threshold(claim: SpecDocument, experiment: SpecDocument, factsOf: DatasetLookup): LintProblem[] {
  const value = numberAt(claim, 'hypothesis', 'by', 'threshold')
  const numClasses = factsOf(stringAt(experiment, 'data', 'dataset') ?? '')?.numClasses
  const loss = valueAt(experiment, ['loss'])
  if (value === undefined || numClasses === undefined || !isLoss(loss)) return []
  const chance = chanceLoss(resolveLoss(loss), numClasses)
  if (value < chance) return []
  return [
    problemAt(claim, ['hypothesis', 'by', 'threshold'], {
      message: 'a model that knows nothing is below the threshold',
      expected: `< ${chance.toFixed(3)}, the loss at chance level (every one of ${numClasses} classes at 1/${numClasses})`,
      remedy: 'lower the threshold'
    })
  ]
}

function isLoss(value: unknown): value is LossFile | undefined {
  const name = isObject(value) ? value.name : value
  return name === undefined || name === 'categorical_crossentropy' || name === 'binary_crossentropy'
}

/** Times lie from the first to the last epoch, so no difference of two is larger than what lies between. */
function timeMargin(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  const margin = numberAt(claim, 'hypothesis', 'margin', 'absolute')
  if (margin === undefined || stringAt(claim, 'hypothesis', 'by', 'kind') !== 'time-to') return []
  return fieldAtProfiles(experiment, 'epochs', ['training', 'epochs']).flatMap(({ value, profiles }) => {
    if (typeof value !== 'number' || profiles.length === 0 || margin < value - 1) return []
    return [
      problemAt(claim, ['hypothesis', 'margin', 'absolute'], {
        severity: 'warning',
        message: `no time is shorter by that much at profile ${profiles.join(', ')}`,
        expected: `< ${value - 1}: the run has ${value} epoch${value === 1 ? '' : 's'}`,
        remedy: 'lower the margin, or lengthen the run'
      })
    ]
  })
}

function target(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  const value = numberAt(claim, 'hypothesis', 'target')
  const domain = domainOf(experiment)
  if (value === undefined || domain === undefined || (value >= domain[0] && value <= domain[1])) return []
  return [
    problemAt(claim, ['hypothesis', 'target'], {
      message: 'the target lies outside the domain, where no iterate can be',
      expected: `from ${domain[0]} to ${domain[1]}`,
      remedy: 'correct the target'
    })
  ]
}

/** A random problem is judged over seeds, a deterministic one over starting points. */
function replicates(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  const random = isRandom(experiment)
  const over = stringAt(claim, 'hypothesis', 'over')
  const problems: LintProblem[] = []
  if ((random && over === 'initial-points') || (isDeterministicFile(experiment) && over === 'seeds')) {
    const share = kindOf(claim) === 'converges-to' ? ', with a "share"' : ''
    problems.push(
      problemAt(claim, ['hypothesis', 'over'], {
        message: random ? 'one run of a random problem shows nothing' : 'a deterministic problem has no seeds',
        expected: random ? `"seeds"${share}` : '"initial-points"',
        remedy: `experiment ${idOfPlace(experiment)} is ${random ? 'random' : 'deterministic'}: change "over"`
      })
    )
  }
  return [...problems, ...singleStart(claim, experiment)]
}

function isRandom(experiment: SpecDocument): boolean {
  return stringAt(experiment, 'problem', 'name') === 'bernoulli-linear'
}

function randomOnly(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  if (!isDeterministicFile(experiment)) return []
  return [
    problemAt(claim, ['experiment'], {
      message: 'a contrast counts seeds, and a deterministic problem has none',
      expected: 'an experiment with a random problem',
      remedy: 'make a "converges-to" claim of each arm'
    })
  ]
}

/** Seeds are the replicates; runs of one seed from several points would not be independent. */
function singleStart(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  if (!isRandom(experiment)) return []
  const several = fieldAtProfiles(experiment, 'initialPoints', ['initialPoints']).filter(
    ({ path }) => (arrayAt(experiment, ...path)?.length ?? 1) > 1
  )
  if (several.length === 0) return []
  const counted = kindOf(claim) === 'converges-to' ? 'a share of seeds' : `a ${kindOf(claim)} over seeds`
  return [
    problemAt(claim, ['experiment'], {
      message: `${counted} needs one starting point: runs of one seed are not independent`,
      expected: `one value in initialPoints of experiments/${idOfPlace(experiment)}.json`,
      remedy: 'make an experiment for each starting point'
    })
  ]
}

/** The slope over the last decade of steps needs enough recorded steps in it; they are evenly spaced. */
function ratePoints(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
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

/** Where no second moment divides the steps, there is no effective step but alpha itself. */
function adaptiveArm(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  const name = optimizerNames(experiment).get(stringAt(claim, 'hypothesis', 'arm') ?? '')
  if (name === undefined || settingKeysOf(name).includes('beta2')) return []
  return [
    problemAt(claim, ['hypothesis', 'arm'], {
      message: `${name} has no second moment, so no effective step`,
      expected: 'an arm whose steps one divides, such as Adam',
      remedy: 'name another arm'
    })
  ]
}
