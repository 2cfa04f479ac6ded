import type { RunStatus } from '../../../src/claims/runs'
import type { ExpectedOutcome, SequentialDecision } from '../../../src/claims/types'
import type { RunEnvironment } from '../../../src/engine/engine'
import { groupBy } from '../../../src/json/groupBy'
import { type FamilyMember, familyMember, judgeFamily } from '../../../src/judge/judgeFamily'
import {
  type Claim,
  type Evidence,
  type EvidenceOf,
  type Hypothesis,
  type HypothesisOf,
  type KindName,
  kindOf
} from '../../../src/kinds'
import type { ComparisonHypothesis, PairedEvidence } from '../../../src/kinds/comparison/types'
import type { ConvergesMoreOftenHypothesis } from '../../../src/kinds/converges-more-often/types'
import type { InvariantHypothesis } from '../../../src/kinds/invariant/types'
import type { RecordedValue } from '../../../src/kinds/kind'
import type { SettingsHypothesis } from '../../../src/kinds/lower-at-majority/types'
import type { RateHypothesis } from '../../../src/kinds/rate/types'
import type { RegistrationState } from '../../../src/registration/types'
import type { ClaimOutcome, ReportInput, ReportRun, ReportTrajectory } from '../../../src/report/data/types'
import { seedBudget } from '../../../src/runs/profiles'
import type { Experiment } from '../../../src/runs/runKinds'
import {
  CONVERGES,
  claim,
  classificationExperiment,
  FASTER,
  LIES_IN,
  LOWER,
  SCALAR_IDENTITY,
  syntheticExperiment,
  TFJS_IDENTITY
} from '../../support/builders'
import { accuracies, contrast, grid, invariant, map, pairs, range, rate, runKeyOf, share, times } from './evidence'
import { withSourceFigure } from './sourceFigures'

/** Report inputs of every kind of outcome. The evidence is made here; the verdicts are those of `judgeFamily`. */

export const EXPERIMENTS: Readonly<Record<string, Experiment>> = {
  'toy-logreg': classificationExperiment({
    sourceProtocol: 'Softmax regression, 50 epochs.',
    profiles: { quick: { departure: '2 epochs instead of 50', epochs: 2 }, standard: { departure: null } }
  }),
  'toy-online': syntheticExperiment({
    sourceProtocol: 'One million steps.',
    profiles: { quick: { departure: '1,000 steps instead of a million' } }
  })
}

const ENVIRONMENT: RunEnvironment = {
  startedAt: '2026-01-01T00:00:00.000Z',
  wallTimeMs: 1250,
  claimcheck: '0.1.0',
  commit: 'abc1234+dirty',
  node: 'v24.0.0',
  platform: 'linux x64',
  cpu: 'A CPU | with a pipe'
}

export interface Case {
  readonly claim: Claim
  readonly evidence: Evidence
  /** What the rule says of the evidence. */
  readonly outcome: string
  readonly subtype: string | null
}

const comparison = (kind: ComparisonHypothesis['kind']): ComparisonHypothesis => ({ ...LOWER, kind })

function comparisonCase(
  name: string,
  kind: ComparisonHypothesis['kind'],
  evidence: PairedEvidence,
  outcome: string,
  subtype: string | null,
  overrides: Partial<Claim> = {}
): Case {
  const id = `toy/${name}`
  return { claim: claim({ id, family: id, hypothesis: comparison(kind), ...overrides }), evidence, outcome, subtype }
}

/** The treatment's loss with seed 3 is 0, which has no logarithm. */
function withZero(evidence: PairedEvidence): PairedEvidence {
  const zeroed = evidence.pairs.map((pair) =>
    pair.seed === 3 ? { ...pair, treatment: { ...pair.treatment, value: 0, trainLoss: 0 } } : pair
  )
  return { ...evidence, pairs: zeroed }
}

const overSeeds = { ...CONVERGES, over: 'seeds' as const, share: 0.8 }
const converges = (name: string, n: number): Claim =>
  claim({
    id: `toy/${name}`,
    family: 'toy-converges',
    experiment: 'toy-online',
    statement: 'Adam ends at x = +1.',
    hypothesis: n === 0 ? CONVERGES : overSeeds,
    decision: { alpha: 0.05, mode: 'fixed', method: null, seeds: { min: Math.max(n, 1), max: Math.max(n, 1) } }
  })

