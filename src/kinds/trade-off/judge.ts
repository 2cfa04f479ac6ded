import { isDecision } from '../../claims/outcomes'
import type { ClaimWith, Margin, OutcomeName } from '../../claims/types'
import { minPairs } from '../../stats/minPairs'
import { type ComparisonSample, comparisonVerdict, primaryTest } from '../comparison/comparisonVerdict'
import { bothTrained } from '../comparison/failures'
import { judgeComparison } from '../comparison/judge'
import { notWorseVerdict, turnedSample } from '../comparison/notWorse'
import { deltaOf, pairEffect } from '../comparison/pairEffect'
import type { ComparisonHypothesis, PairedAnalysis, PairedEvidence } from '../comparison/types'
import type { Judgeable, SeedPlan } from '../judged'
import { jointP } from '../shared/jointP'
import { allReasons, otherNumberOfSeeds } from '../shared/judgeable'
import { requireFixed } from '../shared/requireFixed'
import { costHypothesis, qualityHypothesis } from './evidence'
import { isTimed, timingWarnings } from './timing'
import type {
  CountedCost,
  StatementAnalysis,
  TradeOffEvidence,
  TradeOffHypothesis,
  TradeOffTypes,
  TradeOffVerdict
} from './types'

/** One of the two statements, ready to be asked at a level. */
interface Statement {
  /** null of what is counted, and without data. */
  readonly p: number | null
  verdict(alpha: number): { readonly outcome: OutcomeName; readonly subtype: string | null }
}

/**
 * Prepares a trade-off for its family: as good, and cheaper. Reproduced where both statements are shown, each at alpha_j
 * (an intersection-union test, Berger 1982: it takes no correction that both have to hold); refuted where one is shown not
 * to hold at alpha_j over the number of those that are random; below-margin where it is as good, and cheaper by less than the
 * margin. What is counted is known: it has no p, and takes no share of the level.
 *
 * Error rates. Each test is two-sided at its level. Where the claim does not hold one of the statements does not, and
 * is shown with probability alpha_j/2 at most; where it holds, either is shown not to with alpha_j/2 together.
 *
 * @param seeds that the claim states at this profile
 * @throws InputError where the claim would have seeds added
 */
export function judgeTradeOff(
  claim: ClaimWith<TradeOffHypothesis>,
  evidence: TradeOffEvidence,
  seeds: SeedPlan
): Judgeable<TradeOffTypes> {
  requireFixed(claim)
  const { hypothesis } = claim
  const quality = qualityStatement(claim, evidence.quality)
  const cost = costStatement(claim, evidence)
  const numRandom = evidence.cost.kind === 'counted' ? 1 : 2
  const verdictAt = (alpha: number) => {
    const share = alpha / numRandom
    return together([quality.verdict(alpha), cost.verdict(alpha)], [quality.verdict(share), cost.verdict(share)])
  }
  const p = jointP([quality.p, cost.p], numRandom, (alpha) => isDecision(verdictAt(alpha)))
  return {
    evidence,
    p,
    looks: null,
    isDecided: (alpha) => isDecision(verdictAt(alpha)),
    verdict: verdictAt,
    judge: (alpha) => {
      const verdict = verdictAt(alpha)
      const analysed = (of: ComparisonHypothesis, pairs: PairedEvidence): PairedAnalysis => {
        const { analysis } = judgeComparison({ ...claim, hypothesis: of }, pairs, seeds).judge(alpha)
        // What the single comparison would come to is not what is asked.
        const { marginCurve: _, ...rest } = { ...analysis, morePairs: null }
        return rest
      }
      const found = ({ p: own, verdict: ask }: Statement): StatementAnalysis => ({
        ...ask(alpha),
        outcomeAgainst: ask(alpha / numRandom).outcome,
        p: own
      })
      const ofQuality = analysed(qualityHypothesis(hypothesis), evidence.quality)
      const ofCost =
        evidence.cost.kind === 'counted' ? evidence.cost : analysed(costHypothesis(hypothesis), evidence.cost.pairs)
      return {
        verdict,
        analysis: {
          kind: 'trade-off',
          quality: ofQuality,
          cost: ofCost,
          asGood: found(quality),
          cheaper: found(cost),
          againstAlpha: alpha / numRandom,
          warnings: [
            ...new Set([
              ...ofQuality.warnings,
              ...('warnings' in ofCost ? ofCost.warnings : []),
              ...timingWarnings(evidence)
            ])
          ]
        },
        provisionalWhy: allReasons(
          otherNumberOfSeeds(evidence.quality.pairs.length, seeds.max),
          tooFewWhy(evidence, verdict, alpha)
        ),
        p,
        open: false
      }
    }
  }
}

type Found = ReturnType<Statement['verdict']>

