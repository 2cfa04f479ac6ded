import { chanceLoss } from '../../claims/chanceLoss'
import type { DatasetLookup } from '../../claims/datasets'
import { isObject, numberAt, objectAt, type SpecDocument, stringAt, valueAt } from '../../claims/document'
import { fieldAtProfiles } from '../../claims/experimentDocument'
import type { LossFile } from '../../claims/fileTypes'
import { resolveLoss } from '../../claims/layers'
import { type LintProblem, problemAt } from '../../claims/lintProblem'
import { isAccuracy, LOSS_METRICS, POSITION_METRICS } from '../../runs/metrics'
import { declaredMetrics, ownMetrics } from '../../runs/runKinds'
import { formatNumber } from '../../text/format'
import type { Check } from '../kind'

/**
 * The transformation of a pair follows from what is compared, and the margin has to fit it.
 *
 * @param boundsOf what is bounded is compared by differences
 */
export function checkMargin(boundsOf: (metric: string) => readonly [number, number] | null): Check {
  return (claim) => {
    const path = ['hypothesis', 'margin'] as const
    const given = objectAt(claim, ...path) ?? {}
    const absolute = Object.hasOwn(given, 'absolute')
    const mixed = ['relative', 'epsilon'].filter((key) => absolute && Object.hasOwn(given, key))
    if (mixed.length > 0) {
      return [
        problemAt(claim, [...path, mixed[0]!], {
          message: 'a margin is relative or absolute, not both',
          expected: `"absolute" alone, or no "absolute"`,
          remedy: 'remove one of them',
          atKey: true
        })
      ]
    }
    const by = stringAt(claim, 'hypothesis', 'by', 'kind')
    const metric = stringAt(claim, 'hypothesis', 'metric')
    const bounds = metric === undefined ? null : boundsOf(metric)
    if (by === 'auc' && absolute) {
      return [
        problemAt(claim, [...path, 'absolute'], {
          message: 'curves are compared by the ratio of their geometric means',
          expected: '"relative", such as 0.01 for 1 %',
          remedy: 'state the margin as "relative"',
          atKey: true
        })
      ]
    }
    const isPosition = metric !== undefined && POSITION_METRICS.includes(metric)
    if ((by === 'time-to' || bounds !== null || isPosition) && !absolute) {
      const isTime = by === 'time-to'
      return [
        problemAt(claim, path, {
          message: `${isTime ? 'times are' : isPosition ? 'a position is' : 'an accuracy is'} compared by the difference`,
          expected: `an absolute margin, such as {"absolute": ${isTime ? '1} for one epoch' : isPosition ? '0.1}' : '0.005} for half a point'}`,
          remedy: 'state the smallest difference that matters as "absolute"'
        })
      ]
    }
    const size = numberAt(claim, ...path, 'absolute')
    if (size === undefined || bounds === null || size < bounds[1] - bounds[0]) return []
    return [
      problemAt(claim, [...path, 'absolute'], {
        message: `no difference of ${metric} is that large`,
        expected: `< ${bounds[1] - bounds[0]}: ${metric} lies from ${bounds[0]} to ${bounds[1]}`,
        remedy: 'state it as a share, 0.01 for one point of a hundred'
      })
    ]
  }
}

export function checkEquivalenceMargin(claim: SpecDocument): LintProblem[] {
  return ['relative', 'absolute'].flatMap((key) => {
    if (numberAt(claim, 'hypothesis', 'margin', key) !== 0) return []
    return [
      problemAt(claim, ['hypothesis', 'margin', key], {
        message: 'equivalence needs a margin',
        expected: '> 0',
        remedy: `state the largest difference that does not matter, ${key === 'relative' ? '0.01 for 1 %' : 'in the unit of the metric'}`
      })
    ]
  })
}

/** On which side a metric is better, as far as it is known. */
function betterOf(metric: string, experiment: SpecDocument | undefined): 'lower' | 'higher' | null {
  const own = experiment === undefined ? null : ownMetrics(experiment)
  const usual = isAccuracy(metric) ? 'higher' : LOSS_METRICS.includes(metric) ? 'lower' : null
  return own === null ? usual : (own[metric]?.better ?? null)
}