/** delta is ln 1.01 = 0.00995; the half width of the 95 % interval of 10 pairs is 0.715 standard deviations. */
export const CASES: readonly Case[] = [
  comparisonCase('reproduced', 'lower', pairs('reproduced', -0.1, 0.01), 'reproduced', null),
  comparisonCase('opposite', 'lower', pairs('opposite', 0.1, 0.01), 'refuted', 'opposite'),
  comparisonCase('less', 'lower', pairs('less', -0.005, 0.002), 'below-margin', null),
  comparisonCase('equivalent', 'lower', pairs('equivalent', 0, 0.003), 'refuted', 'equivalent'),
  comparisonCase('higher', 'lower', pairs('higher', 0.01, 0.008), 'refuted', 'higher'),
  comparisonCase('no-better', 'lower', pairs('no-better', 0.005, 0.0195), 'refuted', 'no-better'),
  comparisonCase('no-gain', 'not-lower', pairs('no-gain', 0.1, 0.01), 'reproduced', null),
  comparisonCase('gain', 'not-lower', pairs('gain', -0.1, 0.01), 'refuted', 'lower'),
  comparisonCase('same', 'equivalent', pairs('same', 0, 0.003), 'reproduced', null),
  comparisonCase('different', 'equivalent', pairs('different', 0.1, 0.01), 'refuted', 'different'),
  comparisonCase('direction', 'lower', pairs('direction', -0.01, 0.008), 'inconclusive', 'direction'),
  comparisonCase('unclear', 'lower', pairs('unclear', 0, 0.1), 'inconclusive', null),
  comparisonCase(
    'fails-more',
    'lower',
    pairs('fails-more', -0.1, 0.01, { treatmentDiverged: [3, 5, 7] }),
    'inconclusive',
    'failures'
  ),
  comparisonCase(
    'all-fail',
    'lower',
    pairs('all-fail', -0.1, 0.01, { controlDiverged: [0, 1, 2, 3, 4], treatmentDiverged: [0, 1, 2, 3, 4] }),
    'not-evaluable',
    'too-many-failures'
  ),
  comparisonCase('two-pairs', 'lower', pairs('two-pairs', -0.1, 0.01, { n: 2 }), 'not-evaluable', 'too-few-pairs'),
  comparisonCase('no-pairs', 'lower', pairs('no-pairs', -0.1, 0.01, { n: 0 }), 'not-evaluable', 'no-data'),
  // With 5 pairs the sign-flip test cannot reach .05, however clear the effect.
  comparisonCase('five-pairs', 'lower', pairs('five-pairs', -0.1, 0.01, { n: 5 }), 'inconclusive', 'co-check'),
  comparisonCase(
    'tuned',
    'lower',
    pairs('tuned', -0.2, 0.01, { setting: { learningRate: 0.01 } }),
    'reproduced',
    null,
    { hypothesis: { ...LOWER, tuning: { select: 'validation.loss', per: 'arm', seeds: 3 } } }
  ),
  comparisonCase('floored', 'lower', pairs('floored', -0.1, 0.01), 'reproduced', null, {
    hypothesis: { ...LOWER, margin: { relative: 0.01, epsilon: 0.0001 } }
  }),
  comparisonCase('zero-loss', 'lower', withZero(pairs('zero-loss', -0.1, 0.01)), 'not-evaluable', 'no-logarithm'),
  { claim: converges('share-most', 20), evidence: share('share-most', 20, 20), outcome: 'reproduced', subtype: null },
  { claim: converges('share-few', 20), evidence: share('share-few', 2, 20), outcome: 'refuted', subtype: 'too-few' },
  { claim: converges('share-some', 20), evidence: share('share-some', 16, 20), outcome: 'inconclusive', subtype: null },
  { claim: converges('grid-all', 0), evidence: grid('grid-all', [1, 0.995, 1]), outcome: 'reproduced', subtype: null },
  {
    claim: converges('grid-none', 0),
    evidence: grid('grid-none', [-1, -1, -1]),
    outcome: 'refuted',
    subtype: 'elsewhere'
  },
  {
    claim: converges('grid-mixed', 0),
    evidence: grid('grid-mixed', [1, -1, 1]),
    outcome: 'inconclusive',
    subtype: 'mixed'
  },
  {
    claim: converges('grid-moving', 0),
    evidence: grid('grid-moving', [0.3, 0.4, 0.5], false),
    outcome: 'inconclusive',
    subtype: 'not-settled'
  }
]

