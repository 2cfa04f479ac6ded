import { isDecision } from '../../src/claims/outcomes'
import { judgeContenders } from '../../src/judge/judgeContenders'
import { comparedShow } from '../../src/kinds/comparison/comparedShow'
import type { AnyCompared } from '../../src/kinds/comparison/comparedTypes'
import { asPaired } from '../../src/kinds/comparison/isPaired'
import { judgeComparison } from '../../src/kinds/comparison/judge'
import { comparedContest } from '../../src/kinds/comparison/pairedContest'
import type { PairedEvidence, PairSide } from '../../src/kinds/comparison/types'
import { CONTENDER_LEVEL, DEFAULT_CONTENDERS } from '../../src/kinds/shared/contenders'
import type { Contender, Selection } from '../../src/kinds/shared/types'
import { normalStream } from '../../src/random/streams'
import { modelConfidenceSet } from '../../src/stats/modelConfidenceSet'
import { type ErrorShape, errorStream } from './errorShapes'
import { questionOf } from './question'
import { shareOf } from './simulate'
import { isUntrue } from './truth'
import { ALPHA, type Trial, type TrialSet } from './types'

const NUM_SETTINGS = 12
const NUM_SEEDS = 5
const NUM_PAIRS = 10
/** Standard deviation of ln of the ratio of two judged runs. */
const JUDGED = 0.01
/** A study judges up to 16 combinations. */
const STUDY_SHARE = 0.1

const DELTA = Math.log(1.01)

/** Settings of one arm. */
interface World {
  /** How much worse than the best each is on the selection metric, in standard deviations of a run; the best is the first. */
  readonly gaps: readonly number[]
  /** How much more than the best the others vary. */
  readonly spread: number
  /** How far from the best the others may lie in the judged loss, as a share. */
  readonly apart: number
  /** How far below the margin theta lies at the best settings, in standard deviations. */
  readonly effect: number
}

const near = { spread: 1, apart: 0.03, effect: 0 }
const THREE_NEAR = [0, 0.1, 0.2, ...new Array<number>(NUM_SETTINGS - 3).fill(20)]
const WORLDS = {
  'twelve near ties': { ...near, gaps: Array.from({ length: NUM_SETTINGS }, (_, index) => 0.1 * index) },
  'three near ties, nine far': { ...near, gaps: THREE_NEAR },
  'three near ties that are judged alike': { ...near, gaps: THREE_NEAR, apart: 0, effect: 2 },
  'twelve ties, of which the best varies a tenth': {
    ...near,
    gaps: new Array<number>(NUM_SETTINGS).fill(0),
    spread: 10
  }
} satisfies Record<string, World>

type WorldName = keyof typeof WORLDS
/** Where the verdict is simulated, and where the set. */
const JUDGED_WORLDS = [
  'twelve near ties',
  'three near ties, nine far',
  'three near ties that are judged alike'
] as const
const SET_WORLDS = [
  'twelve near ties',
  'three near ties, nine far',
  'twelve ties, of which the best varies a tenth'
] as const

/** What of an arm's selection is taken for the best settings: those that are judged. */
export type Choose = (losses: readonly (readonly (readonly number[])[])[]) => readonly number[] | null

/** All that selection cannot tell from the best; null where they are more than are judged. */
const contenders: Choose = (losses) => {
  const p = modelConfidenceSet(losses)
  const left = p.flatMap((each, index) => (each > CONTENDER_LEVEL ? [index] : []))
  return left.length > DEFAULT_CONTENDERS ? null : left
}

/** The one with the smallest mean, as if nothing else could have been the best. */
export const choiceAsGiven: Choose = (losses) => {
  const means = losses.map((rows) => rows.flat().reduce((sum, value) => sum + value, 0))
  return [means.indexOf(Math.min(...means))]
}

/** Arms that are tuned before they are compared. */
export function selectionSet(): TrialSet {
  const rules = [
    {
      id: 'contenders',
      title: 'the settings that 5 selection seeds cannot tell from the best',
      assumption: 'like spread'
    },
    {
      id: 'at-contenders',
      title: `judged at every combination, up to ${DEFAULT_CONTENDERS} an arm`,
      assumption: 'symmetric errors'
    },
    { id: 'at-choice', title: 'the choice taken as given', assumption: 'none: it is what the rule replaces' }
  ]
  return {
    id: 'selection',
    rules: rules.map((rule) => ({ ...rule, decides: 'other' })),
    section: {
      title: 'Over the settings that tuning chooses',
      text: `Two arms of ${NUM_SETTINGS} settings each, tuned on ${NUM_SEEDS} seeds and judged on ${NUM_PAIRS} pairs. Settings that selection takes for alike differ by ${100 * near.apart} % in the judged loss, and at the best settings of both arms theta is on the margin; or they are judged alike, and theta lies 2 standard deviations below it. Wrong: the best setting is not among the contenders; the verdict is untrue at the best settings. Decided: not where there are more contenders than are judged, since the verdict then says that it speaks of the chosen settings.`
    },
    trials: (numStudies) => [
      ...SET_WORLDS.flatMap((world) =>
        (['normal', 't3', 'exponential', 'lognormal'] as const).map((errors) => ({
          trial: coverageTrial(world, errors),
          studies: numStudies
        }))
      ),
      ...JUDGED_WORLDS.flatMap((world) =>
        (['at-contenders', 'at-choice'] as const).map((rule) => ({
          trial: selectionTrial(world, rule),
          studies: shareOf(STUDY_SHARE, numStudies)
        }))
      )
    ]
  }
}

