import type { SequentialDecision } from '../../claims/types'
import type { Claim } from '../../kinds'
import type { AllOfHypothesis } from '../../kinds/all-of/types'
import type { ArithmeticHypothesis } from '../../kinds/arithmetic/types'
import { deltaOf, epsilonOf } from '../../kinds/comparison/pairEffect'
import type { PairedHypothesis } from '../../kinds/comparison/types'
import type { ContrastHypothesis } from '../../kinds/contrast/types'
import type { ConvergesToHypothesis } from '../../kinds/converges-to/types'
import type { InvariantHypothesis } from '../../kinds/invariant/types'
import { settingHypothesis } from '../../kinds/lower-at-most-settings/settingHypothesis'
import type { SettingsHypothesis } from '../../kinds/lower-at-most-settings/types'
import type { RangeHypothesis } from '../../kinds/range/types'
import type { RateHypothesis } from '../../kinds/rate/types'
import { GROUP_SEQUENTIAL_LOOKS } from '../../stats/sequential/groupSequentialLooks'
import { escapeMarkdown } from '../../text/escape'
import { formatNumber, formatPercent } from '../../text/format'
import type { JudgedClaim } from '../types'

/** The rule by which a claim was decided, in words, as Markdown. */
export function ruleWords({ claim, judgement }: Pick<JudgedClaim, 'claim' | 'judgement'>): string {
  const { hypothesis } = claim
  switch (hypothesis.kind) {
    case 'lower':
    case 'not-lower':
    case 'equivalent':
    case 'faster':
      return `${comparisonWords(hypothesis, claim)} ${levelWords(claim, judgement)}`
    case 'lower-at-most-settings':
      return `${settingsWords(hypothesis, judgement)} ${levelWords(claim, judgement)}`
    case 'converges-to':
      return hypothesis.over === 'seeds'
        ? `${shareWords(hypothesis, claim)} ${levelWords(claim, judgement)}`
        : startingPointWords(hypothesis)
    case 'contrast':
      return `${contrastWords(hypothesis)} ${levelWords(claim, judgement)}`
    case 'rate':
      return hypothesis.over === 'seeds'
        ? `${rateWords(hypothesis)} ${levelWords(claim, judgement)}`
        : rateWords(hypothesis)
    case 'invariant':
      return invariantWords(hypothesis)
    case 'range':
      return `${rangeWords(hypothesis)} ${levelWords(claim, judgement)}`
    case 'arithmetic':
      return arithmeticWords(hypothesis)
    case 'all-of':
      return `${allOfWords(hypothesis)} ${levelWords(claim, judgement)}`
    default:
      return hypothesis satisfies never
  }
}

function comparisonWords(hypothesis: PairedHypothesis, { decision }: Claim): string {
  const treatment = escapeMarkdown(hypothesis.treatment)
  const control = escapeMarkdown(hypothesis.control)
  const check = decision.mode === 'fixed' ? 'The exact sign-flip test has to agree.' : addedWords(decision)
  return `${effectRule(hypothesis, treatment, control)} ${marginWords(hypothesis)} ${intervalRule(hypothesis.kind)} ${check} ${failureRule(hypothesis.kind, treatment, control)}`
}

function effectRule(hypothesis: PairedHypothesis, treatment: string, control: string): string {
  const pair = 'Two runs that share their seeds are a pair;'
  const value = valueWords(hypothesis)
  if ('absolute' in hypothesis.margin) {
    return `${pair} d = b - a, where b is ${value} of ${treatment} and a that of ${control}; theta is the mean of d.`
  }
  const epsilon = epsilonOf(hypothesis.margin)
  const ratio = epsilon > 0 ? '(b + eps)/(a + eps)' : 'b/a'
  const floor = epsilon > 0 ? `, eps = ${formatNumber(epsilon)} (so theta is not a percentage of the loss)` : ''
  return `${pair} r = ln(${ratio}), where b is ${value} of ${treatment} and a that of ${control}${floor}; theta is the centre of r.`
}

