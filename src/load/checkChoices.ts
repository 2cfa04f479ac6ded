import type { DatasetLookup } from '../claims/datasets'
import { isObject, type SpecDocument, stringAt, valueAt } from '../claims/document'
import type { ChoiceFile } from '../claims/fileTypes'
import { hasPlace, pointerSteps } from '../claims/jsonPointer'
import { formatPath, type JsonPath, type LintProblem, problemAt } from '../claims/lintProblem'
import { parseDocument } from '../claims/parse'
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
  const topics = (choices as readonly ChoiceFile[]).map(({ topic }) => topic)
  return [
    ...standTwice(experiment, topics, (index) => ['choices', index, 'topic']),
    ...(choices as readonly ChoiceFile[]).flatMap(({ base, options }, index) => {
      const names = [base, ...options.map(({ name }) => name)]
      const nameAt = (place: number): JsonPath => ['choices', index, 'options', place - 1, 'name']
      return [
        ...standTwice(experiment, names, nameAt),
        ...options.flatMap((_, place) => checkOption(experiment, ['choices', index, 'options', place], factsOf))
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

function checkOption(experiment: SpecDocument, path: JsonPath, factsOf: DatasetLookup): LintProblem[] {
  const set = valueAt(experiment, [...path, 'set']) as Readonly<Record<string, unknown>>
  const places = Object.keys(set).flatMap((pointer) => checkPointer(experiment, [...path, 'set', pointer], pointer))
  const overlaps = Object.keys(set).flatMap((pointer) => checkOverlap(experiment, path, pointer, Object.keys(set)))
  if (places.length > 0 || overlaps.length > 0) return [...places, ...overlaps]

  const file = experiment.value as ExperimentFile
  const changed = underOption(file, { name: '', set })
  const text = new TextEncoder().encode(JSON.stringify(changed, null, 2))
  const { document } = parseDocument(experiment.file, 'experiment', text)
  const problems = [...schemaProblems(document), ...checkExperiment(document, factsOf)]
  if (problems.some(({ severity }) => severity === 'error')) {
    return problems.map((problem) => underThisOption(experiment, path, Object.keys(set), problem))
  }
  return checkChange(experiment, path, file, changed as ExperimentFile, factsOf)
}

function checkPointer(experiment: SpecDocument, path: JsonPath, pointer: string): LintProblem[] {
  const steps = pointerSteps(pointer)
  const kind = stringAt(experiment, 'kind')
  // Of what is left out some names the experiment, and some is prose.
  const choosable = isRunKind(kind) ? RUN_KINDS[kind].choosable : []
  if (steps === null || !choosable.includes(steps[0]!)) {
    return [
      problemAt(experiment, path, {
        message: 'an option cannot change that',
        expected: `a JSON Pointer that begins with one of ${choosable.map((name) => `"/${name}"`).join(', ')}`,
        received: JSON.stringify(pointer),
        remedy: 'write it like "/model/layers/0/strides"',
        atKey: true
      })
    ]
  }
  if (hasPlace(experiment.value, steps)) return []
  return [
    problemAt(experiment, path, {
      message: 'the pointer leads nowhere',
      expected: 'a place in this file: all steps but the last exist, and an item of an array itself',
      received: JSON.stringify(pointer),
      remedy: 'correct it, or set what stands above it as a whole',
      atKey: true
    })
  ]
}

/** Of two places of which one lies inside the other, the order would decide what stands there. */
function checkOverlap(experiment: SpecDocument, path: JsonPath, pointer: string, all: readonly string[]) {
  const outer = all.find((other) => pointer.startsWith(`${other}/`))
  if (outer === undefined) return []
  return [
    problemAt(experiment, [...path, 'set', pointer], {
      message: 'the option sets what stands above it, too',
      expected: `a place outside ${JSON.stringify(outer)}`,
      received: JSON.stringify(pointer),
      remedy: `write it into the value of ${JSON.stringify(outer)}`,
      atKey: true
    })
  ]
}

/** A problem of the changed file, told where the option makes it. */
function underThisOption(
  experiment: SpecDocument,
  path: JsonPath,
  pointers: readonly string[],
  { path: where, message, expected, received, remedy, severity }: LintProblem
): LintProblem {
  const cause = pointers.find((pointer) => {
    const place = formatPath(pathOf(experiment.value, pointerSteps(pointer)!))
    return where === place || where.startsWith(`${place}.`) || where.startsWith(`${place}[`)
  })
  return problemAt(experiment, cause === undefined ? path : [...path, 'set', cause], {
    message: `with this option, at ${where}: ${message}`,
    expected,
    received,
    remedy,
    severity
  })
}

/** As a path in the file: a step is an index where its parent is an array. */
function pathOf(value: unknown, [step, ...rest]: readonly string[]): JsonPath {
  if (step === undefined) return []
  if (Array.isArray(value)) return [Number(step), ...pathOf(value[Number(step)], rest)]
  return [step, ...pathOf(isObject(value) ? value[step] : undefined, rest)]
}

/** An option changes something, but not what is compared, and not on which data. */
function checkChange(
  experiment: SpecDocument,
  path: JsonPath,
  file: ExperimentFile,
  changed: ExperimentFile,
  factsOf: DatasetLookup
): LintProblem[] {
  const [before, after] = [resolveExperiment(file, factsOf), resolveExperiment(changed, factsOf)]
  if (comparisonOf(before) !== comparisonOf(after)) {
    return [
      problemAt(experiment, [...path, 'set'], {
        message: 'with this option it is another comparison',
        expected: `the same dataset and the same arms (${comparisonOf(before)})`,
        received: comparisonOf(after),
        remedy: 'make an experiment of its own of it'
      })
    ]
  }
  if (digestOf(before) !== digestOf(after)) return []
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
