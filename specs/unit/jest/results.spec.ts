import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { announceResultsFolder, gatherResults, leaveResults } from '../../../src/jest/results'
import { buildReport } from '../../../src/report/data/build'
import type { ReportInput } from '../../../src/report/data/types'
import { CASES, everyOutcome, inputOf, UNRUN } from '../report/inputs'

const VARIABLE = 'CLAIMCHECK_JEST_RESULTS'
const announced = process.env[VARIABLE]
let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-left-'))
  announceResultsFolder(folder)
})
afterEach(() => {
  // The reporter of the Jest that runs this listens too.
  if (announced === undefined) delete process.env[VARIABLE]
  else process.env[VARIABLE] = announced
  rmSync(folder, { recursive: true, force: true })
})

const ids = (input: ReportInput | undefined) => input?.claims.map(({ claim }) => claim.id)

describe('results that tests leave for the reporter', () => {
  it('arrive as they were left, numbers that JSON lacks included', () => {
    const input = everyOutcome()
    leaveResults('suite', input)
    expect(buildReport(gatherResults(folder)[0]!)).toEqual(buildReport(input))
    const hasNaN = input.runs.some(({ final }) => Object.values(final).some(Number.isNaN))
    expect(hasNaN).toBe(true)
  })

  it('are nowhere where no reporter listens', () => {
    delete process.env[VARIABLE]
    leaveResults('suite', everyOutcome())
    expect(readdirSync(folder)).toEqual([])
    expect(gatherResults(folder)).toEqual([])
  })

  it('of several test files are one input, the same in whatever order they were left', () => {
    const parts = CASES.map((each) => inputOf([each]))
    const reports = [parts, [...parts].reverse()].map((order) => {
      for (const part of order) leaveResults('suite', part)
      const [gathered, ...more] = gatherResults(folder)
      expect(more).toEqual([])
      for (const file of readdirSync(folder)) rmSync(path.join(folder, file))
      return buildReport(gathered!)
    })
    expect(reports[0]!.claims.map(({ claim }) => claim.id)).toEqual(CASES.map(({ claim }) => claim.id).sort())
    expect(reports[1]).toEqual(reports[0])
  })

  it('hold a claim and a run once, and the claim as judged where any file judged it', () => {
    const judged = inputOf([CASES[0]!])
    const { claim } = CASES[0]!
    const declined: ReportInput = { ...judged, claims: [{ ...UNRUN[0]!, claim }] as ReportInput['claims'], runs: [] }
    for (const input of [judged, declined, judged, declined]) leaveResults('suite', input)
    const [gathered] = gatherResults(folder)
    expect(gathered!.claims.map(({ kind }) => kind)).toEqual(['judged'])
    expect(gathered!.runs).toHaveLength(judged.runs.length)
  })

  it('of different suites stay apart', () => {
    leaveResults('b', inputOf([CASES[1]!]))
    leaveResults('a', inputOf([CASES[0]!]))
    expect(gatherResults(folder).map(ids)).toEqual([[CASES[0]!.claim.id], [CASES[1]!.claim.id]])
  })
})
