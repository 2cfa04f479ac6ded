import type { ExternalResult } from '../../external/types'
import { groupBy } from '../../json/groupBy'
import type { Hypothesis } from '../../kinds'
import { isPaired } from '../../kinds/comparison/isPaired'
import type { PairedHypothesis } from '../../kinds/comparison/types'
import type { ReportClaim } from '../data/types'
import { agreementOf } from './agreement'
import { experimentsOf, type QuestionOf, questionKey, questionsOf } from './question'
import { finite, measuredEffect } from './relativeEffect'
import type { Agreement, ComparedQuestion, ExternalRow, HereRow, QuestionRow, SourceRow } from './types'

/**
 * Puts side by side what is known of each question that the claims of a report ask of an experiment: what the sources
 * say, what run logs of others came to, and what was measured here.
 *
 * @param claims of the report, by id
 */
export function buildQuestions(
  claims: readonly ReportClaim[],
  external: readonly ExternalResult[]
): readonly ComparedQuestion[] {
  const asked = claims.flatMap(({ claim }) =>
    questionsOf(claim.hypothesis, claim.experiment === null ? [] : [claim.experiment])
  )
  const questions = new Map(asked.map((question) => [questionKey(question), question]))
  const asking = byQuestion(claims, ({ claim }) => keysOf(claim.hypothesis, experimentsOf(claim)))
  const theirs = byQuestion(external, ({ hypothesis, about }) => keysOf(hypothesis, about))
  return [...questions.keys()]
    .sort()
    .map((key) => answer(questions.get(key)!, asking.get(key) ?? [], theirs.get(key) ?? []))
    .filter(({ rows }) => rows.some(({ kind }) => kind !== 'here'))
}

/** External evidence on the questions that the claims ask. */
export function concerningExternal(
  claims: readonly ReportClaim[],
  external: readonly ExternalResult[]
): readonly ExternalResult[] {
  const asked = new Set(
    claims.flatMap(({ claim }) =>
      questionsOf(claim.hypothesis, claim.experiment === null ? [] : [claim.experiment]).map(questionKey)
    )
  )
  return external.filter(({ hypothesis, about }) =>
    questionsOf(hypothesis, about).some((question) => asked.has(questionKey(question)))
  )
}

/** @param experiments those that a claim is about: a question is asked once, however often it is named */
function keysOf(hypothesis: Hypothesis, experiments: readonly string[]): string[] {
  return [...new Set(questionsOf(hypothesis, experiments).map(questionKey))]
}

function byQuestion<Item>(items: readonly Item[], keys: (item: Item) => string[]): Map<string, Item[]> {
  const pairs = items.flatMap((item) => keys(item).map((key) => ({ key, item })))
  return new Map([...groupBy(pairs, ({ key }) => key)].map(([key, group]) => [key, group.map(({ item }) => item)]))
}

/**
 * @param asking the claims that ask it, of whatever experiment
 * @param theirs what logs of others came to on it
 */
function answer(
  question: QuestionOf,
  asking: readonly ReportClaim[],
  theirs: readonly ExternalResult[]
): ComparedQuestion {
  const own = asking.filter(({ claim }) => claim.experiment === question.experiment)
  const entries: { readonly row: QuestionRow; readonly hypothesis: PairedHypothesis | null }[] = [
    ...sourceRows(asking, question).map((row) => ({ row, hypothesis: null })),
    ...theirs.flatMap((result) => externalRows(result).map((row) => ({ row, hypothesis: result.hypothesis }))),
    ...own.map((entry) => ({ row: hereRow(entry), hypothesis: entry.claim.hypothesis as PairedHypothesis }))
  ]
  const agreements = entries.flatMap((there, index): Agreement[] => {
    if (there.row.kind !== 'external') return []
    const found = { ...there.row, hypothesis: there.hypothesis! }
    return entries.flatMap((here, at): Agreement[] => {
      if (here.row.kind !== 'here') return []
      const agreement = agreementOf(found, { ...here.row, hypothesis: here.hypothesis! })
      return agreement === null ? [] : [{ external: index, here: at, ...agreement }]
    })
  })
  return { ...question, rows: entries.map(({ row }) => row), agreements }
}

/** A claim that is ours says nothing for the source. */
function sourceRows(asking: readonly ReportClaim[], { metric, measure, control, treatment }: QuestionOf): SourceRow[] {
  const claims = asking.map(({ claim }) => claim).filter(({ source }) => !source.extension)
  const keys = [...new Set(claims.map(({ source }) => source.key))].sort()
  return keys.map((key): SourceRow => {
    const own = claims.filter(({ source }) => source.key === key)
    const reported = own.flatMap(({ source }) => source.reported?.values ?? [])
    const values = measure === 'final' ? reported.filter((number) => number.metric === metric) : []
    const unique = [...new Map(values.map((number) => [JSON.stringify(number), number])).values()]
    const reportedFor = (arm: string) => unique.find((number) => number.arm === arm)?.value
    const [a, b] = [reportedFor(control), reportedFor(treatment)]
    return {
      kind: 'source',
      source: key,
      says: [...new Set(own.map(({ hypothesis }) => hypothesis.kind))].sort(),
      values: unique,
      effect: a === undefined || b === undefined ? null : { theta: Math.log(b / a), interval: null }
    }
  })
}

function externalRows(result: ExternalResult): ExternalRow[] {
  const { claim, group, runs, settingsUsed, effect, outcome, subtype, tuned } = result
  const base = { kind: 'external', claim, group } as const
  const splits = tuned?.splits ?? null
  const splitEffect = splits?.effect ?? null
  const relative = (of: ExternalResult['effect']) =>
    of === null ? null : { theta: of.theta, interval: finite(of.interval) }
  return [
    { ...base, over: 'settings', settings: settingsUsed, runs, effect: relative(effect), outcome, subtype },
    ...(tuned === null
      ? []
      : [
          {
            ...base,
            over: 'tuned' as const,
            settings: 1,
            runs: tuned.runs,
            effect: splitEffect === null ? relative(tuned.effect) : { theta: splitEffect.mean, interval: null },
            ...(splits !== null && { splits }),
            outcome: tuned.outcome,
            subtype: tuned.subtype
          }
        ])
  ]
}

function hereRow(entry: ReportClaim): HereRow {
  const base = { kind: 'here', claim: entry.claim.id } as const
  if (entry.kind !== 'judged') {
    return { ...base, pairs: 0, effect: null, outcome: null, subtype: null, provisional: false }
  }
  const { analysis, verdict, provisional } = entry.judgement
  const pairs = isPaired(analysis) ? analysis.numPairs : 0
  return { ...base, pairs, effect: measuredEffect(entry), ...verdict, provisional }
}
