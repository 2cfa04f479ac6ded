/**
 * Whether evidence, or an analysis, is of two arms pair by pair: what curves of pairs, figures of sources and studies of
 * settings are made of.
 */
export function isPaired<Part extends { readonly kind: string }>(
  part: Part
): part is Extract<Part, { kind: 'paired' }> {
  return part.kind === 'paired'
}
