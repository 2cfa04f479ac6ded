import type { RunRole } from '../plan/types'
import type { RunResult } from '../store/types'

/** Finished runs by key. */
export type Results = ReadonlyMap<string, RunResult>

/** @throws Error where the run has not finished: its claim was not ready to be judged */
export function resultOf(role: RunRole, results: Results): RunResult {
  const result = results.get(role.key)
  if (result === undefined) throw new Error(`run ${role.key} of ${role.claim} has no result`)
  return result
}

/** The runs of one arm, in the order of their seeds, then of their starting points. */
export function rolesOf(arm: string, roles: readonly RunRole[]): readonly RunRole[] {
  return roles
    .filter((role) => role.arm === arm)
    .sort((a, b) => a.seed - b.seed || (a.initialPoint ?? 0) - (b.initialPoint ?? 0))
}

/** Both arms' runs pair by pair: each control run with the treatment run of the same seed. */
export function pairedRoles(
  control: string,
  treatment: string,
  roles: readonly RunRole[]
): readonly { readonly control: RunRole; readonly treatment: RunRole }[] {
  const partners = new Map(rolesOf(treatment, roles).map((role) => [role.seed, role]))
  return rolesOf(control, roles).map((role) => {
    const partner = partners.get(role.seed)
    if (partner === undefined) throw new Error(`seed ${role.seed} of ${role.claim} has no run of ${treatment}`)
    return { control: role, treatment: partner }
  })
}