function valueWords(hypothesis: PairedHypothesis): string {
  const metric = escapeMarkdown(hypothesis.metric)
  if (hypothesis.kind !== 'faster') return `the final ${metric}`
  return hypothesis.by.kind === 'auc'
    ? `the geometric mean of ${metric} over the epochs`
    : `the time until ${metric} is ${formatNumber(hypothesis.by.threshold)} or less, at most the length of the run`
}

function marginWords({ margin }: PairedHypothesis): string {
  if (deltaOf(margin) === 0) return 'The claim is of bare direction: its margin is 0, so delta = 0.'
  if ('absolute' in margin) return `The smallest effect of interest is delta = ${formatNumber(margin.absolute)}.`
  const { relative } = margin
  return `The smallest effect of interest is ${formatPercent(relative)}: delta = ln(${formatNumber(1 + relative)}) = ${formatNumber(Math.log1p(relative))}.`
}

/** How seeds are added, and by which method. */
function addedWords({ mode, method, seeds, subtypeSeeds }: SequentialDecision): string {
  const looks =
    mode === 'anytime-valid'
      ? `after every seed from ${seeds.min} on, at most ${seeds.max}`
      : `at fixed numbers of pairs (${GROUP_SEQUENTIAL_LOOKS.join(', ')}) up to ${seeds.max}`
  return `Seeds are added until the claim is decided; it is looked at ${looks}, by ${METHOD_NAMES[method]}, whose error rate holds over all looks together. The first look that decides stands.${subtypeSeeds === undefined ? '' : ` Once refuted, up to ${subtypeSeeds} seeds go on for how; the outcome stays that of the look that decided.`}`
}

const METHOD_NAMES = {
  'sign-flip': 'the sequential sign-flip e-process (which needs symmetry and nothing else)',
  'mixture-t': 'the mixture-t confidence sequence (which needs normal errors)',
  betting: 'betting (which needs bounded differences and nothing else)',
  'beta-binomial': 'the beta-binomial e-process',
  pocock: 'a group-sequential t test with Pocock spending',
  'obrien-fleming': "a group-sequential t test with O'Brien-Fleming spending"
} as const satisfies Record<SequentialDecision['method'], string>

function intervalRule(kind: PairedHypothesis['kind']): string {
  switch (kind) {
    case 'lower':
    case 'faster':
      return 'Reproduced when the whole interval of theta lies below -delta; refuted when it lies above -delta; inconclusive when -delta is inside.'
    case 'not-lower':
      return 'Reproduced when the whole interval of theta lies above -delta, so that "lower" is refuted; refuted when it lies below -delta; inconclusive when -delta is inside.'
    case 'equivalent':
      return 'Reproduced when the whole interval of theta lies between -delta and +delta; refuted when it lies outside of them; inconclusive otherwise.'
    default:
      return kind satisfies never
  }
}

function failureRule(kind: PairedHypothesis['kind'], treatment: string, control: string): string {
  switch (kind) {
    case 'lower':
    case 'faster':
      return `Reproduced also needs that ${treatment} failed no more often than ${control}.`
    case 'not-lower':
      return `Refuted also needs that ${treatment} failed no more often than ${control}.`
    case 'equivalent':
      return 'Reproduced also needs that both arms failed equally often.'
    default:
      return kind satisfies never
  }
}

function settingsWords(hypothesis: SettingsHypothesis, { analysis }: JudgedClaim['judgement']): string {
  if (analysis.kind !== 'settings') throw new TypeError(`a map was analysed as ${analysis.kind}`)
  const { lower, notLower, numSettings } = analysis
  const each = settingHypothesis(hypothesis)
  const [treatment, control] = [escapeMarkdown(hypothesis.treatment), escapeMarkdown(hypothesis.control)]
  return `At each of the ${numSettings} settings of the grid, the same for both arms: ${effectRule(each, treatment, control)} ${marginWords(each)} A setting shows "lower" when the whole interval of theta lies below -delta and ${treatment} failed no more often than ${control}, and "not lower" when it lies above -delta; the exact sign-flip test has to agree. Reproduced when ${lower.needed} settings or more (a majority) show "lower", each at alpha_j/${numSettings - lower.needed + 1}; refuted when ${notLower.needed} or more show "not lower", each at alpha_j/${numSettings - notLower.needed + 1}, for then no majority can be lower, or when a majority shows the opposite; inconclusive otherwise. That is a partial conjunction in Bonferroni's form (Benjamini and Heller 2008): valid however the settings depend on each other. A setting that is not evaluable counts for neither side.`
}

