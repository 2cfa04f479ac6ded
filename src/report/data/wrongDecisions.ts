import { sum } from 'simple-statistics'
import { isDecision } from '../../claims/outcomes'
import { groupBy } from '../../json/groupBy'
import { benjaminiHochberg } from '../../stats/benjaminiHochberg'
import { notMeasured } from './notMeasured'
import type { JudgedClaim, ReportClaim } from './types'

/** How many decisions of a whole report are wrong by chance, if every rule's assumption is met. */
export interface WrongDecisions {
  /** By name: families with at least one claim that carries a p value. */
  readonly families: readonly FamilyErrors[]
  /** Claims that carry a p value, measured and not provisional. */
  readonly tested: number
  readonly decided: number
  /** Wrong decisions on average, at most: each claim errs with probability alpha_j at most, decided or not. */
  readonly expectedWrong: number
  /** Probability that any decision is wrong, at most: each family errs anywhere with probability alpha at most. */
  readonly anyWrong: number
  /** The decided claim that stands on least: the largest q; null where none is decided. */
  readonly weakest: TestedClaim | null
}

export interface FamilyErrors {
  readonly family: string
  readonly alpha: number
  readonly tested: number
  readonly decided: number
  /** Of the decided ones; null where none is. */
  readonly largestQ: number | null
}

export interface TestedClaim {
  readonly entry: JudgedClaim
  readonly q: number
}

/**
 * The errors of all claims together. Holm's procedure bounds each family's; a report holds many families, and what their
 * bounds add up to is said here, beside each claim's q value over the whole report (Benjamini and Hochberg).
 *
 * @returns null where no claim carries a p value
 */
export function wrongDecisions(claims: readonly ReportClaim[]): WrongDecisions | null {
  const tested = qValues(claims)
  if (tested.length === 0) return null
  const byFamily = groupBy(tested, ({ entry }) => entry.claim.family)
  const families = [...byFamily.keys()].sort().map((family): FamilyErrors => {
    const members = byFamily.get(family)!
    const decided = members.filter(isDecided)
    return {
      family,
      alpha: members[0]!.entry.claim.decision.alpha,
      tested: members.length,
      decided: decided.length,
      largestQ: decided.length === 0 ? null : Math.max(...decided.map(({ q }) => q))
    }
  })
  const decided = tested.filter(isDecided)
  return {
    families,
    tested: tested.length,
    decided: decided.length,
    expectedWrong: sum(tested.map(({ entry }) => entry.judgement.alphaJ)),
    anyWrong: Math.min(1, sum(families.map(({ alpha }) => alpha))),
    weakest: decided.reduce<TestedClaim | null>((most, each) => (most === null || each.q > most.q ? each : most), null)
  }
}

/** The measured claims that carry a p value, each with its q over all of them, in the report's order. */
export function qValues(claims: readonly ReportClaim[]): TestedClaim[] {
  const tested = claims.flatMap((entry) =>
    entry.kind === 'judged' && entry.judgement.p !== null && !entry.judgement.provisional && notMeasured(entry) === null
      ? [{ entry, p: entry.judgement.p }]
      : []
  )
  const q = benjaminiHochberg(tested.map(({ p }) => p))
  return tested.map(({ entry }, index) => ({ entry, q: q[index]! }))
}

function isDecided({ entry }: TestedClaim): boolean {
  return isDecision(entry.judgement.verdict)
}
