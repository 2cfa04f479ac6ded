import type {
  AnyClaim,
  AnyHypothesis,
  ClaimWith,
  SeedBudget,
  SequentialDecision,
  Setting
} from '../../../src/claims/types'
import { familyMember, judgeFamily } from '../../../src/judge/judgeFamily'
import { type ClaimOf, type EvidenceOf, type JudgementOf, type KindName, kindOf } from '../../../src/kinds'
import type {
  AnyPaired,
  ComparedKind,
  ComparisonHypothesis,
  Pair,
  PairedEvidence,
  PairSide
} from '../../../src/kinds/comparison/types'
import type { ConvergesToHypothesis } from '../../../src/kinds/converges-to/types'
import type { Judged } from '../../../src/kinds/judged'
import type { Contender, EndPoint, Selection } from '../../../src/kinds/shared/types'
import type { Experiment } from '../../../src/runs/runKinds'
import { LOWER } from '../../support/builders'

/** Claims and evidence for tests, complete and with everything that a test does not care about filled in. */

export const comparison = LOWER

export const convergence: ConvergesToHypothesis = {
  kind: 'converges-to',
  arm: 'adam',
  metric: 'x.windowMean',
  target: 1,
  tolerance: 0.01,
  over: 'seeds',
  share: 0.8
}

export function claimOf<H extends AnyHypothesis>(
  hypothesis: H,
  overrides: Partial<Omit<AnyClaim, 'hypothesis'>> = {}
): ClaimWith<H> {
  return {
    id: 'source/claim',
    source: {
      key: 'source',
      citation: 'A source',
      locator: 'somewhere',
      quote: null,
      paraphrase: 'a claim',
      via: null,
      extension: false,
      reported: null
    },
    statement: 'AMSGrad ends lower.',
    experiment: 'experiment',
    hypothesis,
    decision: { alpha: 0.05, mode: 'fixed', method: null, seeds: { min: 10, max: 10 } },
    family: 'family',
    assumptions: [],
    expected: {},
    ...overrides
  }
}

const run = { runKey: 'key', censored: false } as const

/** Seeds are added until decided. */
export function added(
  method: SequentialDecision['method'],
  seeds: SeedBudget = { min: 10, max: 30 },
  alpha = 0.05
): { readonly decision: SequentialDecision } {
  const mode = method === 'pocock' || method === 'obrien-fleming' ? 'group-sequential' : 'anytime-valid'
  return { decision: { alpha, mode, method, seeds } }
}

export const trained = (value: number): PairSide => ({ ...run, value, trainLoss: value, failure: null })
export const diverged: PairSide = { ...run, value: Number.NaN, trainLoss: Number.NaN, failure: 'diverged' }
export const atChance = (value: number): PairSide => ({ ...run, value, trainLoss: 2.3, failure: 'chance' })

export function evidenceOf(
  sides: readonly (readonly [PairSide, PairSide])[],
  overrides: Partial<PairedEvidence> = {}
): PairedEvidence {
  const arm = (name: string) => ({ arm: name, setting: {}, selection: null })
  return {
    kind: 'paired',
    metric: 'train.loss',
    measure: { kind: 'final' },
    transform: 'log-ratio',
    control: arm('adam'),
    treatment: arm('amsgrad'),
    chanceLevel: Math.log(10),
    pairs: sides.map(([control, treatment], seed): Pair => ({ seed, control, treatment })),
    ...overrides
  }
}

/** Pairs with these log ratios, up to rounding. */
export function evidenceOfRatios(ratios: readonly number[]): PairedEvidence {
  return evidenceOf(ratios.map((ratio, i) => [trained(1 + i / 100), trained((1 + i / 100) * Math.exp(ratio))]))
}

/**
 * Nine numbers of about -0.1, and one that points back to 0: t and sign flips show that their centre lies below 0, with the
 * skewness allowed for nothing shows it.
 */
export const TAILED: readonly number[] = [-0.1, -0.12, -0.09, -0.11, -0.1, -0.1, -0.13, -0.08, -0.105, 0.08]

