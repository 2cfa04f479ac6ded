import { numberAt, objectAt, type SpecDocument, stringAt, valueAt } from '../../claims/document'
import { didYouMean, type LintProblem, listOf, oneOf, problemAt } from '../../claims/lintProblem'
import { declaredMetrics } from '../../runs/runKinds'
import { AMOUNTS, SECONDS } from './evidence'

/** As good is a statement with a margin, and so is cheaper. */
export function checkAsGood(claim: SpecDocument): LintProblem[] {
  return [...checkWidth(claim), ...checkLess(claim)]
}

function checkWidth(claim: SpecDocument): LintProblem[] {
  const stated = objectAt(claim, 'hypothesis', 'margin') ?? {}
  if (
    objectAt(claim, 'hypothesis') !== undefined &&
    !['relative', 'absolute'].some((key) => Object.hasOwn(stated, key))
  ) {
    return [
      problemAt(claim, ['hypothesis', 'margin'], {
        message: 'how much worse still counts as as good is not stated',
        expected: '{"relative": 0.01} for 1 %, or "absolute" in the unit of the metric',
        remedy: 'state the largest loss that does not matter: no default says what does not'
      })
    ]
  }
  return ['relative', 'absolute'].flatMap((key) => {
    if (numberAt(claim, 'hypothesis', 'margin', key) !== 0) return []
    return [
      problemAt(claim, ['hypothesis', 'margin', key], {
        message: 'as good takes a margin: no number of runs shows that nothing at all is lost',
        expected: '> 0',
        remedy: 'state the largest loss that does not matter, or claim that the treatment is better'
      })
    ]
  })
}

function checkLess(claim: SpecDocument): LintProblem[] {
  const path = ['hypothesis', 'cheaper', 'by'] as const
  const by = objectAt(claim, ...path)
  if (by === undefined) return []
  const mixed = ['relative', 'epsilon'].find((key) => Object.hasOwn(by, 'absolute') && Object.hasOwn(by, key))
  if (mixed !== undefined) {
    return [
      problemAt(claim, [...path, mixed], {
        message: 'a margin is relative or absolute, not both',
        expected: '"absolute" alone, or no "absolute"',
        remedy: 'remove one of them',
        atKey: true
      })
    ]
  }
  if (Object.hasOwn(by, 'absolute') || Object.hasOwn(by, 'relative')) return []
  return [
    problemAt(claim, path, {
      message: 'how much less is not stated',
      expected: '{"relative": 0.25} or {"absolute": 1000}, and {"relative": 0} for any less',
      remedy: 'state the smallest saving that matters'
    })
  ]
}

/** What is cheaper can be counted, or measured. */
export function checkCost(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  const path = ['hypothesis', 'cheaper', 'of']
  const of = stringAt(claim, ...path)
  if (of === undefined) return []
  const declared = declaredMetrics(experiment)
  if (declared !== null && Object.hasOwn(declared, of)) return checkOther(claim, of)
  if (declared === null) {
    if (AMOUNTS.some((name) => name === of)) return []
    const isTime = of === SECONDS
    return [
      problemAt(claim, path, {
        message: isTime
          ? 'networks that claimcheck trains share one process and one graph: the time of one arm cannot be told'
          : 'that cannot be counted of a training',
        expected: oneOf(AMOUNTS, ''),
        remedy: isTime
          ? 'claim fewer updates or parameters, or make the training a program, which is timed run by run'
          : didYouMean(of, AMOUNTS, `write ${listOf(AMOUNTS)}`)
      })
    ]
  }
  const known = [SECONDS, ...Object.keys(declared)]
  if (of !== SECONDS) {
    return [
      problemAt(claim, path, {
        message: 'of a program only its time is known, and what it logs',
        expected: oneOf(known, ''),
        remedy: didYouMean(of, known, `log it, and declare it under "metrics" of the experiment`)
      })
    ]
  }
  if (valueAt(experiment, ['warm']) !== true) return []
  return [
    problemAt(claim, path, {
      message: 'a program that stays up is started once for many runs: the time of one is not that of the others',
      expected: 'no "warm" in the experiment, or a duration that the program logs',
      remedy: 'declare that duration as a metric, and name it here'
    })
  ]
}

function checkOther(claim: SpecDocument, of: string): LintProblem[] {
  if (of !== stringAt(claim, 'hypothesis', 'metric')) return []
  return [
    problemAt(claim, ['hypothesis', 'cheaper', 'of'], {
      message: 'as good and cheaper are about the same metric',
      expected: 'two metrics',
      remedy: 'claim "lower", or name what the treatment takes less of'
    })
  ]
}
