import { packSpecs } from '../../../../src/report/html/packSpecs'

describe('packSpecs', () => {
  it('says only what is different in a specification of the same shape', () => {
    const spec = (title: string, domain: readonly number[]) => ({
      title,
      layer: [{ scale: { domain } }, { mark: 'rule' }]
    })
    const specs = new Map([
      ['a', spec('one', [0, 1])],
      ['b', spec('two', [0, 1, 2])]
    ])
    expect(packSpecs(specs)).toEqual({
      templates: [spec('one', [0, 1])],
      figures: { a: [0], b: [0, 0, 'two', 1, [0, 1, 2]] }
    })
  })

  it('keeps shapes apart: other properties, and lists of another length', () => {
    const specs = new Map<string, unknown>([
      ['a', { x: 1 }],
      ['b', { y: 1 }],
      ['c', { x: { z: 1 } }],
      ['d', [{ x: 1 }]],
      ['e', [{ x: 1 }, { x: 1 }]]
    ])
    expect(packSpecs(specs).templates).toHaveLength(5)
  })
})