/** @param at what both statements come to at alpha_j, that it is as good first @param against the same at the level that refutes */
function together([asGood, cheaper]: readonly [Found, Found], against: readonly [Found, Found]): TradeOffVerdict {
  const isWorse = against[0].outcome === 'refuted'
  // Cheaper by less than the margin is not what is claimed; with "as good" shown it has an outcome of its own.
  const isShort = against[1].outcome === 'below-margin'
  const isDearer = against[1].outcome === 'refuted' || (isShort && asGood.outcome !== 'reproduced')
  if (isWorse || isDearer) {
    return { outcome: 'refuted', subtype: isWorse ? (isDearer ? 'worse-and-not-cheaper' : 'worse') : 'not-cheaper' }
  }
  const unfit = [asGood, cheaper].find(({ outcome }) => outcome === 'not-evaluable')
  if (unfit !== undefined) return unfit as TradeOffVerdict
  if (asGood.outcome === 'reproduced' && cheaper.outcome === 'reproduced')
    return { outcome: 'reproduced', subtype: null }
  if (isShort) {
    return { outcome: 'below-margin', subtype: null }
  }
  // The first that objects; where none does, more pairs may decide.
  const objecting = [asGood, cheaper].find(({ outcome, subtype }) => outcome === 'inconclusive' && subtype !== null)
  return { outcome: 'inconclusive', subtype: (objecting?.subtype ?? null) as InconclusiveSubtype }
}

type InconclusiveSubtype = Extract<TradeOffVerdict, { readonly outcome: 'inconclusive' }>['subtype']

const NO_LOGARITHM = { outcome: 'not-evaluable', subtype: 'no-logarithm' } as const

function qualityStatement(claim: ClaimWith<TradeOffHypothesis>, { pairs }: PairedEvidence): Statement {
  const { hypothesis } = claim
  const sample = turnedSample(hypothesis, pairs, pairEffect(claim, qualityHypothesis(hypothesis)))
  if (sample === null) return { p: null, verdict: () => NO_LOGARITHM }
  if (hypothesis.as === 'equivalent') return compared({ ...sample, kind: 'equivalent' })
  const p = primaryTest(sample) === null ? null : sample.location.test(sample.delta).p
  return { p, verdict: (alpha) => notWorseVerdict(sample, alpha) }
}

function costStatement(claim: ClaimWith<TradeOffHypothesis>, { cost }: TradeOffEvidence): Statement {
  const { by } = claim.hypothesis.cheaper
  const lower = costHypothesis(claim.hypothesis)
  if (cost.kind === 'counted') return { p: null, verdict: () => counted(cost, by) }
  if (cost.timing !== null && cost.pairs.pairs.length > 0 && !isTimed(cost.timing)) {
    return { p: null, verdict: () => ({ outcome: 'inconclusive', subtype: 'timing' }) }
  }
  const sample = turnedSample({ ...lower, better: 'lower' }, cost.pairs.pairs, pairEffect(claim, lower))
  return sample === null ? { p: null, verdict: () => NO_LOGARITHM } : compared(sample)
}

function compared(sample: ComparisonSample): Statement {
  return {
    p: primaryTest(sample)?.p ?? null,
    verdict: (alpha) => {
      const { outcome, subtype } = comparisonVerdict(sample, alpha)
      // How it does not hold, and that its direction is known, says nothing of what is asked.
      return { outcome, subtype: outcome === 'refuted' || subtype === 'direction' ? null : subtype }
    }
  }
}

/** Numbers of which the ratio is the margin but for rounding are that far apart. */
const ROUNDING = 1e-12

/** A count is what it is: a difference of just the margin is enough, and none at all is not less. */
function counted({ control, treatment }: CountedCost, by: Margin): Found {
  if (control === null || treatment === null) return { outcome: 'not-evaluable', subtype: 'no-data' }
  const effect = countedEffect(control, treatment, by)
  if (effect >= 0) return { outcome: 'refuted', subtype: null }
  return { outcome: effect <= -deltaOf(by) * (1 - ROUNDING) ? 'reproduced' : 'below-margin', subtype: null }
}

/** As of a pair: the logarithm of the ratio, or the difference. */
export function countedEffect(control: number, treatment: number, by: Margin): number {
  return 'absolute' in by ? treatment - control : Math.log(treatment + by.epsilon) - Math.log(control + by.epsilon)
}

function tooFewWhy({ quality }: TradeOffEvidence, verdict: TradeOffVerdict, alpha: number): string | null {
  const needed = minPairs(alpha)
  const numPairs = quality.pairs.filter(bothTrained).length
  if (isDecision(verdict) || numPairs >= needed || verdict.subtype === 'too-many-failures') return null
  return `the exact test can decide from ${needed} pairs on, and ${numPairs} trained in both arms`
}
