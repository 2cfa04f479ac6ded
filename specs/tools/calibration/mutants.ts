import { isDecision } from '../../../src/claims/outcomes'
import { judgeFamily } from '../../../src/judge/judgeFamily'
import type { Verdict } from '../../../src/kinds'
import { comparisonSample, comparisonVerdict } from '../../../src/kinds/comparison/comparisonVerdict'
import { countFailures } from '../../../src/kinds/comparison/failures'
import { fixedLocationTest, type LocationTest, type Side } from '../../../src/kinds/comparison/locationTest'
import { sequentialLocationTest } from '../../../src/kinds/comparison/sequentialLocationTest'
import type { Pair } from '../../../src/kinds/comparison/types'
import { type MatchDifference, matchDifference } from '../../../src/kinds/matches/difference'
import { spreadTest } from '../../../src/kinds/steadier/spreadTest'
import { mean } from '../../../src/stats/describe'
import { sequentialMethod } from '../../../src/stats/sequential/sequentialMethod'
import { signFlipE } from '../../../src/stats/sequential/signFlip'
import type { SequentialMethod } from '../../../src/stats/sequential/types'
import { pitmanMorganP, spreadPseudoValues } from '../../../src/stats/spreadRatio'
import { squareAndAdd } from '../../../src/stats/squareAndAdd'
import { familyEffects, familyRules, familyTrial } from '../../../tools/calibration/familyRules'
import { failureTrial, jumpTrial, MARGIN, RANGE_RULES, rangeTrial } from '../../../tools/calibration/guardRules'
import { imageRules, imageTrial } from '../../../tools/calibration/imageRules'
import { marginRules, marginTrial } from '../../../tools/calibration/marginRules'
import { matchTrial } from '../../../tools/calibration/matchRules'
import { fixedRule, type PairedRule, sequentialRule } from '../../../tools/calibration/pairedRules'
import { pairedTrial } from '../../../tools/calibration/pairedTrial'
import { type Conclusion, type Question, questionOf } from '../../../tools/calibration/question'
import { choiceAsGiven, selectionTrial } from '../../../tools/calibration/selectionRules'
import { NULL_SHARE, shareRules, shareTrial } from '../../../tools/calibration/shareRules'
import { spreadTrial } from '../../../tools/calibration/spreadRules'
import { ALPHA, type Trial } from '../../../tools/calibration/types'

/** A rule with something wrong in it; the same studies as the sound one. */
function mutant(rule: PairedRule, conclude: (question: Question, pairs: readonly Pair[]) => Conclusion): PairedRule {
  const question = questionOf(rule.options)
  return { ...rule, conclude: (pairs) => conclude(question, pairs) }
}

function concludeWith(
  { hypothesis, effect }: Question,
  pairs: readonly Pair[],
  locationTestOf: (values: readonly number[]) => LocationTest
): Conclusion {
  const sample = comparisonSample(hypothesis, pairs, effect, locationTestOf)
  return { verdict: comparisonVerdict(sample, ALPHA), n: pairs.length, location: sample.location }
}

/** The first look that decides, else the last. */
function firstDecision(sizes: readonly number[], conclude: (n: number) => Conclusion): Conclusion {
  const decides = ({ verdict }: Conclusion) => isDecision(verdict)
  for (const n of sizes.slice(0, -1)) {
    const conclusion = conclude(n)
    if (decides(conclusion)) return conclusion
  }
  return conclude(sizes.at(-1)!)
}

const looks = (from: number) => Array.from({ length: 31 - from }, (_, i) => from + i)

/** E_n of the sign-flip process times a weight: 1 is the process itself. */
function weightedSignFlip(firstLook: number, weight: (n: number) => number): SequentialMethod {
  const sound = sequentialMethod('sign-flip', firstLook)
  return {
    ...sound,
    // What stands beside the e-process hides what is wrong with it.
    pOfT: null,
    p: (values, reference) =>
      Math.min(1, ...sound.looks(values.length).map((n) => 1 / (weight(n) * signFlipE(values.slice(0, n), reference)))),
    sequence: (values, alpha) =>
      sound.looks(values.length).map((n) => {
        // {m : weight E_n(m) < 1/alpha}, of this look alone; at a level of 1 nothing is left to exclude.
        const level = Math.min(0.999, alpha * weight(n))
        return sequentialMethod('sign-flip', n).sequence(values.slice(0, n), level)[0]!
      })
  }
}

