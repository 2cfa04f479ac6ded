import { evaluateArithmetic } from '../claims/arithmetic'
import { numberAt, objectAt, type SpecDocument, stringAt, valueAt } from '../claims/document'
import { didYouMean, type LintProblem, listOf, problemAt } from '../claims/lintProblem'
import type { Hypothesis } from '../claims/types'
import { isAccuracy, LOSS_METRICS, metricBounds, SELECTION_METRICS } from '../runs/metrics'
import { KINDS } from './kinds'
import { kindOf } from './world'

/** What is wrong with a hypothesis by itself, beyond what its schema can say. */
export function checkHypothesis(claim: SpecDocument): LintProblem[] {
  const kind = kindOf(claim)
  if (kind === undefined) return []
  return [...(KINDS[kind].arms.length === 2 ? sameArm(claim) : []), ...checksOf(kind).flatMap((check) => check(claim))]
}

type Check = (claim: SpecDocument) => LintProblem[]

function checksOf(kind: Hypothesis['kind']): readonly Check[] {
  switch (kind) {
    case 'lower':
    case 'not-lower':
      return [margin, select]
    case 'lower-at-most-settings':
      return [margin]
    case 'equivalent':
      return [margin, equivalenceWithMargin, select]
    case 'faster':
      return [margin, select]
    case 'converges-to':
      return [shareGivenIffOverSeeds]
    case 'range':
      return [range, change, select]
    case 'arithmetic':
      return [expression, order]
    case 'contrast':
    case 'rate':
    case 'invariant':
    case 'all-of':
      return []
    default:
      return kind satisfies never
  }
}

function sameArm(claim: SpecDocument): LintProblem[] {
  const treatment = stringAt(claim, 'hypothesis', 'treatment')
  if (treatment === undefined || treatment !== stringAt(claim, 'hypothesis', 'control')) return []
  return [
    problemAt(claim, ['hypothesis', 'control'], {
      message: 'treatment and control are the same arm',
      expected: 'two arms',
      remedy: 'name the arm that the treatment is compared with'
    })
  ]
}

/** The transformation of a pair follows from what is compared, and the margin has to fit it. */
function margin(claim: SpecDocument): LintProblem[] {
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
  // A claim of kind faster is about losses; any other metric is an error of its own.
  const bounds = metric === undefined || kindOf(claim) === 'faster' ? null : metricBounds(metric)
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
  if ((by === 'time-to' || bounds !== null) && !absolute) {
    const isTime = by === 'time-to'
    return [
      problemAt(claim, path, {
        message: `${isTime ? 'times are' : 'an accuracy is'} compared by the difference`,
        expected: `an absolute margin, such as {"absolute": ${isTime ? '1} for one epoch' : '0.005} for half a point'}`,
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

function equivalenceWithMargin(claim: SpecDocument): LintProblem[] {
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

function select(claim: SpecDocument): LintProblem[] {
  const name = stringAt(claim, 'hypothesis', 'tuning', 'select')
  if (name === undefined || SELECTION_METRICS.includes(name)) return []
  return [
    problemAt(claim, ['hypothesis', 'tuning', 'select'], {
      message: 'tuning may only minimise a loss of the validation split',
      expected: listOf(SELECTION_METRICS),
      remedy: didYouMean(name, SELECTION_METRICS, `write ${listOf(SELECTION_METRICS)}`)
    })
  ]
}

function shareGivenIffOverSeeds(claim: SpecDocument): LintProblem[] {
  const over = stringAt(claim, 'hypothesis', 'over')
  const given = (valueAt(claim, ['hypothesis', 'share']) ?? null) !== null
  if (over === 'seeds' && !given) {
    return [
      problemAt(claim, ['hypothesis', 'share'], {
        message: 'a claim over seeds needs the share that must be exceeded',
        expected: '"share", between 0 and 1',
        remedy: 'add "share", such as 0.8'
      })
    ]
  }
  if (over !== 'initial-points' || !given) return []
  return [
    problemAt(claim, ['hypothesis', 'share'], {
      message: 'a claim over initial points has no share: every one must arrive',
      expected: 'no "share"',
      remedy: 'remove it, or write "over": "seeds"',
      atKey: true
    })
  ]
}

/** A range that an interval can lie in, and that the metric can reach. */
function range(claim: SpecDocument): LintProblem[] {
  const [low, high] = [numberAt(claim, 'hypothesis', 'low'), numberAt(claim, 'hypothesis', 'high')]
  const metric = stringAt(claim, 'hypothesis', 'metric')
  if (low === undefined || high === undefined) return []
  if (low >= high) {
    return [
      problemAt(claim, ['hypothesis', 'high'], {
        message: 'no interval of a mean can lie in that range',
        expected: `> ${low}, the lower end`,
        remedy: 'give the range a width: what the source reports, and how far from it still counts'
      })
    ]
  }
  if (metric === undefined || !KINDS.range.metrics.includes(metric)) return []
  // A loss is positive and has no upper end, and neither is there one of its changes.
  const isChange = stringAt(claim, 'hypothesis', 'at') === 'last-change'
  const [smallest, largest] = (isChange ? null : metricBounds(metric)) ?? [0, Number.POSITIVE_INFINITY]
  if (high >= smallest && low <= largest) return []
  return [
    problemAt(claim, ['hypothesis', high < smallest ? 'high' : 'low'], {
      message: `${isChange ? `the change of ${metric}` : metric} never lies in that range`,
      expected: high < smallest ? `>= ${smallest}` : `<= ${largest}`,
      remedy: 'correct the range'
    })
  ]
}

/** An accuracy may be 0, and changes by points. */
function change(claim: SpecDocument): LintProblem[] {
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

function order(claim: SpecDocument): LintProblem[] {
  const [low, high] = [numberAt(claim, 'hypothesis', 'low'), numberAt(claim, 'hypothesis', 'high')]
  if (low === undefined || high === undefined || low <= high) return []
  return [
    problemAt(claim, ['hypothesis', 'high'], {
      message: 'the range is empty',
      expected: `>= ${low}, the lower end`,
      remedy: 'swap "low" and "high", or correct them'
    })
  ]
}

function expression(claim: SpecDocument): LintProblem[] {
  const text = stringAt(claim, 'hypothesis', 'expression')
  if (text === undefined || text.trim() === '') return []
  const result = evaluateArithmetic(text)
  if (result.kind === 'value') return []
  return [
    problemAt(claim, ['hypothesis', 'expression'], {
      message: `${result.message} (character ${result.at + 1})`,
      expected: 'an expression with a finite value, such as "5000 * 128 / 50000"',
      remedy: 'write numbers without separators, + - * / ^ ( ) and sqrt, ln, exp, abs, min, max, floor, ceil'
    })
  ]
}
