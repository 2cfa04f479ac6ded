import { isObject } from '../../json/isObject'
import type { LogItem } from '../../logs/items'
import { valueAtKeys } from '../../logs/keys'
import { readScalar } from '../../logs/numbers'
import type { LogProblem } from '../../logs/problem'
import { didYouMean, listOf } from '../../text/wordLists'
import type { Field, Scalar, ValueSource } from '../mapping/types'
import type { ConfigFile } from './readConfig'

/** Everything about one log of a run that a source can look into. */
export interface RunPart extends LogItem {
  /** The config file beside the log; null where the mapping has none. */
  readonly config: ConfigFile | null
  /** Named groups of the log's name; null where the expression does not match. */
  readonly name: Readonly<Record<string, string | undefined>> | null
}

/** A run as it lies there: in one log as a rule. */
export interface RunView {
  readonly origin: string
  readonly parts: readonly RunPart[]
}

export type Found =
  | { readonly kind: 'value'; readonly value: Scalar }
  /** The mapping maps the value to null. */
  | { readonly kind: 'left-out'; readonly value: Scalar }
  | { readonly kind: 'problem'; readonly problem: LogProblem }

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
    const [absence] = field.from.map((source) => absenceOf(view, source)).filter((text) => text !== null)
    const { received, remedy } = absence ?? { received: 'nothing', remedy: 'add a source, or a "default"' }
    return problem(`${label} stands nowhere`, `a value at ${looked}`, received, remedy)
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
function valuesOf({ parts }: RunView, source: ValueSource): Scalar[] {
  const raw = parts.flatMap(({ rows, config, document, name }) =>
    'column' in source
      ? rows.map(({ cells }) => valueAtKeys(cells, source.column))
      : 'config' in source
        ? [valueAtKeys(config?.value, source.config)]
        : 'document' in source
          ? [valueAtKeys(document, source.document)]
          : [name?.[source.name]]
  )
  return [...new Set(raw.map(readScalar).filter((value) => value !== undefined))]
}

/** Why a source has nothing, where more can be said than that; what is nearest to it. */
function absenceOf({ origin, parts }: RunView, source: ValueSource): { received: string; remedy: string } | null {
  const [{ rows, config, document, name }] = parts as readonly [RunPart]
  if ('config' in source && config !== null && config.value === undefined) {
    const there = config.beside.length === 0 ? 'no other file' : listOf(config.beside.slice(0, 8))
    const remedy = didYouMean(config.name, config.beside, 'correct "config.file" in the mapping')
    return { received: `no ${config.name} beside ${origin}, where there is ${there}`, remedy }
  }
  if ('name' in source) {
    return name === null
      ? { received: `${origin}, in which it is not found`, remedy: 'correct "name" in the mapping' }
      : null
  }
  const key = 'config' in source ? source.config : 'document' in source ? source.document : source.column
  const place = 'config' in source ? config?.value : 'document' in source ? document : rows[0]?.cells
  const known = [...keysWithDots(place)]
  if (known.length === 0) return null
  const isHeaderless = 'column' in source && known.every((column) => typeof readScalar(column) === 'number')
  const remedy = isHeaderless
    ? 'the table has no header: say "names" in the mapping\'s "log"'
    : didYouMean(key, known, 'correct the source in the mapping')
  return { received: `only ${listOf(known.slice(0, 12))}`, remedy }
}

/** Of values, not of what holds them. */
function* keysWithDots(value: unknown, prefix = ''): Generator<string> {
  if (!isObject(value)) return
  for (const [key, child] of Object.entries(value)) {
    if (isObject(child)) yield* keysWithDots(child, `${prefix}${key}.`)
    else yield `${prefix}${key}`
  }
}

/** undefined: the mapping names values, and not this one. */
function rename(value: Scalar, { values }: Field): Scalar | null | undefined {
  if (values === null) return value
  const names = namesOf(values)
  const text = String(value)
  return names.has(text) ? names.get(text) : names.get(ANY)
}

/** Stands for every value that is not named. */
const ANY = '*'

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
