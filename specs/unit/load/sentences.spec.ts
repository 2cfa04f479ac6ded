import { readFileSync } from 'node:fs'
import path from 'node:path'
import { formatProblems } from '../../../src/claims/formatProblems'
import { lintClaims } from '../../../src/load/lint'
import { loadClaims } from '../../../src/load/load'
import { buildPlan } from '../../../src/plan/plan'
import { ANY_ENGINE } from '../../../src/runs/anyEngine'
import { applyProfile, seedBudget } from '../../../src/runs/profiles'

const ROOT = path.resolve(__dirname, '../../../fixtures/sentences')
const TABLE = readFileSync(path.join(ROOT, 'README.md'), 'utf8')

/** Cells of the rows that have a sentence, its claim and whether it took a workaround. */
const ROWS = TABLE.split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))

describe('sentences of published reproductions', () => {
  const { claims, experiments } = loadClaims(ROOT)
  const byId = new Map(claims.map((claim) => [claim.id, claim]))
  const quotes = new Set(claims.map(({ source }) => source.quote))

  it('lint finds nothing to say', () => {
    expect(formatProblems(lintClaims(ROOT))).toBe('')
  })

  it('are twenty or more, each quoted and found, of six sources and ten kinds at least', () => {
    for (const { source } of claims) {
      expect(source.quote).toEqual(expect.stringMatching(/\S/))
      expect(source.locator).toMatch(/[Ss]ection|summary/)
    }
    expect(quotes.size).toBeGreaterThanOrEqual(20)
    expect(new Set(claims.map(({ source }) => source.key)).size).toBeGreaterThanOrEqual(6)
    expect(new Set(claims.map(({ hypothesis }) => hypothesis.kind)).size).toBeGreaterThanOrEqual(10)
  })

  it('stand in the table, each once, with its claim, place and kinds', () => {
    const listed = ROWS.map(([, , sentence, id, place, kinds]) => {
      const claim = byId.get(id!.replaceAll('`', ''))!
      const { hypothesis } = claim
      const parts = hypothesis.kind === 'all-of' ? hypothesis.claims.map((part) => byId.get(part)!) : []
      expect(parts.map(({ source }) => source.quote)).toEqual(parts.map(() => claim.source.quote))
      expect(place).toBe(claim.source.locator)
      expect(kinds!.split(', ')).toEqual([...new Set([claim, ...parts].map((one) => one.hypothesis.kind))])
      expect(sentence).toBe(claim.source.quote)
      return claim.source.quote
    })
    expect(listed).toEqual([...new Set(listed)])
    expect(new Set(listed)).toEqual(quotes)
  })

  it('counts the workarounds as the table has them', () => {
    const without = ROWS.filter((cells) => cells[6] === 'yes').length
    expect(without).toBe(35)
    expect(TABLE).toContain(`**${without} of ${ROWS.length} without a workaround.**`)
    // What a workaround was, or what was lost, is said.
    for (const [, , , , , , isWithout, lost] of ROWS) if (isWithout !== 'yes') expect(lost).not.toBe('-')
  })

  it.each(claims.map((claim) => [claim.id, claim] as const))('%s can be planned', (_, claim) => {
    const experiment = claim.experiment === null ? null : applyProfile(experiments.get(claim.experiment)!, 'paper')
    const seeds = seedBudget(claim, experiment, 'paper').max
    const { claims: planned, runs } = buildPlan([{ claim, experiment, seeds }], {
      profile: 'paper',
      firstSeed: 0,
      engineFor: () => ANY_ENGINE,
      datasetDigest: () => '',
      isCached: () => false,
      chosenSettings: () => null
    })
    expect(planned[0]!.awaitingSelection).toBeNull()
    if (experiment === null) expect(runs).toEqual([])
    // A run for every seed or starting point of every arm.
    else expect(runs.length).toBeGreaterThanOrEqual(5)
  })
})
