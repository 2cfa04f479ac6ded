import { canonicalJson } from '../json/canonical'
import { groupBy } from '../json/groupBy'
import type { Count, Double, Probability } from '../json/scalars'
import { type ClaimOf, type JudgementOf, type KindName, kindOf } from '../kinds'
import { effectWords } from '../kinds/shared/effect'
import type { ClaimPlan, RunRole } from '../plan/types'
import type { EngineIdentity } from '../runs/types'
import { cochranQ } from '../stats/cochranQ'
import { normalQuantile } from '../stats/distributions'
import type { Interval } from '../stats/interval'
import { collectEvidence, type JudgedRun } from './collectEvidence'

/** What a claim's runs come to machine by machine, where several kinds of machine made them. */
export interface EffectByEngine {
  /**
   * Those of most pairs first.
   *
   * @minItems 2
   */
  readonly parts: readonly EngineEffect[]
  /** Of the effects being one (Cochran's Q); null where fewer than two of them have an interval. */
  readonly p: Probability | null
  /** p is below 0.01: what was measured hangs on the machine. */
  readonly differ: boolean
}

/** The effect in the pairs of one engine, by themselves. */
export interface EngineEffect {
  /** What made both runs of each of these pairs. */
  readonly engine: EngineIdentity
  /** Which pairs: seed, and starting point where the problem has several. */
  readonly pairs: readonly EnginePair[]
  /** In the claim's own unit; null where too little was measured, or no one number says it. */
  readonly effect: Double | null
  /** At the claim's own level. */
  readonly interval: Interval | null
  /** As they read. */
  readonly words: {
    /** The effect. */
    readonly effect: string
    /** Its interval. */
    readonly interval: string
  }
}

/** Names a pair of a claim's runs. */
export interface EnginePair {
  /** Of the pair. */
  readonly seed: Count
  /** null where the seed decides. */
  readonly initialPoint: number | null
}

const DIFFER_BELOW = 0.01

/**
 * @param plan all of the claim's runs, finished
 * @returns null where one engine made the runs that were judged, or the claim is made of no runs of its own
 */
export function effectByEngine<K extends KindName>(
  plan: ClaimPlan<ClaimOf<K>>,
  judgement: JudgementOf<K>,
  results: ReadonlyMap<string, JudgedRun>
): EffectByEngine | null {
  const judged = plan.roles.filter(({ purpose }) => purpose === 'judgement')
  const byEngine = groupBy(judged, ({ key }) => canonicalJson(results.get(key)!.spec.engine))
  if (byEngine.size < 2) return null
  const others = plan.roles.filter(({ purpose }) => purpose !== 'judgement')
  const parts = [...byEngine.values()]
    .map((roles) => partOf<K>({ ...plan, roles: [...others, ...roles] }, roles, judgement, results))
    .sort((a, b) => b.pairs.length - a.pairs.length || (canonicalJson(a.engine) < canonicalJson(b.engine) ? -1 : 1))
  const studies = parts.flatMap(studyOf)
  const p = studies.length < 2 ? null : cochranQ(studies)
  return { parts, p, differ: p !== null && p < DIFFER_BELOW }
}

/** As if the claim had been asked of these pairs alone, and of so many from the beginning. */
function partOf<K extends KindName>(
  plan: ClaimPlan<ClaimOf<K>>,
  roles: readonly RunRole[],
  { alphaJ }: JudgementOf<K>,
  results: ReadonlyMap<string, JudgedRun>
): EngineEffect {
  const { hypothesis, decision } = plan.claim
  const kind = kindOf<K>(hypothesis)
  const pairs = [
    ...new Map(
      roles.map(({ seed, initialPoint }) => [canonicalJson([seed, initialPoint]), { seed, initialPoint }])
    ).values()
  ].sort((a, b) => a.seed - b.seed || (a.initialPoint ?? 0) - (b.initialPoint ?? 0))
  const seeds = new Set(pairs.map(({ seed }) => seed)).size
  const { alpha } = decision
  const fixed = { alpha, mode: 'fixed', method: null, seeds: { min: seeds, max: seeds } } as const
  const budget = { min: seeds, max: seeds, first: pairs[0]!.seed }
  const judgeable = kind.prepare({ ...plan.claim, decision: fixed }, collectEvidence<K>(plan, results), budget, [])
  const effect = kind.show.effect(hypothesis, judgeable.judge(alphaJ).analysis)
  const { effect: words, interval } = effectWords(effect)
  return {
    engine: results.get(roles[0]!.key)!.spec.engine,
    pairs,
    effect: effect.value,
    interval: effect.interval,
    words: { effect: words, interval }
  }
}

/** The standard error that an interval of normal errors would have; none where it has no end. */
function studyOf({ effect, interval }: EngineEffect) {
  if (effect === null || interval === null) return []
  const standardError = (interval.upper - interval.lower) / 2 / normalQuantile((1 + interval.level) / 2)
  return Number.isFinite(effect) && Number.isFinite(standardError) ? [{ effect, standardError }] : []
}
