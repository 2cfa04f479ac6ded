import { describeOutcome } from '../claims/outcomes'
import type { Table } from '../document/document'
import { toTerminal } from '../document/toTerminal'
import type { RegisteredComparison } from '../judge/registered'
import { type Judgement, type JudgementOf, type KindName, kindOf, showOf } from '../kinds'
import { effectWords } from '../kinds/shared/effect'
import type { RegistrationState } from '../registration/types'
import { plainLine, shorten } from '../text/escape'
import { formatP, formatPercent } from '../text/format'
import { replayCommand } from './data/replay'
import { effectOf, outcomeWords, preregistrationWords } from './words'

/**
 * What a failing test says of a claim: the measured outcome, its interval, the variance report, the registered outcome
 * and the command that repeats it. Plain text, several lines.
 *
 * @param replay left out: the command for the claim alone, from the first seed of its evidence
 * @param registration left out or null: not said
 */
export function failureMessage(
  judgement: Judgement,
  comparison: RegisteredComparison,
  replay: string = replayOf(judgement),
  registration: RegistrationState | null = null
): string {
  const { claim, analysis } = judgement
  const measured = effectOf(claim, judgement)
  const { effect, interval, n } = effectWords(measured)
  const level = measured.interval === null ? '' : ` at level ${formatPercent(1 - judgement.alphaJ)}`
  const size = n === null ? '' : `, n = ${n}`
  const { registered } = comparison
  const lines = [
    plainLine(shorten(claim.statement, 500)),
    '',
    `measured:   ${outcomeWords({ claim, judgement })}`,
    `registered: ${registered === null ? `none at profile ${judgement.profile}` : `${describeOutcome(registered)} (${plainLine(registered.why)})`}`,
    `            ${plainLine(comparison.explanation)}`,
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

function replayOf<K extends KindName>({ claim, profile, evidence }: JudgementOf<K>): string {
  const seeds = kindOf<K>(claim.hypothesis)
    .samples(evidence)
    .flatMap(({ seed }) => seed ?? [])
  const firstSeed = seeds.length === 0 ? 0 : Math.min(...seeds)
  return replayCommand(claim.id, { profile, firstSeed, seedsOverride: null })
}
