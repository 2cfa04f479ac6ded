import { InputError } from '../errors'
import type { EndPoint, ShareEvidence } from '../evidence/types'
import type { Claim, ConvergesToHypothesis } from '../spec/types'
import { binomialTwoSidedP } from '../stats/binomialTest'
import { clopperPearson } from '../stats/clopperPearson'
import { wilson } from '../stats/wilson'
import { countEndPoints, divergedWarning, type EndPointCounts, mightStillArrive } from './endPoints'
import { type Judgeable, otherNumberOfSeeds } from './judgeable'
import type { Verdict } from './types'

/**
 * Prepares a share of seeds for its family: the Clopper-Pearson interval of the share that arrived against the share
 * that the claim states. Seeds whose iterate is still moving count both ways: a verdict stands only if it is the same
 * with them and without.
 *
 * @param statedSeeds number of seeds that the claim states at this profile
 * @throws InputError where the claim states no share inside (0, 1)
 */
export function judgeShare(
  claim: Claim,
  hypothesis: ConvergesToHypothesis,
  evidence: ShareEvidence,
  statedSeeds: number
): Judgeable {
  const nullShare = hypothesis.share
  if (nullShare === null || !(nullShare > 0 && nullShare < 1)) {
    throw new InputError(`claim ${claim.id} speaks of seeds and states no share of them`, {
      expected: '"share" inside (0, 1), such as 0.8',
      received: String(nullShare),
      remedy: 'state in the claim which share of the seeds must arrive'
    })
  }
  const counts = countEndPoints(evidence.samples)
  return {
    evidence,
    p: counts.total === 0 ? null : primaryP(counts, nullShare),
    isDecided: (alpha) => ['reproduced', 'refuted'].includes(shareVerdict(counts, nullShare, alpha).outcome),
    judge: (alpha) => ({
      verdict: shareVerdict(counts, nullShare, alpha),
      analysis: {
        kind: 'share',
        numSeeds: counts.total,
        successes: counts.reached,
        share: counts.total === 0 ? 0 : counts.reached / counts.total,
        interval: clopperPearson(counts.reached, counts.total, 1 - alpha),
        wilson:
          counts.total === 0
            ? { lower: 0, upper: 1, level: 1 - alpha }
            : wilson(counts.reached, counts.total, 1 - alpha),
        nullShare,
        unsettled: counts.moving,
        warnings: shareWarnings(evidence.samples)
      },
      provisionalWhy: otherNumberOfSeeds(counts.total, statedSeeds)
    })
  }
}

function shareVerdict({ reached, moving, total }: EndPointCounts, nullShare: number, alpha: number): Verdict {
  if (total === 0) return { outcome: 'not-evaluable', subtype: 'no-data' }
  const least = settledVerdict(reached, total, nullShare, alpha)
  const most = settledVerdict(reached + moving, total, nullShare, alpha)
  return least.outcome === most.outcome ? least : { outcome: 'inconclusive', subtype: 'not-settled' }
}

function settledVerdict(successes: number, total: number, nullShare: number, alpha: number): Verdict {
  const { lower, upper } = clopperPearson(successes, total, 1 - alpha)
  if (lower > nullShare) return { outcome: 'reproduced', subtype: null }
  if (upper < nullShare) return { outcome: 'refuted', subtype: 'too-few' }
  return { outcome: 'inconclusive', subtype: null }
}

/** The larger p of both ways to count; 1 where they point in different directions. */
function primaryP({ reached, moving, total }: EndPointCounts, nullShare: number): number {
  const sides = new Set([reached, reached + moving].map((successes) => Math.sign(successes / total - nullShare)))
  if (sides.size > 1) return 1
  return Math.max(binomialTwoSidedP(reached, total, nullShare), binomialTwoSidedP(reached + moving, total, nullShare))
}

function shareWarnings(samples: readonly EndPoint[]): string[] {
  const moving = samples.filter(mightStillArrive).map((sample) => sample.seed)
  const warnings = divergedWarning(samples)
  if (moving.length > 0) warnings.push(`still moving at the end, and counted both ways: seeds ${moving.join(', ')}`)
  return warnings
}
