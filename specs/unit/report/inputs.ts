import type { RunEnvironment, RunStatus } from '../../../src/engine/engine'
import type { Evidence, PairedEvidence } from '../../../src/evidence/types'
import type { ClaimOutcome, ReportInput, ReportRun } from '../../../src/report/types'
import { seedBudget } from '../../../src/spec/profiles'
import type { Claim, ComparisonHypothesis, ExpectedOutcome, Experiment } from '../../../src/spec/types'
import { judgeFamily } from '../../../src/verdict/judgeFamily'
import {
  CONVERGES,
  claim,
  classificationExperiment,
  LOWER,
  SCALAR_IDENTITY,
  syntheticExperiment,
  TFJS_IDENTITY
} from '../../support/builders'
import { grid, pairs, runKeyOf, share } from './evidence'

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
    pair.seed === 3 ? { ...pair, treatment: { ...pair.treatment, value: 0 } } : pair
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
    decision: { alpha: 0.05, mode: 'fixed', seeds: { min: Math.max(n, 1), max: Math.max(n, 1) } }
  })

/** delta is ln 1.01 = 0.00995; the half width of the 95 % interval of 10 pairs is 0.715 standard deviations. */
export const CASES: readonly Case[] = [
  comparisonCase('reproduced', 'lower', pairs('reproduced', -0.1, 0.01), 'reproduced', null),
  comparisonCase('opposite', 'lower', pairs('opposite', 0.1, 0.01), 'refuted', 'opposite'),
  comparisonCase('less', 'lower', pairs('less', -0.005, 0.002), 'refuted', 'lower-by-less-than-margin'),
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
    pairs('fails-more', -0.1, 0.01, { treatmentDiverged: [3, 7] }),
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

/** Registers what each case measures, but for the claims named here: those register something else, or nothing. */
function register(each: Case): Claim {
  if (each.claim.id === 'toy/unclear') return each.claim
  const { outcome, subtype } = each
  const expected = { outcome, subtype, why: `made so | by hand` } as ExpectedOutcome
  const other: ExpectedOutcome = { outcome: 'reproduced', subtype: null, why: 'the paper says so' }
  return { ...each.claim, expected: { quick: each.claim.id === 'toy/equivalent' ? other : expected } }
}

const elsewhere = { quick: { outcome: 'reproduced', subtype: null, why: 'the paper says so' } } as const
export const UNRUN: readonly ClaimOutcome[] = [
  {
    kind: 'could-not-run',
    claim: claim({ id: 'toy/no-data', expected: elsewhere }),
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

/** The runs that a piece of evidence speaks of. */
export function runsOf({ claim: { experiment } }: Case, evidence: Evidence): ReportRun[] {
  const run = (arm: string, seed: number, initialPoint: number | null, value: number, key: string): ReportRun => ({
    key,
    experiment,
    arm,
    purpose: 'judgement',
    setting: {},
    seed,
    initialPoint,
    status: statusOf(value),
    final: { [evidence.metric]: value },
    resultDigest: runKeyOf('result', key),
    environment: { ...ENVIRONMENT, wallTimeMs: 1000 + seed, node: seed % 2 === 0 ? 'v24.0.0' : 'v20.17.0' }
  })
  if (evidence.kind !== 'paired') {
    return evidence.samples.map(({ seed, initialPoint, value, runKey }) =>
      run(evidence.arm, seed, initialPoint, value, runKey)
    )
  }
  return evidence.pairs.flatMap(({ seed, control, treatment }) => [
    run(evidence.control.arm, seed, null, control.value, control.runKey),
    run(evidence.treatment.arm, seed, null, treatment.value, treatment.runKey)
  ])
}

function statusOf(value: number): RunStatus {
  return Number.isNaN(value) ? { kind: 'diverged', step: 12, what: 'loss' } : { kind: 'completed' }
}

/** Judges cases family by family, as a verification does, and gathers the input of a report. */
export function inputOf(cases: readonly Case[], others: readonly ClaimOutcome[] = []): ReportInput {
  const claims = cases.map((each) => ({ ...each, claim: register(each) }))
  const context = { profile: 'quick' as const, experiments: new Map(Object.entries(EXPERIMENTS)) }
  const unrun = others.map((outcome) => outcome.claim)
  const families = new Set([...claims.map((each) => each.claim.family), ...unrun.map(({ family }) => family)])
  const judgements = [...families].flatMap((family) => {
    const judged = claims.filter((each) => each.claim.family === family)
    const missing = unrun.filter((each) => each.family === family).map((each) => ({ claim: each, evidence: null }))
    const members = [...judged, ...missing].map((each) => ({
      claim: each.claim,
      evidence: each.evidence,
      seeds: seedBudget(each.claim, EXPERIMENTS[each.claim.experiment]!, 'quick').max
    }))
    return judgeFamily(members, context)
  })
  return {
    profile: 'quick',
    firstSeed: 0,
    seedsOverride: null,
    claims: [
      ...judgements.map((judgement): ClaimOutcome => ({ kind: 'judged', claim: judgement.claim, judgement })),
      ...others
    ],
    experiments: EXPERIMENTS,
    engines: [TFJS_IDENTITY, SCALAR_IDENTITY],
    runs: claims.flatMap((each) => runsOf(each, each.evidence))
  }
}

/** Every kind of outcome in one report. */
export function everyOutcome(): ReportInput {
  return inputOf(CASES, UNRUN)
}
