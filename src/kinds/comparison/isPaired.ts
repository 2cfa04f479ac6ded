/**
 * Whether evidence, or an analysis, is of two arms pair by pair: what curves of pairs, figures of sources and studies of
 * settings are made of.
 */
export function isPaired<Part extends { readonly kind: string }>(
  part: Part
): part is Extract<Part, { kind: 'paired' }> {
  return part.kind === 'paired'
}

/** Evidence, or an analysis, of runs that were made here: always pair by pair. @throws TypeError otherwise */
export function asPaired<Part extends { readonly kind: string }>(part: Part): Extract<Part, { kind: 'paired' }> {
  if (isPaired(part)) return part
  throw new TypeError(`pairs of runs are asked for, and there is ${part.kind}`)
}
