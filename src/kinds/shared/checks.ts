import type { DatasetLookup } from '../../claims/datasets'
import { arrayAt, idOfPlace, numberAt, objectAt, type SpecDocument, stringAt } from '../../claims/document'
import { fieldAtProfiles } from '../../claims/experimentDocument'
import { didYouMean, type LintProblem, listOf, oneOf, problemAt } from '../../claims/lintProblem'
import { PROFILE_NAMES } from '../../claims/types'
import { SELECTION_METRICS } from '../../runs/metrics'
import { applyProfile } from '../../runs/profiles'
import { readExperiment } from '../../runs/readExperiment'
import { declaredMetrics, isDeterministicFile, ownMetrics, runKindOf } from '../../runs/runKinds'
import { domainOf } from '../../runs/synthetic/checks'
import type { MetricFacts } from '../../runs/types'
import type { FitCheck } from '../kind'
import { DEFAULT_TUNING } from './resolve'

/** What may be wrong with claims of several kinds. */

/** With fewer a paired t of two settings has three degrees of freedom or less. */
const FEWEST_SELECTION_SEEDS = DEFAULT_TUNING.seeds

export function checkSelection(claim: SpecDocument, experiment?: SpecDocument): LintProblem[] {
  return [...checkSelectionMetric(claim, experiment), ...checkSelectionSeeds(claim)]
}

function checkSelectionSeeds(claim: SpecDocument): LintProblem[] {
  const seeds = numberAt(claim, 'hypothesis', 'tuning', 'seeds')
  if (seeds === undefined || seeds >= FEWEST_SELECTION_SEEDS) return []
  return [
    problemAt(claim, ['hypothesis', 'tuning', 'seeds'], {
      message: 'so few selection seeds can hardly tell a setting from the best',
      expected: `>= ${FEWEST_SELECTION_SEEDS}, the default`,
      remedy: 'remove "seeds", or expect a verdict at the chosen settings alone, or at many of them',
      severity: 'warning'
    })
  ]
}

function checkSelectionMetric(claim: SpecDocument, experiment?: SpecDocument): LintProblem[] {
  const name = stringAt(claim, 'hypothesis', 'tuning', 'select')
  const declared = experiment === undefined ? null : declaredMetrics(experiment)
  if (declared !== null) return checkDeclaredSelection(claim, name ?? DEFAULT_TUNING.select, declared)
  const own = Object.keys((experiment && ownMetrics(experiment)) ?? {}).filter((each) => each.startsWith('validation.'))
  const known = own.length > 0 ? own : SELECTION_METRICS
  if (name === undefined || known.includes(name)) return []
  return [
    problemAt(claim, ['hypothesis', 'tuning', 'select'], {
      message: 'tuning may only minimise a loss of the validation split',
      expected: listOf(known),
      remedy: didYouMean(name, known, `write ${listOf(known)}`)
    })
  ]
}

/** Of a program's metrics any may choose of which it says which values are better, but the one that judges. */
function checkDeclaredSelection(
  claim: SpecDocument,
  name: string,
  declared: Readonly<Record<string, MetricFacts>>
): LintProblem[] {
  if (objectAt(claim, 'hypothesis', 'tuning') === undefined) return []
  const known = Object.keys(declared).filter((metric) => declared[metric]!.better !== null)
  const path = ['hypothesis', 'tuning', 'select']
  if (!known.includes(name)) {
    return [
      problemAt(claim, path, {
        message: 'tuning needs a metric of which the experiment says which values are better',
        expected: oneOf(known, 'a metric with "better" in the experiment'),
        remedy: didYouMean(name, known, 'name one of them, or add "better" to the metric')
      })
    ]
  }
  if (name !== stringAt(claim, 'hypothesis', 'metric')) return []
  return [
    problemAt(claim, path, {
      severity: 'warning',
      message: 'the metric that chooses the settings judges them too',
      expected: 'a metric of data that neither trained the model nor judge the claim, such as validation.loss',
      remedy: 'log one beside it; the seeds are fresh, the data are not'
    })
  ]
}

