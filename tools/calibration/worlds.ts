import type { Margin } from '../../src/claims/types'
import type { ComparisonHypothesis } from '../../src/kinds/comparison/types'

/** Kinds of claims on two arms that are tried. */
/** `higher` and `not-higher` are these with every effect negated, to the bit (`specs/unit/kinds/comparison/mirror.spec.ts`). */
export type ComparedKind = Exclude<ComparisonHypothesis['kind'], 'higher' | 'not-higher'>

/** Where theta is put when claims of a kind are tried. */
export interface ClaimIndex {
  readonly relative: Margin
  /** For the rule that needs differences in [-1, 1]. */
  readonly absolute: Margin
  /** Margin in standard deviations of the pairs' effects: of ratios, and of bounded differences. */
  readonly marginSize: { readonly relative: number; readonly absolute: number }
  /** Numbers of pairs of the rule that looks once. */
  readonly fixedSizes: readonly number[]
  /** The truths that are tried; of a rule that another one resembles, the few. */
  readonly effects: readonly number[]
  readonly fewEffects: readonly number[]
  /** Those of the effects at which the truth lies on a margin that the kind tests. */
  readonly boundary: readonly number[]
  /** @param delta margin on the scale of the pairs' effects */
  thetaOf(effect: number, delta: number, standardDeviation: number): number
}

const RELATIVE: Margin = { relative: 0.01, epsilon: 0 }

/** How far theta lies below -delta, in standard deviations: 0.5 is the margin's own size, so -0.5 is no effect. */
const LOWER: ClaimIndex = {
  relative: RELATIVE,
  absolute: { absolute: 0.05 },
  marginSize: { relative: 0.5, absolute: 0.5 },
  fixedSizes: [5, 6, 10, 15, 20, 30],
  effects: [-1, -0.5, 0, 0.5, 0.8, 1.2, 2, 3],
  fewEffects: [0, 0.8, 1.2, 2],
  boundary: [0],
  thetaOf: (effect, delta, standardDeviation) => -delta - effect * standardDeviation
}

/** Every kind has a world of its own: what one of them is asked, another cannot answer with as many pairs. */
export const WORLDS: Readonly<Record<ComparedKind, ClaimIndex>> = {
  lower: LOWER,
  // The tests are those of `lower`: enough to see that each of its outcomes stands for the right one here.
  'not-lower': { ...LOWER, fixedSizes: [6, 10, 30], effects: [-1, -0.5, 0, 1.2], fewEffects: [0] },
  // In margins. The interval has to fit between both of them, so they are wider here.
  equivalent: {
    relative: RELATIVE,
    absolute: { absolute: 0.2 },
    marginSize: { relative: 1, absolute: 2 },
    fixedSizes: [6, 10, 20, 30],
    effects: [-2, -1, -0.5, 0, 0.5, 1, 2],
    fewEffects: [-1, 1],
    boundary: [-1, 1],
    thetaOf: (effect, delta) => effect * delta
  }
}

export const COMPARED_KINDS: readonly ComparedKind[] = ['lower', 'not-lower', 'equivalent']
