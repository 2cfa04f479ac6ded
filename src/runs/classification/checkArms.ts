import type { DatasetLookup } from '../../claims/datasets'
import { isObject, type JsonPath, objectAt, type SpecDocument, valueAt } from '../../claims/document'
import { pointerSteps } from '../../claims/jsonPointer'
import { type LintProblem, listOf, problemAt } from '../../claims/lintProblem'
import { parseDocument } from '../../claims/parse'
import { causeOf, checkPlaces } from '../../claims/pointerSet'
import { profileNamesIn } from '../../claims/profileNames'
import { schemaErrors } from '../../claims/schema'
import { schemaProblems } from '../../claims/schemaProblems'
import { atProfile, OVERRIDABLE, underArm } from './armFile'
import type { ArmFile, ClassificationFile, ClassificationProfileFile } from './types'

/** What is wrong with a file, in which one arm is all there is. */
type Checks = (experiment: SpecDocument, factsOf: DatasetLookup) => LintProblem[]

/**
 * What is wrong with arms and settings of the grid that override more than an optimizer: each has to make an experiment that
 * could stand in a file of its own.
 *
 * @param alone what is checked of such a file
 */
export function checkArms(experiment: SpecDocument, factsOf: DatasetLookup, alone: Checks): LintProblem[] {
  const without = withoutOptimizer(experiment)
  // What is wrong with the experiment itself would be wrong in every arm.
  if (without.length > 0 || schemaErrors(experiment.role, experiment.value).length > 0) return without
  const file = experiment.value as ClassificationFile
  const profiles = profileFiles(file)
  let own: ReadonlySet<string> | null = null
  const problemsOf = (changed: ClassificationFile, arm: string) => {
    const bases = [file, ...profiles.map(([, profile]) => withoutOwn(atProfile(file, profile), profile))]
    const known = own ?? new Set(bases.flatMap((base) => alone(documentOf(experiment, base), factsOf)).map(textOf))
    own = known
    return problemsAlone(documentOf(experiment, onlyArm(changed, arm)), factsOf, alone).filter(
      (problem) => !known.has(textOf(problem))
    )
  }

  const strangers = profiles.flatMap(([name, { arms = {} }]) =>
    unknownArms(experiment, ['profiles', name, 'arms'], arms)
  )
  if (strangers.length > 0) return strangers
  return Object.entries(file.arms)
    .flatMap(([arm, overrides]) => {
      const at = ['arms', arm]
      const places = placesOf(experiment, at, overrides, underArm(file, { ...overrides, set: {} }))
      if (places.length > 0) return places
      const changed = underArm(file, overrides)
      const found = isMore(overrides) ? told(experiment, at, overrides, problemsOf(changed, arm)) : []
      if (found.some(isError)) return found
      const inProfiles = profiles.flatMap(([name, profile]) => {
        const general = atProfile(changed, profile)
        const special = profile.arms?.[arm]
        if (special === undefined)
          return isMore(overrides) ? told(experiment, at, overrides, problemsOf(general, arm)) : []
        const path = ['profiles', name, 'arms', arm]
        const missing = placesOf(experiment, path, special, underArm(general, { ...special, set: {} }))
        if (missing.length > 0) return missing
        return told(experiment, path, special, problemsOf(underArm(general, special), arm))
      })
      return [...found, ...inProfiles, ...checkSettings(experiment, file, changed, arm, problemsOf)]
    })
    .filter(firstOfEach())
}

function withoutOptimizer(experiment: SpecDocument): LintProblem[] {
  if (valueAt(experiment, ['optimizer']) !== undefined) return []
  return Object.entries(objectAt(experiment, 'arms') ?? {}).flatMap(([arm, own]) => {
    if (!isObject(own) || own.optimizer !== undefined) return []
    return [
      problemAt(experiment, ['arms', arm], {
        message: 'the arm has no optimizer',
        expected: '"optimizer" in the arm, or in the experiment for every arm that states none',
        received: 'neither',
        remedy: 'add it'
      })
    ]
  })
}

function unknownArms(experiment: SpecDocument, path: JsonPath, named: object): LintProblem[] {
  const known = Object.keys(objectAt(experiment, 'arms') ?? {})
  return Object.keys(named)
    .filter((arm) => !known.includes(arm))
    .map((arm) =>
      problemAt(experiment, [...path, arm], {
        message: 'the experiment has no such arm',
        expected: `one of ${listOf(known)}`,
        received: JSON.stringify(arm),
        remedy: 'correct the name, or add the arm',
        atKey: true
      })
    )
}

function placesOf(experiment: SpecDocument, at: JsonPath, { set = {} }: ArmFile, merged: unknown): LintProblem[] {
  return [
    ...checkPlaces(experiment, [...at, 'set'], Object.keys(set), merged, OVERRIDABLE, 'an arm'),
    ...otherDataset(experiment, [...at, 'set'], Object.keys(set))
  ]
}

function otherDataset(experiment: SpecDocument, path: JsonPath, pointers: readonly string[]): LintProblem[] {
  return pointers
    .filter((pointer) => pointer === '/data' || pointer === '/data/dataset')
    .map((pointer) =>
      problemAt(experiment, [...path, pointer], {
        message: 'all arms of an experiment are trained on one dataset',
        expected: 'another key of the data, such as "/data/trainImages"',
        received: JSON.stringify(pointer),
        remedy: 'make an experiment for each dataset',
        atKey: true
      })
    )
}

