import { arrayAt, byPlace, objectAt, type SpecDocument, stringAt } from '../claims/document'
import { didYouMean, type LintProblem, listOf, oneOf, problemAt } from '../claims/lintProblem'
import { KINDS_FROM_LOGS } from '../kinds'
import { type ClaimIndex, kindNameOf } from './claimIndex'

/** What is wrong with what a claim says of run logs of others: only comparisons can be judged by them. */
export function checkLogs(claim: SpecDocument, claimIndex: ClaimIndex): LintProblem[] {
  const kind = kindNameOf(claim)
  if (objectAt(claim, 'logs') === undefined || kind === undefined) return []
  if (!(KINDS_FROM_LOGS as readonly string[]).includes(kind)) {
    return [
      problemAt(claim, ['logs'], {
        message: `run logs of others do not decide a claim of kind ${kind}`,
        expected: `a hypothesis of one of the kinds ${listOf(KINDS_FROM_LOGS)}`,
        remedy: 'remove "logs", or choose another kind',
        atKey: true
      })
    ]
  }
  return (arrayAt(claim, 'logs', 'about') ?? []).flatMap((id, index) =>
    typeof id === 'string' ? checkAbout(claim, id, index, claimIndex) : []
  )
}

function checkAbout(claim: SpecDocument, id: string, index: number, claimIndex: ClaimIndex): LintProblem[] {
  const known = byPlace(claimIndex.experiments)
  const experiment = known.get(id)
  const at = ['logs', 'about', index]
  if (experiment === undefined) {
    return [
      problemAt(claim, at, {
        message: 'there is no such experiment',
        expected: oneOf(known.keys(), `a file experiments/${id}.json`),
        remedy: didYouMean(id, known.keys(), `write experiments/${id}.json, or leave it out`)
      })
    ]
  }
  const arms = Object.keys(objectAt(experiment, 'arms') ?? {})
  const missing = ['control', 'treatment']
    .map((key) => stringAt(claim, 'hypothesis', key))
    .filter((arm) => arm !== undefined && !arms.includes(arm))
  if (missing.length === 0 || experiment.tree === undefined) return []
  return [
    problemAt(claim, at, {
      message: `experiment ${id} compares other arms: it cannot ask the same question`,
      expected: `an experiment with the arms ${listOf(['control', 'treatment'].map((key) => stringAt(claim, 'hypothesis', key) ?? key))}`,
      received: listOf(arms),
      remedy: 'give the arms the same names, or leave the experiment out'
    })
  ]
}
