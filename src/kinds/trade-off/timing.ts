import { counted } from '../shared/conclusion'
import type { Timing, TradeOffEvidence } from './types'

/** Whether times say anything of the arms. */
export function isTimed({ machines, elsewhere, overlapping, apart }: Timing): boolean {
  return machines.length === 1 && elsewhere + overlapping + apart === 0
}

/** Why they do not. */
export function timingWords({ machines, elsewhere, overlapping, apart }: Timing): string {
  if (elsewhere > 0) return `${counted(elsewhere, 'run')} ${elsewhere === 1 ? 'was' : 'were'} not timed on this machine`
  if (machines.length !== 1) return 'the runs are of several machines'
  if (overlapping > 0) return `${counted(overlapping, 'run')} overlapped with another one`
  return `the runs of ${counted(apart, 'pair')} did not follow each other`
}

export const TIMING_REMEDY = 'run it anew with --jobs 1 and --store <an empty folder>'

/** An order that is always the same may make one arm look slower. */
export function timingWarnings({ cost }: TradeOffEvidence): string[] {
  if (cost.kind === 'counted' || cost.timing === null) return []
  const { timing, pairs } = cost
  const total = pairs.pairs.length
  if (total < 2 || (timing.treatmentFirst > 0 && timing.treatmentFirst < total)) return []
  return [`${timing.treatmentFirst === 0 ? pairs.control.arm : pairs.treatment.arm} ran first in every pair`]
}
