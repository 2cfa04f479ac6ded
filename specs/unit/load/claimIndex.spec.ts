import { parseDocument } from '../../../src/claims/parse'
import { shapeOf } from '../../../src/load/claimIndex'

describe('shapeOf', () => {
  const shape = (hypothesis: object) =>
    shapeOf(parseDocument('toy/claim.json', 'claim', Buffer.from(JSON.stringify({ hypothesis }))).document)

  it('has all that a hypothesis says, on which its verdicts may hang', () => {
    expect(shape({ kind: 'range', of: 'share', share: 0.9 })).toMatchObject({ kind: 'range', of: 'share' })
    expect(shape({ kind: 'best-of', among: true })).toMatchObject({ kind: 'best-of', among: true })
    expect(shape({ kind: 'trend', upTo: 64 })).toMatchObject({ kind: 'trend', upTo: 64 })
  })

  it('is nothing for a kind that is not known', () => expect(shape({ kind: 'guess', of: 'share' })).toBeUndefined())
})
