import { compileName } from '../../../src/text/nameExpression'

describe('compileName', () => {
  it('names its groups and what they hold', () => {
    const { groups, match } = compileName('^(?<arm>[a-z]+)_lr=(?<lr>[\\d.e-]+)(?:_b2=(?<beta2>[^/]+))?\\/')
    expect(groups).toEqual(['arm', 'lr', 'beta2'])
    expect(match('adam_lr=1e-3_b2=0.99/log.csv')).toEqual({ arm: 'adam', lr: '1e-3', beta2: '0.99' })
    expect(match('adam_lr=1e-3/log.csv')).toEqual({ arm: 'adam', lr: '1e-3', beta2: undefined })
    expect(match('log.csv')).toBeNull()
    expect(compileName('a').match('a')).toEqual({})
  })

  it('reads characters as JavaScript writes them', () => {
    expect(compileName('^(?<x>\\u00e9\\/)').match('é/')).toEqual({ x: 'é/' })
  })

  it('ends whatever the expression is', () => {
    const name = `${'a'.repeat(50_000)}b`
    for (const expression of ['^(a+)+$', '^(?<x>(a|aa)+)$', '^(a|a?)+$', '(.*a){30}c']) {
      expect(compileName(expression).match(name)).toBeNull()
    }
  })

  it.each(['(', '(?=a)a', '(?<!a)b', '(?<a>x)\\k<a>', '(a)\\1', '(a{1000}){1000}'])('refuses %j', (expression) => {
    expect(() => compileName(expression)).toThrow()
  })
})
