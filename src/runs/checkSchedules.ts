import { arrayAt, numberAt, objectAt, type SpecDocument, stringAt, valueAt } from '../claims/document'
import { type JsonPath, type LintProblem, problemAt } from '../claims/lintProblem'
import { PROFILE_NAMES, type ProfileName } from '../claims/types'
import { presetOf } from '../optim/presets'

/** Updates of a run at each profile; 0 or NaN where the file does not say. */
export type UpdatesAtProfiles = Readonly<Record<ProfileName, number>>

/**
 * What is wrong with the schedules of an experiment's arms: the boundaries of a `step` schedule have to increase, and what
 * counts updates has to fit into a run. Arms that override more than the optimizer are files of their own (`checkArms`).
 */
export function checkSchedules(experiment: SpecDocument, updates: UpdatesAtProfiles): LintProblem[] {
  return Object.entries(objectAt(experiment, 'arms') ?? {}).flatMap(([arm, own]) => {
    const path = ['arms', arm, 'optimizer']
    const isMore = Object.keys(own ?? {}).some((key) => key !== 'optimizer')
    const found = disorder(experiment, path)
    const idle = withoutEffect(experiment, path)
    return [...idle, ...(found.length > 0 || isMore ? found : tooLong(experiment, arm, path, updates))]
  })
}

/** What switches something on, and what says how. */
const SWITCHES = {
  lookahead: ['lookaheadRate'],
  clipNorm: ['clipNormOf', 'clipEpsilon'],
  clipValue: []
} as const

/** What is switched on by a setting of 0, or told how without being switched on: it reads as something that is done. */
function withoutEffect(experiment: SpecDocument, path: JsonPath): LintProblem[] {
  const grid = objectAt(experiment, 'grid') ?? {}
  return Object.entries(SWITCHES).flatMap(([name, details]) => {
    const value = valueAt(experiment, [...path, name])
    // An axis may switch it on.
    if (Object.hasOwn(grid, name) || (value !== undefined && value !== 0)) return []
    const stated = details.filter((detail) => valueAt(experiment, [...path, detail]) !== undefined)
    return [...(value === 0 ? [name] : []), ...stated].map((key) =>
      problemAt(experiment, [...path, key], {
        severity: 'warning',
        message: key === name ? `${name} of 0 does nothing` : `${key} does nothing without ${name}`,
        expected: key === name ? `> 0, or no "${name}"` : `"${name}" above 0 beside it`,
        remedy: key === name ? `remove it, or state what was meant` : `add "${name}", or remove it`,
        atKey: true
      })
    )
  })
}

function boundariesOf(experiment: SpecDocument, path: JsonPath): readonly unknown[] {
  const isStep = stringAt(experiment, ...path, 'schedule', 'name') === 'step'
  return isStep ? (arrayAt(experiment, ...path, 'schedule', 'boundaries') ?? []) : []
}

function disorder(experiment: SpecDocument, path: JsonPath): LintProblem[] {
  const boundaries = boundariesOf(experiment, path)
  return boundaries.flatMap((boundary, index) => {
    const before = boundaries[index - 1]
    if (typeof boundary !== 'number' || typeof before !== 'number' || boundary > before) return []
    return [
      problemAt(experiment, [...path, 'schedule', 'boundaries', index], {
        message: 'the boundaries do not increase',
        expected: `> ${before}, the boundary before it`,
        remedy: 'put them in order, each once'
      })
    ]
  })
}

/** A warm-up that never ends, a shift after which nothing is left, and boundaries that no run comes to. */
function tooLong(experiment: SpecDocument, arm: string, path: JsonPath, updates: UpdatesAtProfiles): LintProblem[] {
  // At the other profiles it is a file of its own.
  const asHere = PROFILE_NAMES.filter(
    (profile) => valueAt(experiment, ['profiles', profile, 'arms', arm]) === undefined
  )
  /** Where a run is no longer than that, in words, and how long it is; null where every run is longer. */
  const endsBy = (update: number): { readonly where: string; readonly length: number } | null => {
    const short = asHere.filter((profile) => updates[profile] > 0 && updates[profile] <= update)
    if (short.length === 0) return null
    const where = short.length === PROFILE_NAMES.length ? '' : ` (profile ${short.join(', ')})`
    return { where, length: Math.min(...short.map((profile) => updates[profile])) }
  }

  const problems: LintProblem[] = []
  const warmup = numberAt(experiment, ...path, 'schedule', 'warmup', 'steps') ?? 0
  const cold = endsBy(warmup)
  if (cold !== null) {
    problems.push(
      problemAt(experiment, [...path, 'schedule', 'warmup', 'steps'], {
        message: `the run ends before its warm-up does, or with it${cold.where}`,
        expected: `< ${cold.length}, the updates of the run`,
        remedy: 'shorten the warm-up, or lengthen the run'
      })
    )
  }
  const stated = numberAt(experiment, ...path, 'shift')
  const shift = stated ?? presetOf(stringAt(experiment, ...path, 'name'))?.defaults.shift ?? 0
  const still = endsBy(shift)
  if (still !== null) {
    problems.push(
      problemAt(experiment, [...path, 'shift'], {
        message: `the first ${shift} updates move nothing, and the run has no more${still.where}`,
        expected: `< ${still.length}, the updates of the run`,
        ...(stated === undefined && { received: `${shift}, the default` }),
        remedy: 'lower the shift, or lengthen the run'
      })
    )
  }
  if (cold !== null) return problems
  const late = boundariesOf(experiment, path).flatMap((boundary, index) => {
    const end = typeof boundary === 'number' ? endsBy(warmup + boundary) : null
    if (end === null) return []
    const after = warmup === 0 ? '' : ` less ${warmup} of warm-up`
    return [
      problemAt(experiment, [...path, 'schedule', 'boundaries', index], {
        severity: 'warning',
        message: `the run ends before that boundary, or with it${end.where}`,
        expected: `< ${end.length - warmup}, the updates of the run${after}`,
        remedy: 'lower the boundary, or lengthen the run'
      })
    ]
  })
  return [...problems, ...late]
}
