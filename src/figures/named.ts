/**
 * A column of names in an order of its own, as an encoding. By the scale's domain: of a list under `sort` Vega-Lite makes
 * one nested expression, and from about 950 names on no call stack holds it.
 */
export function named(field: string, names: readonly string[]) {
  return { field, type: 'nominal', scale: { domain: names } } as const
}
