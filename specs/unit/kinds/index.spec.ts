import { readFileSync } from 'node:fs'
import path from 'node:path'
import { SCHEMA_FOLDER } from '../../../src/claims/schema'
import { defaultMethod, isFromLogs, isKind, KINDS, type KindName, kindNames } from '../../../src/kinds'
import { metricsOf } from '../../../src/runs/metrics'
import { GROUP_SEQUENTIAL_LOOKS } from '../../../src/stats/sequential/groupSequentialLooks'

const schema = JSON.parse(readFileSync(path.join(SCHEMA_FOLDER, 'claim.schema.json'), 'utf8'))
const kinds = kindNames()

describe('the kinds of hypotheses', () => {
  it('are those of the schema', () => {
    expect([...kinds].sort()).toEqual([...schema.$defs.hypothesis.properties.kind.enum].sort())
  })

  it('have the methods and modes of the schema', () => {
    const methods = Object.values(KINDS).flatMap((facts) => Object.values(facts.methods).flat())
    const { mode, method } = schema.$defs.decision.properties
    expect([...new Set(methods)].sort()).toEqual([...method.enum].sort())
    expect(['fixed', ...Object.keys(KINDS.lower.methods)].sort()).toEqual([...mode.enum].sort())
  })

  it('judge metrics that the runs of their experiments record', () => {
    for (const { experiments, metrics } of Object.values(KINDS)) {
      const recorded = experiments.flatMap((experiment) => metricsOf(experiment))
      expect(metrics.filter((metric) => !recorded.includes(metric))).toEqual([])
    }
  })

  it('tell the subtypes over seeds and over starting points apart', () => {
    const refuted = (kind: KindName, over: string) => KINDS[kind].subtypes({ kind, over }).refuted
    expect(refuted('converges-to', 'seeds')).toEqual(['too-few'])
    expect(refuted('converges-to', 'initial-points')).toEqual(['elsewhere'])
    expect(KINDS.rate.subtypes({ kind: 'rate', over: 'seeds' }).inconclusive).toEqual(['no-spread', 'skew', 'failures'])
    expect(KINDS.rate.subtypes({ kind: 'rate', over: 'initial-points' }).inconclusive).toEqual(['mixed'])
  })

  it('are own names only', () => {
    expect(isKind('lower')).toBe(true)
    expect(isKind('toString')).toBe(false)
    expect(isKind(3)).toBe(false)
  })
})

describe('defaultMethod', () => {
  it('is sign-flip for pairs and beta-binomial for shares, in mode anytime-valid alone', () => {
    expect(defaultMethod('lower', 'anytime-valid')).toBe('sign-flip')
    expect(defaultMethod('faster', 'anytime-valid')).toBe('sign-flip')
    expect(defaultMethod('converges-to', 'anytime-valid')).toBe('beta-binomial')
    expect(defaultMethod('lower', 'group-sequential')).toBeUndefined()
    expect(defaultMethod('lower', 'fixed')).toBeUndefined()
    expect(defaultMethod('rate', 'anytime-valid')).toBeUndefined()
  })
})

describe('isFromLogs', () => {
  it('holds for comparisons of two arms that name no experiment', () => {
    expect(kinds.filter((kind) => isFromLogs(kind, null))).toEqual([
      'lower',
      'not-lower',
      'higher',
      'not-higher',
      'equivalent',
      'faster'
    ])
    expect(kinds.filter((kind) => isFromLogs(kind, 'digits'))).toEqual([])
  })
})

describe('the looks of a group-sequential claim', () => {
  it('begin where the exact sign-flip test can first reach .05', () => {
    expect(GROUP_SEQUENTIAL_LOOKS).toEqual([6, 9, 13, 19, 30])
  })
})
