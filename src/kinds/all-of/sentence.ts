import type { Wordless } from '../judged'
import { conclusion, counted } from '../shared/conclusion'
import type { AllOfAnalysis, AllOfTypes } from './types'

/** The verdict on several claims together in words, from the subject of the sentence on. */
export function allOfSentence(judgement: Wordless<AllOfTypes>): string {
  const { members, memberAlpha } = judgement.analysis
  const { outcome } = judgement.verdict
  const named = (chosen: readonly AllOfAnalysis['members'][number][]) => chosen.map(({ claim }) => claim).join(', ')
  const reproduced = members.filter((member) => member.outcome === 'reproduced')
  const refuted = members.filter((member) => member.outcomeAtShare === 'refuted')
  const unevaluable = members.filter((member) => member.outcome === 'not-evaluable')
  const counts = `${reproduced.length} of ${counted(members.length, 'claim')} ${members.length === 1 ? 'is' : 'are'} reproduced, each at level ${short(judgement.alphaJ)}`
  const finding =
    outcome === 'reproduced'
      ? 'all of them'
      : outcome === 'refuted'
        ? `refuted at level ${short(memberAlpha)} (the family's over their number): ${named(refuted)}`
        : outcome === 'not-evaluable'
          ? `not evaluable: ${named(unevaluable)}`
          : `not reproduced, and not refuted at level ${short(memberAlpha)}: ${named(members.filter((member) => member.outcome !== 'reproduced'))}`
  return `${counts} (${finding}), ${conclusion(judgement)}.`
}

/** @example (not run) short(0.05 / 3) // '0.0167' */
function short(level: number): string {
  return String(Number(level.toPrecision(3)))
}
