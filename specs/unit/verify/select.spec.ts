import { InputError } from '../../../src/errors'
import { selectClaims } from '../../../src/verify/select'
import { claim } from '../../support/builders'

const claims = [
  claim({ id: 'a/one', family: 'f' }),
  claim({ id: 'a/two', family: 'f' }),
  claim({ id: 'a/two-more', family: 'g' }),
  claim({ id: 'b/one', family: 'h' })
]
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)
const named = (...names: string[]) => ids(selectClaims(claims, names).named)

describe('selectClaims', () => {
  it('means all claims when none is named', () => expect(named()).toEqual(ids(claims)))
  it('finds an id, and nothing that only begins like it', () => expect(named('a/two')).toEqual(['a/two']))
  it('finds a source', () => expect(named('a')).toEqual(['a/one', 'a/two', 'a/two-more']))
  it('finds a pattern', () => expect(named('*/one')).toEqual(['a/one', 'b/one']))
  it('keeps the order of the claims and names each once', () =>
    expect(named('b/*', 'a/one', 'a/one')).toEqual(['a/one', 'b/one']))
  it('takes what is special in a regular expression literally', () => expect(() => named('a/.*e(')).toThrow(InputError))

  it('brings the rest of a family along, because it is judged as a whole', () => {
    expect(ids(selectClaims(claims, ['a/two']).familyMembers)).toEqual(['a/one'])
    expect(ids(selectClaims(claims, ['b/one']).familyMembers)).toEqual([])
  })

  it('suggests the nearest id for a name that is none', () => {
    expect(() => named('a/tow')).toThrow(/did you mean a\/two\?/)
    expect(() => named('completely-different')).toThrow(/claimcheck plan lists all claims/)
  })
})
