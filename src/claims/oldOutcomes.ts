import { isObject } from './document'
import { describeOutcome, outcomePhrase } from './outcomes'

type JsonObject = Readonly<Record<string, unknown>>

/** What was called refuted with that subtype has an outcome of its own now. */
export const OLD_OUTCOME = { outcome: 'refuted', subtype: 'lower-by-less-than-margin' }
export const OLD_BELOW_MARGIN = describeOutcome(OLD_OUTCOME)
export const BELOW_MARGIN = { outcome: 'below-margin', subtype: null } as const

/** Whether an outcome with its subtype is what is `below-margin` now. */
export function isOldBelowMargin(value: unknown): boolean {
  return isObject(value) && value.outcome === OLD_OUTCOME.outcome && value.subtype === OLD_OUTCOME.subtype
}

/** Kinds that are younger than the old name, and have a subtype of that name. */
const YOUNGER: ReadonlySet<unknown> = new Set(['higher', 'not-higher'])

/** Kinds that look upwards have that subtype, of what is lower and has to be higher. @param claim or its hypothesis beside a verdict */
export function looksUpwards(claim: unknown): boolean {
  const hypothesis = isObject(claim)
    ? (claim.hypothesis ?? (isObject(claim.claim) ? claim.claim.hypothesis : null))
    : null
  return isObject(hypothesis) && YOUNGER.has(hypothesis.kind)
}

/** An outcome with what stands beside it, under today's name; the same object where that is the one that it has. */
export function renewOutcome<T>(value: T): T {
  return isOldBelowMargin(value) ? { ...value, ...BELOW_MARGIN } : value
}

/** Evidence is what it was; going through all of its runs would take as long as reading them. */
const NO_OUTCOMES: ReadonlySet<string> = new Set(['evidence', 'runs', 'curve'])

/** What was refuted, as lower by less than the margin, is below-margin, wherever it stands; in place. */
export function renewOutcomes(value: unknown): void {
  if (Array.isArray(value)) value.forEach(renewOutcomes)
  if (!isObject(value) || looksUpwards(value)) return
  if (isObject(value.analysis) && isObject(value.verdict)) renewAnalysisOutcomes(value.analysis, value.verdict)
  if (isOldBelowMargin(value)) Object.assign(value, BELOW_MARGIN)
  if (typeof value.sentence === 'string') {
    Object.assign(value, { sentence: value.sentence.replace(OLD_BELOW_MARGIN, outcomePhrase(BELOW_MARGIN)) })
  }
  if (typeof value.explanation === 'string') {
    Object.assign(value, { explanation: value.explanation.replaceAll(OLD_BELOW_MARGIN, BELOW_MARGIN.outcome) })
  }
  for (const [key, child] of Object.entries(value)) if (!NO_OUTCOMES.has(key)) renewOutcomes(child)
}

/** Where an outcome stands without its subtype: of looks their intervals tell it, of seeds left out the whole does. */
function renewAnalysisOutcomes(analysis: JsonObject, verdict: JsonObject): void {
  const { delta, sequential, secondary, settings, counts } = analysis
  for (const look of isObject(sequential) ? objects(sequential.looks) : []) {
    const { outcome, interval } = look
    if (outcome !== 'refuted' || !isObject(interval)) continue
    if (Number(interval.lower) > -Number(delta) && Number(interval.upper) < 0)
      Object.assign(look, { outcome: BELOW_MARGIN.outcome })
  }
  if (isOldBelowMargin(verdict)) {
    for (const without of isObject(secondary) ? objects(secondary.leaveOneOut) : []) {
      if (without.outcome === 'refuted') Object.assign(without, { outcome: BELOW_MARGIN.outcome })
    }
  }
  const shorts = objects(settings).filter((setting) => isOldBelowMargin(setting.verdict)).length
  if (isObject(counts) && typeof counts.notLower === 'number') {
    Object.assign(counts, { belowMargin: shorts, notLower: counts.notLower - shorts })
  }
}

function objects(values: unknown): JsonObject[] {
  return Array.isArray(values) ? values.filter(isObject) : []
}