function shareWords(hypothesis: ConvergesToHypothesis, { decision }: Claim): string {
  const share = formatPercent(hypothesis.share ?? 0)
  const interval = decision.mode === 'fixed' ? 'Clopper-Pearson interval' : 'confidence interval'
  const rule = `Reproduced when the whole ${interval} of the share of seeds that arrive lies above ${share}; refuted when it lies below; inconclusive when ${share} is inside.`
  return `${arrivalWords(hypothesis, 'seed')} ${rule}${decision.mode === 'fixed' ? '' : ` ${addedWords(decision)}`}`
}

function contrastWords({ treatment, control, metric, target, tolerance }: ContrastHypothesis): string {
  const [b, a] = [escapeMarkdown(treatment), escapeMarkdown(control)]
  return `A run arrives when its last ${escapeMarkdown(metric)} is within ${formatNumber(tolerance)} of ${formatNumber(target)}. Over the seeds on which only one of the two arms arrives, exact McNemar test: reproduced when ${b} arrives alone significantly more often than ${a} does, refuted when less often, inconclusive otherwise. It says nothing of how far a run ended from the target.`
}

function rateWords({ arm, slopeBelow, over }: RateHypothesis): string {
  const slope = `The slope of ln(R_t/t) on ln t over the last decade of steps, R_t the regret of ${escapeMarkdown(arm)}, one slope a run.`
  const bound = formatNumber(slopeBelow)
  return over === 'seeds'
    ? `${slope} Reproduced ("consistent with", never "goes to zero") when the whole t interval of the mean slope over the seeds lies below ${bound}; refuted when it lies above; inconclusive when ${bound} is inside. A regression's own error is not used.`
    : `${slope} The problem is deterministic, so there is no p value: reproduced when the slope is below ${bound} from every starting point, refuted when from none, inconclusive otherwise.`
}

function invariantWords({ arm }: InvariantHypothesis): string {
  return `The effective step alpha_t/sqrt(v_t) of ${escapeMarkdown(arm)} is compared with the one before it at every step of every run, exactly. A single growth refutes the claim; it is reproduced when there is none. There is no p value.`
}

function rangeWords({ arm, metric, at, low, high }: RangeHypothesis): string {
  const name = escapeMarkdown(metric)
  const what =
    at === 'last-change'
      ? `relative change of ${name} over the last epoch, |L_T/L_(T-1) - 1|,`
      : `${at ?? 'final'} ${name}`
  return `The t interval of the mean ${what} of ${escapeMarkdown(arm)} over the seeds against the range of ${formatNumber(low)} to ${formatNumber(high)}: reproduced when the whole interval lies inside and no run diverged, refuted when it lies outside, inconclusive otherwise.`
}

function arithmeticWords({ low, high }: ArithmeticHypothesis): string {
  return `The value has to lie in the range of ${formatNumber(low)} to ${formatNumber(high)}. Nothing was run, and there is no p value.`
}

function allOfWords({ claims }: AllOfHypothesis): string {
  return `Reproduced when each of the ${claims.length} claims is at alpha_j (all have to hold, so none is corrected for the others); refuted when at least one is at alpha_j/${claims.length}; inconclusive otherwise. p is the smallest alpha_j at which one of the two happens.`
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
  const { kind } = claim.hypothesis
  const interval =
    kind === 'all-of' || kind === 'lower-at-most-settings'
      ? ''
      : `; the interval has level ${formatPercent(1 - alphaJ)}`
  return `The family's error rate is ${alpha}. ${rest} alpha_j = ${formatNumber(alphaJ)}${interval}.`
}
