import { DEFAULT_ALPHA } from '../../claims/defaults'
import { numberAt, objectAt, type SpecDocument, stringAt, valueAt } from '../../claims/document'
import { type LintProblem, problemAt } from '../../claims/lintProblem'
import { isAccuracy, metricBounds } from '../../runs/metrics'
import { isPossibleShare, PRINTED_NUMBER, printedNumber } from '../../stats/printedNumber'
import { sourceHalfWidth } from './difference'
import { reportedNumbers } from './reportedNumbers'
import type { Reported } from './types'

/** What the source gives, as far as it can be read: lint looks into files that may be malformed anywhere. */
function reportedOf(claim: SpecDocument): Reported | null {
  const text = (key: string) => {
    const value = valueAt(claim, ['hypothesis', 'reported', key])
    const written = typeof value === 'number' ? String(value) : value
    return typeof written === 'string' && PRINTED_NUMBER.test(written) ? written : undefined
  }
  const count = (key: string) => {
    const value = numberAt(claim, 'hypothesis', 'reported', key)
    return value !== undefined && Number.isInteger(value) && value >= 1 ? value : undefined
  }
  const [value, sd, se, n, examples] = [text('value'), text('sd'), text('se'), count('n'), count('examples')]
  if (value === undefined) return null
  return {
    value,
    ...(sd !== undefined && { sd }),
    ...(se !== undefined && { se }),
    ...(n !== undefined && { n }),
    ...(examples !== undefined && { examples })
  }
}

/** A spread of how many runs, and which one. */
export function checkReportedSpread(claim: SpecDocument): LintProblem[] {
  const given = objectAt(claim, 'hypothesis', 'reported') ?? {}
  const path = ['hypothesis', 'reported']
  const has = (key: string) => Object.hasOwn(given, key)
  if (has('sd') && has('se')) {
    return [
      problemAt(claim, [...path, 'se'], {
        message: 'a standard deviation and a standard error say the same of one value',
        expected: '"sd" with "n", or "se"',
        remedy: 'keep the one that the source prints',
        atKey: true
      })
    ]
  }
  if (has('sd') && !((numberAt(claim, ...path, 'n') ?? 0) >= 2)) {
    return [
      problemAt(claim, [...path, has('n') ? 'n' : 'sd'], {
        message: 'a standard deviation over runs needs their number',
        expected: '"n", 2 or more',
        remedy: 'state "n", or leave "sd" out: then only the uncertainty of your runs counts'
      })
    ]
  }
  const reported = reportedOf(claim)
  if (reported === null) return []
  return [reported.sd, reported.se].flatMap((text) =>
    text === undefined || printedNumber(text).value >= 0
      ? []
      : [
          problemAt(claim, [...path, has('sd') ? 'sd' : 'se'], {
            message: 'a spread is not negative',
            expected: '>= 0',
            remedy: 'correct the number'
          })
        ]
  )
}

/** A value that the metric can have, in its unit, in digits that its number of examples allows. */
export function checkReportedValue(claim: SpecDocument): LintProblem[] {
  const reported = reportedOf(claim)
  const metric = stringAt(claim, 'hypothesis', 'metric')
  if (reported === null || metric === undefined) return []
  const path = ['hypothesis', 'reported']
  const printed = printedNumber(reported.value)
  const isDifference = valueAt(claim, ['hypothesis', 'control']) !== undefined
  const own = metricBounds(metric)
  const bounds = own === null || !isDifference ? own : ([own[0] - own[1], own[1] - own[0]] as const)
  if (bounds !== null && !(bounds[0] <= printed.value && printed.value <= bounds[1])) {
    return [
      problemAt(claim, [...path, 'value'], {
        message: `${isDifference ? 'a difference of ' : ''}${metric} never has that value`,
        expected: `from ${bounds[0]} to ${bounds[1]}`,
        remedy: 'state percent as a share: 98.2 % is 0.982'
      })
    ]
  }
  const { n = 1, examples } = reported
  if (examples === undefined) return []
  if (!isAccuracy(metric) || isDifference) {
    return [
      problemAt(claim, [...path, 'examples'], {
        message: `${isDifference ? 'a difference' : metric} is no share of examples`,
        expected: 'an accuracy, or no "examples"',
        remedy: 'remove "examples"',
        atKey: true
      })
    ]
  }
  if (isPossibleShare(printed, n, examples)) return []
  return [
    problemAt(claim, [...path, 'value'], {
      severity: 'warning',
      message: `no ${n === 1 ? 'run' : `mean of ${n} runs`} on ${examples} examples has that accuracy`,
      expected: `a multiple of 1/${n * examples} that is printed so`,
      remedy: 'look the value, its digits and the number of runs up again, or expect that the source rounds otherwise'
    })
  ]
}

/** A margin that what the source prints leaves room in. */
export function checkMatchMargin(claim: SpecDocument): LintProblem[] {
  const path = ['hypothesis', 'margin']
  const given = objectAt(claim, ...path) ?? {}
  const reported = reportedOf(claim)
  const relative = numberAt(claim, ...path, 'relative')
  const absolute = numberAt(claim, ...path, 'absolute')
  if (reported === null || Object.keys(given).length !== 1) return []
  const { value, rounding } = printedNumber(reported.value)
  const delta = absolute ?? (relative ?? 0) * Math.abs(value)
  if (relative !== undefined && value === 0) {
    return [
      problemAt(claim, [...path, 'relative'], {
        message: 'no share of a reported 0 is a margin',
        expected: '"absolute"',
        remedy: 'state the margin in the unit of the metric',
        atKey: true
      })
    ]
  }
  if (!(delta > 0)) return []
  if (delta <= rounding) {
    return [
      problemAt(claim, path, {
        message: 'the printed value is no finer than the margin',
        expected: `a margin above ${rounding}, half a unit of the last digit of ${reported.value}`,
        remedy: 'widen the margin, or state the value with all digits that are printed: "0.980" where it ends in zeros'
      })
    ]
  }
  const alpha = numberAt(claim, 'decision', 'alpha') ?? DEFAULT_ALPHA
  if (!(alpha > 0 && alpha < 1)) return []
  const halfWidth = sourceHalfWidth(reportedNumbers(reported), alpha)
  if (halfWidth < delta) return []
  return [
    problemAt(claim, path, {
      severity: 'warning',
      message:
        'cannot be reproduced: the reported value itself is more uncertain than the margin, whatever our runs give',
      expected: `a margin above ${Number(halfWidth.toPrecision(3))}: the source's own ${100 * (1 - alpha)} % interval${reported.n === undefined ? '' : ` over ${reported.n} runs`}, with its rounding`,
      remedy: 'widen the margin, or leave the spread out and hold your mean to the printed number alone'
    })
  ]
}
