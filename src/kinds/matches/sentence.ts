import { agreeingRound } from '../../text/agreeingRound'
import type { Wordless } from '../judged'
import { conclusion, counted, levelWords } from '../shared/conclusion'
import { lacking } from '../shared/meanWords'
import { pointWords } from '../shared/runPoint'
import type { MatchesAnalysis, MatchesTypes } from './types'

const DIGITS = 3

/** The verdict on a match in words, from the subject of the sentence on. */
export function matchesSentence(judgement: Wordless<MatchesTypes>): string {
  const { analysis, evidence } = judgement
  const lack = lacking(judgement.verdict, analysis)
  if (lack !== null) return `${lack}, ${conclusion(judgement)}.`
  const { arm, control, metric, point } = evidence
  const own = `${arm.arm}'s ${pointWords(metric, point)}`
  const mean = agreeingRound(analysis.mean!, [analysis.reported.value], DIGITS)
  const ours = control === undefined ? `${own} (mean ${mean})` : `${own} less ${control.arm}'s (${mean})`
  return `${ours} ${differenceWords(analysis)}: ${finding(judgement)}, ${conclusion(judgement)}.`
}

/** `is 0.001 below the reported 0.982 (95 % interval: -0.003 to 0.001, 10 seeds)`. */
function differenceWords({ difference, differenceInterval, delta, reported, numSeeds }: MatchesAnalysis): string {
  const print = (value: number) => agreeingRound(value, [-delta, 0, delta], DIGITS)
  const { lower, upper } = differenceInterval!
  const size = difference === 0 ? 'equals' : `is ${print(Math.abs(difference!))} ${difference! < 0 ? 'below' : 'above'}`
  const ends = lower === -Infinity ? 'unbounded' : `${print(lower)} to ${print(upper)}`
  return `${size} the reported ${reported.printed} (${levelWords(differenceInterval!)} interval: ${ends}, ${counted(numSeeds, 'seed')})`
}

function finding({ verdict: { outcome, subtype }, analysis: { delta, diverged } }: Wordless<MatchesTypes>): string {
  const margin = `the margin of ${agreeingRound(delta, [], DIGITS)}`
  if (outcome === 'reproduced') return `within ${margin}`
  if (outcome === 'refuted') return `outside ${margin}`
  switch (subtype) {
    case 'failures':
      return `inside, but ${counted(diverged, 'run')} diverged`
    case 'no-spread':
      return 'equal runs say nothing of others'
    case 'skew':
      return 'their skewness may have decided it'
    case 'reported-uncertain':
      return 'the source itself leaves it open'
    case 'selection':
      return 'settings near the best disagree'
    default:
      return `undecided at ${margin}`
  }
}
