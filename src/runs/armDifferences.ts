import { canonicalJson } from '../json/canonical'
import { isObject } from '../json/isObject'
import { type Experiment, runKindOf } from './runKinds'

/** One thing in which two arms differ. */
export interface ArmDifference {
  /** Where in the arms' protocol: `optimizer.learningRate`, `model.layers[1]`. */
  readonly place: string
  /** What each arm has there, in words; `nothing` where it has none. */
  readonly values: readonly [string, string]
}

/** What two arms of an experiment do not have in common, as far as it decides their runs: computed, not stated. */
export function armDifferences(experiment: Experiment, [a, b]: readonly [string, string]): readonly ArmDifference[] {
  const { protocol } = runKindOf(experiment)
  return protocolDifferences(protocol(experiment, a), protocol(experiment, b))
}

/**
 * Where two values differ, place by place. Of objects of another `name` or `class` what follows from the name is left out; layers that
 * were put in or taken out are told as such.
 *
 * @example
 * protocolDifferences({ training: { batchSize: 32 } }, { training: { batchSize: 128 } })
 * // [{ place: 'training.batchSize', values: ['32', '128'] }]
 */
export function protocolDifferences(a: unknown, b: unknown, place = ''): readonly ArmDifference[] {
  if (same(a, b)) return []
  if (Array.isArray(a) && Array.isArray(b) && [...a, ...b].every(isObject)) return listDifferences(a, b, place)
  if (!isObject(a) || !isObject(b)) return [{ place, values: [valueWords(a), valueWords(b)] }]
  const renamed = (['name', 'class'] as const).find((key) => typeof a[key] === 'string' && a[key] !== b[key])
  if (renamed !== undefined) {
    const common = Object.keys(a).filter((key) => key !== renamed && Object.hasOwn(b, key))
    return [
      { place, values: [valueWords(a[renamed]), valueWords(b[renamed])] },
      ...common.flatMap((key) => protocolDifferences(a[key], b[key], inside(place, key)))
    ]
  }
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  return keys.flatMap((key) => protocolDifferences(a[key], b[key], inside(place, key)))
}

/** In one line: `optimizer (Adam against AMSGrad), training.batchSize (32 against 128)`. */
export function differenceWords(differences: readonly ArmDifference[]): string {
  return differences.map(({ place, values: [a, b] }) => `${place} (${a} against ${b})`).join(', ')
}

type Item = Readonly<Record<string, unknown>>

/** Items of one place are compared where the lists are as long and go through the same classes; else some were put in. */
function listDifferences(a: readonly Item[], b: readonly Item[], place: string): ArmDifference[] {
  const kindOf = (item: Item) => item.class
  if (a.length === b.length && a.every((item, index) => kindOf(item) === kindOf(b[index]!))) {
    return a.flatMap((item, index) => protocolDifferences(item, b[index], `${place}[${index}]`))
  }
  return alignment(a, b).flatMap(([left, right]) => {
    if (left !== null && right !== null) return protocolDifferences(a[left], b[right], `${place}[${left}]`)
    const index = left ?? right!
    return [
      {
        place: `${place}[${index}]`,
        values: [valueWords(left === null ? undefined : a[left]), valueWords(right === null ? undefined : b[right])]
      }
    ]
  })
}

/** Pairs of indices that leave as many items as can be with an equal one; null where an item has none. */
function alignment(a: readonly Item[], b: readonly Item[]): (readonly [number | null, number | null])[] {
  // most[i][j]: equal items of a from i on and b from j on, in order.
  const most = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      most[i]![j] = same(a[i], b[j]) ? most[i + 1]![j + 1]! + 1 : Math.max(most[i + 1]![j]!, most[i]![j + 1]!)
    }
  }
  const pairs: [number | null, number | null][] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && same(a[i], b[j])) pairs.push([i++, j++])
    else if (j >= b.length || (i < a.length && most[i + 1]![j]! >= most[i]![j + 1]!)) pairs.push([i++, null])
    else pairs.push([null, j++])
  }
  return pairs
}

function same(a: unknown, b: unknown): boolean {
  return a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b))
}

function inside(place: string, key: string): string {
  return place === '' ? key : `${place}.${key}`
}

/** `Dropout rate=0.5`, `[32, 64]`, `nothing`. */
function valueWords(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return `[${value.map(valueWords).join(', ')}]`
  if (!isObject(value)) return String(value)
  const { name, class: className, ...rest } = value
  // Of a layer what tells it from others of its class: sizes, rates and activations, not how it is started.
  const told = Object.entries(rest).filter(
    ([key, each]) => typeof each === 'number' || (typeof each === 'string' && !key.endsWith('_initializer'))
  )
  return [name ?? className, ...told.map(([key, each]) => `${key}=${each}`)]
    .filter((part) => part !== undefined)
    .join(' ')
}
