import { renewKind } from '../../claims/oldNames'
import { isOldBelowMargin, renewOutcomes } from '../../claims/oldOutcomes'
import { isRecord } from './jsonFile'

type Names = Readonly<Record<string, string>>

// What was called otherwise in version 2.
const REPORT: Names = { outside: 'external', elsewhere: 'questions' }
const COUNTS: Names = {
  asRegistered: 'asExpected',
  notAsRegistered: 'notAsExpected',
  noneRegistered: 'noneExpected',
  noneRegisteredReproduced: 'noneExpectedReproduced'
}
const CLAIM: Names = { registered: 'expected', registeredFor: 'expectedFor' }
const EVIDENCE: Names = { grid: 'initial-points', contrast: 'converges-more-often' }

/**
 * Brings what older reports hold into today's form, in place: version 3 had no outcome below-margin, version 2 had other
 * names, and before that a loss was its name alone, and kernels had no regularizer. What is not as it should be is left
 * to the schema.
 */
export function renewOlderForms(report: unknown): void {
  if (!isRecord(report)) return
  if (report.formatVersion === 2) renewNames(report)
  // Tuned arms were judged by leaving out one run in turn, which errs far too often.
  for (const result of records(report.external)) {
    if (isRecord(result.tuned) && !Object.hasOwn(result.tuned, 'splits')) result.tuned = null
  }
  for (const { judgement } of records(report.claims)) {
    if (isRecord(judgement) && isRecord(judgement.evidence)) renewTimes(judgement.evidence)
  }
  if (report.formatVersion === 3) renewReportOutcomes(report)
  for (const experiment of isRecord(report.experiments) ? records(Object.values(report.experiments)) : []) {
    if (typeof experiment.loss === 'string') experiment.loss = { name: experiment.loss }
    for (const layer of isRecord(experiment.model) ? records(experiment.model.layers) : []) {
      if ('kernel_initializer' in layer) layer.kernel_regularizer ??= null
    }
  }
}

/** Times to a threshold were whole epochs, each the first of which the end was evaluated below it. */
function renewTimes({ measure, pairs }: Record<string, unknown>): void {
  if (!isRecord(measure) || measure.kind !== 'time-to' || measure.unit !== 'epoch') return
  for (const side of records(pairs).flatMap(({ control, treatment }) => records([control, treatment]))) {
    if (Object.hasOwn(side, 'within') || typeof side.value !== 'number') continue
    side.within = [side.censored === true ? side.value : side.value - 1, side.value]
  }
}

function renewNames(report: Record<string, unknown>): void {
  report.formatVersion = 3
  rename(report, REPORT)
  if (isRecord(report.counts)) rename(report.counts, COUNTS)
  for (const entry of records(report.claims)) {
    rename(entry, CLAIM)
    if (typeof entry.explanation === 'string') entry.explanation = renewWords(entry.explanation)
    if (isRecord(entry.claim) && isRecord(entry.claim.hypothesis)) renewKindOf(entry.claim.hypothesis)
    if (isRecord(entry.judgement)) renewJudgement(entry.judgement)
  }
  for (const question of records(report.questions)) {
    for (const row of records(question.rows)) {
      if (row.kind === 'outside') row.kind = 'external'
      if (Array.isArray(row.says))
        row.says = row.says.map((kind) => (typeof kind === 'string' ? renewKind(kind) : kind))
    }
    for (const agreement of records(question.agreements)) {
      rename(agreement, REPORT)
      if (isRecord(agreement.directions)) rename(agreement.directions, REPORT)
    }
  }
}

function renewReportOutcomes(report: Record<string, unknown>): void {
  report.formatVersion = 4
  const shorts = records(report.claims).filter(
    ({ judgement }) => isRecord(judgement) && isOldBelowMargin(judgement.verdict)
  ).length
  const { counts, claims, questions, external } = report
  if (isRecord(counts) && typeof counts.refuted === 'number') {
    Object.assign(counts, { 'below-margin': shorts, refuted: counts.refuted - shorts })
  }
  renewOutcomes([claims, questions, external])
}

/** Brings a study of sensitivity under today's names, in place: its claim, and what was judged, wherever it stands. */
export function renewStudy(study: unknown): void {
  renewStudyNames(study)
  renewOutcomes(study)
}

function renewStudyNames(study: unknown): void {
  if (Array.isArray(study)) study.forEach(renewStudyNames)
  if (!isRecord(study)) return
  if (isRecord(study.hypothesis)) renewKindOf(study.hypothesis)
  if (isRecord(study.evidence) && isRecord(study.analysis)) renewJudgement(study)
  Object.values(study).forEach(renewStudyNames)
}

function renewJudgement({ evidence, analysis }: Record<string, unknown>): void {
  for (const part of records([evidence, analysis])) {
    if (typeof part.kind === 'string') part.kind = EVIDENCE[part.kind] ?? part.kind
    rename(part, { beside: 'secondary' })
  }
}

function renewKindOf(hypothesis: Record<string, unknown>): void {
  if (typeof hypothesis.kind === 'string') hypothesis.kind = renewKind(hypothesis.kind)
}

/** How the outcome compares with the expected one was said with another word. */
function renewWords(explanation: string): string {
  return explanation.replace(/\bregistered\b/g, 'expected')
}

/** A key stays where another has its new name already: then it is for the schema to refuse. */
function rename(object: Record<string, unknown>, names: Names): void {
  for (const [old, now] of Object.entries(names)) {
    if (!Object.hasOwn(object, old) || Object.hasOwn(object, now)) continue
    object[now] = object[old]
    delete object[old]
  }
}

function records(values: unknown): Record<string, unknown>[] {
  return Array.isArray(values) ? values.filter(isRecord) : []
}
