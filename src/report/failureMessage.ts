import { describeOutcome, type RegisteredComparison } from '../judge/registered'
import { type Judgement, type JudgementOf, type KindName, kindOf } from '../kinds'
import type { RegistrationState } from '../registration/types'
import { plainLine, shorten } from '../text/escape'
import { formatP, formatPercent } from '../text/format'
import { textTable } from '../text/table'
import { replayCommand } from './replay'
import { SETTING_HEADERS, settingRows } from './settingRows'
import { pairingWords, VARIANCE_HEADERS, varianceRows } from './varianceRows'
import { effectWords, outcomeWords, preregistrationWords } from './words'

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
  const { claim, analysis, evidence } = judgement
  const { effect, interval, n } = effectWords(claim, judgement)
  const level = interval === '–' ? '' : ` at level ${formatPercent(1 - judgement.alphaJ)}`
  const size = n === null ? '' : `, n = ${n}`
  const { registered } = comparison
  const lines = [
    plainLine(shorten(claim.statement, 500)),
    '',
    `measured:   ${outcomeWords(judgement)}`,
    `registered: ${registered === null ? `none at profile ${judgement.profile}` : `${describeOutcome(registered)} (${plainLine(registered.why)})`}`,
    `            ${plainLine(comparison.explanation)}`,
    `effect:     ${effect}, interval ${interval}${level}${size}, p = ${formatP(judgement.p)}`,
    ...(registration === null ? [] : [`made:       ${plainLine(preregistrationWords(registration))}`]),
    '',
    plainLine(judgement.sentence)
  ]
  if (analysis.kind === 'paired' && analysis.variance !== null && evidence.kind === 'paired') {
    const rows = varianceRows(analysis.variance, evidence).map(([arm = '', ...cells]) => [plainLine(arm), ...cells])
    lines.push('', textTable(VARIANCE_HEADERS, rows), pairingWords(analysis.variance))
  }
  if (analysis.kind === 'settings') {
    lines.push('', textTable(SETTING_HEADERS, settingRows(claim, analysis)))
  }
  lines.push(...analysis.warnings.map((warning) => `warning: ${plainLine(warning)}`))
  lines.push('', `repeat: ${plainLine(replay)}`)
  return lines.join('\n')
}

function replayOf<K extends KindName>({ claim, profile, evidence }: JudgementOf<K>): string {
  const seeds = kindOf<K>(claim.hypothesis)
    .samples(evidence)
    .flatMap(({ seed }) => seed ?? [])
  const firstSeed = seeds.length === 0 ? 0 : Math.min(...seeds)
  return replayCommand(claim.id, { profile, firstSeed, seedsOverride: null })
}
