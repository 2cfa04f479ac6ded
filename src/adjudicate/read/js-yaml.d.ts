/** The part of js-yaml 4 that is used here; the package brings no types. */
declare module 'js-yaml' {
  interface Schema {
    readonly [brand: symbol]: never
  }
  /** YAML 1.2's core schema: dates stay texts. */
  export const CORE_SCHEMA: Schema
  export class YAMLException extends Error {
    /** What is wrong, without the place. */
    readonly reason: string
    readonly mark?: { /** From 0. */ readonly line: number; readonly column: number }
  }
  export function loadAll(text: string, iterator: null, options: { readonly schema: Schema }): unknown[]
}
