import { isDecision } from '../../claims/outcomes'
import type { Decision, SeedBudget, SequentialDecision } from '../../claims/types'
import type { Interval } from '../../stats/interval'
import type { AnyVerdict, JudgeableLooks } from '../judged'
import type { SeedOrder } from './seedOrder'
import type { Look, SequentialAnalysis } from './types'

/** A claim after so many seeds, as a function of the level that its family leaves for it. */
export interface LookState<V extends AnyVerdict = AnyVerdict> {
  /** Seeds that have entered. */
  readonly n: number
  /** The smallest level at which this look decides; null with too little data. */
  readonly p: number | null
  interval(alpha: number): Interval | null
  verdict(alpha: number): V
}

/** What a claim to which seeds are added has been decided by. */
export interface Monitoring<State extends LookState> {
  /** Over all looks; null with too little data. */
  readonly p: number | null
  readonly looks: JudgeableLooks
  /** The look whose verdict stands at a level: the first that decides, else the last. */
  stoppedAt(alpha: number): StoppedLook<State>
}

export interface StoppedLook<State extends LookState> {
  readonly state: State
  /** Over the looks up to this one. */
  readonly p: number | null
  readonly sequential: SequentialAnalysis
  readonly open: boolean
  /** What was known after more seeds than those that decided. */
  readonly later: readonly State[]
}

/**
 * The looks of a claim in seed order. The first that decides ends them: its verdict stands, and runs that came later
 * are listed and not used.
 *
 * @param states looks in the order in which they were taken, at least 1
 * @param order the seeds that entered them
 */
export function monitor<State extends LookState>(
  states: readonly State[],
  order: SeedOrder<{ readonly seed: number }>,
  decision: SequentialDecision,
  budget: SeedBudget
): Monitoring<State> {
  const taken = states.filter(({ n }) => n >= budget.min)
  const pAfter = (n: number): number | null => {
    const ps = taken.flatMap((state) => (state.n <= n && state.p !== null ? [state.p] : []))
    return ps.length === 0 ? null : Math.min(...ps)
  }
  const running = new Map(taken.map(({ n }) => [n, pAfter(n)]))
  const ends = new Map<number, number>()
  const endAt = (alpha: number): number => {
    const end = ends.get(alpha) ?? states.findIndex((state) => endsLooks(state.verdict(alpha)))
    ends.set(alpha, end)
    return end
  }
  const lastAt = (alpha: number): State => states.at(endAt(alpha))!
  const isOpen = (alpha: number) => endAt(alpha) < 0 && states.at(-1)!.n < budget.max
  return {
    p: pAfter(Infinity),
    looks: {
      sizes: taken.map(({ n }) => n),
      pAfter: (n) => running.get(taken.findLast((state) => state.n <= n)?.n ?? -1) ?? 1,
      isDecidedAfter: (n, alpha) => {
        const state = lastAt(alpha)
        return endAt(alpha) >= 0 && state.n <= n && isDecision(state.verdict(alpha))
      },
      isOpen
    },
    stoppedAt: (alpha) => {
      const state = lastAt(alpha)
      const behind = order.entered.slice(state.n).map(({ seed }) => seed)
      return {
        state,
        p: pAfter(state.n),
        open: isOpen(alpha),
        later: states.filter(({ n }) => n > state.n),
        sequential: {
          mode: decision.mode,
          method: decision.method,
          budget,
          decidedAt: endAt(alpha) < 0 ? null : state.n,
          // The last one first: a confidence sequence of all values holds those of fewer.
          looks: taken
            .filter(({ n }) => n <= state.n)
            .toReversed()
            .map((look) => lookOf(look, pAfter(look.n), alpha))
            .toReversed(),
          unusedSeeds: [...behind, ...order.left],
          missingSeed: order.missing
        }
      }
    }
  }
}

function endsLooks(verdict: AnyVerdict): boolean {
  return isDecision(verdict) || verdict.subtype === 'contradictory-looks'
}

function lookOf(state: LookState, p: number | null, alpha: number): Look {
  return { n: state.n, interval: state.interval(alpha), p, outcome: state.verdict(alpha).outcome }
}

export function isSequential(decision: Decision): decision is SequentialDecision {
  return decision.mode !== 'fixed'
}
