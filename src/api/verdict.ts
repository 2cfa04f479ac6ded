import { DEFAULT_ALPHA } from '../claims/defaults'
import { familyMember, judgeFamily } from '../judge/judgeFamily'
import { type JudgementOf, kindOf, type Verdict } from '../kinds'
import { asPaired } from '../kinds/comparison/isPaired'
import type { ComparedKind, PairedAnalysis } from '../kinds/comparison/types'
import { type ComparisonOptions, comparisonOf } from './comparison'

/** A verdict on two arms. */
export interface ComparisonVerdict {
  readonly outcome: Verdict['outcome']
  readonly subtype: Verdict['subtype']
  /** Fewer pairs than the rule needs, or a look before the last that did not decide. */
  readonly provisional: boolean
  /** The verdict in plain words, made from the numbers. */
  readonly sentence: string
  /** Smallest level at which it would be decided, whichever way; null with too little data. */
  readonly p: number | null
  /** Level at which it was decided: alpha, or what Holm's procedure left of it. */
  readonly level: number
  /** Effect, interval, p values, failures and all that is reported beside them. */
  readonly analysis: PairedAnalysis
}

/**
 * Is the treatment lower than the control, by at least a margin? The verdict on paired runs, as on a claim: paired t
 * interval of ln(treatment/control) against -ln(1 + margin), 0 and ln(1 + margin), each side of which also needs the
 * consent of the exact sign-flip test; with `sequential` a confidence sequence, looked at seed by seed.
 *
 * @param control plain or typed array, one number a pair, such as final losses; NaN or an infinity is a run that failed
 * @param treatment as many, in the same order: place i of both arms shares its seed
 * @param options kind of claim, margin, alpha, when it is decided, and words for the sentence
 * @throws TypeError where an arm holds something else than numbers
 * @throws RangeError where the sizes differ, or an option is out of range
 * @returns `not-evaluable` (`no-logarithm`) for a loss of 0 or below without `epsilon`
 * @throws InputError for equivalence without a margin, and for a margin that is both relative and absolute
 * @example verdict([1, 2, 3, 4, 5, 6], [0.9, 1.7, 2.6, 3.5, 4.4, 5.2]).outcome // 'reproduced'
 * @example verdict([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6], { kind: 'equivalent' }).subtype // 'no-spread'
 * @example verdict([0.9, 0.8], [0.91, 0.83], { margin: { absolute: 0.01 } }).subtype // 'too-few-pairs'
 */
export function verdict(
  control: ArrayLike<number>,
  treatment: ArrayLike<number>,
  options: ComparisonOptions = {}
): ComparisonVerdict {
  const { alpha, ...comparison } = options
  return familyVerdicts([{ control, treatment, ...comparison }], alpha)[0]!
}

/** One comparison of a family. */
export interface FamilyComparison extends Omit<ComparisonOptions, 'alpha'> {
  readonly control: ArrayLike<number>
  readonly treatment: ArrayLike<number>
}

/**
 * Verdicts on several comparisons that share one error rate, by Holm's procedure: with j of m decided, the next is
 * decided at alpha/(m - j), and its interval has the level 1 - alpha/(m - j).
 *
 * @param comparisons the whole family; one that was not run has empty arms and counts
 * @param alpha in (0, 1)
 * @returns in the order of `comparisons`
 * @throws as `verdict` does
 * @example familyVerdicts([{ control: [], treatment: [] }, { control: [], treatment: [] }]).map(({ level }) => level) // [0.025, 0.025]
 * @see Holm 1979
 */
export function familyVerdicts(
  comparisons: readonly FamilyComparison[],
  alpha: number = DEFAULT_ALPHA
): ComparisonVerdict[] {
  const members = comparisons.map(({ control, treatment, ...options }, index) => {
    const { claim, evidence } = comparisonOf(`arrays/${index}`, control, treatment, { ...options, alpha })
    return familyMember(claim, evidence, claim.decision.seeds)
  })
  return judgeFamily(members, { profile: 'paper', experiments: new Map(), firstSeed: 0 }).map(comparisonVerdictOf)
}

function comparisonVerdictOf({ sentence: _, ...judgement }: JudgementOf<ComparedKind>): ComparisonVerdict {
  const { verdict, provisional, p, alphaJ } = judgement
  const sentence = kindOf<ComparedKind>(judgement.claim.hypothesis).sentence(judgement)
  return { ...verdict, provisional, sentence, p, level: alphaJ, analysis: asPaired(judgement.analysis) }
}
