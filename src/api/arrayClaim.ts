import { DEFAULT_ALPHA } from '../claims/defaults'
import type { AnyHypothesis, ClaimWith, Decision, SequentialDecision } from '../claims/types'

/** When a question about arrays is decided. */
export interface DecisionOptions {
  /** Error rate of a wrong decision, in (0, 1); default 0.05. */
  readonly alpha?: number
  /**
   * Given: the arrays hold what was run so far, in the order of the seeds, and more may follow; the verdict is that of
   * the first look that decides. Left out: their size was fixed beforehand.
   */
  readonly sequential?: {
    /** As `decision.method` of a claim. */
    readonly method: SequentialDecision['method']
    /** Number of seeds at the first look. */
    readonly firstLook: number
    /** The budget of seeds. */
    readonly maxSeeds: number
    /** As `decision.subtypeSeeds` of a claim: how far a refuted one goes on for its subtype; left out: not at all. */
    readonly subtypeSeeds?: number
  }
}

/**
 * The claim that a question about plain arrays is, so that it is decided by the very code that decides claims.
 *
 * @param numSeeds that there are
 * @throws RangeError where alpha is outside (0, 1) or the looks are no counts
 */
export function arrayClaim<H extends AnyHypothesis>(
  id: string,
  hypothesis: H,
  numSeeds: number,
  options: DecisionOptions
): ClaimWith<H> {
  return {
    id,
    source: {
      key: 'arrays',
      citation: '',
      locator: '',
      quote: null,
      paraphrase: null,
      via: null,
      extension: false,
      reported: null
    },
    statement: '',
    experiment: null,
    hypothesis,
    decision: decisionOf(numSeeds, options),
    family: 'arrays',
    assumptions: [],
    expected: {}
  }
}

function decisionOf(numSeeds: number, { alpha = DEFAULT_ALPHA, sequential }: DecisionOptions): Decision {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha lies in (0, 1), not ${alpha}`)
  if (sequential === undefined) {
    return { alpha, mode: 'fixed', method: null, seeds: { min: numSeeds, max: numSeeds } }
  }
  const { method, firstLook, maxSeeds, subtypeSeeds } = sequential
  const isGrouped = method === 'pocock' || method === 'obrien-fleming'
  if (![firstLook, maxSeeds].every(Number.isSafeInteger) || firstLook < 1 || maxSeeds < firstLook) {
    throw new RangeError(`looks from ${firstLook} to ${maxSeeds} seeds: whole numbers are needed, 1 <= first <= last`)
  }
  const mode = isGrouped ? 'group-sequential' : 'anytime-valid'
  const decision = { alpha, mode, method, seeds: { min: firstLook, max: maxSeeds } } as const
  if (subtypeSeeds === undefined) return decision
  if (!(Number.isSafeInteger(subtypeSeeds) && firstLook <= subtypeSeeds && subtypeSeeds <= maxSeeds)) {
    throw new RangeError(
      `${subtypeSeeds} seeds for the subtype: a whole number from ${firstLook} to ${maxSeeds} is needed`
    )
  }
  return { ...decision, subtypeSeeds }
}
