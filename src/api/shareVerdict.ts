import type { Verdict } from '../kinds'
import { judgeSeeds } from '../kinds/converges-to/judgeSeeds'
import type { ConvergesToHypothesis, ShareAnalysis } from '../kinds/converges-to/types'
import { arrayClaim, type DecisionOptions } from './arrayClaim'

/** A verdict on a share of seeds. */
export interface ShareVerdict {
  readonly outcome: Verdict['outcome']
  readonly subtype: Verdict['subtype']
  readonly p: number | null
  /** Counts and intervals. */
  readonly analysis: ShareAnalysis
}

/**
 * Do more than a share of the seeds succeed? Reproduced where the Clopper-Pearson interval lies above the share, refuted
 * where it lies below; with `sequential` (method `beta-binomial`) a confidence sequence, looked at seed by seed.
 *
 * @param successes of each seed, in the order of the seeds
 * @param share in (0, 1)
 * @param options alpha, and when it is decided
 * @throws TypeError where a success is neither true nor false
 * @throws RangeError where an option is out of range; InputError where the share is
 * @example shareVerdict(new Array(17).fill(true), 0.8).outcome // 'reproduced'
 * @example shareVerdict(new Array(16).fill(true), 0.8).outcome // 'inconclusive'
 */
export function shareVerdict(
  successes: readonly boolean[],
  share: number,
  options: DecisionOptions = {}
): ShareVerdict {
  const wrong = successes.findIndex((success: unknown) => typeof success !== 'boolean')
  if (wrong >= 0) throw new TypeError(`successes[${wrong}] is ${String(successes[wrong])}: expected true or false`)
  const hypothesis: ConvergesToHypothesis = {
    kind: 'converges-to',
    arm: 'arm',
    metric: 'success',
    target: 1,
    tolerance: 0,
    over: 'seeds',
    share
  }
  const claim = arrayClaim('arrays/share', hypothesis, successes.length, options)
  const samples = successes.map((reached, seed) => ({
    seed,
    initialPoint: 0,
    runKey: '',
    value: Number(reached),
    reached,
    settled: true
  }))
  const evidence = { kind: 'share', metric: 'success', arm: 'arm', target: 1, tolerance: 0, samples } as const
  const { alpha, seeds } = claim.decision
  const { verdict, p, analysis } = judgeSeeds(claim, evidence, { ...seeds, first: 0 }).judge(alpha)
  return { ...verdict, p, analysis }
}
