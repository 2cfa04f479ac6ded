import { comparisonWords } from '../comparison/comparisonWords'
import { marginText } from '../comparison/marginWords'
import { measureWords, scaleOf } from '../comparison/sentence'
import type { PairedAnalysis, PairedEvidence } from '../comparison/types'
import type { Wordless } from '../judged'
import { conclusion, counted } from '../shared/conclusion'
import { countedWords, lessWords } from './effect'
import { TIMING_REMEDY, timingWords } from './timing'
import type { StatementAnalysis, TradeOffTypes } from './types'

/** The verdict on a trade-off in words, from the subject of the sentence on. */
export function tradeOffSentence(judgement: Wordless<TradeOffTypes>): string {
  const { verdict, claim } = judgement
  const { treatment, control } = claim.hypothesis
  const first = `${treatment} ${asGoodWords(judgement)} and ${cheaperWords(judgement)}, ${conclusion(judgement)}.`
  const { quality } = judgement.analysis
  if (verdict.outcome === 'not-evaluable' && quality.theta === null) {
    return `${treatment} against ${control}: ${missingWords(judgement)}, ${conclusion(judgement)}.`
  }
  return [first, ...notes(judgement)].join(' ')
}

function asGoodWords({ claim: { hypothesis }, analysis, evidence }: Wordless<TradeOffTypes>): string {
  const { control, margin, as } = hypothesis
  const by = marginText('absolute' in margin ? margin.absolute : margin.relative, margin)
  const measured = `${measureWords(evidence.quality)} ${intervalOf(analysis.quality, evidence.quality)}, margin ${by}`
  const good = as === 'equivalent' ? `like ${control}` : `as good as ${control}`
  return `is ${finding(analysis.asGood, good, as === 'equivalent' ? `unlike ${control}` : `worse than ${control}`)} (${measured})`
}

function cheaperWords({ claim: { hypothesis }, analysis, evidence }: Wordless<TradeOffTypes>): string {
  const { of, by } = hypothesis.cheaper
  const { outcome, subtype } = analysis.cheaper
  const { cost } = evidence
  if (subtype === 'timing') return `its ${of} cannot be compared`
  const measured =
    cost.kind === 'counted'
      ? countedWords(cost)
      : analysis.cost.kind === 'counted'
        ? ''
        : intervalOf(analysis.cost, cost.pairs, 'less', 'more')
  const less = lessWords(by)
  const what = `(${of}: ${measured})`
  if (outcome === 'reproduced') return `takes ${less} ${what}`
  if (outcome === 'below-margin') return `takes less, but not ${less} ${what}`
  return outcome === 'refuted' ? `does not take ${less} ${what}` : `whether it takes ${less} is undecided ${what}`
}

function finding({ outcome }: StatementAnalysis, shown: string, against: string): string {
  if (outcome === 'reproduced') return shown
  return outcome === 'refuted' ? against : `perhaps ${shown}`
}

function intervalOf(
  { theta, interval, delta }: PairedAnalysis,
  { transform, measure }: PairedEvidence,
  less = 'lower',
  more = 'higher'
): string {
  if (theta === null || interval === null) return 'not measured'
  return comparisonWords(theta, interval, delta, { ...scaleOf({ transform, measure }), less, more }).interval
}

function notes({ verdict, analysis, evidence: { cost } }: Wordless<TradeOffTypes>): string[] {
  const { failures } = analysis.quality
  const { controlFailures, treatmentFailures } = failures
  const objects = GUARDS[verdict.subtype ?? '']
  return [
    ...(analysis.cheaper.subtype === 'timing' && cost.kind === 'measured'
      ? [`Times cannot be compared: ${timingWords(cost.timing!)}; to mend: ${TIMING_REMEDY}.`]
      : []),
    ...(objects === undefined ? [] : [objects]),
    ...(controlFailures + treatmentFailures === 0
      ? []
      : [`Failed runs: ${controlFailures} of the control, ${treatmentFailures} of the treatment.`])
  ]
}

/** Why an interval that would decide does not. */
const GUARDS: Readonly<Record<string, string>> = {
  'co-check': 'The interval would decide it, but the exact sign-flip test does not agree.',
  skew: 'The interval would decide it, but not with the skewness of the differences allowed for.',
  'no-spread': 'Equal pairs say nothing of those that were not seen.',
  failures: 'Losses are those of runs that trained, and the arm that they favour fails more often.'
}

function missingWords({ verdict, analysis: { quality } }: Wordless<TradeOffTypes>): string {
  switch (verdict.subtype) {
    case 'no-data':
      return 'no pair was run'
    case 'no-logarithm':
      return 'a value has no logarithm, which a relative margin needs: state an absolute one'
    case 'too-many-failures':
      return 'too many runs failed'
    default:
      return `${counted(quality.numPairs, 'pair')} trained in both arms and 3 are needed`
  }
}
