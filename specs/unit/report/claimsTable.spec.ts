import type { ProfileName } from '../../../src/claims/types'
import { externalResults } from '../../../src/external/externalResults'
import { claimsTable, replaceClaimsTable, TABLE_END, TABLE_START } from '../../../src/report/claimsTable'
import { buildReport } from '../../../src/report/data/build'
import { claim } from '../../support/builders'
import { externalFile, SUBJECT } from '../external/external'
import { CASES, inputOf } from './inputs'

const caseOf = (id: string) => CASES.find((candidate) => candidate.claim.id === id)!
const reportAt = (profile: ProfileName, ...ids: string[]) => ({ ...buildReport(inputOf(ids.map(caseOf))), profile })
const rowsOf = (table: string) => table.split('\n').slice(2)

describe('claimsTable', () => {
  it('has a row for each profile, and one for a claim that no report measured', () => {
    const claims = ['toy/opposite', 'toy/five-pairs'].map((id) => caseOf(id).claim)
    const other = claim({ id: 'alpha/unmeasured', source: { ...claim().source, key: 'alpha', extension: true } })
    const reports = [reportAt('standard', 'toy/opposite'), reportAt('quick', 'toy/opposite', 'toy/five-pairs')]
    expect(rowsOf(claimsTable([...claims, other], reports, []))).toEqual([
      '| `alpha/unmeasured` | Figure 1 (our extension) | – | not measured | – | – |',
      '| `toy/five-pairs` | Figure 1 | quick | not measured | – | – |',
      '| `toy/opposite` | Figure 1 | quick | refuted (opposite) | +10.5 % | [+9.73 %, +11.3 %] |',
      '|  |  | standard | refuted (opposite) | +10.5 % | [+9.73 %, +11.3 %] |'
    ])
  })

  it('takes what only logs decide from external evidence', () => {
    expect(rowsOf(claimsTable([SUBJECT], [], externalResults([externalFile()])))).toEqual([
      '| `logs/not-lower` | Figure 1 | logs | reproduced | +10.5 % | [+8.33 %, +12.7 %] |'
    ])
  })

  it('names the data that stood in for others', () => {
    const input = inputOf([caseOf('toy/opposite')])
    const substitutions = [
      { dataset: 'digits', substitute: 'digits-b', experiments: ['toy-logreg'], claims: ['toy/opposite'] }
    ]
    const table = claimsTable([caseOf('toy/opposite').claim], [buildReport({ ...input, substitutions })], [])
    expect(table).toContain('| quick@digits-b | refuted (opposite) |')
  })
})

describe('replaceClaimsTable', () => {
  it('replaces what stands between the markers and nothing else, however often', () => {
    const text = `before\n${TABLE_START}\nold\n${TABLE_END}\nafter\n`
    const once = replaceClaimsTable(text, 'new')
    expect(once).toBe(`before\n${TABLE_START}\n\nnew\n\n${TABLE_END}\nafter\n`)
    expect(replaceClaimsTable(once, 'new')).toBe(once)
  })

  it.each(['none', `${TABLE_END} ${TABLE_START}`, TABLE_START])('says that there is no place in %j', (text) => {
    expect(() => replaceClaimsTable(text, 'new')).toThrow(/no place for the table of claims/)
  })
})
