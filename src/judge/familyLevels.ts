import type { Judgeable, JudgeableTest, KindTypes } from '../kinds/judged'
import { holm } from '../stats/holm'

/**
 * The level alpha/(m - j) at which Holm's procedure decides each question of the claims of a family, or leaves it
 * undecided. Most claims are one question.
 *
 * Where seeds are added the procedure runs along with them: after each number of seeds, once more over the questions that
 * are still open, with what was known by then. Claims with a fixed number are there from the beginning. So a decision
 * depends on nothing that came after it: it stands whatever is run later, and how many seeds a round adds does not
 * matter.
 *
 * @param claims those that carry a p value; null: not run, which counts as one question with p = 1
 * @param alpha the family's error rate
 * @returns the levels of each claim's questions, in the order of `claims`
 * @see Holm 1979; Bartroff & Song 2014 for looks at several claims one after the other
 */
export function familyLevels(claims: readonly (Judgeable<KindTypes> | null)[], alpha: number): number[][] {
  const questions = claims.map((claim): readonly (Question | null)[] => claim?.tests ?? [claim])
  const levels = levelsOf(questions.flat(), alpha)
  return questions.map((own) => levels.splice(0, own.length))
}

type Question = JudgeableTest & Partial<Pick<Judgeable<KindTypes>, 'looks'>>

function levelsOf(questions: readonly (Question | null)[], alpha: number): number[] {
  const sizes = new Set(questions.flatMap((question) => question?.looks?.sizes ?? []))
  const levels = new Array<number>(questions.length)
  let remaining = questions.map((_, index) => index)
  for (const n of [0, ...[...sizes].sort((a, b) => a - b)]) {
    const known = remaining.map((index) => knownAfter(questions[index]!, n))
    const decisions = holm(
      known.map(({ p }) => p),
      alpha,
      (place, level) => known[place]!.isDecided(level)
    )
    for (const [place, index] of remaining.entries()) levels[index] = decisions[place]!.alphaJ
    remaining = remaining.filter((_, place) => !decisions[place]!.decided)
    if (remaining.length === 0) break
  }
  return levels
}

/** A question as it was when `n` seeds had entered. */
function knownAfter(question: Question | null, n: number): { p: number; isDecided: (level: number) => boolean } {
  if (question === null) return { p: 1, isDecided: () => false }
  const { looks = null } = question
  if (looks === null) return { p: question.p ?? 1, isDecided: (level) => question.isDecided(level) }
  const p = looks.pAfter(n)
  return { p, isDecided: (level) => p <= level && looks.isDecidedAfter(n, level) }
}
