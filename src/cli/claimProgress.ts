import type { Plan } from '../plan/types'
import { printable, shortenMiddle } from '../text/escape'
import { roughDuration } from './roughDuration'

const MAX_LINES = 6
const ID_SHARE = 0.5
/** Earlier, a claim's own speed is a guess. */
const WARM_UP_MS = 1_500

interface ClaimRuns {
  readonly id: string
  /** Runs that this round has to make, with their estimated time. */
  readonly pending: ReadonlyMap<string, number>
}

/** How far each claim's runs are in a round: a line a claim that has begun and is not done. */
export class ClaimProgress {
  readonly #claims: readonly ClaimRuns[]
  readonly #settled = new Set<string>()

  constructor(claims: readonly ClaimRuns[]) {
    this.#claims = claims.filter(({ pending }) => pending.size > 0)
  }

  static of({ claims, runs }: Pick<Plan, 'claims' | 'runs'>): ClaimProgress {
    const estimates = new Map(runs.flatMap((run) => (run.cached ? [] : [[run.key, run.estimateMs] as const])))
    return new ClaimProgress(
      claims.map(({ claim, roles }) => ({
        id: claim.id,
        pending: new Map(roles.flatMap(({ key }) => (estimates.has(key) ? [[key, estimates.get(key)!] as const] : [])))
      }))
    )
  }

  settle(key: string): void {
    this.#settled.add(key)
  }

  /**
   * At most seven lines of fewer than `columns` characters; the claim that is furthest first.
   *
   * @param elapsedMs since the round's first run started
   */
  lines(elapsedMs: number, columns: number): string[] {
    const open = this.#claims
      .map((claim) => ({ claim, ...this.#stateOf(claim) }))
      .filter(({ claim, done }) => done > 0 && done < claim.pending.size)
      .sort((a, b) => b.share - a.share)
    const width = Math.floor(columns * ID_SHARE)
    const lines = open.slice(0, MAX_LINES).map(({ claim, done, share }) => {
      const leftMs = share > 0 ? (elapsedMs * (1 - share)) / share : 0
      const left = elapsedMs < WARM_UP_MS || leftMs < 500 ? '' : `, about ${roughDuration(leftMs)} left`
      const line = `  ${shortenMiddle(printable(claim.id), width).padEnd(width)} ${done}/${claim.pending.size} runs`
      // A time that was cut would be another time.
      return line.length + left.length < columns ? line + left : line
    })
    const more = open.length - lines.length
    return [...lines, ...(more > 0 ? [`  and ${more} more claims under way`] : [])].map((line) =>
      line.slice(0, columns - 1)
    )
  }

  #stateOf({ pending }: ClaimRuns): { readonly done: number; readonly share: number } {
    let done = 0
    let doneMs = 0
    let totalMs = 0
    for (const [key, estimateMs] of pending) {
      totalMs += estimateMs
      if (!this.#settled.has(key)) continue
      done += 1
      doneMs += estimateMs
    }
    return { done, share: totalMs > 0 ? doneMs / totalMs : done / pending.size }
  }
}
