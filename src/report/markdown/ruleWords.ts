import type { Claim, ComparisonHypothesis, ConvergesToHypothesis } from '../../spec/types'
import { escapeMarkdown } from '../escape'
import { formatNumber, formatPercent } from '../format'
import type { JudgedClaim } from '../types'

/** The rule by which a claim was decided, in words, as Markdown. */
export function ruleWords({ claim, judgement }: Pick<JudgedClaim, 'claim' | 'judgement'>): string {
  const { hypothesis } = claim
  switch (hypothesis.kind) {
    case 'lower':
    case 'not-lower':
    case 'equivalent':
      return `${comparisonWords(hypothesis)} ${levelWords(claim, judgement)}`
    case 'converges-to':
      return hypothesis.over === 'seeds'
        ? `${shareWords(hypothesis)} ${levelWords(claim, judgement)}`
        : startingPointWords(hypothesis)
    default:
      return hypothesis satisfies never
  }
}

function comparisonWords(hypothesis: ComparisonHypothesis): string {
  const { relative, epsilon } = hypothesis.margin
  const treatment = escapeMarkdown(hypothesis.treatment)
  const control = escapeMarkdown(hypothesis.control)
  const floor = epsilon > 0 ? ' + eps' : ''
  const ratio = floor === '' ? 'b/a' : `(b${floor})/(a${floor})`
  const measured = `Two runs that share their seeds are a pair; r = ln(${ratio}), where b is the final ${escapeMarkdown(hypothesis.metric)} of ${treatment} and a that of ${control}${
    floor === '' ? '' : `, eps = ${formatNumber(epsilon)} (so theta is not a percentage of the loss)`
  }; theta is the centre of r.`
  const delta =
    relative > 0
      ? `The smallest effect of interest is ${formatPercent(relative)}: delta = ln(${formatNumber(1 + relative)}) = ${formatNumber(Math.log1p(relative))}.`
      : 'The claim is of bare direction: its margin is 0, so delta = 0.'
  return `${measured} ${delta} ${intervalRule(hypothesis.kind)} The exact sign-flip test has to agree. ${failureRule(hypothesis.kind, treatment, control)}`
}

function intervalRule(kind: ComparisonHypothesis['kind']): string {
  switch (kind) {
    case 'lower':
      return 'Reproduced when the whole interval of theta lies below -delta; refuted when it lies above -delta; inconclusive when -delta is inside.'
    case 'not-lower':
      return 'Reproduced when the whole interval of theta lies above -delta, so that "lower" is refuted; refuted when it lies below -delta; inconclusive when -delta is inside.'
    case 'equivalent':
      return 'Reproduced when the whole interval of theta lies between -delta and +delta; refuted when it lies outside of them; inconclusive otherwise.'
    default:
      return kind satisfies never
  }
}

function failureRule(kind: ComparisonHypothesis['kind'], treatment: string, control: string): string {
  switch (kind) {
    case 'lower':
      return `Reproduced also needs that ${treatment} failed no more often than ${control}.`
    case 'not-lower':
      return `Refuted also needs that ${treatment} failed no more often than ${control}.`
    case 'equivalent':
      return 'Reproduced also needs that both arms failed equally often.'
    default:
      return kind satisfies never
  }
}

function shareWords(hypothesis: ConvergesToHypothesis): string {
  const share = formatPercent(hypothesis.share ?? 0)
  return `${arrivalWords(hypothesis, 'seed')} Reproduced when the whole Clopper-Pearson interval of the share of seeds that arrive lies above ${share}; refuted when it lies below; inconclusive when ${share} is inside.`
}

function startingPointWords(hypothesis: ConvergesToHypothesis): string {
  return `${arrivalWords(hypothesis, 'starting point')} The problem is deterministic, so there is no p value: reproduced when every starting point arrives, refuted when none does although all have settled, inconclusive otherwise.`
}

function arrivalWords({ arm, metric, target, tolerance }: ConvergesToHypothesis, unit: string): string {
  return `A ${unit} arrives when the last ${escapeMarkdown(metric)} of ${escapeMarkdown(arm)} is within ${formatNumber(tolerance)} of ${formatNumber(target)}.`
}

function levelWords(claim: Claim, judgement: JudgedClaim['judgement']): string {
  const { alphaJ, familySize } = judgement
  const alpha = formatNumber(claim.decision.alpha)
  const family = escapeMarkdown(claim.family)
  const rest =
    familySize > 1
      ? `Holm over the ${familySize} claims of the family ${family} that carry a p value: this one was decided at`
      : `The family ${family} has no other claim that carries a p value:`
  return `The family's error rate is ${alpha}. ${rest} alpha_j = ${formatNumber(alphaJ)}; the interval has level ${formatPercent(1 - alphaJ)}.`
}
