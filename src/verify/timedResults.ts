import type { RunEnvironment } from '../engine/engine'
import type { JudgedRun } from '../judge/collectEvidence'
import { type Claim, KINDS } from '../kinds'
import type { RunTiming } from '../kinds/shared/runs'
import { machineHere } from '../store/environment'
import type { RunProvider } from './execute'

/** Finished runs as claims are judged by them: where one of these asks for it, with when and where each was made. */
export function timedResults(
  claims: readonly Claim[],
  { records, results, areElsewhere }: Pick<RunProvider, 'records' | 'results' | 'areElsewhere'>
): ReadonlyMap<string, JudgedRun> {
  if (!claims.some(({ hypothesis }) => KINDS[hypothesis.kind].needs?.(hypothesis).timing === true)) return results
  return new Map(
    [...records].map(([key, { result, environment }]) => [
      key,
      { ...result, timing: timingOf(environment, areElsewhere || isThisMachine(environment)) }
    ])
  )
}

function timingOf(environment: RunEnvironment, isHere: boolean): RunTiming {
  const { startedAt, wallTimeMs, cohortSize = 1, cpu, platform } = environment
  return {
    startedAtMs: Date.parse(startedAt),
    seconds: wallTimeMs / 1000,
    machine: `${cpu}, ${platform}`,
    isComparable: isHere && cohortSize === 1
  }
}

function isThisMachine({ cpu, platform }: RunEnvironment): boolean {
  const here = machineHere()
  return cpu === here.cpu && platform === here.platform
}
