import type { Blocks, Line } from '../../document/document'
import type { JudgedClaim } from '../data/types'
import { allOfRule, memberNumbers, memberSamples } from './allOf'
import { arithmeticRule, arithmeticSamples } from './arithmetic'
import { comparisonRule, pairNumbers, pairSamples } from './comparison'
import { contrastNumbers, contrastRule, contrastSamples } from './contrast'
import { endPointSamples, gridNumbers, gridRule, shareNumbers, shareRule } from './convergence'
import { levelWords } from './decision'
import { invariantNumbers, invariantRule, invariantSamples } from './invariant'
import { rangeNumbers, rangeRule, rangeSamples } from './range'
import { rateNumbers, rateRule, rateSamples } from './rate'
import type { RunsByKey } from './runWords'
import { settingsMap, settingsNumbers, settingsRule } from './settings'

/** The samples of a verdict, one row a pair, seed or starting point. */
export function samplesOf({ claim, judgement }: JudgedClaim, runs: RunsByKey): Blocks {
  const { evidence, analysis } = judgement
  switch (evidence.kind) {
    case 'paired':
      if (analysis.kind !== 'paired') throw mismatch(judgement)
      return pairSamples(claim, evidence, runs, analysis)
    case 'settings':
      if (analysis.kind !== 'settings') throw mismatch(judgement)
      return settingsMap(claim, analysis)
    case 'share':
    case 'grid':
      return endPointSamples(evidence, runs, analysis)
    case 'contrast':
      return contrastSamples(evidence)
    case 'rate':
      return rateSamples(evidence)
    case 'invariant':
      return invariantSamples(evidence)
    case 'range':
      return rangeSamples(evidence, runs)
    case 'arithmetic':
      return arithmeticSamples(evidence)
    case 'all-of':
      if (analysis.kind !== 'all-of') throw mismatch(judgement)
      return memberSamples(analysis)
    default:
      return evidence satisfies never
  }
}

/** What was computed of them, and what decided. */
export function numbersOf({ claim, judgement }: JudgedClaim): Blocks {
  const { analysis, evidence, p } = judgement
  switch (analysis.kind) {
    case 'paired':
      if (evidence.kind !== 'paired') throw mismatch(judgement)
      return pairNumbers(claim, analysis, evidence, p)
    case 'settings':
      return settingsNumbers(claim, analysis, p)
    case 'share':
      return shareNumbers(analysis, p)
    case 'grid':
      return gridNumbers(analysis)
    case 'contrast':
      return contrastNumbers(analysis, p)
    case 'rate':
      return rateNumbers(analysis, p)
    case 'invariant':
      return invariantNumbers(analysis)
    case 'range':
      return rangeNumbers(analysis, p)
    case 'arithmetic':
      return null
    case 'all-of':
      return memberNumbers(p)
    default:
      return analysis satisfies never
  }
}

/** The rule by which a claim was decided. */
export function ruleOf({ claim, judgement }: Pick<JudgedClaim, 'claim' | 'judgement'>): Line {
  const { hypothesis } = claim
  const withLevel = (rule: Line): Line => [rule, ' ', levelWords(claim, judgement)]
  switch (hypothesis.kind) {
    case 'lower':
    case 'not-lower':
    case 'equivalent':
    case 'faster':
      return withLevel(comparisonRule(hypothesis, claim))
    case 'lower-at-most-settings':
      if (judgement.analysis.kind !== 'settings') throw mismatch(judgement)
      return withLevel(settingsRule(hypothesis, judgement.analysis))
    case 'converges-to':
      return hypothesis.over === 'seeds' ? withLevel(shareRule(hypothesis, claim)) : gridRule(hypothesis)
    case 'contrast':
      return withLevel(contrastRule(hypothesis))
    case 'rate':
      return hypothesis.over === 'seeds' ? withLevel(rateRule(hypothesis)) : rateRule(hypothesis)
    case 'invariant':
      return invariantRule(hypothesis)
    case 'range':
      return withLevel(rangeRule(hypothesis))
    case 'arithmetic':
      return arithmeticRule(hypothesis)
    case 'all-of':
      return withLevel(allOfRule(hypothesis))
    default:
      return hypothesis satisfies never
  }
}

function mismatch({ evidence, analysis }: JudgedClaim['judgement']): TypeError {
  return new TypeError(`evidence of the kind ${evidence.kind} was analysed as ${analysis.kind}`)
}
