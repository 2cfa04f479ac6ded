import type { ClaimFile } from '../../../src/kinds'
import { claimHash } from '../../../src/load/hash'
import { resolveClaim } from '../../../src/load/resolveClaim'

const CLAIM: ClaimFile = {
  id: 'paper/lower',
  source: { key: 'paper', citation: 'A paper.', locator: 'Figure 1', quote: 'lower' },
  statement: 'It is lower.',
  experiment: 'digits',
  hypothesis: { kind: 'lower', metric: 'train.loss', treatment: 'amsgrad', control: 'adam' },
  decision: { seeds: { max: 10 } }
}

describe('resolveClaim', () => {
  it('fills in every default', () => {
    expect(resolveClaim(CLAIM)).toEqual({
      id: 'paper/lower',
      source: {
        key: 'paper',
        citation: 'A paper.',
        locator: 'Figure 1',
        quote: 'lower',
        paraphrase: null,
        via: null,
        extension: false,
        reported: null
      },
      statement: 'It is lower.',
      experiment: 'digits',
      hypothesis: {
        kind: 'lower',
        metric: 'train.loss',
        at: 'final',
        treatment: 'amsgrad',
        control: 'adam',
        margin: { relative: 0.01, epsilon: 0 },
        tuning: null
      },
      decision: { alpha: 0.05, mode: 'fixed', method: null, seeds: { min: 10, max: 10 } },
      family: 'paper-digits',
      assumptions: [],
      expected: {}
    })
  })

  it('leaves alone what is stated, zero among it', () => {
    const { hypothesis, expected } = resolveClaim({
      ...CLAIM,
      hypothesis: {
        kind: 'lower',
        metric: 'train.loss',
        treatment: 'amsgrad',
        control: 'adam',
        margin: { relative: 0 },
        tuning: { seeds: 7, contenders: 2 }
      },
      expected: { quick: { outcome: 'refuted', why: 'measured' } }
    })
    expect(hypothesis).toMatchObject({
      margin: { relative: 0, epsilon: 0 },
      tuning: { select: 'validation.loss', per: 'arm', seeds: 7, contenders: 2 }
    })
    expect(expected).toEqual({ quick: { outcome: 'refuted', subtype: null, why: 'measured' } })
  })

  it('fills in what is said of run logs and of reported numbers, where anything is', () => {
    const reported = { what: 'a table', values: [{ metric: 'train.loss', value: 0.3 }] }
    const { logs, source } = resolveClaim({
      ...CLAIM,
      source: { ...CLAIM.source, reported },
      logs: { expected: { outcome: 'refuted', why: 'measured' } }
    })
    expect(logs).toEqual({ where: {}, about: [], expected: { outcome: 'refuted', subtype: null, why: 'measured' } })
    expect(source.reported).toEqual({
      what: 'a table',
      value: null,
      values: [{ metric: 'train.loss', arm: null, value: 0.3 }]
    })
  })

  it('keeps what is registered for a substitute of the data apart', () => {
    const on = { outcome: 'reproduced', why: 'measured' } as const
    const { expected, expectedOn } = resolveClaim({
      ...CLAIM,
      expected: { paper: on, 'quick@cifar10-jpeg': on, 'standard@cifar10-jpeg': on, 'quick@mine': on }
    })
    const resolved = { ...on, subtype: null }
    expect(expected).toEqual({ paper: resolved })
    expect(expectedOn).toEqual({
      'cifar10-jpeg': { quick: resolved, standard: resolved },
      mine: { quick: resolved }
    })
    expect(resolveClaim(CLAIM)).not.toHaveProperty('expectedOn')
  })

  it('gives a deterministic claim a single seed', () => {
    const { decision: _, ...undecided } = CLAIM
    const claim = resolveClaim({
      ...undecided,
      hypothesis: { kind: 'converges-to', arm: 'adam', target: 1, tolerance: 0.01, over: 'initial-points' }
    })
    expect(claim.decision.seeds).toEqual({ min: 1, max: 1 })
    expect(claim.hypothesis).toMatchObject({ metric: 'x.windowMean', share: null })
  })

  it('gives a claim that runs nothing no experiment, no seeds and a family of its kind', () => {
    const { decision: _, experiment: __, ...undecided } = CLAIM
    const claim = resolveClaim({
      ...undecided,
      hypothesis: { kind: 'arithmetic', expression: '1 + 1', low: 2, high: 2 }
    })
    expect(claim).toMatchObject({
      experiment: null,
      family: 'paper-arithmetic',
      decision: { alpha: 0.05, mode: 'fixed', method: null, seeds: { min: 0, max: 0 } },
      hypothesis: { kind: 'arithmetic', expression: '1 + 1', low: 2, high: 2 }
    })
  })

  it('takes an absolute margin without the parts of a relative one', () => {
    const hypothesis = { ...CLAIM.hypothesis, margin: { absolute: 0.01 } } as ClaimFile['hypothesis']
    expect(resolveClaim({ ...CLAIM, hypothesis }).hypothesis).toMatchObject({ margin: { absolute: 0.01 } })
    expect(resolveClaim({ ...CLAIM, hypothesis }).hypothesis).not.toHaveProperty('margin.relative')
  })

  it.each<[string, ClaimFile['hypothesis'], object]>([
    [
      'faster',
      { kind: 'faster', metric: 'train.loss', by: { kind: 'auc' }, treatment: 'b', control: 'a' },
      { margin: { relative: 0.01, epsilon: 0 }, tuning: null, by: { kind: 'auc' } }
    ],
    [
      'converges-more-often',
      { kind: 'converges-more-often', treatment: 'b', control: 'a', target: -1, tolerance: 0.1 },
      { metric: 'x.windowMean' }
    ],
    ['rate', { kind: 'rate', arm: 'a', slopeBelow: -0.4, over: 'seeds' }, { metric: 'regret', slopeBelow: -0.4 }],
    [
      'range',
      { kind: 'range', arm: 'a', metric: 'test.loss', low: 0, high: 1, tuning: {} },
      { tuning: { select: 'validation.loss', per: 'arm', seeds: 5 } }
    ],
    [
      'lower-at-majority',
      { kind: 'lower-at-majority', metric: 'train.loss', treatment: 'b', control: 'a' },
      { at: 'final', margin: { relative: 0.01, epsilon: 0 } }
    ],
    ['all-of', { kind: 'all-of', claims: ['a/b', 'a/c'] }, { claims: ['a/b', 'a/c'] }]
  ])('fills in the defaults of a claim of kind %s', (_kind, hypothesis, expected) => {
    expect(resolveClaim({ ...CLAIM, hypothesis }).hypothesis).toEqual({ ...hypothesis, ...expected })
  })
})

