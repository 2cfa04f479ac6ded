import type { Wordless } from '../judged'
import { conclusion, counted } from '../shared/conclusion'
import type { AllOfTypes, MemberAnalysis } from './types'

/** The verdict on several claims together, in one sentence, from its subject on. */
export function allOfAnswer(judgement: Wordless<AllOfTypes>): string {
  const { members } = judgement.analysis
  const reproduced = members.filter(({ outcome }) => outcome === 'reproduced').length
  const one = members.length === 1
  const counts =
    reproduced === members.length
      ? one
        ? 'the one claim is reproduced'
        : `${members.length === 2 ? 'both' : `all ${members.length}`} claims are reproduced`
      : `${reproduced} of ${counted(members.length, 'claim')} ${reproduced === 1 ? 'is' : 'are'} reproduced`
  return `${counts}${others(judgement)}, ${conclusion(judgement)}.`
}

/** The same with the claims that it hangs on, and the levels. */
export function allOfSentence(judgement: Wordless<AllOfTypes>): string {
  return [allOfAnswer(judgement), ...named(judgement)].join(' ')
}

/** How many are what the whole is. */
function others({ verdict, analysis: { members } }: Wordless<AllOfTypes>): string {
  const count = (isCounted: (member: MemberAnalysis) => boolean) => members.filter(isCounted).length
  switch (verdict.outcome) {
    case 'below-margin':
      return `, and ${count(({ outcome }) => outcome === 'below-margin')} by less than the margin`
    case 'refuted':
      return ` and ${count(({ outcomeAtShare }) => outcomeAtShare === 'refuted')} refuted`
    case 'not-evaluable':
      return ` and ${count(({ outcome }) => outcome === 'not-evaluable')} not evaluable`
    case 'reproduced':
    case 'inconclusive':
      return ''
    default:
      return verdict satisfies never
  }
}

function named({ verdict, alphaJ, analysis: { members, memberAlpha } }: Wordless<AllOfTypes>): string[] {
  const list = (isNamed: (member: MemberAnalysis) => boolean) =>
    members
      .filter(isNamed)
      .map(({ claim }) => claim)
      .join(', ')
  const level = `Each is tested at level ${short(alphaJ)}.`
  const share = `One refutes the whole at level ${short(memberAlpha)}: the level of the family over their number.`
  switch (verdict.outcome) {
    case 'reproduced':
      return [level]
    case 'below-margin':
      return [`By less than the margin: ${list(({ outcome }) => outcome === 'below-margin')}.`, level]
    case 'refuted':
      return [`Refuted: ${list(({ outcomeAtShare }) => outcomeAtShare === 'refuted')}.`, share]
    case 'not-evaluable':
      return [`Not evaluable: ${list(({ outcome }) => outcome === 'not-evaluable')}.`]
    case 'inconclusive':
      return [
        `Neither reproduced nor refuted: ${list(({ outcome }) => outcome !== 'reproduced')}.`,
        ...(verdict.subtype === null
          ? []
          : [
              `By less than the margin at that level: ${list(({ outcomeAtShare }) => outcomeAtShare === 'below-margin')}.`
            ]),
        level,
        share
      ]
    default:
      return verdict satisfies never
  }
}

/** @example (not run) short(0.05 / 3) // '0.0167' */
function short(level: number): string {
  return String(Number(level.toPrecision(3)))
}