function weightedRule(firstLook: number, weight: (n: number) => number): PairedRule {
  return mutant(sequentialRule('sign-flip', firstLook), (question, pairs) => {
    const values = pairs.map(({ control, treatment }) => question.effect(control.value, treatment.value))
    const locationAfter = sequentialLocationTest(values, weightedSignFlip(firstLook, weight))
    return firstDecision(looks(firstLook), (n) => concludeWith(question, pairs.slice(0, n), () => locationAfter(n)))
  })
}

/** p of one side below alpha is p of both below 2 alpha. */
function oneSided(rule: PairedRule): PairedRule {
  return mutant(rule, (question, pairs) =>
    concludeWith(question, pairs, (values) => {
      const sound = fixedLocationTest(values)
      return {
        ...sound,
        interval: (alpha) => sound.interval(2 * alpha),
        side: (reference, alpha) => sound.side(reference, 2 * alpha)
      }
    })
  )
}

function peeking(rule: PairedRule): PairedRule {
  return mutant(rule, (question, pairs) =>
    firstDecision(looks(6), (n) => concludeWith(question, pairs.slice(0, n), fixedLocationTest))
  )
}

/** A verdict made of positions alone, by a rule of its own. */
function concludingBy(
  rule: PairedRule,
  verdictOf: (position: (reference: number) => Side, delta: number) => Verdict
): PairedRule {
  return mutant(rule, (question, pairs) => {
    const sound = concludeWith(question, pairs, fixedLocationTest)
    const verdict = verdictOf((reference) => sound.location.side(reference, ALPHA), rule.delta)
    return { ...sound, verdict }
  })
}

const REPRODUCED: Verdict = { outcome: 'reproduced', subtype: null }
const OPEN: Verdict = { outcome: 'inconclusive', subtype: null }
const DIFFERENT: Verdict = { outcome: 'refuted', subtype: 'different' }

/** No difference from 0 was found: with few pairs hardly any is. */
const equivalentByNoDifference = concludingBy(fixedRule(6, 'equivalent'), (position) =>
  position(0) === 'open' ? REPRODUCED : DIFFERENT
)

/** Not inferior: what lies far beyond the other margin is called equivalent too. */
const equivalentByOneMargin = concludingBy(fixedRule(10, 'equivalent'), (position, delta) =>
  position(-delta) === 'above' ? REPRODUCED : OPEN
)

const withoutSpread =
  ({ hypothesis, effect }: Question) =>
  (pairs: readonly Pair[]): Conclusion => {
    const sample = comparisonSample(hypothesis, pairs, effect, fixedLocationTest, false)
    return { verdict: comparisonVerdict(sample, ALPHA), n: pairs.length, location: sample.location }
  }

/** Whichever arm failed more often, by whatever number. */
function byCounts(pairs: readonly Pair[]) {
  const { control, treatment } = countFailures(pairs)
  return control === treatment ? null : control > treatment ? 'control' : 'treatment'
}

const SHARE_IN_RANGE = RANGE_RULES.find(({ id }) => id === 'range-share-30')!

/** Nothing that was shown is needed: with few pairs hardly any claim would be refuted. */
const notLowerByNotShown = concludingBy(fixedRule(10, 'not-lower'), (position, delta) =>
  position(-delta) === 'below' ? { outcome: 'refuted', subtype: 'lower' } : REPRODUCED
)

/** Lower at all is taken for lower by at least the margin. */
const notLowerWithoutMargin = concludingBy(fixedRule(10, 'not-lower'), (position) => {
  if (position(0) === 'open') return OPEN
  return position(0) === 'below' ? { outcome: 'refuted', subtype: 'lower' } : REPRODUCED
})