describe('where a range is taken', () => {
  const hypothesis = { kind: 'range', arm: 'a', metric: 'test.loss', low: 0, high: 1 } as const
  const resolved = (at?: 'final' | 'last-change') =>
    resolveClaim({ ...CLAIM, hypothesis: { ...hypothesis, ...(at !== undefined && { at }) } })

  it('leaves out the last value, so that stating it or not is the same claim with the same hash', () => {
    expect(resolved('final').hypothesis).not.toHaveProperty('at')
    expect(claimHash(resolved('final'), null)).toBe(claimHash(resolved(), null))
  })

  it('keeps the last change, which is another claim', () => {
    expect(resolved('last-change').hypothesis).toMatchObject({ at: 'last-change' })
    expect(claimHash(resolved('last-change'), null)).not.toBe(claimHash(resolved(), null))
  })
})

describe('the decision of a claim', () => {
  const decided = (decision: NonNullable<ClaimFile['decision']>) => resolveClaim({ ...CLAIM, decision }).decision

  it('adds seeds from 10 on, by sign flips, unless stated', () => {
    expect(decided({ mode: 'anytime-valid', seeds: { max: 30 } })).toEqual({
      alpha: 0.05,
      mode: 'anytime-valid',
      method: 'sign-flip',
      seeds: { min: 10, max: 30 }
    })
    expect(decided({ mode: 'anytime-valid', method: 'mixture-t', seeds: { min: 7, max: 30 } })).toMatchObject({
      method: 'mixture-t',
      seeds: { min: 7, max: 30 }
    })
  })

  it('has its first look at the last seed where the budget is smaller', () => {
    expect(decided({ mode: 'anytime-valid', seeds: { max: 8 } })).toMatchObject({ seeds: { min: 8, max: 8 } })
  })

  it('counts the successes of a share by the beta-binomial e-process', () => {
    const hypothesis = { kind: 'converges-to', arm: 'a', target: 1, tolerance: 0.1, over: 'seeds', share: 0.8 } as const
    const { decision } = resolveClaim({
      ...CLAIM,
      hypothesis,
      decision: { mode: 'anytime-valid', seeds: { max: 60 } }
    })
    expect(decision).toMatchObject({ method: 'beta-binomial', seeds: { min: 10, max: 60 } })
  })

  it('goes on for the subtype of a refuted claim only where it says so', () => {
    const seeds = { min: 10, max: 30 }
    expect(decided({ mode: 'anytime-valid', seeds, subtypeSeeds: 24 })).toHaveProperty('subtypeSeeds', 24)
    // Absent and not undefined: the hash of a claim that states none is what it was before there was such a thing.
    expect(decided({ mode: 'anytime-valid', seeds })).not.toHaveProperty('subtypeSeeds')
  })

  it('looks at groups from 6 pairs on', () => {
    expect(decided({ mode: 'group-sequential', method: 'pocock', seeds: { max: 19 } })).toEqual({
      alpha: 0.05,
      mode: 'group-sequential',
      method: 'pocock',
      seeds: { min: 6, max: 19 }
    })
  })
})
