import { agreeingRound } from '../../text/agreeingRound'
import { formatCount, formatNumber } from '../../text/format'
import type { Agreement, ComparedQuestion, Direction, QuestionRow, RelativeEffect, SourceRow } from './types'

/** A difference of logarithms as a change, on its side of none. @example changeWords(Math.log(1.05)) // '+5 %' */
export function changeWords(theta: number): string {
  const percent = 100 * Math.expm1(theta)
  if (Math.abs(percent) < 1e-12) return '0 %'
  return `${percent > 0 ? '+' : ''}${agreeingRound(percent, [0], 3)} %`
}

/** @example intervalWords({ theta: 0, interval: null }) // '–' */
export function intervalWords({ interval }: RelativeEffect): string {
  if (interval === null) return '–'
  const level = interval.level === 0.95 ? '' : ` (${formatNumber(100 * interval.level)} %)`
  return `[${changeWords(interval.lower)}, ${changeWords(interval.upper)}]${level}`
}

/** Who says so: plain text. */
export function rowName(row: QuestionRow): string {
  switch (row.kind) {
    case 'source':
      return `${row.source}, as reported`
    case 'external':
      return `${row.claim.split('/')[0]}, logs, ${row.over === 'tuned' ? 'tuned' : formatCount(row.settings, 'setting')}`
    case 'here':
      return row.claim
    default:
      return row satisfies never
  }
}

/**
 * What a source says where it gives no number for each arm.
 *
 * @example
 * saysWords({ says: ['lower'], values: [{ metric: 'train.loss', arm: 'amsgrad', value: 0.3 }] })
 * // 'direction only: lower (amsgrad 0.3)'
 */
export function saysWords({ says, values }: Pick<SourceRow, 'says' | 'values'>): string {
  const numbers = values.map(({ arm, value }) => `${arm ?? 'an arm'} ${formatNumber(value)}`)
  return `direction only: ${says.join(', ')}${numbers.length === 0 ? '' : ` (${numbers.join(', ')})`}`
}

/** Whether external evidence agrees with what was measured here, in one sentence made of the numbers. */
export function agreementWords({ rows }: Pick<ComparedQuestion, 'rows'>, agreement: Agreement): string {
  const there = rows[agreement.external]!
  const here = rows[agreement.here]!
  const finding = { yes: 'agree', 'in-part': 'agree in part', no: 'disagree' }[agreement.agrees]
  const { external, here: own } = agreement.directions
  const sides = external === own ? `both ${sideWords(own)}` : `${sideWords(external)} there, ${sideWords(own)} here`
  return (
    `The logs (${rowName(there)}) and ${rowName(here)} ${finding}: ` +
    `${effectOf(there)} there, ${effectOf(here)} here (${sides}). The intervals ` +
    `${agreement.intervalsOverlap ? 'overlap' : 'do not overlap'}. ${outcomeSentence(agreement.sameOutcome)}`
  )
}

function effectOf({ effect }: QuestionRow): string {
  return effect === null ? '–' : `${changeWords(effect.theta)} ${intervalWords(effect)}`
}

function sideWords(direction: Direction): string {
  return direction === 'open' ? 'undecided' : direction
}

function outcomeSentence(same: boolean | null): string {
  if (same === null) return 'No outcome can be compared.'
  return same ? 'Both give the claim the same outcome.' : 'They give the claim different outcomes.'
}
