import fc from 'fast-check'
import { SCOPE } from '../../../../src/judge/sentence'
import { buildReport, reportInputOf } from '../../../../src/report/data/build'
import { encodeReport } from '../../../../src/report/data/encode'
import type { JudgedClaim, Report, ReportInput } from '../../../../src/report/data/types'
import { HOSTILE_TEXTS, hostileInput } from '../hostile'
import { CASES, everyOutcome } from '../inputs'

const input = everyOutcome()
const report = buildReport(input)

/** Fewer than the 6 pairs that can decide a claim alone in its family at .05. */
const TOO_FEW_PAIRS: readonly string[] = ['toy/no-pairs', 'toy/two-pairs', 'toy/five-pairs']

function judged(from: Report, id: string): JudgedClaim {
  const entry = from.claims.find(({ claim }) => claim.id === id)
  if (entry?.kind !== 'judged') throw new Error(`${id} is not judged`)
  return entry
}

describe('buildReport', () => {
  it.each(CASES.map((each) => [each.claim.id, each] as const))('keeps the verdict of %s', (id, each) => {
    const { judgement } = judged(report, id)
    expect(judgement.verdict).toEqual({ outcome: each.outcome, subtype: each.subtype })
    expect(judgement.evidence).toEqual(each.evidence)
    expect(judgement).not.toHaveProperty('claim')
  })

  it('counts every claim once', () => {
    const { counts } = report
    const outcomes = ['reproduced', 'refuted', 'inconclusive', 'not-evaluable'] as const
    const measured = CASES.filter(({ claim: { id } }) => !TOO_FEW_PAIRS.includes(id))
    for (const outcome of outcomes)
      expect(counts[outcome]).toBe(measured.filter((each) => each.outcome === outcome).length)
    expect(counts['not-measured']).toBe(TOO_FEW_PAIRS.length)
    expect(counts['could-not-run']).toBe(4)
    expect(counts['not-in-profile']).toBe(1)
    expect(counts.claims).toBe(CASES.length + 5)
    // toy/unclear registers nothing and is inconclusive; toy/equivalent registers another outcome.
    const { asExpected, notAsExpected, noneExpected, noneExpectedReproduced } = counts
    expect([noneExpected, noneExpectedReproduced]).toEqual([1, 0])
    expect(asExpected + notAsExpected + noneExpected).toBe(CASES.length)
  })

  it('compares each judged claim with what is registered', () => {
    expect(judged(report, 'toy/reproduced').matches).toBe(true)
    const surprise = judged(report, 'toy/equivalent')
    expect(surprise.matches).toBe(false)
    expect(surprise.expected?.outcome).toBe('reproduced')
    expect(judged(report, 'toy/unclear').expected).toBeNull()
  })

  it('states its scope and how to repeat each claim', () => {
    expect(report.scope).toBe(SCOPE)
    expect(judged(report, 'toy/reproduced').replay).toBe(
      'npx claimcheck verify toy/reproduced --profile quick --first-seed 0'
    )
    const other = buildReport({ ...input, firstSeed: 20, seedsOverride: 4 })
    expect(judged(other, 'toy/reproduced').replay).toBe(
      'npx claimcheck verify toy/reproduced --profile quick --first-seed 20 --seeds 4'
    )
  })

  it('keeps the engine and the claims folder that were asked for, and repeats with them', () => {
    expect([report.engine, report.claimsRoot]).toEqual(['auto', null])
    const questions = buildReport({ ...input, engineChoice: 'tfjs:cpu', claimsRoot: '../my claims' })
    expect([questions.engine, questions.claimsRoot]).toEqual(['tfjs:cpu', '../my claims'])
    expect(judged(questions, 'toy/reproduced').replay).toBe(
      "npx claimcheck verify toy/reproduced --profile quick --first-seed 0 --engine tfjs:cpu --claims '../my claims'"
    )
    expect(buildReport(reportInputOf(questions))).toEqual(questions)
  })

  it('holds each environment once', () => {
    expect(report.environments.map(({ node }) => node)).toEqual(['v20.17.0', 'v24.0.0'])
    for (const run of report.runs) {
      expect(report.environments[run.environment]?.node).toBe(run.seed % 2 === 0 ? 'v24.0.0' : 'v20.17.0')
    }
  })

  it('gives the same bytes whatever the order of claims, runs, engines and experiments', () => {
    const bytes = encodeReport(report)
    const shuffled = fc.record({
      claims: shuffle(input.claims),
      runs: shuffle(input.runs),
      engines: shuffle(input.engines),
      experiments: shuffle(Object.entries(input.experiments)).map((entries) => Object.fromEntries(entries))
    })
    fc.assert(
      fc.property(shuffled, (order) => {
        expect(encodeReport(buildReport({ ...input, ...order }))).toBe(bytes)
      }),
      { numRuns: 15 }
    )
  })

  it('gives the same bytes when a run that two claims share is listed twice', () => {
    expect(encodeReport(buildReport({ ...input, runs: [...input.runs, ...input.runs] }))).toBe(encodeReport(report))
  })

  it('does not depend on the time zone', () => {
    const zone = process.env.TZ
    process.env.TZ = 'Pacific/Kiritimati'
    try {
      expect(encodeReport(buildReport(everyOutcome()))).toBe(encodeReport(report))
    } finally {
      if (zone === undefined) delete process.env.TZ
      else process.env.TZ = zone
    }
  })
})

describe('reportInputOf', () => {
  it.each([
    ['every outcome', input] as const,
    ...HOSTILE_TEXTS.map((text) => [text.slice(0, 20), hostileInput(text)] as const)
  ])('is the inverse of buildReport: %s', (_name, each: ReportInput) => {
    const built = buildReport(each)
    expect(buildReport(reportInputOf(built))).toEqual(built)
  })
})

function shuffle<Item>(items: readonly Item[]): fc.Arbitrary<Item[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length })
}
