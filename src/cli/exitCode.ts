import type { ClaimOutcome } from '../report/types'
import { compareWithRegistered } from '../verdict/registered'

export const EXIT = { ok: 0, differs: 1, badInput: 2, couldNotRun: 3, interrupted: 130 } as const

export interface Strictness {
  /** Ids that the user named; none when all claims were meant. */
  readonly named: boolean
  /** Any claim that could not run counts, named or not. */
  readonly strict: boolean
  /** The reviewer's gate: any other outcome than this one fails, registered or not. */
  readonly require: 'reproduced' | null
}

/**
 * Maps outcomes to the exit code: 0 all as registered; 3 something crashed, or a named claim (with `strict` any claim)
 * could not run; 1 an outcome differs. Where both hold, 3 wins, since an incomplete answer is none.
 */
export function exitCodeOf(outcomes: readonly ClaimOutcome[], strictness: Strictness): number {
  const codes = outcomes.map((outcome) => codeOf(outcome, strictness))
  if (codes.includes(EXIT.couldNotRun)) return EXIT.couldNotRun
  return codes.includes(EXIT.differs) ? EXIT.differs : EXIT.ok
}

function codeOf(outcome: ClaimOutcome, { named, strict, require }: Strictness): number {
  switch (outcome.kind) {
    case 'judged': {
      const { claim, judgement } = outcome
      if (require !== null) {
        return judgement.verdict.outcome === require && !judgement.provisional ? EXIT.ok : EXIT.differs
      }
      return compareWithRegistered(claim, judgement.profile, judgement).matches ? EXIT.ok : EXIT.differs
    }
    case 'could-not-run': {
      const counts = outcome.cause === 'crash' || named || strict || require !== null
      return counts ? EXIT.couldNotRun : EXIT.ok
    }
    case 'not-in-profile':
      return EXIT.ok
    default:
      return outcome satisfies never
  }
}
