import { arrayAt, byPlace, isObject, numberAt, type SpecDocument, stringAt, valueAt } from '../claims/document'
import { didYouMean, type JsonPath, type LintProblem, listOf, problemAt } from '../claims/lintProblem'
import { FIGURE_KINDS } from '../claims/sourceFigure'
import { type ClaimIndex, claimOf, experimentOf, kindNameOf } from './claimIndex'

/** What is wrong with a figure of a source beyond what its schema can say: its claims, and the numbers of its panels. */
export function checkFigure(figure: SpecDocument, claimIndex: ClaimIndex): LintProblem[] {
  const seen = new Set<string>()
  return panelPaths(figure).flatMap((panel) => [
    ...claimOfPanel(figure, panel, claimIndex, seen),
    ...(arrayAt(figure, ...panel, 'reported') ?? []).flatMap((_, index) =>
      numberOrRange(figure, [...panel, 'reported', index])
    )
  ])
}

function panelPaths(figure: SpecDocument): JsonPath[] {
  return (arrayAt(figure, 'rows') ?? []).flatMap((row, index) =>
    Array.isArray(row) ? row.map((_, column) => ['rows', index, column]) : []
  )
}

function claimOfPanel(figure: SpecDocument, panel: JsonPath, claimIndex: ClaimIndex, seen: Set<string>): LintProblem[] {
  const path = [...panel, 'claim']
  const id = stringAt(figure, ...path)
  if (id === undefined) return []
  if (seen.has(id)) {
    return [
      problemAt(figure, path, {
        message: 'the claim stands in two panels of the figure',
        expected: 'a claim of its own in every panel',
        remedy: 'name another claim, or remove one of the panels'
      })
    ]
  }
  seen.add(id)
  const claim = claimOf(id, claimIndex)
  if (claim === undefined) {
    return [
      problemAt(figure, path, {
        message: 'there is no such claim',
        expected: 'the id of a claim, <source key>/<slug>',
        remedy: didYouMean(id, byPlace(claimIndex.claims).keys(), `write ${id}.json, or name another claim`)
      })
    ]
  }
  const kind = kindNameOf(claim)
  // A claim of an unknown kind has problems of its own.
  if (kind === undefined) return []
  const experiment = experimentOf(claim, claimIndex)
  if (!(FIGURE_KINDS as readonly string[]).includes(kind) || experiment === undefined) {
    return [
      problemAt(figure, path, {
        message: 'the claim compares no curves',
        expected: `a claim of kind ${listOf(FIGURE_KINDS)} about an experiment`,
        received: `${JSON.stringify(id)}, of kind ${kind}${experiment === undefined ? ' about no experiment' : ''}`,
        remedy: 'name the claim that compares the two arms of the panel at the end of their runs'
      })
    ]
  }
  return [...otherMetric(figure, panel, claim), ...nameOfData(figure, panel, experiment)]
}

/** Curve and verdict must speak of the same loss. */
function otherMetric(figure: SpecDocument, panel: JsonPath, claim: SpecDocument): LintProblem[] {
  const judged = stringAt(claim, 'hypothesis', 'metric')
  const drawn = stringAt(figure, ...panel, 'metric')
  if (judged === undefined || drawn === undefined || judged === drawn) return []
  return [
    problemAt(figure, [...panel, 'metric'], {
      message: 'the claim is about another metric than the panel draws',
      expected: JSON.stringify(judged),
      remedy: 'correct the metric, or name a claim about it'
    })
  ]
}

/** A substitute may stand in for the data: what a title calls by its name could then be something else. */
function nameOfData(figure: SpecDocument, panel: JsonPath, experiment: SpecDocument): LintProblem[] {
  const dataset = stringAt(experiment, 'data', 'dataset')
  const title = stringAt(figure, ...panel, 'title')
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')
  if (dataset === undefined || title === undefined || !plain(title).includes(plain(dataset))) return []
  return [
    problemAt(figure, [...panel, 'title'], {
      message: 'the title names the data',
      expected: `a title without "${dataset}": the report adds the data that the runs were made on`,
      remedy: 'leave the name out'
    })
  ]
}

function numberOrRange(figure: SpecDocument, path: JsonPath): LintProblem[] {
  const entry = valueAt(figure, path)
  if (!isObject(entry)) return []
  const given = ['value', 'low', 'high'].filter((key) => entry[key] !== undefined)
  if (!['value', 'low high'].includes(given.join(' '))) {
    return [
      problemAt(figure, path, {
        message: 'neither a number nor a range',
        expected: '"value", or "low" and "high"',
        received: given.length === 0 ? 'none of them' : listOf(given),
        remedy: 'write one of the two; a panel without a number has "reported": []'
      })
    ]
  }
  const [low, high] = [numberAt(figure, ...path, 'low'), numberAt(figure, ...path, 'high')]
  if (low === undefined || high === undefined || low < high) return []
  return [
    problemAt(figure, [...path, 'high'], {
      message: 'the range ends before it begins',
      expected: `more than low, ${low}`,
      remedy: 'exchange them, or write "value" for one number'
    })
  ]
}
