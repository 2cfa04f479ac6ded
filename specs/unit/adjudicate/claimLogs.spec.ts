import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ClaimLogReader, checkConditions, lintLogs, locateLogs } from '../../../src/adjudicate/claimLogs'
import { parseDocument } from '../../../src/claims/parse'
import type { ClaimLogs as LogsOfClaim } from '../../../src/claims/types'
import { InputError } from '../../../src/errors'
import type { Claim } from '../../../src/kinds'
import { claim } from '../../support/builders'
import { mapping } from './runs'

let root: string
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'claimcheck-logs-'))
  mkdirSync(path.join(root, 'claims', 'mappings'), { recursive: true })
  mkdirSync(path.join(root, 'runs'))
  writeFileSync(path.join(root, 'runs', 'all.csv'), 'arm,loss\nadam,1\namsgrad,2\n')
  const content = {
    log: { files: ['*.csv'], runs: 'rows' },
    arm: { from: [{ column: 'arm' }] },
    metrics: { 'train.loss': 'loss' }
  }
  writeFileSync(path.join(root, 'claims', 'mappings', 'all.json'), JSON.stringify(content))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const claims = () => path.join(root, 'claims')
const BESIDE = { folder: '../runs', mapping: 'mappings/all.json' }

function claimWith(logs: Partial<LogsOfClaim>): Claim {
  return claim({ id: 'toy/logs', experiment: null, logs: { where: {}, about: [], expected: null, ...logs } })
}

function lint(logs: Partial<LogsOfClaim>) {
  const of = claimWith(logs)
  const { document } = parseDocument('toy/logs.json', 'claim', Buffer.from(JSON.stringify({ id: of.id, logs })))
  return lintLogs(claims(), [document], [of]).map(({ severity, file, path: at, message, remedy }) => ({
    severity,
    file,
    at,
    message,
    remedy
  }))
}

describe('the logs that a claim names', () => {
  it('are in a folder as seen from that of the claims, or where a variable says', () => {
    const there = { state: 'there', folder: path.join(root, 'runs'), mapping: path.join(claims(), 'mappings/all.json') }
    expect(locateLogs(claimWith({ evidence: BESIDE }), claims())).toEqual(there)
    const evidence = { variable: 'TOY_LOGS', mapping: BESIDE.mapping }
    expect(locateLogs(claimWith({ evidence }), claims(), { TOY_LOGS: path.join(root, 'runs') })).toEqual(there)
    expect(locateLogs(claimWith({}), claims())).toBeNull()
  })

  it('are missed with how to get them', () => {
    const gone = { ...BESIDE, folder: '../gone', get: 'git clone https://example.org/runs gone' }
    expect(locateLogs(claimWith({ evidence: gone }), claims())).toEqual({
      state: 'missing',
      reason: 'the logs that judge it are not here: no folder ../gone beside its claims',
      remedy:
        'git clone https://example.org/runs gone; then put the logs into ../gone, as seen from the folder of the claims'
    })
    const evidence = { variable: 'TOY_LOGS', mapping: BESIDE.mapping }
    for (const environment of [{}, { TOY_LOGS: '' }, { TOY_LOGS: path.join(root, 'gone') }]) {
      expect(locateLogs(claimWith({ evidence }), claims(), environment)).toMatchObject({
        state: 'missing',
        remedy: 'set TOY_LOGS to the folder of the logs'
      })
    }
    expect(() => new ClaimLogReader(claims()).read(claimWith({ evidence: gone }))).toThrow(InputError)
  })

  it('are read as the mapping says, and known by digests', () => {
    const logs = new ClaimLogReader(claims())
    const of = claimWith({ evidence: BESIDE, by: 'us' })
    const evidence = logs.read(of)
    expect(evidence).toMatchObject({ kind: 'logs', by: 'us', pairing: 'none', numFiles: 1, where: {} })
    expect(evidence.runs.map(({ arm, value }) => [arm, value])).toEqual([
      ['adam', 1],
      ['amsgrad', 2]
    ])
    expect(logs.digests(of)).toEqual({ mapping: evidence.mapping, evidence: evidence.digest })
    rmSync(path.join(root, 'runs'), { recursive: true })
    expect(new ClaimLogReader(claims()).digests(of)).toEqual({ mapping: evidence.mapping })
    expect(logs.digests({ ...of, experiment: 'toy' })).toBeNull()
  })
})

describe('lintLogs', () => {
  it('finds nothing wrong with logs that are there', () => expect(lint({ evidence: BESIDE })).toEqual([]))

  it('warns of logs that are not there, with how to get them', () => {
    expect(lint({ evidence: { ...BESIDE, folder: '../gone', get: 'ask us' } })).toEqual([
      {
        severity: 'warning',
        file: 'toy/logs.json',
        at: '$.logs.evidence',
        message: 'the logs that judge it are not here: no folder ../gone beside its claims',
        remedy: 'ask us; then put the logs into ../gone, as seen from the folder of the claims'
      }
    ])
  })

  it('checks the mapping, whether the logs are there or not', () => {
    expect(lint({ evidence: { ...BESIDE, mapping: 'mappings/none.json' } })).toMatchObject([
      { severity: 'error', at: '$.logs.evidence.mapping', message: 'there is no such mapping' }
    ])
    writeFileSync(path.join(claims(), 'mappings', 'all.json'), '{ "log": {} }')
    const problems = lint({ evidence: { ...BESIDE, folder: '../gone' } })
    expect(problems.at(-1)).toMatchObject({ severity: 'warning' })
    expect(problems[0]).toMatchObject({ severity: 'error', file: 'mappings/all.json' })
  })

  it('knows the names of the mapping', () => {
    expect(lint({ evidence: BESIDE, where: { model: 'mlp' } })).toMatchObject([
      {
        severity: 'error',
        at: '$.logs.where.model',
        message: 'the mapping has no group and no setting of that name',
        remedy: 'add model to "groups" or "settings" of the mapping'
      }
    ])
  })
})

describe('checkConditions', () => {
  it('says what the mapping has, and what to add where it has nothing', () => {
    const details = (settings: readonly string[]) => {
      const read = mapping({
        settings: Object.fromEntries(settings.map((name) => [name, { from: [{ column: name }] }]))
      })
      try {
        checkConditions({ algo: 'x' }, read, '--where')
      } catch (error) {
        return (error as InputError).details
      }
      throw new Error('it was accepted')
    }
    expect(details(['lr'])).toMatchObject({
      expected: 'a group or setting of the mapping: lr',
      remedy: 'correct the name, or add algo to "groups" or "settings" in the mapping'
    })
    expect(details([])).toMatchObject({
      expected: 'nothing: the mapping has no groups and no settings',
      remedy: 'add algo to "groups" or "settings" in the mapping'
    })
  })
})
