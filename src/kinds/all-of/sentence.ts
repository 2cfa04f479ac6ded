import type { Wordless } from '../judged'
import { conclusion, counted } from '../shared/conclusion'
import type { AllOfTypes, MemberAnalysis } from './types'

/** The verdict on several claims together in words, from the subject of the sentence on. */
export function allOfSentence(judgement: Wordless<AllOfTypes>): string {
  const { members } = judgement.analysis
  const reproduced = members.filter((member) => member.outcome === 'reproduced')
  const counts = `${reproduced.length} of ${counted(members.length, 'claim')} ${members.length === 1 ? 'is' : 'are'} reproduced, each at level ${short(judgement.alphaJ)}`
  return `${counts} (${finding(judgement)}), ${conclusion(judgement)}.`
}

function finding({ verdict, analysis: { members, memberAlpha } }: Wordless<AllOfTypes>): string {
  const named = (isNamed: (member: MemberAnalysis) => boolean) =>
    members
      .filter(isNamed)
      .map(({ claim }) => claim)
      .join(', ')
  switch (verdict.outcome) {
    case 'reproduced':
      return 'all of them'
    case 'below-margin':
      return `the others in the direction that is claimed, by less than the margin: ${named(({ outcome }) => outcome === 'below-margin')}`
    case 'refuted':
      return `refuted at level ${short(memberAlpha)} (the family's over their number): ${named(({ outcomeAtShare }) => outcomeAtShare === 'refuted')}`
    case 'not-evaluable':
      return `not evaluable: ${named(({ outcome }) => outcome === 'not-evaluable')}`
    case 'inconclusive': {
      const others = `not reproduced, and not refuted at level ${short(memberAlpha)}: ${named(({ outcome }) => outcome !== 'reproduced')}`
      if (verdict.subtype === null) return others
      return `${others}; below-margin at that level, so that not all hold: ${named(({ outcomeAtShare }) => outcomeAtShare === 'below-margin')}`
    }
    default:
      return verdict satisfies never
  }
}

/** @example (not run) short(0.05 / 3) // '0.0167' */
function short(level: number): string {
  return String(Number(level.toPrecision(3)))
}
