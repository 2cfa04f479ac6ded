import { outsideResults } from '../../../src/outside/outsideResults'
import { outsideClaim, outsideFile, outsideGroup } from './outside'

describe('outsideResults', () => {
  it('has one result a group, without its settings, by claim', () => {
    const groups = [outsideGroup({ group: { model: 'b' } }), outsideGroup({ group: { model: 'a' } })]
    const results = outsideResults([outsideFile([outsideClaim({ groups }), outsideClaim({ id: 'logs/first' })])])
    expect(results.map(({ claim, group }) => [claim, group])).toEqual([
      ['logs/first', {}],
      ['logs/not-lower', { model: 'a' }],
      ['logs/not-lower', { model: 'b' }]
    ])
    expect(results.every((result) => !('strata' in result) && !('sentence' in result))).toBe(true)
    expect(results[0]).toMatchObject({ evidence: 'e'.repeat(64), about: ['toy-logreg'], settingsUsed: 2 })
  })

  it('counts the same logs once, and others beside them', () => {
    const other = { ...outsideFile(), evidence: { description: null, digest: 'f'.repeat(64), numFiles: 1 } }
    expect(outsideResults([outsideFile(), outsideFile()])).toHaveLength(1)
    expect(outsideResults([outsideFile(), other])).toHaveLength(2)
  })
})
