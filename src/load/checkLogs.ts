import path from 'node:path'
import { arrayAt, byPlace, objectAt, type SpecDocument, stringAt } from '../claims/document'
import { didYouMean, type LintProblem, listOf, oneOf, problemAt } from '../claims/lintProblem'
import { KINDS_FROM_LOGS } from '../kinds'
import { type ClaimIndex, kindNameOf } from './claimIndex'

/** What is wrong with what a claim says of run logs: only comparisons can be judged by them. */
export function checkLogs(claim: SpecDocument, claimIndex: ClaimIndex): LintProblem[] {
  const kind = kindNameOf(claim)
  if (objectAt(claim, 'logs') === undefined || kind === undefined) return []
  if (!(KINDS_FROM_LOGS as readonly string[]).includes(kind)) {
    return [
      problemAt(claim, ['logs'], {
        message: `run logs do not decide a claim of kind ${kind}`,
        expected: `a hypothesis of one of the kinds ${listOf(KINDS_FROM_LOGS)}`,
        remedy: 'remove "logs", or choose another kind',
        atKey: true
      })
    ]
  }
  const about = (arrayAt(claim, 'logs', 'about') ?? []).flatMap((id, index) =>
    typeof id === 'string' ? checkAbout(claim, id, index, claimIndex) : []
  )
  return [...checkEvidence(claim), ...about]
}

const EVIDENCE = ['logs', 'evidence']

/** One place of the logs, that means the same on every machine. */
function checkEvidence(claim: SpecDocument): LintProblem[] {
  if (objectAt(claim, ...EVIDENCE) === undefined) return []
  const [folder, variable] = ['folder', 'variable'].map((key) => stringAt(claim, ...EVIDENCE, key))
  if ((folder === undefined) === (variable === undefined)) {
    return [
      problemAt(claim, EVIDENCE, {
        message: folder === undefined ? 'the place of the logs is missing' : 'the logs have two places',
        expected: 'either "folder", a path, or "variable", an environment variable that holds one',
        remedy:
          folder === undefined
            ? 'add "folder": the path of the logs, as seen from the folder of the claims'
            : 'remove one of them',
        atKey: true
      })
    ]
  }
  return ['folder', 'mapping'].flatMap((key) => {
    const place = stringAt(claim, ...EVIDENCE, key)
    if (place === undefined || !(path.isAbsolute(place) || path.win32.isAbsolute(place))) return []
    return [
      problemAt(claim, [...EVIDENCE, key], {
        message: 'a path of this machine is none on another one',
        expected: 'a path relative to the folder of the claims, such as "../runs"',
        remedy:
          key === 'folder' ? 'write it relative, or name an environment variable: "variable"' : 'write it relative'
      })
    ]
  })
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
