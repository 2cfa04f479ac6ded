import { describeOutcome } from '../claims/outcomes'
import type { ProfileName } from '../claims/types'
import type { Table } from '../document/document'
import { toTerminal } from '../document/toTerminal'
import { showOf } from '../kinds'
import { effectWords } from '../kinds/shared/effect'
import type { RegistrationState } from '../registration/types'
import { plainLine, shorten } from '../text/escape'
import { formatP, formatPercent } from '../text/format'
import type { JudgedClaim } from './data/types'
import { effectOf, outcomeWords, preregistrationWords } from './words'

/**
 * What a failing test says of a claim: the measured outcome, its interval, the variance report, the expected outcome
 * and the command that repeats it. Plain text, several lines.
 *
 * @param profile null where it is not known
 * @param registration left out or null: not said
 */
export function failureMessage(
  { claim, judgement, expected, explanation, replay }: JudgedClaim,
  profile: ProfileName | null,
  registration: RegistrationState | null = null
): string {
  const { analysis } = judgement
  const measured = effectOf(claim, judgement)
  const { effect, interval, n } = effectWords(measured)
  const level = measured.interval === null ? '' : ` at level ${formatPercent(1 - judgement.alphaJ)}`
  const size = n === null ? '' : `, n = ${n}`
  const lines = [
    plainLine(shorten(claim.statement, 500)),
    '',
    `measured:   ${plainLine(outcomeWords({ claim, judgement }))}`,
    `expected:   ${expected === null ? `none at ${profile === null ? 'this profile' : `profile ${profile}`}` : plainLine(`${describeOutcome(expected)} (${expected.why})`)}`,
    `            ${plainLine(explanation)}`,
    `effect:     ${effect}, interval ${interval}${level}${size}, p = ${formatP(judgement.p)}`,
    ...(registration === null ? [] : [`made:       ${plainLine(preregistrationWords(registration))}`]),
    '',
    plainLine(judgement.sentence)
  ]
  const details = showOf(claim).failure?.({ claim, judgement }) ?? []
  if (details.length > 0) {
    lines.push('', ...details.map((part) => (typeof part === 'string' ? part : alignedText(part))))
  }
  lines.push(...analysis.warnings.map((warning) => `warning: ${plainLine(warning)}`))
  lines.push('', `repeat: ${plainLine(replay)}`)
  return lines.join('\n')
}

/** What each is to the left, what is said of it to the right. */
function alignedText(content: Table): string {
  return toTerminal([{ ...content, numeric: content.headers.map((_, index) => index).slice(1) }])
}