/** Whether the best setting is among the contenders. */
function coverageTrial(world: WorldName, errors: ErrorShape): Trial {
  return {
    id: `contenders/${world}/${errors}`,
    rule: 'contenders',
    errors,
    effect: 0,
    truth: world,
    onBoundary: false,
    // With a mean of five skewed values a setting that varies much seems better than it is.
    promised: WORLDS[world].spread === 1 || errors === 'normal' || errors === 't3',
    nominal: CONTENDER_LEVEL,
    study: (random) => {
      const p = modelConfidenceSet(selectionLosses(world, errorStream(errors, random)))
      const covered = p[0]! > CONTENDER_LEVEL
      return {
        n: NUM_SEEDS,
        decided: p.filter((each) => each > CONTENDER_LEVEL).length === 1,
        wrong: !covered,
        covered
      }
    }
  }
}

/**
 * Whether a verdict is true at the best settings.
 *
 * @param choose what is judged of each arm
 */
export function selectionTrial(
  world: WorldName,
  rule: 'at-contenders' | 'at-choice',
  choose: Choose = rule === 'at-choice' ? choiceAsGiven : contenders
): Trial {
  const { claim } = questionOf({})
  const { effect } = WORLDS[world]
  const below = effect * JUDGED
  const seeds = { min: NUM_PAIRS, max: NUM_PAIRS, first: 0 }
  return {
    id: `${rule}/${world}`,
    rule,
    errors: 'normal',
    effect,
    truth: world,
    onBoundary: effect === 0,
    promised: rule === 'at-contenders',
    // Of the verdict at the best settings, and of each arm's set.
    nominal: ALPHA + 2 * CONTENDER_LEVEL,
    study: (random) => {
      const normal = normalStream(random)
      const chosen = [0, 1].map(() => choose(selectionLosses(world, normal)))
      const judged = judgedRuns(world, normal)
      if (chosen.some((settings) => settings === null))
        return { n: NUM_PAIRS, decided: false, wrong: false, covered: null }
      const [control, treatment] = chosen as [readonly number[], readonly number[]]
      const at = (a: number, b: number) => evidenceAt(judged, a, b)
      const first = at(control[0]!, treatment[0]!)
      const others: Contender<PairedEvidence>[] = [
        ...control.slice(1).map((a) => ({ arm: 'control', setting: settingOf(a), evidence: at(a, treatment[0]!) })),
        ...treatment.slice(1).map((b) => ({ arm: 'treatment', setting: settingOf(b), evidence: at(control[0]!, b) }))
      ]
      const verdict = judgeContenders<AnyCompared>(
        { show: comparedShow, contest: comparedContest },
        claim.hypothesis,
        (evidence) => judgeComparison(claim, asPaired(evidence), seeds),
        first,
        others
      ).verdict(ALPHA)
      const wrong = isUntrue('lower', verdict, -DELTA - below, DELTA)
      return { n: NUM_PAIRS, decided: isDecision(verdict), wrong, covered: null }
    }
  }
}

function selectionLosses(world: WorldName, error: () => number): number[][][] {
  const { gaps, spread } = WORLDS[world]
  const shared = Array.from({ length: NUM_SEEDS }, error)
  return gaps.map((gap, index) => {
    const scale = index === 0 ? 1 : spread
    return shared.map((common) => [scale * (gap + 0.5 * common + error())])
  })
}

const settingOf = (index: number) => ({ learningRate: index + 1 })

/** ln of every judged loss, by arm, setting and seed. */
function judgedRuns(world: WorldName, normal: () => number): number[][][] {
  const { apart, effect } = WORLDS[world]
  return [0, -DELTA - effect * JUDGED].map((level) =>
    Array.from({ length: NUM_SETTINGS }, (_, index) => {
      const off = index === 0 ? 0 : index % 2 === 0 ? apart : -apart
      return Array.from({ length: NUM_PAIRS }, () => level + off + (JUDGED / Math.SQRT2) * normal())
    })
  )
}

function evidenceAt([control, treatment]: readonly number[][][], a: number, b: number): PairedEvidence {
  const side = (log: number): PairSide => {
    const value = Math.exp(log)
    return { runKey: '', value, censored: false, trainLoss: value, failure: null }
  }
  const arm = (name: string, index: number) => ({ arm: name, setting: settingOf(index), selection: NOT_SHOWN })
  return {
    kind: 'paired',
    metric: 'train.loss',
    measure: { kind: 'final' },
    transform: 'log-ratio',
    control: arm('control', a),
    treatment: arm('treatment', b),
    chanceLevel: null,
    pairs: control![a]!.map((log, seed) => ({ seed, control: side(log), treatment: side(treatment![b]![seed]!) }))
  }
}

const NOT_SHOWN: Selection = { metric: 'validation.loss', seeds: [], candidates: [], onEdge: [] }
