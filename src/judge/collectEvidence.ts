import { sameSetting } from '../claims/grid'
import type { AnyClaim } from '../claims/types'
import { type ClaimOf, type EvidenceOf, type KindName, kindOf } from '../kinds'
import type { FinishedRun, RunPair, Runs, RunTiming } from '../kinds/shared/runs'
import type { ArmEvidence, Contender } from '../kinds/shared/types'
import type { ClaimPlan, RunRole } from '../plan/types'
import { runKindOf } from '../runs/runKinds'
import type { RunResult } from '../store/types'
import { type ChosenSetting, chosenSettings, otherContenders } from './chosenSettings'

/** A finished run; with when and where it was made, where a claim asks. */
export interface JudgedRun extends RunResult {
  readonly timing?: RunTiming
}

/**
 * Takes a claim's samples from its finished runs, in seed order, whatever finished first.
 *
 * @param plan all of the claim's runs known (`awaitingSelection` null)
 * @param results finished runs by key; each run of the plan must be among them
 */
export function collectEvidence<K extends KindName>(
  plan: ClaimPlan<ClaimOf<K>>,
  results: ReadonlyMap<string, JudgedRun>
): EvidenceOf<K> {
  const { hypothesis } = plan.claim
  const chosen = chosenSettings<K>(plan, results) ?? new Map<string, ChosenSetting>()
  return kindOf<K>(hypothesis).collect(hypothesis, new RunsOfPlan(plan, judgedRoles(plan), results, chosen))
}

/**
 * The same at each setting that selection cannot tell from the chosen one of its arm, in the order of arms and grid.
 *
 * @returns undefined where the plan has runs at no such setting
 */
export function collectContenders<K extends KindName>(
  plan: ClaimPlan<ClaimOf<K>>,
  results: ReadonlyMap<string, JudgedRun>
): readonly Contender<EvidenceOf<K>>[] | undefined {
  const { hypothesis } = plan.claim
  const chosen = chosenSettings<K>(plan, results) ?? new Map<string, ChosenSetting>()
  const roles = judgedRoles(plan)
  const contenders = [...(otherContenders<K>(plan, results) ?? [])].flatMap(([arm, settings]) =>
    settings
      .filter((setting) => roles.some((role) => role.arm === arm && sameSetting(role.setting, setting)))
      .map((setting) => {
        // How it was chosen stands with the evidence at the chosen settings.
        const there = new Map([...chosen].map(([name, choice]) => [name, { setting: choice.setting, selection: null }]))
        there.set(arm, { setting, selection: null })
        const evidence = kindOf<K>(hypothesis).collect(hypothesis, new RunsOfPlan(plan, roles, results, there))
        return { arm, setting, evidence }
      })
  )
  return contenders.length === 0 ? undefined : contenders
}

function judgedRoles({ roles }: ClaimPlan<AnyClaim>): readonly RunRole[] {
  return roles.filter((role) => role.purpose === 'judgement')
}

class RunsOfPlan implements Runs {
  readonly experiment: Runs['experiment']

  /** @param settings of the tuned arms, at which their runs are taken */
  constructor(
    private readonly plan: ClaimPlan<AnyClaim>,
    private readonly roles: readonly RunRole[],
    private readonly results: ReadonlyMap<string, JudgedRun>,
    private readonly settings: ReadonlyMap<string, Pick<ArmEvidence, 'setting' | 'selection'>>
  ) {
    this.experiment = plan.experiment
  }

  arm(name: string) {
    const { setting = {}, selection = null } = this.settings.get(name) ?? {}
    return { arm: name, setting, selection }
  }

  of(arm: string): readonly FinishedRun[] {
    return this.roles
      .filter((role) => role.arm === arm && this.#isThere(role))
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
    return new RunsOfPlan(this.plan, here, this.results, this.settings)
  }

  #isThere({ arm, setting }: RunRole): boolean {
    const tuned = this.settings.get(arm)
    return tuned === undefined || sameSetting(setting, tuned.setting)
  }

  /** @throws Error where the run has not finished: its claim was not ready to be judged */
  #finished({ key, seed, initialPoint, claim }: RunRole): FinishedRun {
    const result = this.results.get(key)
    if (result === undefined) throw new Error(`run ${key} of ${claim} has no result`)
    const { spec, status, metrics, imageBlocks, timing } = result
    return {
      key,
      seed,
      initialPoint,
      status,
      metrics,
      amounts: () => runKindOf(spec).amounts?.(spec) ?? null,
      ...(imageBlocks !== undefined && { imageBlocks }),
      ...(timing !== undefined && { timing })
    }
  }
}