const BELOW_MARGIN: Verdict = { outcome: 'below-margin', subtype: null }

/** That it is not lower by the margin is taken for lower by less. */
const belowMarginByNotShown = concludingBy(marginRules()[0]!, (position, delta) =>
  position(-delta) === 'above' ? BELOW_MARGIN : OPEN
)

/** Lower at all, and not shown to be lower by the margin: taken for lower by less. */
const belowMarginByDirection = concludingBy(marginRules()[0]!, (position, delta) =>
  position(-delta) === 'below' ? REPRODUCED : position(0) === 'below' ? BELOW_MARGIN : OPEN
)

function withoutHolm(): Trial {
  const [fixed] = familyRules()
  const context = { profile: 'paper', experiments: new Map(), firstSeed: 0 } as const
  const judge: NonNullable<typeof fixed>['judge'] = (members) =>
    members.flatMap((member) => judgeFamily([member], context).map(({ verdict }) => verdict))
  return familyTrial({ ...fixed!, judge }, familyEffects(0))
}

/** Clopper-Pearson, as if once, after every seed from 6 on. */
function peekingAtShares(): Trial {
  const [rule] = shareRules()
  const once = shareRules().at(-1)!
  return shareTrial(
    {
      ...once,
      conclude: (samples) => {
        const conclusions = looks(6).map((n) => ({ ...rule!.conclude(samples.slice(0, n)), n }))
        return conclusions.find(({ verdict }) => verdict.outcome !== 'inconclusive') ?? conclusions.at(-1)!
      }
    },
    NULL_SHARE
  )
}

/** The images are the same in every run: what they do is no new draw with every seed. */
function imagesAsNewDraws(): Trial {
  return imageTrial(imageRules()[0]!, 'even', 0.4, ({ location }, pairs) => {
    const effects = pairs.flatMap(({ imageEffects }) => imageEffects!)
    const halfWidth = 1.98 * Math.sqrt(mean(effects.map((effect) => effect ** 2)) / effects.length)
    return squareAndAdd(mean(location.values), location.interval(ALPHA), halfWidth)
  })
}

/** On the margin of a match, the source's mean and spread over five runs given. */
const matchesBy = (differenceOf: typeof matchDifference) =>
  matchTrial({ id: 'matches-sd-10' }, 10, 'sd', 'normal', 1, differenceOf)

/** Welch's interval at the level of one side. */
const oneSidedMatch = (...[values, reported, delta]: Parameters<typeof matchDifference>): MatchDifference => {
  const sound = matchDifference(values, reported, delta)
  return { ...sound, position: (alpha) => sound.position(2 * alpha) }
}

/** Two spreads on the margin, 20 pairs. */
const spreadsBy = (
  errors: 'normal' | 't3',
  testOf: NonNullable<Parameters<typeof spreadTrial>[1]>,
  ratio: number | null = null
) => spreadTrial({ n: 20, control: errors, treatment: errors, shared: 0, ratio }, testOf)

/** Of normal pairs, whatever they are. */
const byPitmanMorgan: Parameters<typeof spreadsBy>[1] = (control, treatment) => {
  const location = fixedLocationTest(spreadPseudoValues(control, treatment))
  const center = mean(location.values)
  return {
    ...location,
    side: (reference, alpha) =>
      pitmanMorganP(control, treatment, reference)! > alpha ? 'open' : center < reference ? 'below' : 'above'
  }
}

const onMargin = (rule: PairedRule) => pairedTrial(rule, 'normal', 0)
/** In margins. */
const at = (rule: PairedRule, effect: number) => pairedTrial(rule, 'normal', effect)