/** Every value of every axis that is a pointer, by itself: each has to make an experiment in every arm. */
function checkSettings(
  experiment: SpecDocument,
  file: ClassificationFile,
  changed: ClassificationFile,
  arm: string,
  problemsOf: (changed: ClassificationFile, arm: string) => LintProblem[]
): LintProblem[] {
  const grids = [
    { path: ['grid'], grid: file.grid },
    ...profileFiles(file).map(([name, { grid }]) => ({ path: ['profiles', name, 'grid'], grid }))
  ]
  return grids.flatMap(({ path, grid = {} }) => {
    const axes = Object.entries(grid).filter(([name]) => name.startsWith('/'))
    const pointers = axes.map(([pointer]) => pointer)
    const places = [
      ...checkPlaces(experiment, path, pointers, changed, OVERRIDABLE, 'a setting'),
      ...otherDataset(experiment, path, pointers),
      ...pointers.filter(isWholeRule).map((pointer) => noSetting(experiment, [...path, pointer], pointer))
    ]
    if (places.length > 0) return places
    return axes.flatMap(([pointer, values]) =>
      values.flatMap((value, index) =>
        problemsOf(underArm(changed, { set: { [pointer]: value } }), arm).map((problem) =>
          retold(experiment, [...path, pointer, index], `at this setting, at ${problem.path}`, problem)
        )
      )
    )
  })
}

/** A name or a variant stands for settings, which a point of a grid would not have. */
function isWholeRule(pointer: string): boolean {
  const [section, key] = pointerSteps(pointer)!
  return section === 'optimizer' && (key === undefined || key === 'name' || key === 'variant')
}

function noSetting(experiment: SpecDocument, path: JsonPath, pointer: string): LintProblem {
  return problemAt(experiment, path, {
    message: 'that is not one setting of an optimizer',
    expected: 'a setting, such as "/optimizer/momentum"',
    received: JSON.stringify(pointer),
    remedy: 'make an arm for each rule',
    atKey: true
  })
}

function profileFiles({ profiles = {} }: ClassificationFile) {
  return profileNamesIn(profiles).map((name): [string, ClassificationProfileFile] => [name, profiles[name]!])
}

/** An arm that is more, or less, than an optimizer, which stands in the file as it is and is checked there. */
function isMore({ optimizer, ...more }: ArmFile): boolean {
  return optimizer === undefined || Object.keys(more).length > 0
}

/** Without the arms that are others at the profile. */
function withoutOwn(file: ClassificationFile, { arms = {} }: ClassificationProfileFile): ClassificationFile {
  const others = Object.entries(file.arms).filter(([arm]) => !Object.hasOwn(arms, arm))
  return { ...file, arms: Object.fromEntries(others) }
}

/** The file of one arm, which has what it overrides in the experiment's own fields; the optimizer stands with it. */
function onlyArm({ optimizer, ...file }: ClassificationFile, arm: string): ClassificationFile {
  return { ...file, arms: { [arm]: { ...(optimizer !== undefined && { optimizer }) } } }
}

/** Without what its profiles and its grid change. */
function documentOf({ file: name, role }: SpecDocument, file: ClassificationFile): SpecDocument {
  const { grid: _, profiles: __, choices: ___, ...own } = file
  return parseDocument(name, role, new TextEncoder().encode(JSON.stringify(own))).document
}

function problemsAlone(document: SpecDocument, factsOf: DatasetLookup, alone: Checks): LintProblem[] {
  const malformed = schemaProblems(document)
  return malformed.length > 0 ? malformed : alone(document, factsOf)
}

/** Problems of the arm's own file, told where the arm makes them. */
function told(
  experiment: SpecDocument,
  at: JsonPath,
  { set = {}, optimizer }: ArmFile,
  problems: readonly LintProblem[]
): LintProblem[] {
  return problems.map((problem) => {
    // In a file of its own the arm's optimizer stands with the arm.
    const where = problem.path.replace(/^\$\.arms(\.[^.[]+|\["[^"]+"\])\.optimizer/, '$.optimizer')
    const cause = causeOf(where, experiment.value, Object.keys(set))
    const shares =
      optimizer === undefined && where.startsWith('$.optimizer') && valueAt(experiment, ['optimizer']) !== undefined
    const place = cause === undefined ? stated(experiment, shares ? [] : at, where) : [...at, 'set', cause]
    return retold(experiment, place, `in this arm, at ${where}`, problem)
  })
}

/** Where the arm states what a problem is about; the arm itself, where it does so nowhere. */
function stated(experiment: SpecDocument, at: JsonPath, where: string): JsonPath {
  const steps = where.match(/[^.[\]$]+/g) ?? []
  let path = at
  for (const step of steps) {
    const parent = valueAt(experiment, path)
    const next = [...path, Array.isArray(parent) ? Number(step) : step]
    if (valueAt(experiment, next) === undefined) break
    path = next
  }
  return path
}

function retold(experiment: SpecDocument, path: JsonPath, where: string, problem: LintProblem): LintProblem {
  const { message, expected, received, remedy, severity } = problem
  return problemAt(experiment, path, { message: `${where}: ${message}`, expected, received, remedy, severity })
}

function isError({ severity }: LintProblem): boolean {
  return severity === 'error'
}

/** The same problem at several profiles is told once. */
function firstOfEach(): (problem: LintProblem) => boolean {
  const told = new Set<string>()
  return (problem) => {
    const text = textOf(problem)
    const isNew = !told.has(text)
    told.add(text)
    return isNew
  }
}

function textOf({ path, message, received }: LintProblem): string {
  return `${path} ${message} ${received}`
}
