import { externalResults } from '../../../src/external/externalResults'
import { externalClaim, externalFile, externalGroup } from './external'

describe('externalResults', () => {
  it('has one result a group, without its settings, by claim', () => {
    const groups = [externalGroup({ group: { model: 'b' } }), externalGroup({ group: { model: 'a' } })]
    const results = externalResults([externalFile([externalClaim({ groups }), externalClaim({ id: 'logs/first' })])])
    expect(results.map(({ claim, group }) => [claim, group])).toEqual([
      ['logs/first', {}],
      ['logs/not-lower', { model: 'a' }],
      ['logs/not-lower', { model: 'b' }]
    ])
    expect(results.every((result) => !('strata' in result) && !('sentence' in result))).toBe(true)
    expect(results[0]).toMatchObject({ evidence: 'e'.repeat(64), about: ['toy-logreg'], settingsUsed: 2 })
  })

  it('counts the same logs once, and others beside them', () => {
    const other = { ...externalFile(), evidence: { description: null, digest: 'f'.repeat(64), numFiles: 1 } }
    expect(externalResults([externalFile(), externalFile()])).toHaveLength(1)
    expect(externalResults([externalFile(), other])).toHaveLength(2)
  })
})
