import { agreeingRound } from '../../text/agreeingRound'
import { formatPercent } from '../../text/format'
import { measureWords } from '../comparison/sentence'
import type { Wordless } from '../judged'
import { conclusion, counted, levelWords } from '../shared/conclusion'
import type { SteadierAnalysis, SteadierTypes } from './types'

const DIGITS = 2

/** The verdict on two spreads in words, from the subject of the sentence on. */
export function steadierSentence(judgement: Wordless<SteadierTypes>): string {
  const { analysis, evidence, verdict, claim } = judgement
  if (verdict.outcome === 'not-evaluable') return `${missing(judgement)}, ${conclusion(judgement)}.`
  const { treatment, control } = evidence
  const what = claim.hypothesis.of === 'logarithms' ? `logarithm of ${measureWords(evidence)}` : measureWords(evidence)
  return `${treatment.arm}'s ${what} spreads ${ratioWords(analysis)} ${control.arm}'s (${intervalWords(analysis)}): ${finding(judgement)}, ${conclusion(judgement)}.`
}

/** A ratio on its side of 1 and of the margin. */
export function printRatio(ratio: number, delta: number, digits: number): string {
  return agreeingRound(ratio, [Math.exp(-delta), 1, Math.exp(delta)], digits)
}

function ratioWords({ logRatio, delta }: SteadierAnalysis): string {
  if (logRatio === null) return 'unlike'
  return logRatio === 0 ? 'as much as' : `${printRatio(Math.exp(logRatio), delta, DIGITS)} times as much as`
}

function intervalWords({ interval, delta, numPairs }: SteadierAnalysis): string {
  const { lower, upper } = interval!
  const ends =
    lower === -Infinity
      ? 'unbounded'
      : [lower, upper].map((end) => printRatio(Math.exp(end), delta, DIGITS)).join(' to ')
  return `${levelWords(interval!)} interval: ${ends}, ${counted(numPairs, 'paired seed')}`
}

function missing({ verdict: { subtype }, analysis }: Wordless<SteadierTypes>): string {
  const { failures, numPairs } = analysis
  switch (subtype) {
    case 'no-data':
      return 'no pair was run'
    case 'too-many-failures':
      return `too many runs failed: ${failures.control} of ${failures.numPairs} of the control, ${failures.treatment} of the treatment`
    case 'no-logarithm':
      return 'a value of 0 or below has no logarithm'
    default:
      return `${counted(numPairs, 'pair')} of runs trained in both arms and 3 are needed`
  }
}

function finding({ verdict: { outcome, subtype }, analysis, claim, evidence }: Wordless<SteadierTypes>): string {
  const { relative } = claim.hypothesis.margin
  const by = relative === 0 ? '' : ` by ${formatPercent(relative)}`
  if (outcome === 'reproduced') return `steadier${by}`
  if (outcome === 'below-margin') return 'steadier by less'
  switch (subtype) {
    case 'opposite':
      return `less steady${by}`
    case 'higher':
      return 'less steady'
    case 'higher-by-less-than-margin':
      return `less steady, but not${by}`
    case 'equivalent':
      return `alike within ${formatPercent(relative)}`
    case 'no-better':
      return `not steadier${by}`
    case 'direction':
      return `steadier, whether${by} is undecided`
    case 'co-check':
      return 'swapped pairs disagree'
    case 'skew':
      return 'their skewness disagrees'
    case 'no-spread':
      return 'equal values say nothing'
    case 'selection':
      return 'settings near the best disagree'
    case 'failures': {
      const { failures } = analysis
      const arm = failures.failsMore === 'control' ? evidence.control.arm : evidence.treatment.arm
      return `${arm} failed more often`
    }
    default:
      return `steadier${by} or not is undecided`
  }
}
