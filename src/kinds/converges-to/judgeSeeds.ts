import type { ClaimWith } from '../../claims/types'
import { InputError } from '../../errors'
import type { Interval } from '../../stats/interval'
import { wilson } from '../../stats/wilson'
import type { Judgeable, SeedPlan } from '../judged'
import { divergedWarning, mightStillArrive } from '../shared/endPoints'
import { otherNumberOfSeeds, unfinished } from '../shared/judgeable'
import { isSequential } from '../shared/monitor'
import { inSeedOrder } from '../shared/seedOrder'
import type { EndPoint, SequentialAnalysis } from '../shared/types'
import { seedWarnings } from '../shared/warnings'
import { monitorShare } from './monitorShare'
import { fixedShare, type ShareSample, shareP, verdictOnShare } from './shareVerdict'
import type { ConvergesToHypothesis, SeedsTypes, SeedsVerdict, ShareAnalysis, ShareEvidence } from './types'

/**
 * Prepares a share of seeds for its family: the interval of the share that arrived against the share that the claim
 * states; Clopper-Pearson for a fixed number of seeds, the beta-binomial confidence sequence where seeds are added.
 * Seeds whose iterate is still moving count both ways: a verdict stands only if it is the same with them and without.
 *
 * @param seeds that the claim states at this profile
 * @throws InputError where the claim states no share inside (0, 1)
 */
export function judgeSeeds(
  claim: ClaimWith<ConvergesToHypothesis>,
  evidence: ShareEvidence,
  seeds: SeedPlan
): Judgeable<SeedsTypes> {
  const nullShare = claim.hypothesis.share
  if (nullShare === null || !(nullShare > 0 && nullShare < 1)) {
    throw new InputError(`claim ${claim.id} speaks of seeds and states no share of them`, {
      expected: '"share" inside (0, 1), such as 0.8',
      received: String(nullShare),
      remedy: 'state in the claim which share of the seeds must arrive'
    })
  }
  const isDecided = (verdict: SeedsVerdict) => verdict.outcome === 'reproduced' || verdict.outcome === 'refuted'
  const { decision } = claim
  if (!isSequential(decision)) {
    const sample = fixedShare(evidence.samples, nullShare)
    const p = shareP(sample)
    return {
      evidence,
      p,
      looks: null,
      isDecided: (alpha) => isDecided(verdictOnShare(sample, alpha)),
      verdict: (alpha) => verdictOnShare(sample, alpha),
      judge: (alpha) => {
        const verdict = verdictOnShare(sample, alpha)
        return {
          verdict,
          analysis: analyse(sample, verdict, alpha, evidence.samples, null),
          p,
          provisionalWhy: otherNumberOfSeeds(sample.counts.total, seeds.max),
          open: false
        }
      }
    }
  }
  const { first, ...budget } = seeds
  const monitoring = monitorShare(inSeedOrder(evidence.samples, first, budget.max), nullShare, decision, budget)
  const verdictAt = (alpha: number) => monitoring.stoppedAt(alpha).state.verdict(alpha)
  return {
    evidence,
    p: monitoring.p,
    looks: monitoring.looks,
    isDecided: (alpha) => isDecided(verdictAt(alpha)),
    verdict: verdictAt,
    judge: (alpha) => {
      const { state, p, open, sequential } = monitoring.stoppedAt(alpha)
      const { sample, samples, n } = state
      const verdict = state.verdict(alpha)
      const analysis = analyse(sample, verdict, alpha, samples, sequential)
      return { verdict, analysis, p, provisionalWhy: unfinished(open, n, budget), open }
    }
  }
}

function analyse(
  sample: ShareSample,
  verdict: SeedsVerdict,
  alpha: number,
  samples: readonly EndPoint[],
  sequential: SequentialAnalysis | null
): ShareAnalysis {
  const { total, reached, moving } = sample.counts
  const unknown: Interval = { lower: 0, upper: 1, level: 1 - alpha }
  return {
    kind: 'share',
    numSeeds: total,
    successes: reached,
    share: total === 0 ? 0 : reached / total,
    interval: total === 0 ? unknown : sample.asSeen.interval(alpha),
    wilson: total === 0 ? unknown : wilson(reached, total, 1 - alpha),
    nullShare: sample.nullShare,
    unsettled: moving,
    sequential,
    moreSeeds: moreSeeds(sample, verdict, alpha),
    warnings: shareWarnings(samples, sequential)
  }
}

/** Above this many seeds a study is not practical. */
const MAX_SEEDS = 1000

/** How many more seeds are expected to decide, should they arrive at the rate of those at hand; null where decided. */
function moreSeeds({ counts, asSeen, nullShare }: ShareSample, verdict: SeedsVerdict, alpha: number): number | null {
  if (verdict.outcome !== 'inconclusive' || verdict.subtype !== null) return null
  const share = counts.reached / counts.total
  for (let n = counts.total + 1; n <= MAX_SEEDS; n++) {
    if (asSeen.pOf(Math.round(share * n), n, nullShare) <= alpha) return n - counts.total
  }
  return Infinity
}

function shareWarnings(samples: readonly EndPoint[], sequential: SequentialAnalysis | null): string[] {
  const moving = samples.filter(mightStillArrive).map((sample) => sample.seed)
  const warnings = divergedWarning(samples)
  if (moving.length > 0) warnings.push(`still moving at the end, and counted both ways: seeds ${moving.join(', ')}`)
  return [...warnings, ...seedWarnings(sequential)]
}