/** A time is restricted to the length of a run, which a program has to state. */
export function checkLength(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  if (declaredMetrics(experiment) === null || stringAt(claim, 'hypothesis', 'by', 'kind') !== 'time-to') return []
  const without = fieldAtProfiles(experiment, 'length', ['length']).filter(({ value }) => value === undefined)
  const profiles = without.flatMap((field) => field.profiles)
  if (profiles.length === 0) return []
  return [
    problemAt(claim, ['hypothesis', 'by'], {
      message: 'a run that never gets there counts with the length of the run, and that is not stated',
      expected: `"length" in experiments/${idOfPlace(experiment)}.json (profile ${profiles.join(', ')}): epochs or steps of a run`,
      received: 'none',
      remedy: 'add it, or choose "by": {"kind": "auc"}'
    })
  ]
}

/** Curves, and times that stop where a run ends, need runs of one length. */
export function checkOneLength(claim: SpecDocument, document: SpecDocument, factsOf: DatasetLookup): LintProblem[] {
  const experiment = readExperiment(document, factsOf)
  const arms = (['treatment', 'control'] as const).map((key) => stringAt(claim, 'hypothesis', key))
  if (experiment === null || !arms.every((arm) => arm !== undefined && Object.hasOwn(experiment.arms, arm))) return []
  const { ofArm, length } = runKindOf(experiment)
  const lengths = PROFILE_NAMES.map((profile) => {
    const whole = applyProfile(experiment, profile)
    return arms.map((arm) => length(ofArm?.(whole, arm!) ?? whole))
  })
  const [differing] = lengths.filter(([a, b]) => a!.tau !== b!.tau)
  if (differing === undefined) return []
  return [
    problemAt(claim, ['hypothesis'], {
      message: 'the runs of the arms are not of one length, so their curves cannot be compared',
      expected: 'arms with as many epochs',
      received: differing.map(({ tau, unit }, index) => `${arms[index]}: ${tau} ${unit}s`).join(', '),
      remedy: 'compare where they end (another kind), or give both as many',
      atKey: true
    })
  ]
}

/** Tuning needs a grid at every profile. */
export function checkGrid(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
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
export function checkValidation(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
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

export function checkTarget(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
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

/**
 * A random problem is judged over seeds, a deterministic one over starting points.
 *
 * @param counted what seeds are counted for, in words
 * @param withShare what a claim over seeds states besides, in words
 */
export function checkReplicates(counted: string, withShare = ''): FitCheck {
  const single = checkSingleStart(counted)
  return (claim, experiment, factsOf) => {
    const random = isRandom(experiment)
    const over = stringAt(claim, 'hypothesis', 'over')
    const problems: LintProblem[] = []
    if ((random && over === 'initial-points') || (isDeterministicFile(experiment) && over === 'seeds')) {
      problems.push(
        problemAt(claim, ['hypothesis', 'over'], {
          message: random ? 'one run of a random problem shows nothing' : 'a deterministic problem has no seeds',
          expected: random ? `"seeds"${withShare}` : '"initial-points"',
          remedy: `experiment ${idOfPlace(experiment)} is ${random ? 'random' : 'deterministic'}: change "over"`
        })
      )
    }
    return [...problems, ...single(claim, experiment, factsOf)]
  }
}

/**
 * Seeds are the replicates; runs of one seed from several points would not be independent.
 *
 * @param counted what seeds are counted for, in words
 */
export function checkSingleStart(counted: string): FitCheck {
  return (claim, experiment) => {
    if (!isRandom(experiment)) return []
    const several = fieldAtProfiles(experiment, 'initialPoints', ['initialPoints']).filter(
      ({ path }) => (arrayAt(experiment, ...path)?.length ?? 1) > 1
    )
    if (several.length === 0) return []
    return [
      problemAt(claim, ['experiment'], {
        message: `${counted} needs one starting point: runs of one seed are not independent`,
        expected: `one value in initialPoints of experiments/${idOfPlace(experiment)}.json`,
        remedy: 'make an experiment for each starting point'
      })
    ]
  }
}

function isRandom(experiment: SpecDocument): boolean {
  return stringAt(experiment, 'problem', 'name') === 'bernoulli-linear'
}
