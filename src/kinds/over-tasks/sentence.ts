import { type ComparisonWords, comparisonWords, type EffectScale } from '../comparison/comparisonWords'
import { measureWords, scaleOf } from '../comparison/sentence'
import { decidedWords, sideWords } from '../comparison/sideWords'
import type { Wordless } from '../judged'
import { conclusion, counted, levelWords } from '../shared/conclusion'
import { taskHypothesis } from './evidence'
import type { AverageAnalysis, TasksTypes } from './types'

/** The verdict over tasks in words, from the subject of the sentence on. */
export function tasksSentence(judgement: Wordless<TasksTypes>): string {
  if (judgement.verdict.outcome === 'not-evaluable') return notEvaluable(judgement)
  return judgement.claim.hypothesis.decides === 'majority' ? majority(judgement) : average(judgement)
}

function majority(judgement: Wordless<TasksTypes>): string {
  const { analysis, verdict, claim } = judgement
  const { treatment, control } = claim.hypothesis
  const { better, notBetter, numTasks } = analysis
  const shown = `${subjectOf(judgement)} of ${treatment} is ${wordsOf(judgement).claimed} than ${control}'s on ${better.shown} of ${counted(numTasks, 'task')}, and shown not to be on ${notBetter.shown}`
  return `${shown}: ${majorityFinding(judgement)}, ${conclusion({ ...judgement, verdict })}.${averageNote(judgement)}`
}

function majorityFinding({ verdict: { outcome, subtype }, analysis }: Wordless<TasksTypes>): string {
  const { better, notBetter, opposite, betterAtAll } = analysis
  const needed = `a majority (${better.needed})`
  if (outcome === 'reproduced') return needed
  if (outcome === 'below-margin') return `no majority, but better by less than the margin on ${betterAtAll.shown}`
  if (outcome === 'refuted') {
    return subtype === 'opposite'
      ? `it is worse by the margin on ${opposite.shown}, ${needed}`
      : `${notBetter.needed} leave no majority`
  }
  if (subtype === 'failures')
    return `whether on ${needed} hangs on tasks where the arm that it favours fails more often`
  return `whether on ${needed} is undecided`
}

function average(judgement: Wordless<TasksTypes>): string {
  const { analysis, verdict, claim } = judgement
  const { control, better } = claim.hypothesis
  const { numTasks, interval } = analysis.average!
  const words = numbersOf(judgement, analysis.average!)
  const shown = `${subjectOf(judgement)} of ${claim.hypothesis.treatment} is on average over ${counted(numTasks, 'task')} ${words.effect} ${control}'s (${levelWords(interval)} interval: ${words.interval})`
  const sides = wordsOf(judgement)
  const worse = better === 'lower' ? 'higher' : 'lower'
  const paired = { worse, 'worse-by-less-than-margin': `${worse}-by-less-than-margin` } as const
  const named = paired[verdict.subtype as keyof typeof paired] ?? verdict.subtype
  const found =
    verdict.outcome === 'inconclusive'
      ? `whether ${sides.claimed} is ${OPEN[verdict.subtype ?? 'none']}`
      : decidedWords(
          { outcome: verdict.outcome, subtype: named },
          taskHypothesis(claim.hypothesis),
          sides,
          words.margin
        )
  return `${shown}: ${found}, ${conclusion(judgement)}.${furtherNote(judgement)}`
}

const OPEN = {
  none: 'undecided',
  skew: 'undecided with the skewness of effects over tasks allowed for',
  'no-spread': 'not to be said: equal tasks or pairs say nothing of those that were not seen',
  failures: 'undecided: the arm that it favours fails more often'
} as const

function furtherNote(judgement: Wordless<TasksTypes>): string {
  const found = judgement.analysis.average!
  const { interval } = numbersOf(judgement, { ...found, interval: found.prediction })
  return ` On one further task: ${interval} (${levelWords(found.prediction)} prediction interval).`
}

/** Beside a majority, never decisive. */
function averageNote(judgement: Wordless<TasksTypes>): string {
  const { average: found } = judgement.analysis
  if (found === null) return ''
  const { effect, interval } = numbersOf(judgement, found)
  return ` On average: ${effect.replace(/ than$/, '').replace(/^the same as$/, 'the same')} (${levelWords(found.interval)} interval: ${interval}).`
}

/** `final test.accuracy`, on the scale on which it is compared. */
function subjectOf({ claim, evidence }: Wordless<TasksTypes>): string {
  const measure = measureWords(evidence.tasks[0]!.pairs)
  return claim.hypothesis.scores === undefined ? measure : `normalised ${measure}`
}

function scaleFor({ evidence }: Pick<Wordless<TasksTypes>, 'evidence'>): EffectScale {
  return scaleOf(evidence.tasks[0]!.pairs)
}

function numbersOf(
  judgement: Wordless<TasksTypes>,
  { mean, interval }: Pick<AverageAnalysis, 'mean' | 'interval'>
): ComparisonWords {
  return comparisonWords(mean, interval, judgement.analysis.delta, scaleFor(judgement))
}

function wordsOf(judgement: Wordless<TasksTypes>) {
  const { delta } = judgement.analysis
  const scale = scaleFor(judgement)
  const numbers = comparisonWords(0, { lower: 0, upper: 0 }, delta, scale)
  return sideWords(taskHypothesis(judgement.claim.hypothesis), numbers, scale, delta === 0)
}

function notEvaluable(judgement: Wordless<TasksTypes>): string {
  const { verdict, analysis, claim } = judgement
  const { treatment, control } = claim.hypothesis
  const against = `${treatment} against ${control} over ${counted(analysis.numTasks, 'task')}`
  return `${against}: ${WHY[verdict.subtype as keyof typeof WHY] ?? verdict.subtype}, ${conclusion(judgement)}.`
}

const WHY = {
  'no-data': 'no pair was run',
  'too-few-pairs': 'a task takes 3 pairs that trained in both arms',
  'too-few-tasks': 'fewer than 3 tasks can be judged, which say nothing of an average',
  'too-many-failures': 'too many runs failed on too many tasks',
  'no-logarithm': 'values of 0 or below have no logarithm: state an absolute margin, or scores'
} as const
