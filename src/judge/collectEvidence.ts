import { sameSetting } from '../claims/grid'
import type { AnyClaim } from '../claims/types'
import { type ClaimOf, type EvidenceOf, type KindName, kindOf } from '../kinds'
import type { FinishedRun, RunPair, Runs } from '../kinds/shared/runs'
import type { ClaimPlan, RunRole } from '../plan/types'
import type { RunResult } from '../store/types'
import { type ChosenSetting, chosenSettings } from './chosenSettings'

/**
 * Takes a claim's samples from its finished runs, in seed order, whatever finished first.
 *
 * @param plan all of the claim's runs known (`awaitingSelection` null)
 * @param results finished runs by key; each run of the plan must be among them
 */
export function collectEvidence<K extends KindName>(
  plan: ClaimPlan<ClaimOf<K>>,
  results: ReadonlyMap<string, RunResult>
): EvidenceOf<K> {
  const { hypothesis } = plan.claim
  const roles = plan.roles.filter((role) => role.purpose === 'judgement')
  return kindOf<K>(hypothesis).collect(
    hypothesis,
    new RunsOfPlan(plan, roles, results, chosenSettings<K>(plan, results))
  )
}

class RunsOfPlan implements Runs {
  readonly experiment: Runs['experiment']

  constructor(
    private readonly plan: ClaimPlan<AnyClaim>,
    private readonly roles: readonly RunRole[],
    private readonly results: ReadonlyMap<string, RunResult>,
    private readonly chosen: ReadonlyMap<string, ChosenSetting> | null
  ) {
    this.experiment = plan.experiment
  }

  arm(name: string) {
    const choice = this.chosen?.get(name)
    return { arm: name, setting: choice?.setting ?? {}, selection: choice?.selection ?? null }
  }

  of(arm: string): readonly FinishedRun[] {
    return this.roles
      .filter((role) => role.arm === arm)
      .sort((a, b) => a.seed - b.seed || (a.initialPoint ?? 0) - (b.initialPoint ?? 0))
      .map((role) => this.#finished(role))
  }

  pairs(control: string, treatment: string): readonly RunPair[] {
    const partners = new Map(this.of(treatment).map((run) => [run.seed, run]))
    return this.of(control).map((run) => {
      const partner = partners.get(run.seed)
      if (partner === undefined) throw new Error(`seed ${run.seed} of ${this.plan.claim.id} has no run of ${treatment}`)
      return { control: run, treatment: partner }
    })
  }

  at(setting: Parameters<Runs['at']>[0]): Runs {
    const here = this.roles.filter((role) => sameSetting(role.setting, setting))
    return new RunsOfPlan(this.plan, here, this.results, this.chosen)
  }

  /** @throws Error where the run has not finished: its claim was not ready to be judged */
  #finished({ key, seed, initialPoint, claim }: RunRole): FinishedRun {
    const result = this.results.get(key)
    if (result === undefined) throw new Error(`run ${key} of ${claim} has no result`)
    const { status, metrics, imageBlocks } = result
    return { key, seed, initialPoint, status, metrics, ...(imageBlocks !== undefined && { imageBlocks }) }
  }
}
