import { renewClaimFile, renewHypothesis, renewKind } from '../../../src/claims/oldNames'
import { parseDocument } from '../../../src/claims/parse'

const claimFile = (hypothesis: unknown) =>
  parseDocument('a/one.json', 'claim', Buffer.from(JSON.stringify({ hypothesis }, null, 2))).document

describe('old names in a claim’s file', () => {
  it.each([
    ['lower-at-most-settings', 'lower-at-majority'],
    ['contrast', 'converges-more-often']
  ])('%s is read as %s, with one warning that names it and its place', (old, now) => {
    const { document, problems } = renewClaimFile(claimFile({ kind: old, control: 'a' }))
    expect(document.value).toEqual({ hypothesis: { kind: now, control: 'a' } })
    expect(problems).toMatchObject([
      { severity: 'warning', line: 3, path: '$.hypothesis.kind', received: `"${old}"`, remedy: `write "${now}"` }
    ])
  })

  it.each([{ kind: 'lower' }, { kind: 7 }, { kind: 'constructor' }, 'contrast', null, ['contrast']])(
    '%j is left as it is',
    (hypothesis) => {
      const document = claimFile(hypothesis)
      expect(renewClaimFile(document)).toEqual({ document, problems: [] })
    }
  )

  it('are today’s names already in most', () => {
    const frozen = { hypothesis: { kind: 'lower' } }
    expect(renewHypothesis(frozen)).toBe(frozen)
    expect(renewKind('rate')).toBe('rate')
    expect(renewKind('constructor')).toBe('constructor')
  })
})