const added = (method: SequentialDecision['method'], min = 10, max = 30): SequentialDecision => ({
  alpha: 0.05,
  mode: method === 'pocock' || method === 'obrien-fleming' ? 'group-sequential' : 'anytime-valid',
  method,
  seeds: { min, max }
})

function otherCase(
  name: string,
  hypothesis: Hypothesis,
  evidence: Evidence,
  outcome: string,
  subtype: string | null,
  overrides: Partial<Claim> = {}
): Case {
  const id = `toy/${name}`
  return {
    claim: claim({ id, family: id, experiment: 'toy-online', hypothesis, ...overrides }),
    evidence,
    outcome,
    subtype
  }
}

const ARRIVES: ConvergesMoreOftenHypothesis = {
  kind: 'converges-more-often',
  treatment: 'amsgrad',
  control: 'adam',
  metric: 'x.windowMean',
  target: -1,
  tolerance: 0.01
}
const FALLS: RateHypothesis = { kind: 'rate', arm: 'adam', metric: 'regret', slopeBelow: -0.25, over: 'seeds' }
const NEVER_GROWS: InvariantHypothesis = { kind: 'invariant', arm: 'adam', property: 'effective-step-never-grows' }
const AT_MOST: SettingsHypothesis = {
  kind: 'lower-at-majority',
  metric: 'train.loss',
  at: 'final',
  treatment: 'amsgrad',
  control: 'adam',
  margin: { relative: 0.01, epsilon: 0 }
}
const ACCURACY: ComparisonHypothesis = { ...LOWER, metric: 'test.accuracy', margin: { absolute: 0.01 } }
const onImages = { experiment: 'toy-logreg' }
const noRuns = { experiment: null, decision: { ...added('sign-flip', 1, 1), mode: 'fixed', method: null } as const }
const around = (center: number, step: number) => Array.from({ length: 10 }, (_, i) => center + (i - 4.5) * step)

