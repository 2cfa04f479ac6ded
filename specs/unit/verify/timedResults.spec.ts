import { machineHere } from '../../../src/store/environment'
import type { RunRecord } from '../../../src/store/types'
import { timedResults } from '../../../src/verify/timedResults'
import { claim } from '../../support/builders'
import { result, series } from '../judge/runs'
import { tradeOffHypothesis } from '../kinds/trade-off/examples'

const { platform, cpu } = machineHere()
const own = result({ 'train.loss': series(1) })
const record = (environment: Partial<RunRecord['environment']> = {}): RunRecord => ({
  result: own,
  resultDigest: '',
  checksum: '',
  environment: {
    startedAt: '2026-01-01T00:00:01.500Z',
    wallTimeMs: 2500,
    claimcheck: '0.1.0',
    commit: null,
    node: 'v24.0.0',
    platform,
    cpu,
    ...environment
  }
})
const timed = (environment: Partial<RunRecord['environment']>, areElsewhere = false) =>
  timedResults([claim({ hypothesis: tradeOffHypothesis })], {
    records: new Map([['key', record(environment)]]),
    results: new Map([['key', own]]),
    areElsewhere
  }).get('key')!.timing

test('are the results themselves where no claim asks when they were made', () => {
  const results = new Map([['key', own]])
  expect(timedResults([claim()], { records: new Map([['key', record()]]), results, areElsewhere: false })).toBe(results)
})

test('have start and length of a run that was made here and alone', () => {
  expect(timed({})).toEqual({
    startedAtMs: Date.UTC(2026, 0, 1, 0, 0, 1, 500),
    seconds: 2.5,
    machine: `${cpu}, ${platform}`,
    isComparable: true
  })
})

test.each([{ cpu: 'another' }, { platform: 'another' }, { cohortSize: 2 }])('say nothing of %j', (environment) => {
  expect(timed(environment)?.isComparable).toBe(false)
})

test('of records that are looked at as they are, the machine is theirs', () => {
  expect(timed({ cpu: 'another' }, true)).toMatchObject({ isComparable: true, machine: `another, ${platform}` })
})

test('say nothing of runs beside which another was executed, for whatever claim', () => {
  const at = (startedAt: string) => record({ startedAt })
  const records = new Map([
    ['a', at('2026-01-01T00:00:00.000Z')],
    ['b', at('2026-01-01T00:00:02.000Z')],
    ['c', at('2026-01-01T00:00:04.500Z')],
    ['d', at('2026-01-01T00:00:08.000Z')]
  ])
  const results = new Map([...records.keys()].map((key) => [key, own]))
  const found = timedResults([claim({ hypothesis: tradeOffHypothesis })], { records, results, areElsewhere: false })
  expect([...found].map(([key, { timing }]) => [key, timing!.isComparable])).toEqual([
    ['a', false],
    ['b', false],
    ['c', true],
    ['d', true]
  ])
})