/** Rules with a mistake, on the boundary where it shows, and how many studies it takes to see it. */
export const MUTANTS: Readonly<Record<string, { readonly trial: Trial; readonly studies: number }>> = {
  'one side for both': { trial: onMargin(oneSided(fixedRule(10))), studies: 2000 },
  'looking again and again as if once': { trial: onMargin(peeking(fixedRule(30))), studies: 500 },
  'the same at a share of seeds': { trial: peekingAtShares(), studies: 1000 },
  'factors of the e-process with mean 1.2': { trial: onMargin(weightedRule(6, (n) => 1.2 ** n)), studies: 80 },
  'eight products added up instead of averaged': { trial: onMargin(weightedRule(6, () => 8)), studies: 120 },
  'Holm left out': { trial: withoutHolm(), studies: 120 },
  'equivalent: where no difference is found': { trial: at(equivalentByNoDifference, 1), studies: 100 },
  'equivalent: by one margin of the two': { trial: at(equivalentByOneMargin, 2), studies: 100 },
  'equivalent: both margins at the whole alpha': { trial: at(oneSided(fixedRule(20, 'equivalent')), 1), studies: 2000 },
  'equivalent: looking again and again as if once': {
    trial: at(peeking(fixedRule(30, 'equivalent')), -1),
    studies: 500
  },
  'images left out': {
    trial: imageTrial(imageRules()[0]!, 'even', 0.4, ({ location }) => location.interval(ALPHA)),
    studies: 100
  },
  'images counted anew with every seed': { trial: imagesAsNewDraws(), studies: 100 },
  'below-margin: no direction needed': { trial: marginTrial(belowMarginByNotShown, 'normal', 0), studies: 100 },
  'below-margin: not shown to be short of the margin': {
    trial: marginTrial(belowMarginByDirection, 'normal', -1),
    studies: 100
  },
  'equal pairs taken for certainty': {
    trial: jumpTrial({ id: 'jumps-fixed-10', maxPairs: 10, conclude: withoutSpread(questionOf(MARGIN)) }),
    studies: 200
  },
  'failures compared by their counts': { trial: failureTrial(30, [0.2, 0.2], byCounts), studies: 200 },
  'single runs claimed, their mean judged': { trial: rangeTrial({ ...SHARE_IN_RANGE, of: {} }), studies: 200 },
  'the choice of settings taken as given': {
    trial: selectionTrial('three near ties, nine far', 'at-contenders', choiceAsGiven),
    studies: 40
  },
  "matches: the source's spread left out": {
    trial: matchesBy((values, reported, delta) => matchDifference(values, { ...reported, standardError: null }, delta)),
    studies: 200
  },
  'matches: a standard deviation of few runs taken for the spread of many': {
    trial: matchTrial({ id: 'matches-sd-20' }, 20, 'sd', 'normal', 1, (values, reported, delta) =>
      matchDifference(values, { ...reported, runs: null }, delta)
    ),
    studies: 2000
  },
  'matches: one side for both': { trial: matchesBy(oneSidedMatch), studies: 2000 },
  'steadier: values taken for normal': { trial: spreadsBy('t3', byPitmanMorgan), studies: 300 },
  'steadier: the jackknife alone, at the level of one side': {
    trial: spreadsBy('normal', (control, treatment) => {
      const sound = fixedLocationTest(spreadPseudoValues(control, treatment))
      const side = (reference: number, alpha: number): Side => {
        const { lower, upper } = sound.interval(2 * alpha)
        return upper < reference ? 'below' : lower > reference ? 'above' : 'open'
      }
      return { ...sound, side }
    }),
    studies: 2000
  },
  'steadier: the margin ignored': {
    trial: spreadsBy('normal', (control, treatment) => {
      const sound = spreadTest(control, treatment)
      return { ...sound, side: (_, alpha) => sound.side(Math.log(0.6), alpha) }
    }),
    studies: 300
  },
  'not lower: where lower is not shown': { trial: onMargin(notLowerByNotShown), studies: 100 },
  'not lower: the margin ignored': { trial: onMargin(notLowerWithoutMargin), studies: 500 }
}

/** The detour that the mutants of the e-process take, without a mistake. */
export const SOUND_DETOUR = { trial: onMargin(weightedRule(6, () => 1)), studies: 60 }
