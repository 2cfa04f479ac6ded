import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildAdjudicationReport } from '../../../../src/adjudicate/render/build'
import { externalOf, writeExternal } from '../../../../src/adjudicate/render/external'
import { InfrastructureError } from '../../../../src/errors'
import { parseExternal } from '../../../../src/external/loadExternal'
import type { Claim } from '../../../../src/kinds'
import { claimHash } from '../../../../src/load/hash'
import { claim, LOWER } from '../../../support/builders'
import { adjudicate, logsEvidence, mapping, runsOf } from '../runs'

const ADAM = [0.9812345, 0.9912346, 1.0012347, 1.0112348, 1.0212344]
const AMSGRAD = ADAM.map((value) => value * 1.2)
const runs = [0.1, 0.01].flatMap((lr) => [...runsOf('adam', ADAM, { lr }), ...runsOf('amsgrad', AMSGRAD, { lr })])

function reportOf(of: Claim, familySize = 1) {
  const read = mapping({ description: 'Made up.', failures: { classes: 10 } })
  return buildAdjudicationReport({
    claim: of,
    family: [],
    adjudication: adjudicate(of, read, runs, familySize),
    mapping: read,
    evidence: logsEvidence(LOWER, read, runs, { where: { model: 'logreg' } }),
    withRuns: true
  })
}

describe('external evidence', () => {
  const logs = { where: { model: 'logreg' }, about: ['toy-logreg', 'other'], expected: null }
  const subject = claim({ id: 'b/one', experiment: null, logs })
  const content = externalOf([reportOf(subject), reportOf(claim({ id: 'a/two' }))])

  it('is sorted by claim and names the experiments that ask the same', () => {
    expect(content.claims.map(({ id, about }) => [id, about])).toEqual([
      ['a/two', ['toy-logreg']],
      ['b/one', ['toy-logreg', 'other']]
    ])
    expect(content.claims[1]).toMatchObject({
      hash: claimHash(subject, null),
      where: { model: 'logreg' },
      outcome: 'refuted',
      subtype: 'opposite',
      groups: [
        {
          settings: 2,
          settingsUsed: 2,
          runs: { control: 10, treatment: 10, controlFailures: 0, treatmentFailures: 0 },
          strata: [{ setting: { lr: 0.01 } }, { setting: { lr: 0.1 } }]
        }
      ]
    })
  })

  it('has 95 % intervals whatever the family leaves', () => {
    const alone = externalOf([reportOf(subject)]).claims[0]!.groups[0]!
    const inFamily = externalOf([reportOf(subject, 5)]).claims[0]!.groups[0]!
    expect(inFamily.alphaJ).toBe(0.01)
    expect(inFamily.effect).toEqual(alone.effect)
    expect(alone.effect!.theta).toBeCloseTo(Math.log(1.2), 12)
    expect(alone.effect!.interval.level).toBe(0.95)
  })

  it('holds no value of a run, though the report does', () => {
    const text = JSON.stringify(content)
    for (const value of [...ADAM, ...AMSGRAD]) expect(text).not.toContain(String(value))
    expect(text).not.toContain('adam-0.1-1')
  })

  it('is read back as it was written, with the schema for editors', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-aggregate-'))
    const file = path.join(folder, 'deep', 'x.json')
    writeExternal(file, content, '../schema/external.schema.json')
    const bytes = readFileSync(file)
    expect(parseExternal(file, bytes)).toEqual({ $schema: '../schema/external.schema.json', ...content })
    expect(() => writeExternal(folder, content, null)).toThrow(InfrastructureError)
    rmSync(folder, { recursive: true })
  })
})

describe('the expected outcome of an adjudication', () => {
  const adjudicated = (expected: NonNullable<Claim['logs']>['expected']) =>
    reportOf(claim({ logs: { where: {}, about: [], expected } }))

  it.each([
    [null, null],
    [{ outcome: 'refuted', subtype: null, why: 'measured' }, true],
    [{ outcome: 'refuted', subtype: 'opposite', why: 'measured' }, true],
    [{ outcome: 'refuted', subtype: 'higher', why: 'measured' }, false],
    [{ outcome: 'reproduced', subtype: null, why: 'measured' }, false]
  ] as const)('%j: %j', (expected, matches) => {
    expect(adjudicated(expected)).toMatchObject({ expected, matches })
  })
})
