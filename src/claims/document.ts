import type { Node } from 'jsonc-parser'
import { isObject } from '../json/isObject'

export { isObject }

export type JsonPath = readonly (string | number)[]

/** A file of the claims root, read and parsed as far as that went. */
export interface SpecDocument {
  /** Relative to the claims root, with forward slashes. */
  readonly file: string
  /** `<role>.schema.json` describes it. */
  readonly role:
    | 'source'
    | 'claim'
    | 'experiment'
    | 'dataset'
    | 'figure'
    | 'registrations'
    | 'mapping'
    | 'external'
    | 'slurm'
  readonly text: string
  /** Undefined where the file is no JSON. */
  readonly tree: Node | undefined
  /** The parsed value; undefined where the file is no JSON. */
  readonly value: unknown
}

/**
 * The id that the file's place gives it: `my-paper/first-claim`; for a source its key `my-paper`, for an experiment
 * `online`, for a dataset or a figure its name.
 */
export function idOfPlace({ file, role }: Pick<SpecDocument, 'file' | 'role'>): string {
  // What stands before the last two steps is the package.
  const [folder, name] = file.split('/').slice(-2) as [string, string]
  if (role === 'source') return folder
  return `${role === 'claim' ? `${folder}/` : ''}${name.replace(/\.json$/, '')}`
}

/** The value at a path, undefined where there is none: lint looks into files that may be malformed anywhere. */
export function valueAt(document: SpecDocument, path: JsonPath): unknown {
  let value = document.value
  for (const step of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) return undefined
    value = (value as Readonly<Record<string | number, unknown>>)[step]
  }
  return value
}

export function numberAt(document: SpecDocument, ...path: JsonPath): number | undefined {
  const value = valueAt(document, path)
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

export function stringAt(document: SpecDocument, ...path: JsonPath): string | undefined {
  const value = valueAt(document, path)
  return typeof value === 'string' ? value : undefined
}

export function objectAt(document: SpecDocument, ...path: JsonPath): Readonly<Record<string, unknown>> | undefined {
  const value = valueAt(document, path)
  return isObject(value) ? value : undefined
}

export function arrayAt(document: SpecDocument, ...path: JsonPath): readonly unknown[] | undefined {
  const value = valueAt(document, path)
  return Array.isArray(value) ? value : undefined
}

/** The node at a path. Not the parser's own search, which looks through an object anew for each of its keys. */
export function nodeAt(document: SpecDocument, path: JsonPath): Node | undefined {
  let node = document.tree
  for (const step of path) {
    if (node === undefined) return undefined
    if (typeof step === 'number') node = node.type === 'array' ? node.children?.[step] : undefined
    else node = node.type === 'object' ? valuesOf(node).get(step) : undefined
  }
  return node
}

const valuesByObject = new WeakMap<Node, ReadonlyMap<string, Node>>()

/** The values of an object by key; of a key that stands twice the first counts. */
function valuesOf(object: Node): ReadonlyMap<string, Node> {
  let values = valuesByObject.get(object)
  if (values === undefined) {
    const found = (object.children ?? []).flatMap(({ children }): [string, Node][] =>
      children?.length === 2 ? [[children[0]!.value, children[1]!]] : []
    )
    values = firstOfEach(found)
    valuesByObject.set(object, values)
  }
  return values
}

/** Line and column, both from 1, of an offset in the text. */
export function positionOf({ text }: Pick<SpecDocument, 'text'>, offset: number): { line: number; column: number } {
  const starts = lineStartsOf(text)
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (starts[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - starts[low]! + 1 }
}

/** Of the text that was asked about last: one file has many problems, and is looked through once for all of them. */
let lastLines = { text: '', starts: [0] }

function lineStartsOf(text: string): readonly number[] {
  if (lastLines.text !== text) {
    const starts = [0]
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
    lastLines = { text, starts }
  }
  return lastLines.starts
}

/** Documents by the ids of their places, the first where two have one; made once a list. */
export function byPlace(documents: readonly SpecDocument[]): ReadonlyMap<string, SpecDocument> {
  let places = placesOf.get(documents)
  if (places === undefined) {
    places = firstOfEach(documents.map((document) => [idOfPlace(document), document]))
    placesOf.set(documents, places)
  }
  return places
}

/** In the order given; of a key that stands twice the first counts. */
function firstOfEach<Value>(entries: readonly (readonly [string, Value])[]): ReadonlyMap<string, Value> {
  const first = new Map<string, Value>()
  for (const [key, value] of entries) if (!first.has(key)) first.set(key, value)
  return first
}

const placesOf = new WeakMap<readonly SpecDocument[], ReadonlyMap<string, SpecDocument>>()
