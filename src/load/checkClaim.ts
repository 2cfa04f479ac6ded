import { byPlace, idOfPlace, objectAt, type SpecDocument, stringAt, valueAt } from '../claims/document'
import { didYouMean, type LintProblem, listOf, oneOf, problemAt } from '../claims/lintProblem'
import { sourceKeyOf } from '../claims/sources'
import { isFromLogs, KINDS } from '../kinds'
import { checkDecision } from './checkDecision'
import { checkFit } from './checkFit'
import { checkHypothesis } from './checkHypothesis'
import { checkLogs } from './checkLogs'
import { type ClaimIndex, experimentOf, kindNameOf, runsNothing, shapeOf, sourceOf } from './claimIndex'

/** What is wrong with a claim beyond what its schema can say, alone or against its experiment. */
export function checkClaim(claim: SpecDocument, claimIndex: ClaimIndex): LintProblem[] {
  const experiment = experimentOf(claim, claimIndex)
  return [
    ...source(claim, claimIndex),
    ...subtypes(claim),
    ...checkDecision(claim, claimIndex),
    ...checkHypothesis(claim, experiment),
    ...checkLogs(claim, claimIndex),
    ...experimentNamed(claim, claimIndex),
    // An experiment that is no JSON has problems of its own; what it holds cannot be compared with.
    ...(experiment?.tree === undefined ? [] : checkFit(claim, experiment, claimIndex.factsOf))
  ]
}

function source(claim: SpecDocument, claimIndex: ClaimIndex): LintProblem[] {
  if (objectAt(claim, 'source') === undefined) return []
  const has = (key: string): boolean => typeof valueAt(claim, ['source', key]) === 'string'
  const own = sourceOf(sourceKeyOf(idOfPlace(claim)), claimIndex)
  const knownThrough =
    has('via') ||
    (valueAt(claim, ['source', 'via']) !== null && own !== undefined && stringAt(own, 'via') !== undefined)
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
  if (has('paraphrase') && !extension && !has('quote') && !knownThrough) {
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

const LOGS_EXPECTED = ['logs', 'expected']
/** What only runs of many settings can come to. */
const FROM_LOGS_ALONE: Readonly<Record<string, readonly string[]>> = { inconclusive: ['settings-disagree'] }

function subtypes(claim: SpecDocument): LintProblem[] {
  const shape = shapeOf(claim)
  if (shape === undefined) return []
  const subtypesOf: Readonly<Record<string, readonly string[]>> = KINDS[shape.kind].subtypes(shape)
  const places = [...Object.keys(objectAt(claim, 'expected') ?? {}).map((key) => ['expected', key]), LOGS_EXPECTED]
  return places.flatMap((place) => {
    const outcome = stringAt(claim, ...place, 'outcome')
    const subtype = stringAt(claim, ...place, 'subtype')
    if (outcome === undefined) return []
    if (outcome === 'below-margin' && !Object.hasOwn(subtypesOf, outcome)) {
      return [
        problemAt(claim, [...place, 'outcome'], {
          message: `no verdict of a claim of kind ${shape.kind} is below-margin`,
          expected: `one of ${listOf(Object.keys(subtypesOf))}`,
          remedy: 'name the outcome that is expected'
        })
      ]
    }
    if (subtype === undefined || !Object.hasOwn(subtypesOf, outcome)) return []
    const known = [...subtypesOf[outcome]!, ...(place === LOGS_EXPECTED ? (FROM_LOGS_ALONE[outcome] ?? []) : [])]
    if (known.includes(subtype)) return []
    const all = Object.values(subtypesOf).flat()
    return [
      problemAt(claim, [...place, 'subtype'], {
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

/** A claim that runs something names an experiment that exists; one that runs nothing names none. */
function experimentNamed(claim: SpecDocument, claimIndex: ClaimIndex): LintProblem[] {
  const id = stringAt(claim, 'experiment')
  const kind = kindNameOf(claim)
  if (kind !== undefined && runsNothing(claim, kind)) {
    if (id === undefined) return []
    return [
      problemAt(claim, ['experiment'], {
        message: `a claim of kind ${kind} runs nothing`,
        expected: 'no "experiment"',
        remedy: 'remove it, or choose another kind',
        atKey: true
      })
    ]
  }
  const known = byPlace(claimIndex.experiments)
  if (id === undefined) {
    if (kind === undefined || (valueAt(claim, ['experiment']) ?? null) !== null) return []
    return [
      problemAt(claim, ['experiment'], {
        message: 'experiment is missing',
        expected: oneOf(known.keys(), 'the id of an experiment, such as "mnist-logreg"'),
        remedy: `add "experiment": a claim of kind ${kind} is about runs${isFromLogs(kind, null) ? ' (null where it is only adjudicated from logs)' : ''}`
      })
    ]
  }
  if (experimentOf(claim, claimIndex) !== undefined) return []
  return [
    problemAt(claim, ['experiment'], {
      message: 'there is no such experiment',
      expected: oneOf(known.keys(), `a file experiments/${id}.json`),
      remedy: didYouMean(id, known.keys(), `write experiments/${id}.json`)
    })
  ]
}
