import { idOfPlace, numberAt, objectAt, type SpecDocument, stringAt, valueAt } from '../../claims/document'
import { fieldAtProfiles } from '../../claims/experimentDocument'
import { type LintProblem, listOf, problemAt } from '../../claims/lintProblem'
import { isAccuracy, LOSS_METRICS, metricBounds, metricsOf } from '../../runs/metrics'
import { checkTaskAxis } from '../shared/taskAxis'

const RANGE_METRICS = metricsOf('classification')

/** A range that an interval can lie in, that the metric can reach, and can miss. */
export function checkRange(claim: SpecDocument): LintProblem[] {
  const [low, high] = [numberAt(claim, 'hypothesis', 'low'), numberAt(claim, 'hypothesis', 'high')]
  const metric = stringAt(claim, 'hypothesis', 'metric')
  const isStated = ['low', 'high'].some((end) => valueAt(claim, ['hypothesis', end]) !== undefined)
  if (!isStated) {
    return [
      problemAt(claim, ['hypothesis', 'low'], {
        message: 'a range has an end',
        expected: '"low", "high" or both',
        received: 'neither',
        remedy: 'state "low" for "at least", "high" for "at most"'
      })
    ]
  }
  if (low !== undefined && high !== undefined && low >= high) {
    return [
      problemAt(claim, ['hypothesis', 'high'], {
        message: 'no interval of a mean can lie in that range',
        expected: `> ${low}, the lower end`,
        remedy: 'give the range a width: what the source reports, and how far from it still counts'
      })
    ]
  }
  if (stringAt(claim, 'hypothesis', 'of') === 'spread') return checkSpread(claim, low, high)
  // A difference may have either sign.
  if (
    metric === undefined ||
    !RANGE_METRICS.includes(metric) ||
    valueAt(claim, ['hypothesis', 'control']) !== undefined
  )
    return []
  // A loss is positive and has no upper end, and neither is there one of its changes.
  const isChange = stringAt(claim, 'hypothesis', 'at') === 'last-change'
  const [smallest, largest] = (isChange ? null : metricBounds(metric)) ?? [0, Number.POSITIVE_INFINITY]
  const [from, to] = [low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY]
  const what = isChange ? `the change of ${metric}` : metric
  if (to < smallest || from > largest) {
    return [
      problemAt(claim, ['hypothesis', to < smallest ? 'high' : 'low'], {
        message: `${what} never lies in that range`,
        expected: to < smallest ? `>= ${smallest}` : `<= ${largest}`,
        remedy: 'correct the range'
      })
    ]
  }
  if (from > smallest || to < largest) return []
  return [
    problemAt(claim, ['hypothesis', low === undefined ? 'high' : 'low'], {
      message: `${what} always lies in that range`,
      expected: Number.isFinite(largest) ? `> ${smallest}, or "high" below ${largest}` : `> ${smallest}, or a "high"`,
      remedy: 'correct the range'
    })
  ]
}

/** A standard deviation is above 0. */
function checkSpread(claim: SpecDocument, low: number | undefined, high: number | undefined): LintProblem[] {
  const end = low !== undefined && low <= 0 ? 'low' : high !== undefined && high <= 0 ? 'high' : null
  if (end === null) return []
  return [
    problemAt(claim, ['hypothesis', end], {
      message: end === 'low' ? 'every standard deviation is above that' : 'no standard deviation is that small',
      expected: end === 'low' ? '> 0, or no "low"' : '> 0',
      remedy: end === 'low' ? 'remove it: "high" alone is "at most"' : 'state the largest spread that counts as little'
    })
  ]
}

/** Whatever the axis is, the arm is taken at each of its values, so that nothing is left to choose. */
export function checkEveryValue(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  if (valueAt(claim, ['hypothesis', 'axis']) === undefined) return []
  if (objectAt(claim, 'hypothesis', 'tuning') === undefined) return checkTaskAxis(claim, experiment, { key: 'axis' })
  return [
    problemAt(claim, ['hypothesis', 'tuning'], {
      message: 'at every value of an axis there is no setting to choose',
      expected: 'no "tuning" beside "axis"',
      remedy: 'remove one of them',
      atKey: true
    })
  ]
}

/** A share is stated where one is claimed. */
export function checkClaimedShare(claim: SpecDocument): LintProblem[] {
  const isShare = stringAt(claim, 'hypothesis', 'of') === 'share'
  const isGiven = valueAt(claim, ['hypothesis', 'share']) !== undefined
  if (isShare === isGiven) return []
  return [
    isShare
      ? problemAt(claim, ['hypothesis', 'of'], {
          message: 'a claim about a share of runs needs the share that must be exceeded',
          expected: '"share", between 0 and 1',
          remedy: 'add "share", such as 0.8'
        })
      : problemAt(claim, ['hypothesis', 'share'], {
          message: 'no share of runs is claimed',
          expected: '"of": "share", or no "share"',
          remedy: 'say what is claimed to lie in the range, or remove "share"',
          atKey: true
        })
  ]
}

/** An accuracy may be 0, and changes by points. */
export function checkChange(claim: SpecDocument): LintProblem[] {
  const metric = stringAt(claim, 'hypothesis', 'metric')
  if (stringAt(claim, 'hypothesis', 'at') !== 'last-change' || metric === undefined || !isAccuracy(metric)) return []
  return [
    problemAt(claim, ['hypothesis', 'at'], {
      message: 'a relative change is one of a loss',
      expected: `"final", or one of the metrics ${listOf(LOSS_METRICS)}`,
      remedy: 'choose a loss, or leave "at" out'
    })
  ]
}

/** A change takes two epochs to change between. */
export function checkTwoEpochs(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
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
