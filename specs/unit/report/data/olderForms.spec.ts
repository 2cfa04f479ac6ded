import { readFileSync } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { externalResults } from '../../../../src/external/externalResults'
import { asPaired } from '../../../../src/kinds/comparison/isPaired'
import { buildReport } from '../../../../src/report/data/build'
import { encodeReport } from '../../../../src/report/data/encode'
import { parseReport } from '../../../../src/report/data/parse'
import { recomputeReport } from '../../../../src/report/data/recompute'
import type { JudgedClaim, Report } from '../../../../src/report/data/types'
import { externalClaim, externalFile, externalGroup } from '../../external/external'
import { everyKind, everyOutcome } from '../inputs'

const file = (name: string) => readFileSync(path.resolve(__dirname, '../../../../fixtures/report', name))

/** Of all claims whose evidence has not been made anew since, and of what else a report holds. */
function expectSameVerdicts(older: Report, now: Report): void {
  const judged = ({ claims }: Report) => claims.flatMap((entry) => (entry.kind === 'judged' ? [entry] : []))
  const today = new Map(judged(now).map((entry) => [entry.claim.id, entry]))
  const same = judged(older).filter(({ claim, judgement }) => {
    const { evidence } = today.get(claim.id)!.judgement
    return isDeepStrictEqual(judgement.evidence, evidence)
  })
  expect(same.length).toBeGreaterThan(0.9 * judged(older).length)
  // q is over all claims of a report.
  for (const { q: _, ...entry } of same) {
    const { q: _, ...expected } = today.get(entry.claim.id)!
    expect(entry).toEqual(expected)
  }
  // Of what was made anew there is something in each of these.
  const rest = ({ claims: _, counts: _counts, runs: _runs, questions: _questions, ...others }: Report) => others
  expect(rest(older)).toEqual(rest(now))
}

describe('a report of version 3', () => {
  const older = parseReport(file('version-3.json.gz'))
  const today = buildReport(everyOutcome())
  const entryOf = (report: typeof older) => report.claims.find(({ claim }) => claim.id === 'toy/less')!

  it('is what the same evidence gives now', () => {
    expectSameVerdicts(recomputeReport(older), recomputeReport(today))
  })

  it('said refuted (lower-by-less-than-margin) for below-margin: verdict, looks, seeds left out, what is expected, counts', () => {
    expect(gunzipSync(file('version-3.json.gz')).toString()).toMatch(/"subtype": ?"lower-by-less-than-margin"/)
    expect(JSON.stringify(older)).not.toMatch(/lower-by-less/)
    expect(older.counts).toEqual(today.counts)
    expect(older.counts['below-margin']).toBe(1)
    const { judgement, expected, explanation, claim } = entryOf(older) as JudgedClaim<'lower'>
    expect(judgement.verdict).toEqual({ outcome: 'below-margin', subtype: null })
    expect(expected).toMatchObject(judgement.verdict)
    expect(claim.expected.quick).toMatchObject(judgement.verdict)
    expect(explanation).toBe('below-margin, as expected')
    expect(judgement.sentence).toMatch(/so the claim is neither reproduced nor refuted \(below-margin\)\./)
    const outcomes = asPaired(judgement.analysis).secondary!.leaveOneOut.map(({ outcome }) => outcome)
    expect(new Set(outcomes)).toEqual(new Set(['below-margin']))
  })

  it('has no margin curve, which is a new one', () => {
    expect(asPaired((entryOf(older) as JudgedClaim<'lower'>).judgement.analysis).marginCurve).toBeUndefined()
    expect(asPaired((entryOf(today) as JudgedClaim<'lower'>).judgement.analysis).marginCurve).toHaveLength(3)
  })
})