/** The kinds and modes in which seeds are added, or nothing is compared pair by pair. */
export const OTHER_CASES: readonly Case[] = [
  otherCase('added', LOWER, pairs('added', -0.1, 0.01, { n: 13 }), 'reproduced', null, {
    ...onImages,
    decision: added('sign-flip')
  }),
  otherCase('added-t', LOWER, pairs('added-t', 0, 0.1, { n: 30 }), 'inconclusive', null, {
    ...onImages,
    decision: added('mixture-t')
  }),
  otherCase('added-open', LOWER, pairs('added-open', -0.01, 0.02, { n: 12 }), 'inconclusive', null, {
    ...onImages,
    decision: added('sign-flip')
  }),
  otherCase('added-on', LOWER, pairs('added-on', 0.002, 0.008, { n: 30 }), 'refuted', 'equivalent', {
    ...onImages,
    decision: { ...added('mixture-t', 6), subtypeSeeds: 30 }
  }),
  otherCase('grouped', LOWER, pairs('grouped', 0.1, 0.01, { n: 9 }), 'refuted', 'opposite', {
    ...onImages,
    decision: added('pocock', 6)
  }),
  otherCase('bets', ACCURACY, accuracies('bets', -0.6, 0.02, 25), 'reproduced', null, {
    ...onImages,
    decision: added('betting')
  }),
  otherCase('accuracy', ACCURACY, accuracies('accuracy', -0.03, 0.01), 'reproduced', null, onImages),
  otherCase(
    'soon',
    FASTER,
    times(
      'soon',
      Array.from({ length: 10 }, (_, i) => [12 + (i % 3), 7 + (i % 2)] as const)
    ),
    'reproduced',
    null,
    onImages
  ),
  otherCase(
    'never',
    FASTER,
    times(
      'never',
      Array.from({ length: 10 }, (_, i) => [null, i < 5 ? null : 19] as const)
    ),
    'not-evaluable',
    'too-many-censored',
    onImages
  ),
  otherCase('share-added', overSeeds, share('share-added', 30, 30), 'reproduced', null, {
    decision: added('beta-binomial', 10, 60)
  }),
  otherCase(
    'contrast',
    ARRIVES,
    contrast(
      'contrast',
      Array.from({ length: 10 }, (_, i) => [i === 0, true] as const)
    ),
    'reproduced',
    null
  ),
  otherCase(
    'contrast-none',
    ARRIVES,
    contrast(
      'contrast-none',
      Array.from({ length: 10 }, () => [true, true] as const)
    ),
    'inconclusive',
    null
  ),
  otherCase('rate', FALLS, rate('rate', around(-1, 0.01), 'seeds'), 'reproduced', null),
  otherCase('rate-slow', FALLS, rate('rate-slow', around(0, 0.01), 'seeds'), 'refuted', 'slower'),
  otherCase(
    'rate-points',
    { ...FALLS, over: 'initial-points' },
    rate('rate-points', [-1, null, 0], 'initial-points'),
    'inconclusive',
    'mixed'
  ),
  otherCase('kept', NEVER_GROWS, invariant('kept', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), 'reproduced', null),
  otherCase('broken', NEVER_GROWS, invariant('broken', [0, 2, 0]), 'refuted', 'violated'),
  otherCase('range', LIES_IN, range('range', around(0.3, 0.001), 0.2, 0.4), 'reproduced', null, {
    ...onImages,
    source: { ...claim().source, reported: { what: 'a loss', value: 0.5 } }
  }),
  otherCase('range-above', LIES_IN, range('range-above', around(0.5, 0.001), 0.2, 0.4), 'refuted', 'above', onImages),
  otherCase(
    'range-change',
    { ...LIES_IN, at: 'last-change', low: 0, high: 0.05 },
    { ...range('range-change', around(0.01, 0.001), 0, 0.05), at: 'last-change' },
    'reproduced',
    null,
    onImages
  ),
  otherCase('map', AT_MOST, map('map', [-0.1, -0.12, -0.2, 0], 0.01), 'reproduced', null, onImages),
  otherCase('map-none', AT_MOST, map('map-none', [-0.1, 0, 0, 0], 0.005), 'refuted', 'no-majority', onImages),
  otherCase('map-opposite', AT_MOST, map('map-opposite', [-0.1, 0.1, 0.1, 0.2], 0.01), 'refuted', 'opposite', onImages),
  otherCase('map-open', AT_MOST, map('map-open', [-0.1, 0, -0.05, -0.1], 0.1), 'inconclusive', null, onImages),
  otherCase('map-few', AT_MOST, map('map-few', [-0.1, -0.1, -0.1, 0.01], 0.01, 6), 'inconclusive', null, onImages),
  otherCase(
    'map-failed',
    AT_MOST,
    map('map-failed', [Number.NaN, -0.1, Number.NaN, Number.NaN], 0.01),
    'not-evaluable',
    'too-many-failures',
    onImages
  ),
  otherCase(
    'sum',
    { kind: 'arithmetic', expression: '5000 * 128 / 50000', low: 10, high: 20 },
    { kind: 'arithmetic', expression: '5000 * 128 / 50000', value: 12.8, low: 10, high: 20 },
    'reproduced',
    null,
    noRuns
  )
]

/** A claim that is made of others: reproduced, refuted, and one whose member could not run. */
export const ALL_OF: readonly { readonly claim: Claim; readonly outcome: string | null }[] = [
  ['all', ['toy/reproduced', 'toy/accuracy', 'toy/sum', 'toy/added'], 'reproduced'] as const,
  ['not-all', ['toy/reproduced', 'toy/opposite'], 'refuted'] as const,
  ['not-run', ['toy/reproduced', 'toy/no-data'], null] as const
].map(([name, claims, outcome]) => ({
  claim: claim({ id: `toy/of-${name}`, family: `toy/of-${name}`, hypothesis: { kind: 'all-of', claims }, ...noRuns }),
  outcome
}))

/** Registers what each case measures, but for the claims named here: those register something else, or nothing. */
function register(each: Case): Claim {
  if (each.claim.id === 'toy/unclear') return each.claim
  const { outcome, subtype } = each
  const expected = { outcome, subtype, why: `made so | by hand` } as ExpectedOutcome
  const other: ExpectedOutcome = { outcome: 'reproduced', subtype: null, why: 'the paper says so' }
  return { ...each.claim, expected: { quick: each.claim.id === 'toy/equivalent' ? other : expected } }
}

