import type { PairedHypothesis } from './types'

/**
 * The side on which the treatment has to stand for what the claim is about: -1 below the control, 1 above it, 0 for neither.
 * `not-lower` is about `lower`, and `not-higher` about `higher`.
 */
export function claimedSide({ kind }: Pick<PairedHypothesis, 'kind'>): -1 | 0 | 1 {
  switch (kind) {
    case 'lower':
    case 'not-lower':
    case 'faster':
      return -1
    case 'higher':
    case 'not-higher':
      return 1
    case 'equivalent':
      return 0
    default:
      return kind satisfies never
  }
}

/** What theta has to be told from for a decision: the margin on the claimed side, or either. */
export function references({ kind, delta }: Pick<PairedHypothesis, 'kind'> & { readonly delta: number }): number[] {
  const side = claimedSide({ kind })
  return side === 0 ? [-delta, delta] : [side * delta]
}

/** Whether it denies what it is about: reproduced where that is refuted, and the reverse. */
export function isDenial({ kind }: Pick<PairedHypothesis, 'kind'>): boolean {
  return kind === 'not-lower' || kind === 'not-higher'
}
