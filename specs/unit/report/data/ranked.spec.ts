import type { Claim } from '../../../../src/kinds'
import { headlineClaims, rankedSources } from '../../../../src/report/data/ranked'
import type { ReportClaim } from '../../../../src/report/data/types'
import { claim } from '../../../support/builders'

const ARITHMETIC = { kind: 'arithmetic', expression: '1', low: 0, high: 2 } as const

function entry(id: string, parts: Partial<Claim> = {}, extension = false): ReportClaim {
  const of = claim({ id, ...parts } as Partial<Claim>)
  const source = { ...of.source, key: id.split('/')[0]!, extension }
  return { kind: 'not-in-profile', claim: { ...of, source } as Claim, expectedFor: [] }
}

function idsOf(entries: readonly ReportClaim[]): string[] {
  return entries.map((each) => each.claim.id)
}

describe('rankedSources', () => {
  it('leads with the headlines of a source, and keeps its checks apart', () => {
    const [source] = rankedSources([
      entry('a/one'),
      entry('a/sum', { hypothesis: ARITHMETIC }),
      entry('a/main', { rank: 'headline' }),
      entry('a/looked-up', { rank: 'check' }),
      entry('a/main-sum', { hypothesis: ARITHMETIC, rank: 'headline' })
    ])
    expect(idsOf(source!.leading)).toEqual(['a/main', 'a/main-sum'])
    expect(idsOf(source!.supporting)).toEqual(['a/one'])
    expect(idsOf(source!.checks)).toEqual(['a/sum', 'a/looked-up'])
  })

  it('leads with the first five where a source names no headline, with checks only where there is nothing else', () => {
    const claims = Array.from({ length: 7 }, (_, index) => entry(`a/${index}`))
    const sums = Array.from({ length: 2 }, (_, index) => entry(`b/${index}`, { hypothesis: ARITHMETIC }))
    const [a, b] = rankedSources([...claims, ...sums])
    expect(idsOf(a!.leading)).toEqual(['a/0', 'a/1', 'a/2', 'a/3', 'a/4'])
    expect(idsOf(a!.supporting)).toEqual(['a/5', 'a/6'])
    expect(idsOf(b!.leading)).toEqual(['b/0', 'b/1'])
    expect(headlineClaims([...claims, ...sums])).toEqual([])
  })

  it('shows each claim once, and what is ours after what others said', () => {
    const sources = rankedSources([
      entry('ours/a', {}, true),
      entry('theirs/a'),
      entry('theirs/b', { rank: 'headline' })
    ])
    expect(sources.map(({ key }) => key)).toEqual(['theirs', 'ours'])
    expect(sources.flatMap((each) => [...each.leading, ...each.supporting, ...each.checks])).toHaveLength(3)
  })
})
