import { exitCodeOf } from '../../../src/cli/exitCode'
import type { ReportClaim } from '../../../src/report/data/types'
import { claim } from '../../support/builders'

const judged = (outcome: string, matches: boolean, provisional = false) =>
  ({
    kind: 'judged',
    claim: claim({ id: 'toy/judged' }),
    matches,
    judgement: { verdict: { outcome, subtype: null }, provisional }
  }) as unknown as ReportClaim

const couldNotRun = (cause: string) =>
  ({ kind: 'could-not-run', claim: claim({ id: 'toy/absent' }), cause }) as unknown as ReportClaim

const notInProfile = { kind: 'not-in-profile', claim: claim({ id: 'toy/later' }) } as unknown as ReportClaim

const code = (
  claims: ReportClaim[],
  {
    named = [] as string[],
    engineNamed = false,
    strict = false,
    allowNone = true,
    require = null as 'reproduced' | null
  } = {}
) => exitCodeOf(claims, { named: new Set(named), engineNamed, strict, allowNone, require })

describe('exitCodeOf', () => {
  it('is 0 when all is as expected, a refuted claim too', () => {
    expect(code([judged('reproduced', true), judged('refuted', true), notInProfile])).toBe(0)
  })

  it('is 1 when an outcome differs', () => expect(code([judged('reproduced', true), judged('refuted', false)])).toBe(1))

  it('is 0 when data is missing for a claim that nobody named', () => {
    expect(code([judged('reproduced', true), couldNotRun('missing-data')])).toBe(0)
  })

  it('is 3 when the named claim could not run, or any under --strict', () => {
    expect(code([couldNotRun('missing-data')], { named: ['toy/absent'] })).toBe(3)
    expect(code([couldNotRun('missing-data')], { named: ['toy/other'] })).toBe(0)
    expect(code([couldNotRun('missing-engine')], { strict: true })).toBe(3)
  })

  it('is 3 when no claim was judged, unless that is allowed', () => {
    const allowNone = false
    expect(code([couldNotRun('missing-data'), notInProfile], { allowNone })).toBe(3)
    expect(code([notInProfile], { allowNone })).toBe(3)
    expect(code([], { allowNone })).toBe(3)
    expect(code([judged('refuted', true), couldNotRun('missing-data')], { allowNone })).toBe(0)
    expect(code([couldNotRun('missing-data'), notInProfile])).toBe(0)
  })

  it('is 3 when the engine that was asked for is missing', () => {
    expect(code([couldNotRun('missing-engine')])).toBe(0)
    expect(code([couldNotRun('missing-engine')], { engineNamed: true })).toBe(3)
    expect(code([couldNotRun('missing-data')], { engineNamed: true })).toBe(0)
  })

  it('is 3 when something crashed, whatever else differs', () => {
    expect(code([couldNotRun('crash'), judged('refuted', false)])).toBe(3)
  })

  it('--require reproduced fails on everything else, as expected or not', () => {
    const require = 'reproduced'
    expect(code([judged('reproduced', false)], { require })).toBe(0)
    expect(code([judged('refuted', true)], { require })).toBe(1)
    expect(code([judged('reproduced', true, true)], { require })).toBe(1)
    expect(code([couldNotRun('missing-data')], { require })).toBe(3)
    expect(code([], { require })).toBe(0)
  })
})
