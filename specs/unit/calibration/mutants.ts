import { familyEffects, familyRules, familyTrial } from '../../../src/calibration/familyRules'
import {
  type Conclusion,
  fixedRule,
  type PairedRule,
  pairedTrial,
  type Question,
  questionOf,
  sequentialRule
} from '../../../src/calibration/pairedRules'
import { NULL_SHARE, shareRules, shareTrial } from '../../../src/calibration/shareRules'
import { ALPHA, type Trial } from '../../../src/calibration/types'
import type { Pair } from '../../../src/evidence/types'
import { sequentialMethod } from '../../../src/stats/sequential/sequentialMethod'
import { signFlipE } from '../../../src/stats/sequential/signFlip'
import type { SequentialMethod } from '../../../src/stats/sequential/types'
import { comparisonSample, comparisonVerdict } from '../../../src/verdict/comparisonVerdict'
import { judgeFamily } from '../../../src/verdict/judgeFamily'
import { type Centre, fixedCentre } from '../../../src/verdict/position'
import { sequentialCentre } from '../../../src/verdict/sequentialCentre'

const question = questionOf(fixedRule(10).options)

/** A rule with something wrong in it; the same studies as the sound one. */
function mutant(rule: PairedRule, conclude: (question: Question, pairs: readonly Pair[]) => Conclusion): PairedRule {
  return { ...rule, conclude: (pairs) => conclude(question, pairs) }
}

function concludeWith(pairs: readonly Pair[], centreOf: (values: readonly number[]) => Centre): Conclusion {
  const sample = comparisonSample(question.hypothesis, pairs, question.effect, centreOf)
  return { verdict: comparisonVerdict(sample, ALPHA), n: pairs.length, centre: sample.centre }
}

/** The first look that decides, else the last. */
function firstDecision(sizes: readonly number[], conclude: (n: number) => Conclusion): Conclusion {
  const decides = ({ verdict }: Conclusion) => verdict.outcome === 'reproduced' || verdict.outcome === 'refuted'
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
  return mutant(sequentialRule('sign-flip', firstLook), ({ effect }, pairs) => {
    const values = pairs.map(({ control, treatment }) => effect(control.value, treatment.value))
    const centreAfter = sequentialCentre(values, weightedSignFlip(firstLook, weight))
    return firstDecision(looks(firstLook), (n) => concludeWith(pairs.slice(0, n), () => centreAfter(n)))
  })
}

/** p of one side below alpha is p of both below 2 alpha. */
const oneSided = mutant(fixedRule(10), (_question, pairs) =>
  concludeWith(pairs, (values) => {
    const sound = fixedCentre(values)
    return {
      ...sound,
      interval: (alpha) => sound.interval(2 * alpha),
      position: (reference, alpha) => sound.position(reference, 2 * alpha)
    }
  })
)

const peeking = mutant(fixedRule(30), (_question, pairs) =>
  firstDecision(looks(6), (n) => concludeWith(pairs.slice(0, n), fixedCentre))
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

const onMargin = (rule: PairedRule) => pairedTrial(rule, 'normal', 0)

/** Rules with a mistake, on the boundary where it shows, and how many studies it takes to see it. */
export const MUTANTS: Readonly<Record<string, { readonly trial: Trial; readonly studies: number }>> = {
  'one side for both': { trial: onMargin(oneSided), studies: 2000 },
  'looking again and again as if once': { trial: onMargin(peeking), studies: 500 },
  'the same at a share of seeds': { trial: peekingAtShares(), studies: 1000 },
  'factors of the e-process with mean 1.2': { trial: onMargin(weightedRule(6, (n) => 1.2 ** n)), studies: 80 },
  'eight products added up instead of averaged': { trial: onMargin(weightedRule(6, () => 8)), studies: 120 },
  'Holm left out': { trial: withoutHolm(), studies: 120 }
}

/** The detour that the mutants of the e-process take, without a mistake. */
export const SOUND_DETOUR = { trial: onMargin(weightedRule(6, () => 1)), studies: 60 }
