import { formatP } from '../../text/format'
import { pairedPrint } from '../comparison/effect'
import { epsilonOf } from '../comparison/pairEffect'
import type { Wordless } from '../judged'
import { conclusion, counted, levelWords } from '../shared/conclusion'
import { isShape } from './segments'
import type { SegmentAnalysis, TrendTypes } from './types'
import { claimedWords, directionWords, factorOf, trendSubject } from './words'

const DIGITS = 2

/** The verdict on a trend in words, from the subject of the sentence on. */
export function trendSentence(judgement: Wordless<TrendTypes>): string {
  const { claim, analysis, evidence } = judgement
  const { numSeeds, incomplete, segments } = analysis
  const lack = lacking(judgement)
  if (lack !== null) return `${lack}, ${conclusion(judgement)}.`
  const { metric, margin } = claim.hypothesis
  const epsilon = epsilonOf(margin)
  const plus = epsilon > 0 ? ` plus ${epsilon}` : ''
  const notes = [
    incomplete === 0
      ? null
      : `${counted(incomplete, 'seed')} with a failed run ${incomplete === 1 ? 'is' : 'are'} left out.`,
    epsilon > 0 ? `With ${epsilon} added these are no percentages of ${metric} itself.` : null
  ]
  const measured = segments.map((segment) => changeWords(judgement, segment)).join(' and ')
  const found = `${trendSubject(evidence, claim.hypothesis)}${plus} changes by ${measured}, ${counted(numSeeds, 'seed')}: ${finding(judgement)}, ${conclusion(judgement)}.`
  return [found, ...notes.filter((note) => note !== null)].join(' ')
}

/** `-12 % over width 16 to 64 (95 % interval: -15 % to -9 %)`. */
function changeWords(
  { claim, analysis }: Wordless<TrendTypes>,
  { from, to, theta, interval }: SegmentAnalysis
): string {
  const { print } = pairedPrint(claim.hypothesis.margin, analysis.delta)
  const bounds = [interval!.lower, interval!.upper].map((end) => print(end, DIGITS))
  const ends = Number.isFinite(interval!.lower) ? bounds.join(' to ') : 'unbounded'
  const range = `over ${factorOf(claim.hypothesis)} ${from} to ${to}`
  if (theta === null) return `nothing that can be told ${range}`
  return `${print(theta, DIGITS)} ${range} (${levelWords(interval!)} interval: ${ends})`
}

function finding(judgement: Wordless<TrendTypes>): string {
  const { claim, analysis, evidence, verdict } = judgement
  const { hypothesis } = claim
  const words = directionWords(hypothesis, evidence, analysis.delta)
  const { claimed, other, margin } = words
  const whole = isShape(hypothesis) ? shapeWords(judgement) : claimedWords(hypothesis, words)
  const { outcome, subtype } = verdict
  if (outcome === 'reproduced') return whole
  if (outcome === 'below-margin') return `it ${claimed.goes}, but not${claimed.by}`
  switch (subtype) {
    case 'changes':
      return hypothesis.direction === 'flat' ? `it changes by more than ${margin}` : `it ${claimed.goes}${claimed.by}`
    case 'opposite':
      return `it ${other.goes}${other.by}`
    case 'other-way':
      return `it ${other.goes}`
    case 'flat':
      return `it changes by less than ${margin} either way`
    case 'no-trend':
      return `it does not ${claimed.go}${claimed.by}${partWords(judgement, true)}`
    case 'elsewhere':
      return `it ${claimed.goes}${claimed.by}${partWords(judgement, false)} too`
    case 'direction':
      return `it ${claimed.goes}, but whether${claimed.by} is undecided`
    default:
      return `whether ${whole} is undecided${objection(judgement)}`
  }
}

function shapeWords({ claim: { hypothesis }, analysis, evidence }: Wordless<TrendTypes>): string {
  const { claimed } = directionWords(hypothesis, evidence, analysis.delta)
  const goes = `it ${claimed.goes}${claimed.by}`
  const { upTo, from } = hypothesis
  return upTo === undefined
    ? `${goes} from ${factorOf(hypothesis)} ${from} on, and not before`
    : `${goes} up to ${factorOf(hypothesis)} ${upTo}, and not beyond`
}

/** ` from width 16 to 64`, of a claim about two parts; empty of the whole range. */
function partWords({ claim: { hypothesis }, analysis: { segments } }: Wordless<TrendTypes>, changes: boolean): string {
  const segment = segments.find((each) => each.changes === changes)
  if (segment === undefined || segments.length === 1) return ''
  return ` from ${factorOf(hypothesis)} ${segment.from} to ${segment.to}`
}

function objection({ verdict: { subtype }, analysis }: Wordless<TrendTypes>): string {
  switch (subtype) {
    case 'order': {
      const ps = analysis.segments.flatMap(({ order, theta, changes }) =>
        order === null || !changes ? [] : [Math.min(1, 2 * ((theta ?? 0) < 0 ? order.pFalling : order.pRising))]
      )
      return `, since the test of the order does not agree (p = ${formatP(Math.max(...ps))})`
    }
    case 'co-check':
      return ', since the exact sign-flip test does not agree'
    case 'skew':
      return ', since the changes are too skewed'
    case 'no-spread':
      return ', since equal seeds say nothing of those that were not seen'
    case 'failures':
      return ', since runs of some levels failed more often than of others'
    default:
      return ''
  }
}

function lacking({ verdict: { outcome, subtype }, analysis, claim }: Wordless<TrendTypes>): string | null {
  if (outcome !== 'not-evaluable') return null
  const { numSeeds, incomplete } = analysis
  if (subtype === 'no-data') return 'no seed was run'
  if (subtype === 'no-logarithm') {
    return `a ${claim.hypothesis.metric} of 0 or below has no logarithm (margin.epsilon mends it)`
  }
  if (subtype === 'too-many-failures') {
    return `too many seeds have a failed run: ${incomplete} of ${numSeeds + incomplete}`
  }
  return `${counted(numSeeds, 'seed')} trained at every level and 3 are needed`
}