describe('a report of version 2', () => {
  it('is what the same evidence gives now: its names are read as today’s', () => {
    const older = recomputeReport(parseReport(file('version-2.json.gz')))
    expectSameVerdicts(older, recomputeReport(parseReport(file('report.json'))))
  })

  it('called external evidence outside, and the questions that it answers elsewhere', () => {
    const { claims: all, ...input } = everyOutcome()
    const claims = all.filter(({ claim }) => claim.id !== 'toy/less')
    const external = externalResults([externalFile([externalClaim({ id: 'toy/opposite' })])])
    const now = buildReport({ ...input, claims, external })
    expect(now.questions!.flatMap(({ agreements }) => agreements).length).toBeGreaterThan(0)
    const older = JSON.parse(encodeReport(now), (key, value) => {
      if (key === 'kind' && value === 'external') return 'outside'
      if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
      const { external: outside, questions: elsewhere, ...rest } = value
      return { ...rest, ...(outside !== undefined && { outside }), ...(elsewhere !== undefined && { elsewhere }) }
    })
    const text = JSON.stringify({ ...older, formatVersion: 2 })
    expect(text).not.toMatch(/"(external|questions)":|"external"/)
    expect(parseReport(text)).toEqual(parseReport(encodeReport(now)))
  })

  it('keeps a key of which another has the new name: the schema refuses it', () => {
    const report = JSON.parse(file('report.json').toString())
    const { counts, ...rest } = report
    const { asExpected, ...others } = counts
    const read = (counts: object) => parseReport(JSON.stringify({ ...rest, formatVersion: 2, counts }))
    expect(read({ ...others, asRegistered: asExpected }).counts).toEqual(counts)
    expect(() => read({ ...counts, asRegistered: asExpected })).toThrow(/does not follow its schema/)
  })

  it.each([null, 7, 'text', { claims: 7 }, { claims: [null, { claim: 7, judgement: { evidence: [] } }] }])(
    'that holds %j is left to the schema',
    (content) => {
      const data = typeof content === 'object' ? { format: 'claimcheck-report', formatVersion: 2, ...content } : content
      expect(() => parseReport(JSON.stringify(data))).toThrow(/schema|not a claimcheck report/)
    }
  )
})

describe('older forms of version 2', () => {
  it('had a loss by its name alone, and kernels without a regularizer', () => {
    const report = JSON.parse(file('report.json').toString())
    const [id, experiment] = Object.entries<Record<string, unknown>>(report.experiments).find(
      ([, { kind }]) => kind === 'classification'
    )!
    const older = { ...experiment, loss: 'categorical_crossentropy' }
    const parsed = parseReport(JSON.stringify({ ...report, experiments: { ...report.experiments, [id]: older } }))
    expect(parsed.experiments[id]).toMatchObject({ loss: { name: 'categorical_crossentropy' } })
  })
})

describe('reports whose times were whole epochs', () => {
  it('know them to the epoch before, and are judged so', () => {
    const report = JSON.parse(encodeReport(buildReport(everyKind())))
    const of = (id: string) => report.claims.find((entry: { claim: { id: string } }) => entry.claim.id === id).judgement
    for (const id of ['toy/soon', 'toy/never']) {
      const { pairs } = of(id).evidence
      expect(pairs[0].control.within).toEqual(id === 'toy/soon' ? [11, 12] : [20, 20])
    }
    const older = JSON.stringify(report, (key, value) => (key === 'within' ? undefined : value))
    expect(parseReport(older)).toEqual(parseReport(JSON.stringify(report)))
  })

  it('lose tuned arms of external evidence that leaving out one run in turn had judged', () => {
    const tuned = {
      select: 'test.loss',
      outcome: 'reproduced',
      subtype: null,
      effect: null,
      runs: externalGroup().runs
    }
    const { claims, ...input } = everyOutcome()
    const external = externalResults([externalFile([externalClaim({ id: 'toy/opposite' })])])
    const now = JSON.parse(encodeReport(buildReport({ ...input, claims, external })))
    now.external[0].tuned = tuned
    expect(parseReport(JSON.stringify(now)).external![0]!.tuned).toBeNull()
  })
})