const questions = { quick: { outcome: 'reproduced', subtype: null, why: 'the paper says so' } } as const
export const UNRUN: readonly ClaimOutcome[] = [
  {
    kind: 'could-not-run',
    claim: claim({ id: 'toy/no-data', expected: questions }),
    cause: 'missing-data',
    reason: 'MNIST is not here.',
    remedy: 'npx claimcheck data fetch mnist'
  },
  {
    kind: 'could-not-run',
    claim: claim({ id: 'toy/no-engine' }),
    cause: 'missing-engine',
    reason: 'No backend of tfjs works here.',
    remedy: 'npx claimcheck doctor'
  },
  {
    kind: 'could-not-run',
    claim: claim({ id: 'toy/not-run' }),
    cause: 'not-run',
    reason: 'its runs are not all in the store',
    remedy: 'npx claimcheck verify toy/not-run --profile quick'
  },
  {
    kind: 'could-not-run',
    claim: claim({ id: 'toy/crashed' }),
    cause: 'crash',
    reason: 'the worker was killed',
    remedy: 'run the same command again'
  },
  {
    kind: 'not-in-profile',
    claim: claim({ id: 'toy/later', expected: { paper: { outcome: 'refuted', subtype: null, why: 'x' } } })
  }
]

/** The runs that a piece of evidence speaks of, ended at what it took from them. */
export function runsOf(each: Pick<Case, 'claim'>, evidence: Evidence): ReportRun[] {
  const recorded = groupBy(recordedOf(each.claim, evidence), ({ runKey }) => runKey)
  return runsWithMetric(each, evidence).map((run) => {
    const values = recorded.get(run.key) ?? []
    const final = Object.fromEntries(values.map(({ metric, value }) => [metric, value]))
    return { ...run, final: { ...run.final, ...final } }
  })
}

function recordedOf<K extends KindName>({ hypothesis }: Claim, evidence: Evidence): readonly RecordedValue[] {
  return kindOf<K>(hypothesis as HypothesisOf<K>).recorded?.(evidence as EvidenceOf<K>) ?? []
}

function runsWithMetric(each: Pick<Case, 'claim'>, evidence: Evidence): ReportRun[] {
  const { experiment } = each.claim
  if (experiment === null || evidence.kind === 'arithmetic' || evidence.kind === 'all-of' || evidence.kind === 'logs')
    return []
  if (evidence.kind === 'settings') return evidence.cells.flatMap((cell) => runsWithMetric(each, cell))
  if (evidence.kind === 'tasks') return evidence.tasks.flatMap(({ pairs }) => runsWithMetric(each, pairs))
  if (evidence.kind === 'trade-off') return runsWithMetric(each, evidence.quality)
  const metric = evidence.kind === 'invariant' ? evidence.property : evidence.metric
  const run = (arm: string, seed: number, initialPoint: number | null, value: number, key: string): ReportRun => ({
    key,
    experiment,
    arm,
    purpose: 'judgement',
    setting: evidence.kind === 'paired' && evidence.control.selection === null ? evidence.control.setting : {},
    seed,
    initialPoint,
    status: statusOf(value),
    final: { [metric]: value },
    resultDigest: runKeyOf('result', key),
    environment: { ...ENVIRONMENT, wallTimeMs: 1000 + seed, node: seed % 2 === 0 ? 'v24.0.0' : 'v20.17.0' }
  })
  switch (evidence.kind) {
    case 'paired':
      return evidence.pairs.flatMap(({ seed, control, treatment }) => [
        run(evidence.control.arm, seed, null, control.value, control.runKey),
        run(evidence.treatment.arm, seed, null, treatment.value, treatment.runKey)
      ])
    case 'converges-more-often':
      return evidence.pairs.flatMap(({ seed, initialPoint, control, treatment }) => [
        run(evidence.control, seed, initialPoint, control.value, control.runKey),
        run(evidence.treatment, seed, initialPoint, treatment.value, treatment.runKey)
      ])
    case 'range':
      return evidence.samples.map(({ seed, value, runKey }) => run(evidence.arm.arm, seed, null, value, runKey))
    case 'rate':
      return evidence.samples.map((each) =>
        run(evidence.arm, each.seed, each.initialPoint, each.averageRegret, each.runKey)
      )
    case 'invariant':
      return evidence.samples.map(({ seed, initialPoint, runKey }) => run(evidence.arm, seed, initialPoint, 0, runKey))
    case 'share':
    case 'initial-points':
      return evidence.samples.map(({ seed, initialPoint, value, runKey }) =>
        run(evidence.arm, seed, initialPoint, value, runKey)
      )
    // The figures of a page need no runs of the others.
    default:
      return []
  }
}

