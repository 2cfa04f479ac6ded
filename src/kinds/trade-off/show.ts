import { type Block, type Blocks, type Line, labelled, list, paragraph, table, words } from '../../document/document'
import { formatNumber, formatP, formatPercent } from '../../text/format'
import { effectRule, FIXED_CHECKS, marginWords, spreadRule } from '../comparison/rule'
import { pairedMissing, pairedShow } from '../comparison/show'
import type { AnyPaired, PairedVerdict } from '../comparison/types'
import { withLevel } from '../shared/decisionWords'
import type { Show, Shown } from '../show'
import { countedWords, lessWords, tradeOffEffect } from './effect'
import { costHypothesis, qualityHypothesis } from './evidence'
import type { MeasuredCost, StatementAnalysis, Timing, TradeOffTypes } from './types'

export const tradeOffShow: Show<TradeOffTypes> = {
  rule: (shown) => withLevel(rule(shown), shown, false),
  effect: tradeOffEffect,
  samples: (shown, runs) => {
    const cost = costShown(shown)
    return [
      pairedShow.samples(qualityShown(shown), runs),
      cost && [
        paragraph(words`What each run took, in ${cost.claim.hypothesis.metric}:`),
        pairedShow.samples(cost, runs)
      ]
    ]
  },
  numbers,
  figures: (shown, id) => {
    const cost = costShown(shown)
    const first = (of: Shown<AnyPaired>, name: string) => pairedShow.figures(of, `${id}-${name}`)[0] ?? null
    return [first(qualityShown(shown), 'quality'), cost === null ? null : first(cost, 'cost')]
  },
  plot: (shown) => pairedShow.plot(qualityShown(shown)),
  failure: (shown) => [statementTable(shown), ...pairedShow.failure(qualityShown(shown))],
  missing: ({ analysis, verdict }) => pairedMissing(analysis.quality, verdict)
}

/** The metric alone, as a comparison of two arms. */
function qualityShown({ claim, judgement }: Shown<TradeOffTypes>): Shown<AnyPaired> {
  const { analysis, evidence } = judgement
  return {
    claim: { ...claim, hypothesis: qualityHypothesis(claim.hypothesis) },
    judgement: {
      ...judgement,
      ...statementOf(analysis.asGood),
      analysis: analysis.quality,
      evidence: evidence.quality,
      contenders: undefined
    }
  }
}

/** What is measured of the cost alone; null where it is counted. */
function costShown({ claim, judgement }: Shown<TradeOffTypes>): Shown<AnyPaired> | null {
  const { analysis, evidence } = judgement
  const { cost } = analysis
  if (cost.kind === 'counted' || evidence.cost.kind === 'counted') return null
  return {
    claim: { ...claim, hypothesis: costHypothesis(claim.hypothesis) },
    judgement: {
      ...judgement,
      ...statementOf(analysis.cheaper),
      analysis: cost,
      evidence: evidence.cost.pairs,
      contenders: undefined
    }
  }
}

/** As its figure shows it: by its outcome alone. */
function statementOf({ outcome, p }: StatementAnalysis): {
  readonly verdict: PairedVerdict
  readonly p: number | null
} {
  switch (outcome) {
    case 'reproduced':
    case 'below-margin':
    case 'inconclusive':
      return { p, verdict: { outcome, subtype: null } }
    case 'refuted':
      return { p, verdict: { outcome, subtype: 'different' } }
    case 'not-evaluable':
      return { p, verdict: { outcome, subtype: 'no-data' } }
    default:
      return outcome satisfies never
  }
}

function numbers(shown: Shown<TradeOffTypes>): Blocks {
  const { claim, judgement } = shown
  const { evidence, p } = judgement
  const cost = costShown(shown)
  return [
    statementTable(shown),
    list([`p = ${formatP(p)}, the smallest alpha_j at which the claim is decided.`]),
    labelled('As good.'),
    pairedShow.numbers(qualityShown(shown)),
    labelled('Cheaper.'),
    cost === null || evidence.cost.kind === 'counted'
      ? paragraph(
          words`${claim.hypothesis.cheaper.of}: ${evidence.cost.kind === 'counted' && countedWords(evidence.cost)}, counted and the same in every run.`
        )
      : [timingBlock(evidence.cost), pairedShow.numbers(cost)]
  ]
}

function statementTable({ claim, judgement: { analysis } }: Shown<TradeOffTypes>) {
  const { asGood, cheaper, againstAlpha } = analysis
  const row = (what: Line, { outcome, subtype, outcomeAgainst, p }: StatementAnalysis) => [
    what,
    formatP(p),
    subtype === null ? shownWord(outcome) : `${shownWord(outcome)} (${subtype})`,
    shownWord(outcomeAgainst)
  ]
  return table(
    ['statement', 'p', 'at alpha_j', `at ${formatNumber(againstAlpha)}`],
    [
      row(words`as good: ${claim.hypothesis.metric}`, asGood),
      row(words`cheaper: ${claim.hypothesis.cheaper.of}, ${lessWords(claim.hypothesis.cheaper.by)}`, cheaper)
    ],
    [1]
  )
}

function shownWord(outcome: StatementAnalysis['outcome']): string {
  const named = { reproduced: 'holds', refuted: 'does not hold', inconclusive: 'undecided' } as const
  return outcome in named ? named[outcome as keyof typeof named] : outcome
}

function timingBlock({ timing, pairs }: MeasuredCost): Block | null {
  return timing === null ? null : list([timingLine(timing, pairs.pairs.length)])
}

function timingLine({ machines, elsewhere, overlapping, apart, treatmentFirst }: Timing, total: number): Line {
  return words`Timed from the start of a run's process to its end, on ${machines.join('; ')}. The treatment ran first in ${treatmentFirst} of ${total} pairs. Runs that were not timed here: ${elsewhere}; that overlapped: ${overlapping}; pairs whose runs did not follow each other: ${apart}.`
}

function rule({ claim: { hypothesis }, judgement: { evidence, analysis } }: Shown<TradeOffTypes>): Line {
  const quality = qualityHypothesis(hypothesis)
  const cost = costHypothesis(hypothesis)
  const counted = evidence.cost.kind === 'counted'
  const asGood =
    hypothesis.as === 'equivalent'
      ? 'As good when the whole interval of theta lies between -delta and +delta, and not when it lies outside of them.'
      : `As good when the whole interval of theta lies ${hypothesis.better === 'lower' ? 'below delta' : 'above -delta'}, however far, and not when it lies on the other side of it.`
  const time =
    evidence.cost.kind === 'measured' && evidence.cost.timing !== null
      ? ' Times count only where all runs were made on this machine, one at a time, and the runs of each pair one after the other: else it is inconclusive (timing).'
      : ''
  const cheaper = counted
    ? words`Cheaper when the ${hypothesis.cheaper.of} of ${hypothesis.treatment} are ${lessWords(hypothesis.cheaper.by)} than those of ${hypothesis.control}: counted, the same in every run, so that nothing is tested.`
    : words`Cheaper: ${effectRule(cost)} ${marginWords(cost)} Shown when the whole interval of theta lies below -delta, and not when it lies above.${time}`
  return words`Two statements. ${effectRule(quality)} ${marginWords(quality)} ${asGood} ${cheaper} ${FIXED_CHECKS} ${spreadRule(quality, null)} Runs that fail count as of a comparison. Reproduced when both hold at alpha_j (intersection-union: it takes no correction); refuted when one is shown not to at ${formatPercent(analysis.againstAlpha)}${counted ? '' : ' (alpha_j/2)'}; below-margin when it is as good, and cheaper by less than the margin; inconclusive otherwise.`
}
