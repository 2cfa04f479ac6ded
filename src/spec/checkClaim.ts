import { checkFixedSeeds } from './checkExperiment'
import { checkFit } from './checkFit'
import { idOfPlace, numberAt, objectAt, type SpecDocument, stringAt, valueAt } from './document'
import { didYouMean, type LintProblem, listOf, problemAt } from './lintProblem'
import { SELECTION_METRICS } from './metrics'
import { hypothesisForm, SUBTYPES } from './subtypes'
import { type OutcomeName, PROFILE_NAMES } from './types'
import { experimentOf, type World } from './world'

/** What is wrong with a claim beyond what its schema can say, alone or against its experiment. */
export function checkClaim(claim: SpecDocument, world: World): LintProblem[] {
  const comparison = ['lower', 'not-lower', 'equivalent'].includes(stringAt(claim, 'hypothesis', 'kind') ?? '')
  const convergence = stringAt(claim, 'hypothesis', 'kind') === 'converges-to'
  const experiment = experimentOf(claim, world)
  return [
    ...source(claim),
    ...seeds(claim),
    ...checkFixedSeeds(claim, ['decision', 'seeds']),
    ...subtypes(claim),
    ...unknownExperiment(claim, world),
    ...(comparison ? comparisonAlone(claim) : []),
    ...(convergence ? shareGivenIffOverSeeds(claim) : []),
    // An experiment that is no JSON has problems of its own; what it holds cannot be compared with.
    ...(experiment?.tree === undefined ? [] : checkFit(claim, experiment, comparison, convergence))
  ]
}

function source(claim: SpecDocument): LintProblem[] {
  if (objectAt(claim, 'source') === undefined) return []
  const has = (key: string): boolean => typeof valueAt(claim, ['source', key]) === 'string'
  const extension = valueAt(claim, ['source', 'extension']) === true
  if (extension && !has('paraphrase')) {
    return [
      problemAt(claim, ['source', 'paraphrase'], {
        message: 'an extension says nothing of its own',
        expected: '"paraphrase": what is claimed here that the source does not claim',
        remedy: 'add "paraphrase", or remove "extension"'
      })
    ]
  }
  if (!has('quote') && !has('paraphrase')) {
    return [
      problemAt(claim, ['source', 'quote'], {
        message: 'neither a quote nor a paraphrase',
        expected: '"quote" verbatim from a text that was read, else "paraphrase" with "via"',
        remedy: 'add one of them'
      })
    ]
  }
  if (has('paraphrase') && !extension && !has('quote') && !has('via')) {
    return [
      problemAt(claim, ['source', 'via'], {
        message: 'a paraphrase without the text through which it is known',
        expected: '"via": the text that was read',
        remedy: 'add "via", or quote the source'
      })
    ]
  }
  return []
}

/** Only a deterministic claim may leave its number of seeds out, and it must: more seeds would repeat the same run. */
function seeds(claim: SpecDocument): LintProblem[] {
  const kind = stringAt(claim, 'hypothesis', 'kind')
  const path = ['decision', 'seeds']
  const max = numberAt(claim, ...path, 'max')
  if (kind === 'converges-to' && stringAt(claim, 'hypothesis', 'over') === 'initial-points') {
    if (max === undefined || max === 1) return []
    return [
      problemAt(claim, path, {
        message: 'a deterministic claim has no seeds',
        expected: 'no "seeds": every seed gives the same run',
        remedy: 'remove it; starting points vary in the experiment',
        atKey: true
      })
    ]
  }
  if (kind === undefined || valueAt(claim, path) !== undefined) return []
  return [
    problemAt(claim, path, {
      message: 'the number of seeds is missing',
      expected: '"seeds": {"max": n}, fixed before the first run',
      remedy: 'add it to "decision"'
    })
  ]
}

function subtypes(claim: SpecDocument): LintProblem[] {
  const kind = stringAt(claim, 'hypothesis', 'kind')
  if (kind !== 'lower' && kind !== 'not-lower' && kind !== 'equivalent' && kind !== 'converges-to') return []
  const form = hypothesisForm({ kind, over: valueAt(claim, ['hypothesis', 'over']) })
  return PROFILE_NAMES.flatMap((profile) => {
    const outcome = stringAt(claim, 'expected', profile, 'outcome')
    const subtype = stringAt(claim, 'expected', profile, 'subtype')
    if (outcome === undefined || subtype === undefined || !Object.hasOwn(SUBTYPES[form], outcome)) return []
    const known: readonly string[] = SUBTYPES[form][outcome as OutcomeName]
    if (known.includes(subtype)) return []
    const all = Object.values(SUBTYPES[form]).flat()
    return [
      problemAt(claim, ['expected', profile, 'subtype'], {
        message: `no verdict of this claim is ${outcome} with that subtype`,
        expected: known.length === 0 ? `no subtype: ${outcome} has none` : `one of ${listOf(known)}`,
        remedy: didYouMean(
          subtype,
          known,
          all.includes(subtype) ? 'correct the outcome, or leave it out' : 'leave it out'
        )
      })
    ]
  })
}

function unknownExperiment(claim: SpecDocument, world: World): LintProblem[] {
  const id = stringAt(claim, 'experiment')
  if (id === undefined || experimentOf(claim, world) !== undefined) return []
  const known = world.experiments.map(idOfPlace)
  return [
    problemAt(claim, ['experiment'], {
      message: 'there is no such experiment',
      expected: known.length === 0 ? `a file experiments/${id}.json` : `one of ${listOf(known)}`,
      remedy: didYouMean(id, known, `write experiments/${id}.json`)
    })
  ]
}

function comparisonAlone(claim: SpecDocument): LintProblem[] {
  const problems: LintProblem[] = []
  const treatment = stringAt(claim, 'hypothesis', 'treatment')
  if (treatment !== undefined && treatment === stringAt(claim, 'hypothesis', 'control')) {
    problems.push(
      problemAt(claim, ['hypothesis', 'control'], {
        message: 'treatment and control are the same arm',
        expected: 'two arms',
        remedy: 'name the arm that the treatment is compared with'
      })
    )
  }
  if (
    stringAt(claim, 'hypothesis', 'kind') === 'equivalent' &&
    numberAt(claim, 'hypothesis', 'margin', 'relative') === 0
  ) {
    problems.push(
      problemAt(claim, ['hypothesis', 'margin', 'relative'], {
        message: 'equivalence needs a margin',
        expected: '> 0',
        remedy: 'state the largest difference that does not matter, 0.01 for 1 %'
      })
    )
  }
  const select = stringAt(claim, 'hypothesis', 'tuning', 'select')
  if (select !== undefined && !SELECTION_METRICS.includes(select)) {
    problems.push(
      problemAt(claim, ['hypothesis', 'tuning', 'select'], {
        message: 'tuning may only minimise a loss of the validation split',
        expected: listOf(SELECTION_METRICS),
        remedy: didYouMean(select, SELECTION_METRICS, `write ${listOf(SELECTION_METRICS)}`)
      })
    )
  }
  return problems
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
