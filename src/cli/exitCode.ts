import type { ReportClaim } from '../report/data/types'

/** `away` is EX_TEMPFAIL of sysexits.h: nothing is wrong, call again later. */
export const EXIT = { ok: 0, differs: 1, badInput: 2, couldNotRun: 3, away: 75, interrupted: 130 } as const

export interface Strictness {
  /** Ids of the claims that the user named; empty when all were meant. */
  readonly named: ReadonlySet<string>
  /** An engine was asked for: where it is missing, that counts. */
  readonly engineNamed: boolean
  /** Any claim that could not run counts, named or not. */
  readonly strict: boolean
  /** A report in which no claim was judged is no failure. */
  readonly allowNone: boolean
  /** The reviewer's gate: whatever has not this outcome fails, expected or not. */
  readonly require: 'reproduced' | null
}

/**
 * Maps outcomes to the exit code: 0 all as expected; 3 something crashed, or a named claim (with `strict` any claim)
 * could not run, or none was judged; 1 an outcome differs. Where both hold 3 wins, since an incomplete answer is none.
 */
export function exitCodeOf(claims: readonly ReportClaim[], strictness: Strictness): number {
  if (!strictness.allowNone && claims.every(({ kind }) => kind !== 'judged')) return EXIT.couldNotRun
  const codes = claims.map((claim) => codeOf(claim, strictness))
  if (codes.includes(EXIT.couldNotRun)) return EXIT.couldNotRun
  return codes.includes(EXIT.differs) ? EXIT.differs : EXIT.ok
}

function codeOf(entry: ReportClaim, { named, engineNamed, strict, require }: Strictness): number {
  switch (entry.kind) {
    case 'judged': {
      const { verdict, provisional } = entry.judgement
      const fine = require === null ? entry.matches : verdict.outcome === require && !provisional
      return fine ? EXIT.ok : EXIT.differs
    }
    case 'could-not-run': {
      const asked = named.has(entry.claim.id) || (engineNamed && entry.cause === 'missing-engine')
      const counts = entry.cause === 'crash' || asked || strict || require !== null
      return counts ? EXIT.couldNotRun : EXIT.ok
    }
    case 'not-in-profile':
      return EXIT.ok
    default:
      return entry satisfies never
  }
}
