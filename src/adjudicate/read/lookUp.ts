import { listOf } from '../../claims/lintProblem'
import type { Field, Scalar, ValueSource } from '../mapping/types'
import { valueAtKeys } from './document'
import type { LogItem } from './items'
import { readScalar } from './numbers'
import type { EvidenceProblem } from './problem'

/** Everything about one run that a source can look into. */
export interface RunView extends LogItem {
  /** The config file beside the log; null where there is none. */
  readonly config: unknown
  /** Named groups of the run's name; null where the expression does not match. */
  readonly name: Readonly<Record<string, string | undefined>> | null
}

export type Found =
  | { readonly kind: 'value'; readonly value: Scalar }
  /** The mapping maps the value to null. */
  | { readonly kind: 'left-out'; readonly value: Scalar }
  | { readonly kind: 'problem'; readonly problem: EvidenceProblem }

/**
 * A field of a run: from the first source that has it. Sources that have another value are a problem, and so is a run
 * in which none has it and the field has no default.
 */
export function lookUp(view: RunView, label: string, field: Field): Found {
  const problem = (message: string, expected: string, received: string, remedy: string): Found => ({
    kind: 'problem',
    problem: { origin: view.origin, line: null, message, expected, received, remedy }
  })
  const found: { readonly source: ValueSource; readonly value: Scalar; readonly named: Scalar | null }[] = []
  for (const source of field.from) {
    const values = valuesOf(view, source)
    if (values.length === 0) continue
    if (values.length > 1) {
      return problem(
        `${label} is not the same in all rows of the run`,
        'one value a run',
        `${describeSource(source)}: ${values.slice(0, 4).join(', ')}`,
        'write "runs": "rows" in the mapping\'s "log" where the rows belong to several runs'
      )
    }
    const value = values[0]!
    const named = rename(value, field)
    if (named === undefined) {
      return problem(
        `${label} has a value that the mapping does not name`,
        `one of ${listOf(Object.keys(field.values ?? {}))}`,
        `${describeSource(source)}: ${value}`,
        'add it to "values"; null leaves such runs out'
      )
    }
    found.push({ source, value, named })
  }
  const [first] = found
  if (first === undefined) {
    if (field.default !== null) return { kind: 'value', value: field.default }
    const looked = field.from.map(describeSource).join(', ')
    return problem(`${label} stands nowhere`, `a value at ${looked}`, 'nothing', 'add a source, or a "default"')
  }
  const other = found.find(({ named }) => named !== first.named)
  if (other !== undefined) {
    return problem(
      `the sources of ${label} contradict each other`,
      `${first.value}, as ${describeSource(first.source)} has it`,
      `${describeSource(other.source)}: ${other.value}`,
      'find out which one is true, and name only that source'
    )
  }
  return first.named === null ? { kind: 'left-out', value: first.value } : { kind: 'value', value: first.named }
}

/** Of `{ name: 'lr' }`: `name lr`. */
function describeSource(source: ValueSource): string {
  const [[kind, key]] = Object.entries(source) as [[string, string]]
  return `${kind} ${key}`
}

/** The different values that a source has in a run: none, one, or several where a column changes. */
function valuesOf(view: RunView, source: ValueSource): Scalar[] {
  const raw =
    'column' in source
      ? view.rows.map(({ cells }) => valueAtKeys(cells, source.column))
      : 'config' in source
        ? [valueAtKeys(view.config, source.config)]
        : 'document' in source
          ? [valueAtKeys(view.document, source.document)]
          : [view.name?.[source.name]]
  return [...new Set(raw.map(readScalar).filter((value) => value !== undefined))]
}

/** undefined: the mapping names values, and not this one. */
function rename(value: Scalar, { values }: Field): Scalar | null | undefined {
  if (values === null) return value
  return namesOf(values).get(String(value))
}

type Values = NonNullable<Field['values']>

const renamings = new WeakMap<Values, ReadonlyMap<string, Scalar | null>>()

/** By what a mapping writes and by what that reads as; the first counts. Made once, since every run is looked up in it. */
function namesOf(values: Values): ReadonlyMap<string, Scalar | null> {
  const known = renamings.get(values)
  if (known !== undefined) return known
  const names = new Map<string, Scalar | null>()
  for (const [name, to] of Object.entries(values)) {
    for (const text of [name, String(readScalar(name))]) if (!names.has(text)) names.set(text, to)
  }
  renamings.set(values, names)
  return names
}
