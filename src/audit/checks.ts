import type { ProgramRunSpec } from '../runs/program/types'
import { isDeterministic } from '../runs/resolveRunSpec'
import type { Experiment, RunKindName, RunSpec } from '../runs/runKinds'

/** How runs are trained, each time in an empty store by processes of their own. */
export interface Circumstances {
  /** One after the other, or all that are trained then together. */
  readonly company: 'alone' | 'others'
  /** Worker processes. */
  readonly jobs: number
}

/** Something that must not change a run's bits, or something that must. */
export interface AuditCheck {
  readonly title: string
  /** Against the first training of the run. */
  readonly expects: 'same' | 'other'
  /** The run that is compared with it: itself, or another that is like it. */
  readonly of: (spec: RunSpec) => RunSpec
  readonly circumstances: Circumstances
  /** Compared is what the store of these circumstances holds, read anew. */
  readonly stored?: true
  /** Why it means nothing for an experiment; null where it does. */
  readonly skip?: (experiment: Experiment) => string | null
}

/** The first training, against which the others are compared. */
export const FIRST: Circumstances = { company: 'alone', jobs: 1 }

const TOGETHER: Circumstances = { company: 'others', jobs: 1 }

const itself = (spec: RunSpec): RunSpec => spec

/** The same run with the next seed of every stream. */
export function withNextSeed(spec: RunSpec): RunSpec {
  const { init, order, dropout, problem } = spec.seeds
  return { ...spec, seeds: { init: init + 1, order: order + 1, dropout: dropout + 1, problem: problem + 1 } }
}

const COMMON: readonly AuditCheck[] = [
  { title: 'the same seed twice, in another process', expects: 'same', of: itself, circumstances: FIRST },
  {
    title: 'another seed',
    expects: 'other',
    of: withNextSeed,
    circumstances: TOGETHER,
    skip: (experiment) => (isDeterministic(experiment) ? 'nothing is drawn: every seed is the same run' : null)
  },
  { title: 'alone, and beside other runs', expects: 'same', of: itself, circumstances: TOGETHER },
  { title: 'in one worker, and in two', expects: 'same', of: itself, circumstances: { company: 'others', jobs: 2 } },
  { title: 'trained, and read from the store', expects: 'same', of: itself, circumstances: TOGETHER, stored: true }
]

/**
 * What else runs of a kind could depend on. A check of a circumstance that stands in the spec, such as the threads or the
 * environment of a program, changes it by `of`.
 */
const OF_KIND: Readonly<Record<RunKindName, readonly AuditCheck[]>> = {
  synthetic: [],
  classification: [],
  regression: [],
  program: [
    {
      title: 'with one thread, and with two',
      expects: 'same',
      of: (spec) => (spec.kind === 'program' ? { ...spec, threads: spec.threads === 1 ? 2 : 1 } : spec),
      circumstances: TOGETHER
    },
    {
      title: 'another PYTHONHASHSEED',
      expects: 'same',
      of: (spec) => (spec.kind === 'program' ? withVariable(spec, 'PYTHONHASHSEED', '1') : spec),
      circumstances: TOGETHER
    }
  ]
}

function withVariable(spec: ProgramRunSpec, name: string, value: string): ProgramRunSpec {
  return { ...spec, environment: { ...spec.environment, set: { ...spec.environment.set, [name]: value } } }
}

/** The checks of runs of a kind, in their order. */
export function checksOf(kind: RunKindName): readonly AuditCheck[] {
  return [...COMMON, ...OF_KIND[kind]]
}
