import type { SeedBudget } from '../claims/types'
import { InputError, UnavailableError } from '../errors'
import { collectEvidence } from '../judge/collectEvidence'
import type { Claim } from '../kinds'
import { bothTrained } from '../kinds/comparison/failures'
import { asPaired } from '../kinds/comparison/isPaired'
import { distancesToDecide } from '../kinds/comparison/morePairs'
import { deltaOf, pairEffect } from '../kinds/comparison/pairEffect'
import type { PairedHypothesis } from '../kinds/comparison/types'
import { familySize } from '../load/family'
import { loadClaims } from '../load/load'
import { substituteData } from '../load/substituteData'
import { buildPlan } from '../plan/plan'
import type { RunRole } from '../plan/types'
import { applyProfile, seedBudget } from '../runs/profiles'
import { mean, sampleStandardDeviation } from '../stats/describe'
import { effectInterval } from '../stats/effectInterval'
import type { Interval } from '../stats/interval'
import { RunExecutor } from '../verify/execute'
import { missingDataOf } from '../verify/missingData'
import { lookAtPrograms } from '../verify/programs'
import { selectClaims } from '../verify/select'
import type { VerifyOptions } from '../verify/types'
import { oneClaim, requireComparison } from './prepareStudy'

const LEVEL = 0.9

export type PilotOptions = Pick<
  VerifyOptions,
  'claimsRoot' | 'profile' | 'engine' | 'storeFolder' | 'firstSeed' | 'seeds' | 'signal' | 'substitutions'
> & { readonly claim: string }

/** What the runs in the store tell of a claim's effect. */
export interface Pilot {
  readonly claim: Claim
  /** At the profile. */
  readonly budget: SeedBudget
  /** Claims of its family that carry a p value. */
  readonly familySize: number
  /** Pairs in the store in which both arms trained. */
  readonly numPairs: number
  readonly theta: number
  readonly standardDeviation: number
  readonly delta: number
  /** Distances that have to be found, in standard deviations: theta against -delta; for an equivalence against both. */
  readonly effects: readonly number[]
  /** theta against 0. */
  readonly directionEffect: number
  /** Of the smallest of `effects`: what so few pairs leave open. */
  readonly interval: Interval
}

/**
 * Takes a claim's effect from the runs that the store holds, and runs nothing. Only an engine that works here can say
 * what its runs are called.
 *
 * @throws InputError for malformed claims or a claim that does not compare two arms
 * @throws UnavailableError where the data or the engine is missing, or the store holds fewer than 2 pairs that trained
 */
export async function pilotOf(options: PilotOptions): Promise<Pilot> {
  const { loaded } = substituteData(loadClaims(options.claimsRoot), options.substitutions ?? {})
  const claim = requireComparison(oneClaim(selectClaims(loaded.claims, [options.claim]).named, options.claim))
  const { hypothesis } = claim
  const whole = claim.experiment === null ? undefined : loaded.experiments.get(claim.experiment)
  if (whole === undefined) throw noExperiment(claim)
  const experiment = applyProfile(whole, options.profile)
  const budget = seedBudget(claim, whole, options.profile)
  const missingData = missingDataOf(experiment, loaded.datasets)
  if (missingData !== null) throw new UnavailableError(missingData.reason, { remedy: missingData.remedy })
  const programs = await lookAtPrograms([experiment], { ...options, execute: false })
  const executor = await RunExecutor.open({ ...options, jobs: 1, programs }, [experiment.kind])
  try {
    const missing = executor.unavailable.get(experiment.kind)
    if (missing !== undefined) throw missing
    const members = [{ claim, experiment, seeds: options.seeds ?? budget.max }]
    const [plan] = buildPlan(members, executor.planContext(options)).claims
    const roles = plan!.awaitingSelection === null ? wholePairs(plan!.roles, executor.results) : []
    const trained = asPaired(collectEvidence({ ...plan!, claim, roles }, executor.results)).pairs.filter(bothTrained)
    if (trained.length < 2) throw noPilot(claim, trained.length, options)
    const effectOf = pairEffect(claim, hypothesis)
    const values = trained.map((pair) => effectOf(pair.control.value, pair.treatment.value))
    return { claim, budget, familySize: familySize(loaded.claims, claim.family), ...pilotEffects(hypothesis, values) }
  } finally {
    await executor.close()
  }
}

/** @param values the pairs' effects, at least 2 */
export function pilotEffects(
  hypothesis: Pick<PairedHypothesis, 'kind' | 'margin'>,
  values: readonly number[]
): Omit<Pilot, 'claim' | 'budget' | 'familySize'> {
  const theta = mean(values)
  const standardDeviation = sampleStandardDeviation(values)
  const delta = deltaOf(hypothesis.margin)
  const inUnits = (distance: number) => (distance === 0 ? 0 : distance / standardDeviation)
  const effects = distancesToDecide(hypothesis.kind, theta, delta).map(inUnits)
  return {
    numPairs: values.length,
    theta,
    standardDeviation,
    delta,
    effects,
    directionEffect: inUnits(Math.abs(theta)),
    interval: effectInterval(Math.min(...effects), values.length, LEVEL)
  }
}

/** Selection runs, and the judgement runs of the seeds for which the store holds both arms. */
function wholePairs(roles: readonly RunRole[], results: ReadonlyMap<string, unknown>): RunRole[] {
  const broken = new Set(roles.filter(({ key }) => !results.has(key)).map(({ seed }) => seed))
  return roles.filter(({ purpose, seed }) => purpose === 'selection' || !broken.has(seed))
}

function noPilot(claim: Claim, found: number, { profile }: PilotOptions): UnavailableError {
  return new UnavailableError(`the store holds too few pilot runs of ${claim.id} at profile ${profile}`, {
    expected: 'at least 2 pairs of runs in which both arms trained',
    received: String(found),
    remedy: `npx claimcheck verify ${claim.id} --profile ${profile} --seeds 5`
  })
}

function noExperiment({ id }: Claim): InputError {
  return new InputError(`claim ${id} has no runs from which its effect could be taken`, {
    expected: 'a claim that names an experiment',
    received: '"experiment": null: it is only adjudicated, from logs of others',
    remedy: 'state the effect: claimcheck power --effect <standard deviations>'
  })
}
