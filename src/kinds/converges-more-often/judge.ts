import type { ClaimWith } from '../../claims/types'
import { clopperPearson } from '../../stats/clopperPearson'
import { mcnemarP } from '../../stats/mcnemar'
import type { Judgeable, SeedPlan } from '../judged'
import { mightStillArrive } from '../shared/endPoints'
import { otherNumberOfSeeds } from '../shared/judgeable'
import { requireFixed } from '../shared/requireFixed'
import type { Arrival } from '../shared/types'
import type {
  ConvergesMoreOftenEvidence,
  ConvergesMoreOftenHypothesis,
  ConvergesMoreOftenTypes,
  ConvergesMoreOftenVerdict
} from './types'

/** Seeds on which only one arm arrives. */
interface Discordant {
  readonly onlyTreatment: number
  readonly onlyControl: number
}

/**
 * Prepares a claim for its family: does the treatment arrive on more seeds than the control? Exact McNemar test over
 * the seeds on which they differ, two-sided at alpha_j; the direction is that of the counts. Runs whose iterate is still
 * moving count both ways: a verdict stands only if it is the same with each of them arriving and none.
 *
 * @param seeds that the claim states at this profile
 * @throws InputError where the claim would have seeds added
 */
export function judgeMoreOften(
  claim: ClaimWith<ConvergesMoreOftenHypothesis>,
  evidence: ConvergesMoreOftenEvidence,
  seeds: SeedPlan
): Judgeable<ConvergesMoreOftenTypes> {
  requireFixed(claim)
  const { pairs } = evidence
  const counts = (control: (run: Arrival) => boolean, treatment: (run: Arrival) => boolean): Discordant => ({
    onlyTreatment: pairs.filter((pair) => treatment(pair.treatment) && !control(pair.control)).length,
    onlyControl: pairs.filter((pair) => control(pair.control) && !treatment(pair.treatment)).length
  })
  const arrived = ({ reached }: Arrival) => reached
  const mightArrive = (run: Arrival) => run.reached || mightStillArrive(run)
  const asSeen = counts(arrived, arrived)
  const extremes = [asSeen, counts(mightArrive, arrived), counts(arrived, mightArrive)]
  const p = pairs.length === 0 ? null : primaryP(extremes)
  const verdictAt = (alpha: number): ConvergesMoreOftenVerdict => {
    if (pairs.length === 0) return { outcome: 'not-evaluable', subtype: 'no-data' }
    const verdicts = extremes.map((each) => settledVerdict(each, alpha))
    const agree = verdicts.every(({ outcome }) => outcome === verdicts[0]!.outcome)
    return agree ? verdicts[0]! : { outcome: 'inconclusive', subtype: 'not-settled' }
  }
  return {
    evidence,
    p,
    looks: null,
    isDecided: (alpha) => ['reproduced', 'refuted'].includes(verdictAt(alpha).outcome),
    verdict: verdictAt,
    judge: (alpha) => ({
      verdict: verdictAt(alpha),
      analysis: {
        kind: 'converges-more-often',
        numPairs: pairs.length,
        both: pairs.filter((pair) => arrived(pair.control) && arrived(pair.treatment)).length,
        ...asSeen,
        neither: pairs.filter((pair) => !arrived(pair.control) && !arrived(pair.treatment)).length,
        unsettled: pairs.filter((pair) => mightStillArrive(pair.control) || mightStillArrive(pair.treatment)).length,
        interval: clopperPearson(asSeen.onlyTreatment, asSeen.onlyTreatment + asSeen.onlyControl, 1 - alpha),
        warnings: convergesMoreOftenWarnings(evidence)
      },
      provisionalWhy: otherNumberOfSeeds(pairs.length, seeds.max),
      p,
      open: false
    })
  }
}

function settledVerdict({ onlyTreatment, onlyControl }: Discordant, alpha: number): ConvergesMoreOftenVerdict {
  if (mcnemarP(onlyControl, onlyTreatment) > alpha) return { outcome: 'inconclusive', subtype: null }
  return onlyTreatment > onlyControl
    ? { outcome: 'reproduced', subtype: null }
    : { outcome: 'refuted', subtype: 'opposite' }
}

/** The largest p of all ways to count; 1 where they point in different directions. */
function primaryP(counts: readonly Discordant[]): number {
  const sides = new Set(counts.map(({ onlyTreatment, onlyControl }) => Math.sign(onlyTreatment - onlyControl)))
  if (sides.size > 1) return 1
  return Math.max(...counts.map(({ onlyTreatment, onlyControl }) => mcnemarP(onlyControl, onlyTreatment)))
}

function convergesMoreOftenWarnings({ pairs, control, treatment }: ConvergesMoreOftenEvidence): string[] {
  const moving = pairs.filter((pair) => mightStillArrive(pair.control) || mightStillArrive(pair.treatment))
  const diverged = (runs: readonly Arrival[], arm: string) => {
    const count = runs.filter(({ value }) => !Number.isFinite(value)).length
    return count === 0 ? [] : [`${count} of ${pairs.length} runs of ${arm} diverged and count as not arrived`]
  }
  return [
    ...diverged(
      pairs.map((pair) => pair.control),
      control
    ),
    ...diverged(
      pairs.map((pair) => pair.treatment),
      treatment
    ),
    ...(moving.length === 0
      ? []
      : [`still moving at the end, and counted both ways: seeds ${moving.map(({ seed }) => seed).join(', ')}`])
  ]
}
