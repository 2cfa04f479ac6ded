import { sameSetting } from '../claims/grid'
import type { Setting } from '../claims/types'
import type { Judgeable, JudgeableLooks, KindTypes, Ruling } from '../kinds/judged'
import type { Contest, Kind } from '../kinds/kind'
import { contendersOf } from '../kinds/shared/contenders'
import { effectWords } from '../kinds/shared/effect'
import { levelOf } from '../kinds/shared/judgeable'
import type { ArmEvidence, Contender, JudgedCombination, SelectionFindings } from '../kinds/shared/types'

/**
 * A claim of tuned arms at every combination of the settings that selection cannot tell from the best, as one: it has an
 * outcome only where it has the same one at each.
 *
 * An intersection-union test (Berger 1982): "so at the best settings" is false only if it is false at the best combination,
 * whichever that is, and there it is found with probability alpha at most, since every combination is tested at alpha and
 * all have to agree. So no correction is due for their number, and p is the largest of theirs. Selection runs and judged
 * runs share no seed, so what is judged does not depend on how it came to be judged. The best combination is among those
 * judged except with the error of the confidence sets, CONTENDER_LEVEL an arm: what is left wrong in all is at most
 * alpha + 2 x .05 for two arms, and alpha alone where the sets hold the best; taken at the chosen settings alone there is
 * no such bound, since near ties choose another setting every other time. Seeds are added until every combination is
 * decided, or two are decided otherwise.
 *
 * @param prepare a piece of evidence for its own verdict
 * @param chosen evidence at the chosen settings
 * @param contenders the other settings, of whichever arm; none: the chosen settings are judged, and it is said whether they
 *   stand for all
 */
export function judgeContenders<T extends KindTypes>(
  kind: Pick<Kind<T>, 'show' | 'progress'> & { readonly contest: Contest<T['evidence'], T['verdict']> },
  hypothesis: T['hypothesis'],
  prepare: (evidence: T['evidence']) => Judgeable<T>,
  chosen: T['evidence'],
  contenders: readonly Contender<T['evidence']>[]
): Judgeable<T> {
  const { contest } = kind
  const arms = contest.arms(chosen)
  const standing = standingOf(arms, contenders)
  const first = prepare(chosen)
  if (contenders.length === 0) {
    return { ...first, judge: (alpha) => ({ ...first.judge(alpha), selection: { ...standing, combinations: [] } }) }
  }
  const combinations = combine(contest, arms, chosen, contenders).map(({ settings, evidence }, index) => ({
    settings,
    judgeable: index === 0 ? first : prepare(evidence)
  }))
  const all = combinations.map(({ judgeable }) => judgeable)
  const verdictAt = (alpha: number) => contest.across(all.map((each) => each.verdict(alpha)))
  /** Decided everywhere, and alike. */
  const agree = (alpha: number, isDecided: (each: Judgeable<T>) => boolean) => {
    const [{ outcome }, ...others] = all.map((each) => each.verdict(alpha)) as [T['verdict'], ...T['verdict'][]]
    return all.every(isDecided) && others.every((other) => other.outcome === outcome)
  }
  /** The smallest level at which they agree: all are decided at the largest p and above, each the way it then stays. */
  const largest = (ps: readonly (number | null)[], isDecidedAt: (each: Judgeable<T>, level: number) => boolean) => {
    const p = Math.max(...ps.map((each) => each ?? 1))
    const level = levelOf(p)
    return level < 1 && agree(level, (each) => isDecidedAt(each, level)) ? p : 1
  }
  const hasP = all.some(({ p }) => p !== null)
  const p = hasP
    ? largest(
        all.map((each) => each.p),
        (each, level) => each.isDecided(level)
      )
    : null
  const looks = looksOf(all, agree, largest)
  return {
    evidence: chosen,
    contenders,
    p,
    looks,
    isDecided: (alpha) => agree(alpha, (each) => each.isDecided(alpha)),
    verdict: verdictAt,
    judge: (alpha): Ruling<T> => {
      const rulings = all.map((each) => each.judge(alpha))
      const [atChosen] = rulings as [Ruling<T>, ...Ruling<T>[]]
      const open = looks === null ? rulings.some((ruling) => ruling.open) : looks.isOpen(alpha) || atChosen.open
      const waiting = rulings.find((ruling) => ruling.provisionalWhy !== null && (open || !ruling.open))
      const judged = rulings.map((ruling, index) =>
        combinationOf(kind, hypothesis, combinations[index]!.settings, ruling)
      )
      return {
        verdict: verdictAt(alpha),
        analysis: atChosen.analysis,
        p,
        provisionalWhy: waiting?.provisionalWhy ?? null,
        open,
        selection: { ...standing, combinations: judged }
      }
    }
  }
}