/** A metric gets to a threshold from its worse side; the geometric mean of a curve is one of what falls. */
export function checkUpwards(claim: SpecDocument, experiment?: SpecDocument): LintProblem[] {
  const metric = stringAt(claim, 'hypothesis', 'metric')
  const by = stringAt(claim, 'hypothesis', 'by', 'kind')
  const better = metric === undefined ? null : betterOf(metric, experiment)
  const isPosition = metric !== undefined && POSITION_METRICS.includes(metric)
  if (by === undefined || (better === null && !(isPosition && by === 'auc'))) return []
  const threshold = numberAt(claim, 'hypothesis', 'by', 'threshold')
  if (threshold !== undefined && threshold <= 0 && (isAccuracy(metric!) || LOSS_METRICS.includes(metric!))) {
    return [
      problemAt(claim, ['hypothesis', 'by', 'threshold'], {
        message: `${metric} is above 0`,
        expected: '> 0',
        remedy: 'state the value that has to be reached'
      })
    ]
  }
  const path = ['hypothesis', 'by'] as const
  if (by === 'auc') {
    if (better === 'lower') return []
    return [
      problemAt(claim, [...path, 'kind'], {
        message: `the geometric mean of a curve is that of a loss, and ${metric} ${isPosition ? 'is a position' : 'rises'}`,
        expected: '{"kind": "time-to", "threshold": 0.9, "upwards": true}, or a loss',
        remedy: 'say when it has to be reached, or choose a metric that falls'
      })
    ]
  }
  const upwards = valueAt(claim, [...path, 'upwards']) === true
  if (upwards === (better === 'higher')) return []
  return [
    problemAt(claim, upwards ? [...path, 'upwards'] : path, {
      message: `${metric} is better where it is ${better}, so that it ${upwards ? 'falls' : 'rises'} to a threshold`,
      expected: upwards ? 'no "upwards"' : '"upwards": true',
      remedy: upwards ? 'remove it' : 'add it',
      atKey: true
    })
  ]
}

/** Of a metric of which it is known on which side it is better, a claim says the same. */
export function checkBetter(claim: SpecDocument, experiment?: SpecDocument): LintProblem[] {
  const metric = stringAt(claim, 'hypothesis', 'metric')
  const stated = stringAt(claim, 'hypothesis', 'better')
  if (metric === undefined || stated === undefined) return []
  const declared = experiment === undefined ? null : declaredMetrics(experiment)
  const known = betterOf(metric, experiment)
  if (known === null || known === stated) return []
  return [
    problemAt(claim, ['hypothesis', 'better'], {
      message: `${metric} is better where it is ${known}`,
      expected: `"${known}"`,
      remedy: declared === null ? 'correct it' : 'correct it, or "better" of the metric in the experiment'
    })
  ]
}

/** At chance level a run has reached nothing. */
export function checkThreshold(claim: SpecDocument, experiment: SpecDocument, factsOf: DatasetLookup): LintProblem[] {
  const value = numberAt(claim, 'hypothesis', 'by', 'threshold')
  const numClasses = factsOf(stringAt(experiment, 'data', 'dataset') ?? '')?.numClasses
  const loss = valueAt(experiment, ['loss'])
  // Numbers have no level of chance.
  if (value === undefined || !numClasses) return []
  if (valueAt(claim, ['hypothesis', 'by', 'upwards']) === true) return checkShareToReach(claim, value, numClasses)
  if (!isLoss(loss)) return []
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

function checkShareToReach(claim: SpecDocument, value: number, numClasses: number): LintProblem[] {
  if (1 / numClasses < value && value <= 1) return []
  return [
    problemAt(claim, ['hypothesis', 'by', 'threshold'], {
      message: value > 1 ? 'no accuracy is that high' : 'a model that knows nothing is at the threshold',
      expected: `> ${formatNumber(1 / numClasses)}, one of ${numClasses} classes, and <= 1`,
      remedy: 'correct the threshold'
    })
  ]
}

function isLoss(value: unknown): value is LossFile | undefined {
  const name = isObject(value) ? value.name : value
  return name === undefined || name === 'categorical_crossentropy' || name === 'binary_crossentropy'
}

/** An epoch is the time between two evaluations of a run. */
const RESOLUTION = 1

/**
 * Times lie from the first to the last epoch, so no difference of two is larger than what lies between; and each is only
 * known to an epoch, so that of arms that are alike nothing below it can be told.
 */
export function checkTimeMargin(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  const margin = numberAt(claim, 'hypothesis', 'margin', 'absolute')
  if (margin === undefined || stringAt(claim, 'hypothesis', 'by', 'kind') !== 'time-to') return []
  const path = ['hypothesis', 'margin', 'absolute']
  const fine: LintProblem[] =
    margin > RESOLUTION
      ? []
      : [
          problemAt(claim, path, {
            severity: 'warning',
            message: 'times are known to an epoch, and the margin is no larger',
            expected:
              '> 1: runs are evaluated after each epoch, so that the difference of two times is known to 1 either way',
            remedy:
              'raise the margin, or choose "by": {"kind": "auc"}: with this one "not shorter by so much" cannot be shown of arms that are alike'
          })
        ]
  const long = fieldAtProfiles(experiment, 'epochs', ['training', 'epochs']).flatMap(({ value, profiles }) => {
    if (typeof value !== 'number' || profiles.length === 0 || margin < value - 1) return []
    return [
      problemAt(claim, path, {
        severity: 'warning',
        message: `no time is shorter by that much at profile ${profiles.join(', ')}`,
        expected: `< ${value - 1}: the run has ${value} epoch${value === 1 ? '' : 's'}`,
        remedy: 'lower the margin, or lengthen the run'
      })
    ]
  })
  return [...fine, ...long]
}
