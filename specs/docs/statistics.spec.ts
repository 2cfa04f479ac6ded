import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { OUTCOME_ORDER } from '../../src/claims/outcomes'
import { KINDS } from '../../src/kinds'
import { COMPARISON_SUBTYPES } from '../../src/kinds/comparison/subtypes'
import { REPOSITORY } from '../support/project'

const PAGE = readFileSync(path.join(REPOSITORY, 'docs', 'statistics.md'), 'utf8')

/** First cells of the rows of the table under a heading. */
function namesUnder(heading: string, column = 0): string[] {
  const section = PAGE.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .flatMap((line) => [...line.split('|')[column + 1]!.matchAll(/`([^`]+)`/g)].map((match) => match[1]!))
}

describe('docs/statistics.md', () => {
  it('guides to every kind of claim', () => {
    expect(namesUnder('Which rule for which claim', 1).sort()).toEqual(Object.keys(KINDS).sort())
  })

  it('names every outcome that a verdict can have', () => {
    const verdicts = OUTCOME_ORDER.filter((name) => !['not-measured', 'not-in-profile'].includes(name))
    expect(namesUnder('What a verdict speaks of')).toEqual(verdicts)
  })

  it('names every guard of a comparison', () => {
    const guards = COMPARISON_SUBTYPES.inconclusive.filter((name) => name !== 'direction')
    expect(namesUnder('Guards')).toEqual(expect.arrayContaining([...guards]))
  })

  it('has the measured errors of the committed calibration', () => {
    const script = path.join(REPOSITORY, 'scripts', 'statistics-table.mjs')
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })
})
