import { comparisonSample } from '../../src/kinds/comparison/comparisonVerdict'
import { majorityOf } from '../../src/kinds/lower-at-majority/majority'
import { settingsVerdict } from '../../src/kinds/lower-at-majority/settingsVerdict'
import { rangeP } from '../../src/kinds/shared/seedMean'
import { normalStream, type RandomStream } from '../../src/random/streams'
import { ERROR_SHAPES, type ErrorShape, errorStream, isSymmetric } from './errorShapes'
import { fixedRule, type PairedRule, sequentialRule } from './pairedRules'
import { outcomeOf, studyOf, thetaOf } from './pairedTrial'
import { questionOf } from './question'
import { ALPHA, type RuleDescription, type Trial, type TrialSet } from './types'

const MAP_SIZES = [3, 9] as const
const MAP_PAIRS = 10
/** Standard deviations below the margin, where a setting is shown to be lower. */
const FAR = 4
const MEAN_SIZES = [6, 10, 20, 30] as const
/** Lag-1 autocorrelations of normal errors over the order of the seeds. */
const CORRELATIONS = [0.3, 0.5] as const

/** Maps and means under errors that are not symmetric, and what is not independent over the seeds. */
export function scatterSet(): TrialSet {
  const serial = [fixedRule(10), fixedRule(30), sequentialRule('sign-flip', 10)].map(serialRule)
  return {
    id: 'scatter',
    rules: [...MAP_SIZES.map(mapRule), ...MEAN_SIZES.map(meanRule), ...serial.map(({ rule }) => rule)],
    section: {
      title: 'Maps, means over seeds, and seeds that are not independent',
      text: `Maps: one setting fewer than a majority lies far below the margin, the others on it, so that each of these alone makes "lower at a majority" wrong; ${MAP_PAIRS} pairs a setting. Means (ranges and rates): the mean lies on the bound. Seeds in an order that means something: normal errors with that autocorrelation at lag 1; every rule assumes independent seeds, and warns.`
    },
    trials: (studies) =>
      [
        ...MAP_SIZES.flatMap((size) => ERROR_SHAPES.map((shape) => mapTrial(size, shape))),
        ...MEAN_SIZES.flatMap((n) => ERROR_SHAPES.map((shape) => meanTrial(n, shape))),
        ...serial.flatMap(({ rule, member }) => CORRELATIONS.map((phi) => serialTrial(rule, member, phi)))
      ].map((trial) => ({ trial, studies }))
  }
}

function mapRule(numSettings: number): RuleDescription {
  return {
    id: `map-${numSettings}`,
    title: `lower at a majority of ${numSettings} settings`,
    decides: 'other',
    assumption: 'symmetric errors'
  }
}

function mapTrial(numSettings: number, shape: ErrorShape): Trial {
  const rule = mapRule(numSettings)
  const member = fixedRule(MAP_PAIRS)
  const numLower = majorityOf(numSettings) - 1
  const { hypothesis, effect } = questionOf(member.options)
  return {
    id: `${rule.id}/${shape}`,
    rule: rule.id,
    errors: shape,
    effect: 0,
    truth: `lower at ${numLower} of ${numSettings}`,
    onBoundary: true,
    promised: isSymmetric(shape),
    // Two-sided tests: half of it on the side of a claim that is not so.
    nominal: ALPHA / 2,
    study: (random) => {
      const samples = Array.from({ length: numSettings }, (_, setting) => {
        const { pairs } = studyOf(member, errorStream(shape, random), setting < numLower ? FAR : 0).evidence
        return comparisonSample(hypothesis, pairs, effect)
      })
      const { verdict } = settingsVerdict(samples, ALPHA)
      const decided = verdict.outcome === 'reproduced' || verdict.outcome === 'refuted'
      return { n: MAP_PAIRS, decided, wrong: verdict.outcome === 'reproduced', covered: null }
    }
  }
}

function meanRule(n: number): RuleDescription {
  return { id: `mean-${n}`, title: `mean of ${n} seeds`, decides: 'other', assumption: 'symmetric errors' }
}

function meanTrial(n: number, shape: ErrorShape): Trial {
  const rule = meanRule(n)
  return {
    id: `${rule.id}/${shape}`,
    rule: rule.id,
    errors: shape,
    effect: 0,
    truth: 'on the bound',
    onBoundary: true,
    promised: isSymmetric(shape),
    study: (random) => {
      const error = errorStream(shape, random)
      const decided = rangeP(Array.from({ length: n }, error), Number.NEGATIVE_INFINITY, 0) <= ALPHA
      return { n, decided, wrong: decided, covered: null }
    }
  }
}

function serialRule(member: PairedRule): { readonly rule: RuleDescription; readonly member: PairedRule } {
  const rule: RuleDescription = {
    id: `serial-${member.id}`,
    title: member.title,
    decides: 'other',
    assumption: 'independent seeds'
  }
  return { rule, member }
}

function serialTrial({ id }: RuleDescription, member: PairedRule, phi: number): Trial {
  return {
    id: `${id}/${phi}`,
    rule: id,
    errors: `normal, correlated ${phi}`,
    effect: 0,
    truth: 'on the margin',
    onBoundary: true,
    promised: false,
    study: (random) => {
      const { pairs } = studyOf(member, autoregression(phi, random), 0).evidence
      return outcomeOf(member, member.conclude(pairs), thetaOf(member, 0))
    }
  }
}

/** Stationary, standard deviation 1. */
function autoregression(phi: number, random: RandomStream): () => number {
  const normal = normalStream(random)
  let last: number | null = null
  return () => {
    last = last === null ? normal() : phi * last + Math.sqrt(1 - phi * phi) * normal()
    return last
  }
}