/** n numbers with this mean and sample standard deviation, symmetric about the mean; n even. */
export function symmetric(mean: number, standardDeviation: number, n = 10): number[] {
  const steps = Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 1 : -1) * (1 + Math.floor(i / 2)))
  const scale = Math.sqrt(steps.reduce((sum, step) => sum + step * step, 0) / (n - 1))
  return steps.map((step) => mean + (standardDeviation * step) / scale)
}

/** How an arm's setting was chosen among two, the second of which selection tells from the first at p. */
export function selectionOf(p: number, share = 1): Selection {
  return {
    metric: 'validation.loss',
    seeds: [1_000_000, 1_000_001, 1_000_002, 1_000_003, 1_000_004],
    candidates: [
      { setting: CHOSEN, mean: 0.3, p: 1, share },
      { setting: RIVAL, mean: 0.31, p, share: 1 - share }
    ],
    onEdge: []
  }
}
export const CHOSEN: Setting = { learningRate: 0.01 }
export const RIVAL: Setting = { learningRate: 0.1 }

/** Pairs of two tuned arms, of which the control has a second setting that selection cannot tell from the chosen one. */
export function contested(
  chosen: PairedEvidence,
  rival: PairedEvidence
): { readonly evidence: PairedEvidence; readonly contenders: readonly Contender<PairedEvidence>[] } {
  const at = (evidence: PairedEvidence, setting: Setting, selections: readonly [Selection, Selection] | null) => ({
    ...evidence,
    control: { ...evidence.control, setting, selection: selections?.[0] ?? null },
    treatment: { ...evidence.treatment, setting: CHOSEN, selection: selections?.[1] ?? null }
  })
  return {
    evidence: at(chosen, CHOSEN, [selectionOf(0.4, 0.65), selectionOf(0.01)]),
    contenders: [{ arm: chosen.control.arm, setting: RIVAL, evidence: at(rival, RIVAL, null) }]
  }
}

export const point = (overrides: Partial<EndPoint> = {}): EndPoint => ({
  seed: 0,
  initialPoint: 0,
  runKey: 'key',
  value: 1,
  reached: true,
  settled: true,
  ...overrides
})
export const elsewhere = point({ value: -1, reached: false })
export const moving = point({ value: 0, reached: false, settled: false })
export const gone = point({ value: Number.NaN, reached: false, settled: false })

export const times = <Item>(count: number, item: Item): Item[] => new Array<Item>(count).fill(item)

const experiments = new Map<string, Experiment>([
  [
    'experiment',
    {
      kind: 'synthetic',
      id: 'experiment',
      description: '',
      sourceProtocol: '',
      problem: { name: 'periodic-linear', rareSlope: 1010, commonSlope: -10, period: 101, domain: [-1, 1] },
      initialPoints: [0],
      numSteps: 10,
      record: { points: 1, window: 1 },
      arms: {},
      profiles: { quick: { departure: '5,000 images instead of 50,000' }, paper: { departure: null } }
    }
  ]
])

export const context = { profile: 'quick', experiments, firstSeed: 0 } as const

/** Judges one claim alone in its family at profile quick. */
export function judgeAlone<K extends KindName>(
  claim: ClaimOf<K>,
  evidence: EvidenceOf<K>,
  seeds: number = numSeeds(kindOf<K>(claim.hypothesis).samples(evidence))
): JudgementOf<K> {
  const budget = claim.decision.mode === 'fixed' ? { min: seeds, max: seeds } : claim.decision.seeds
  return judgeFamily<K>([familyMember<K>(claim, evidence, budget)], context)[0]!
}

/** Of a map: at each of its settings, which are samples without a seed. */
function numSeeds(samples: readonly { readonly seed: number | null }[]): number {
  const numSettings = samples.filter(({ seed }) => seed === null).length
  return (samples.length - numSettings) / Math.max(1, numSettings)
}

export function judgePairs(
  evidence: PairedEvidence,
  hypothesis: Partial<ComparisonHypothesis> = {},
  seeds?: number
): JudgementOf<ComparedKind> & Omit<Judged<AnyPaired>, 'claim'> {
  // Of pairs, as its evidence is.
  return judgeAlone(claimOf({ ...comparison, ...hypothesis }), evidence, seeds) as ReturnType<typeof judgePairs>
}