/** Looks are taken at all of them; the last one to be decided decides the claim. */
function looksOf<T extends KindTypes>(
  all: readonly Judgeable<T>[],
  agree: (alpha: number, isDecided: (each: Judgeable<T>) => boolean) => boolean,
  largest: (ps: readonly number[], isDecidedAt: (each: Judgeable<T>, level: number) => boolean) => number
): JudgeableLooks | null {
  const looks = all.map((each) => each.looks)
  if (!looks.every((each) => each !== null)) return null
  const decidedAfter = (n: number) => (each: Judgeable<T>, alpha: number) => each.looks!.isDecidedAfter(n, alpha)
  return {
    sizes: [...new Set(looks.flatMap(({ sizes }) => sizes))].sort((a, b) => a - b),
    pAfter: (n) =>
      largest(
        looks.map((each) => each.pAfter(n)),
        decidedAfter(n)
      ),
    isDecidedAfter: (n, alpha) => agree(alpha, (each) => decidedAfter(n)(each, alpha)),
    isOpen: (alpha) => {
      const settled = all.filter((each) => each.looks!.isDecidedAfter(Infinity, alpha))
      const outcomes = new Set(settled.map((each) => each.verdict(alpha).outcome))
      return outcomes.size <= 1 && looks.some((each) => each.isOpen(alpha))
    }
  }
}

function standingOf(
  arms: readonly ArmEvidence[],
  others: readonly Contender<unknown>[]
): Omit<SelectionFindings, 'combinations'> {
  const known = arms.map(({ arm, setting, selection }) => {
    const contenders = selection === null ? null : contendersOf(selection, setting)
    const share = selection?.candidates.find((candidate) => sameSetting(candidate.setting, setting))?.share
    return { arm, contenders: contenders?.length ?? null, otherwise: share === undefined ? null : 1 - share }
  })
  const complete = known.every(
    ({ arm, contenders }) => contenders === 1 + others.filter((contender) => contender.arm === arm).length
  )
  return { judgedAt: complete ? 'contenders' : 'chosen', arms: known }
}

/** Every combination of the arms' settings with its evidence, that of the chosen ones first. */
function combine<T extends KindTypes>(
  contest: Contest<T['evidence'], T['verdict']>,
  arms: readonly ArmEvidence[],
  chosen: T['evidence'],
  contenders: readonly Contender<T['evidence']>[]
): { readonly settings: readonly Setting[]; readonly evidence: T['evidence'] }[] {
  let combinations = [{ settings: [] as readonly Setting[], evidence: chosen }]
  for (const { arm, setting } of arms) {
    const own = contenders.filter((contender) => contender.arm === arm)
    combinations = combinations.flatMap(({ settings, evidence }) => [
      { settings: [...settings, setting], evidence },
      ...own.map((contender) => ({
        settings: [...settings, contender.setting],
        evidence: contest.withArm(evidence, arm, contender.evidence)
      }))
    ])
  }
  return combinations
}

function combinationOf<T extends KindTypes>(
  kind: Pick<Kind<T>, 'show' | 'progress'>,
  hypothesis: T['hypothesis'],
  settings: readonly Setting[],
  { verdict, analysis, p, open }: Ruling<T>
): JudgedCombination {
  const effect = kind.show.effect(hypothesis, analysis)
  const { effect: words, interval } = effectWords(effect)
  return {
    settings,
    outcome: verdict.outcome,
    subtype: verdict.subtype,
    p,
    effect: effect.value,
    interval: effect.interval,
    words: { effect: words, interval },
    ...(open && { open: kind.progress?.(analysis)?.expected ?? 1 })
  }
}
