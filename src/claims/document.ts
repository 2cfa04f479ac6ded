import { findNodeAtLocation, type Node } from 'jsonc-parser'

export type JsonPath = readonly (string | number)[]

/** A file of the claims root, read and parsed as far as that went. */
export interface SpecDocument {
  /** Relative to the claims root, with forward slashes. */
  readonly file: string
  /** `<role>.schema.json` describes it. */
  readonly role: 'source' | 'claim' | 'experiment' | 'dataset' | 'figure' | 'registrations' | 'mapping' | 'external'
  readonly text: string
  /** Undefined where the file is no JSON. */
  readonly tree: Node | undefined
  /** The parsed value; undefined where the file is no JSON. */
  readonly value: unknown
}

/**
 * The id that the file's place gives it: `reddi2018/online-adam`; for a source its key `reddi2018`, for an experiment
 * `online`, for a dataset or a figure its name.
 */
export function idOfPlace({ file, role }: Pick<SpecDocument, 'file' | 'role'>): string {
  const slash = file.indexOf('/')
  if (role === 'source') return file.slice(0, slash)
  return file.slice(role === 'claim' ? 0 : slash + 1).replace(/\.json$/, '')
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

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

export function nodeAt(document: SpecDocument, path: JsonPath): Node | undefined {
  return document.tree === undefined ? undefined : findNodeAtLocation(document.tree, [...path])
}

/** Line and column, both from 1, of an offset in the text. */
export function positionOf(document: Pick<SpecDocument, 'text'>, offset: number): { line: number; column: number } {
  const before = document.text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: offset - lineStart + 1 }
}
