import type { DatasetLookup } from '../claims/datasets'
import { type SpecDocument, stringAt, valueAt } from '../claims/document'
import type { ChoiceFile } from '../claims/fileTypes'
import { type JsonPath, type LintProblem, problemAt } from '../claims/lintProblem'
import { parseDocument } from '../claims/parse'
import { causeOf, checkPlaces } from '../claims/pointerSet'
import { schemaErrors } from '../claims/schema'
import { schemaProblems } from '../claims/schemaProblems'
import { digestOf } from '../json/canonical'
import { resolveExperiment } from '../runs/resolveExperiment'
import { type Experiment, type ExperimentFile, isRunKind, RUN_KINDS, runKindOf } from '../runs/runKinds'
import { checkExperiment } from './checkExperiment'
import { underOption } from './choices'

/** What is wrong with an experiment's choices: every option has to make an experiment of its own that can be run. */
export function checkChoices(experiment: SpecDocument, factsOf: DatasetLookup): LintProblem[] {
  const choices = valueAt(experiment, ['choices'])
  // What is wrong with the experiment itself would be wrong under every option.
  if (!Array.isArray(choices) || schemaErrors(experiment.role, experiment.value).length > 0) return []
  if (checkExperiment(experiment, factsOf).some(({ severity }) => severity === 'error')) return []
  const before = resolveExperiment(experiment.value as ExperimentFile, factsOf)
  const base = { comparison: comparisonOf(before), digest: digestOf(before) }
  const topics = (choices as readonly ChoiceFile[]).map(({ topic }) => topic)
  return [
    ...standTwice(experiment, topics, (index) => ['choices', index, 'topic']),
    ...(choices as readonly ChoiceFile[]).flatMap(({ base: first, options }, index) => {
      const names = [first, ...options.map(({ name }) => name)]
      const nameAt = (place: number): JsonPath => ['choices', index, 'options', place - 1, 'name']
      return [
        ...standTwice(experiment, names, nameAt),
        ...options.flatMap((_, place) => checkOption(experiment, base, ['choices', index, 'options', place], factsOf))
      ]
    })
  ]
}

function standTwice(experiment: SpecDocument, names: readonly string[], pathOf: (index: number) => JsonPath) {
  return names.flatMap((name, index): LintProblem[] => {
    if (names.indexOf(name) === index) return []
    return [
      problemAt(experiment, pathOf(index), {
        message: 'the name stands twice',
        expected: 'a name of its own for each topic, and of a topic for its base and each option',
        remedy: 'rename or remove one of them'
      })
    ]
  })
}

/** What an option may not change, and what it has to. */
interface Base {
  readonly comparison: string
  readonly digest: string
}

function checkOption(experiment: SpecDocument, base: Base, path: JsonPath, factsOf: DatasetLookup): LintProblem[] {
  const set = valueAt(experiment, [...path, 'set']) as Readonly<Record<string, unknown>>
  const kind = stringAt(experiment, 'kind')
  // Of what is left out some names the experiment, and some is prose.
  const choosable = isRunKind(kind) ? RUN_KINDS[kind].choosable : []
  const setPath = [...path, 'set']
  const places = checkPlaces(experiment, setPath, Object.keys(set), experiment.value, choosable, 'an option')
  if (places.length > 0) return places

  const file = experiment.value as ExperimentFile
  const changed = underOption(file, { name: '', set })
  const problemsOf = (document: SpecDocument) => [...schemaProblems(document), ...checkExperiment(document, factsOf)]
  // The text is only needed to show what stands where a problem is, and most options have none.
  const unwritten = { file: experiment.file, role: experiment.role, text: '', tree: undefined, value: changed }
  if (problemsOf(unwritten).some(({ severity }) => severity === 'error')) {
    const text = new TextEncoder().encode(JSON.stringify(changed, null, 2))
    const { document } = parseDocument(experiment.file, experiment.role, text)
    return problemsOf(document).map((problem) => underThisOption(experiment, path, Object.keys(set), problem))
  }
  return checkChange(experiment, base, path, resolveExperiment(changed as ExperimentFile, factsOf))
}

/** A problem of the changed file, told where the option makes it. */
function underThisOption(
  experiment: SpecDocument,
  path: JsonPath,
  pointers: readonly string[],
  { path: where, message, expected, received, remedy, severity }: LintProblem
): LintProblem {
  const cause = causeOf(where, experiment.value, pointers)
  return problemAt(experiment, cause === undefined ? path : [...path, 'set', cause], {
    message: `with this option, at ${where}: ${message}`,
    expected,
    received,
    remedy,
    severity
  })
}

/** An option changes something, but not what is compared, and not on which data. */
function checkChange(experiment: SpecDocument, base: Base, path: JsonPath, after: Experiment): LintProblem[] {
  const comparison = comparisonOf(after)
  if (comparison !== base.comparison) {
    return [
      problemAt(experiment, [...path, 'set'], {
        message: 'with this option it is another comparison',
        expected: `the same dataset and the same arms (${base.comparison})`,
        received: comparison,
        remedy: 'make an experiment of its own of it'
      })
    ]
  }
  if (digestOf(after) !== base.digest) return []
  return [
    problemAt(experiment, [...path, 'set'], {
      message: 'the option changes nothing',
      expected: 'values that differ from those of the experiment, defaults included',
      remedy: 'correct the values, or remove the option'
    })
  ]
}

/** What is compared, and on which data: `digits: adam, amsgrad`. */
function comparisonOf(experiment: Experiment): string {
  const arms = Object.keys(experiment.arms).sort().join(', ')
  const dataset = runKindOf(experiment).dataset(experiment)
  return dataset === null ? arms : `${dataset}: ${arms}`
}
