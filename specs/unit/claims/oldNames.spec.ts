import { oldNamesIn, renewClaimFile, renewHypothesis, renewKind } from '../../../src/claims/oldNames'
import { renewOutcomes } from '../../../src/claims/oldOutcomes'
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

  it('what was refuted (lower-by-less-than-margin) is below-margin, of each profile and of logs, with a warning each', () => {
    const old = { outcome: 'refuted', subtype: 'lower-by-less-than-margin', why: 'w' }
    const now = { outcome: 'below-margin', subtype: null, why: 'w' }
    const other = { outcome: 'refuted', subtype: 'opposite', why: 'w' }
    const file = { expected: { quick: other, paper: old }, logs: { where: {}, expected: old } }
    const { document, problems } = renewClaimFile(
      parseDocument('a/one.json', 'claim', Buffer.from(JSON.stringify(file))).document
    )
    expect(document.value).toEqual({ expected: { quick: other, paper: now }, logs: { where: {}, expected: now } })
    expect(problems).toMatchObject([
      { severity: 'warning', path: '$.expected.paper.subtype', expected: '"outcome": "below-margin"' },
      { severity: 'warning', path: '$.logs.expected.subtype', received: '"lower-by-less-than-margin"' }
    ])
    expect(oldNamesIn(problems)).toEqual([
      ['the expected outcome', 'refuted (lower-by-less-than-margin)', 'below-margin']
    ])
  })

  it('of a claim of "higher" that subtype is one of today', () => {
    const file = {
      hypothesis: { kind: 'higher' },
      expected: { quick: { outcome: 'refuted', subtype: 'lower-by-less-than-margin' } }
    }
    const { document, problems } = renewClaimFile(
      parseDocument('a/one.json', 'claim', Buffer.from(JSON.stringify(file))).document
    )
    expect(document.value).toEqual(file)
    expect(problems).toEqual([])
    const read = { claim: file, judgement: { verdict: { outcome: 'refuted', subtype: 'lower-by-less-than-margin' } } }
    const before = structuredClone(read)
    renewOutcomes(read)
    expect(read).toEqual(before)
  })

  it('are told once each, kinds and outcomes', () => {
    const { problems } = renewClaimFile(claimFile({ kind: 'contrast' }))
    expect(oldNamesIn([...problems, ...problems])).toEqual([
      ['the kind of hypothesis', 'contrast', 'converges-more-often']
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