function statusOf(value: number): RunStatus {
  return Number.isNaN(value) ? { kind: 'diverged', step: 12, what: 'loss' } : { kind: 'completed' }
}

const REGISTERED: RegistrationState = {
  state: 'registered',
  hash: '0'.repeat(64),
  registeredAt: '2026-01-01T00:00:00.000Z',
  commit: 'abc1234',
  amendments: []
}
const REGISTRATIONS: Readonly<Record<string, RegistrationState>> = {
  'toy/unclear': { state: 'unregistered' },
  'toy/opposite': {
    ...REGISTERED,
    state: 'deviates',
    amendments: [{ registeredAt: '2026-01-02T00:00:00.000Z', why: 'a typing error' }],
    differences: [{ path: '$.decision.seeds.max', registered: '20', now: '10' }]
  }
}

/** Two arms of one experiment; one of them lost a run. */
export const TRAJECTORIES: readonly ReportTrajectory[] = [
  {
    experiment: 'toy-online',
    arm: 'amsgrad',
    numRuns: 3,
    numDiverged: 1,
    at: [100, 550, 1000],
    x: { median: [0, -0.5, -1], low: [-1, -1, -1], high: [1, 0.25, -1] },
    averageRegret: { median: [0.1, 0.05, 0.025], low: [0, 0, 0.025], high: [0.2, 0.1, 0.025] }
  },
  {
    experiment: 'toy-online',
    arm: 'adam',
    numRuns: 3,
    numDiverged: 0,
    at: [100, 550, 1000],
    x: { median: [0, 1, 1], low: [-1, 0.5, 1], high: [1, 1, 1] },
    averageRegret: { median: [0.1, 0.15, 0.19802], low: [0, 0.1, 0.19802], high: [0.2, 0.2, 0.19802] }
  }
]

/** Judges cases family by family, as a verification does, and gathers the input of a report. */
export function inputOf(
  cases: readonly Case[],
  others: readonly ClaimOutcome[] = [],
  allOf: readonly Claim[] = []
): ReportInput {
  const claims = cases.map((each) => ({ ...each, claim: register(each) }))
  const context = { profile: 'quick' as const, firstSeed: 0, experiments: new Map(Object.entries(EXPERIMENTS)) }
  const unrun = others.map((outcome) => outcome.claim)
  const member = (each: Claim, evidence: Evidence | null): FamilyMember => {
    const experiment = each.experiment === null ? undefined : EXPERIMENTS[each.experiment]
    const seeds = experiment === undefined ? each.decision.seeds : seedBudget(each, experiment, 'quick')
    return familyMember(each, evidence, seeds)
  }
  const simple = [
    ...claims.map((each) => member(each.claim, each.evidence)),
    ...unrun.map((each) => member(each, null))
  ]
  const composed = allOf.map((each): FamilyMember => {
    const names = each.hypothesis.kind === 'all-of' ? each.hypothesis.claims : []
    return { ...member(each, null), parts: simple.filter((part) => names.includes(part.claim.id)) }
  })
  const members = [...simple, ...composed]
  const families = new Set(members.map(({ claim: { family } }) => family))
  const judgements = [...families].flatMap((family) =>
    judgeFamily(
      members.filter((each) => each.claim.family === family),
      context
    )
  )
  return {
    profile: 'quick',
    firstSeed: 0,
    seedsOverride: null,
    claims: [
      ...judgements.map((judgement): ClaimOutcome => {
        const registration = REGISTRATIONS[judgement.claim.id] ?? REGISTERED
        return { kind: 'judged', claim: judgement.claim, judgement, registration }
      }),
      ...others
    ],
    experiments: EXPERIMENTS,
    engines: [TFJS_IDENTITY, SCALAR_IDENTITY],
    runs: claims.flatMap((each) => runsOf(each, each.evidence)),
    trajectories: TRAJECTORIES
  }
}

/** Every kind of outcome of comparisons and end points in one report. */
export function everyOutcome(): ReportInput {
  return inputOf(CASES, UNRUN)
}

/** Every kind of claim and mode in one report. */
export function everyKind(): ReportInput {
  const input = inputOf(
    [...CASES, ...OTHER_CASES],
    UNRUN,
    ALL_OF.map((each) => each.claim)
  )
  return withSourceFigure(input)
}
