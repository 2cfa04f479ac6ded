import { type Hypothesis, KINDS } from '../../../src/kinds'
import { carriesP, familySize, type HypothesisOutline } from '../../../src/load/family'

const kinds = Object.keys(KINDS) as Hypothesis['kind'][]
const none = () => undefined
const sum = { kind: 'arithmetic', expression: '1', low: 0, high: 1 } as const
const allOf = (...claims: string[]) => ({ kind: 'all-of', claims }) as const

describe('carriesP', () => {
  it('holds where something is random', () => {
    const random = kinds.filter((kind) => carriesP({ kind, over: 'seeds', claims: ['x/unknown'] }, none))
    expect(kinds.filter((kind) => !random.includes(kind))).toEqual(['invariant', 'arithmetic'])
    expect(carriesP({ kind: 'converges-to', over: 'initial-points' }, none)).toBe(false)
    expect(carriesP({ kind: 'rate', over: 'initial-points' }, none)).toBe(false)
  })

  it('of a claim that is made of others holds where one of them has it, or is not known', () => {
    const known: Record<string, HypothesisOutline> = {
      'x/sum': sum,
      'x/lower': { kind: 'lower' },
      'x/all': allOf('x/all')
    }
    const find = (id: string) => known[id]
    expect(carriesP(allOf('x/sum'), find)).toBe(false)
    expect(carriesP(allOf('x/sum', 'x/lower'), find)).toBe(true)
    expect(carriesP(allOf('x/sum', 'x/gone'), find)).toBe(true)
    expect(carriesP(allOf('x/all'), find)).toBe(true)
  })
})

describe('familySize', () => {
  it('counts the claims of a family that carry a p, and asks members of other families', () => {
    const claim = (id: string, family: string, hypothesis: Hypothesis) => ({ id, family, hypothesis })
    const range = { kind: 'range', arm: 'a', metric: 'test.loss', low: 0, high: 1, tuning: null } as const
    const claims = [
      claim('x/a', 'one', range),
      claim('x/b', 'one', sum),
      claim('x/c', 'one', allOf('x/b', 'x/e')),
      claim('x/d', 'one', allOf('x/a')),
      claim('x/e', 'two', sum)
    ]
    expect(familySize(claims, 'one')).toBe(2)
    expect(familySize(claims, 'two')).toBe(0)
  })
})
