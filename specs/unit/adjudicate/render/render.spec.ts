import { pairedHypothesisOf } from '../../../../src/adjudicate/adjudicate'
import { buildAdjudicationReport } from '../../../../src/adjudicate/render/build'
import { renderAdjudicationMarkdown } from '../../../../src/adjudicate/render/markdown'
import { renderAdjudicationTerminal } from '../../../../src/adjudicate/render/terminal'
import { encodeAdjudication } from '../../../../src/adjudicate/render/write'
import type { OutsideRun } from '../../../../src/adjudicate/types'
import type { LogsBy } from '../../../../src/claims/types'
import type { Claim } from '../../../../src/kinds'
import { groupSentence } from '../../../../src/kinds/comparison/logs/sentence'
import { claim, LOWER } from '../../../support/builders'
import { adjudicate, logsEvidence, mapping, runsOf } from '../runs'

const NOISE = [0.9812345, 0.9912346, 1.0012347, 1.0112348, 1.0212344]
const times = (factor: number) => NOISE.map((value) => value * factor)

function reportOf(
  runs: readonly OutsideRun[],
  options: { of?: Claim; withRuns?: boolean; family?: readonly string[]; by?: LogsBy } = {}
) {
  const of = options.of ?? claim()
  const read = mapping({ description: 'Made up <b>.', failures: { classes: 10 } })
  return buildAdjudicationReport({
    claim: of,
    family: options.family ?? [],
    adjudication: adjudicate(of, read, runs, 1 + (options.family?.length ?? 0)),
    mapping: read,
    evidence: logsEvidence(pairedHypothesisOf(of), read, runs, {
      where: { lr: 1 },
      leftOut: [{ why: 'another arm', count: 2 }],
      by: options.by ?? null
    }),
    withRuns: options.withRuns === true
  })
}
const grid = (ratios: readonly number[]) =>
  ratios.flatMap((ratio, lr) => [...runsOf('adam', NOISE, { lr }), ...runsOf('amsgrad', times(ratio), { lr })])
const sentenceOf = (runs: readonly OutsideRun[], of = claim()) =>
  groupSentence({ ...of, hypothesis: pairedHypothesisOf(of) }, adjudicate(of, mapping(), runs).groups[0]!, {
    unit: 'epoch',
    pairing: 'number'
  })

describe('the sentence', () => {
  it.each([
    [[0.8], 'lower by at least 1 %, so the claim is reproduced.'],
    [[1.2], 'not lower by at least 1 % but higher by at least 1 %, so the claim is refuted (opposite).'],
    [[1], 'whether it is lower by at least 1 % is undecided, so the claim is inconclusive.']
  ])('agrees with the verdict at ratios %j', (ratios, end) => {
    expect(sentenceOf(grid(ratios))).toContain(end)
  })

  it('says what it averages over, what failed and what the average hides', () => {
    const dead = runsOf('amsgrad', [1, 1, 1, Number.NaN, Number.NaN], { lr: 9 })
    const text = sentenceOf([...grid([0.5, 1.5]), ...runsOf('adam', [1, Number.NaN], { lr: 9 }), ...dead])
    expect(text).toContain('averaged over 2 settings')
    expect(text).toContain('Failed runs: adam 1 of 12 (1 diverged), amsgrad 2 of 15 (2 diverged)')
    expect(text).toContain('1 of 3 settings have too few runs that trained')
    expect(text).toContain('lower at 1 of them and higher at 1')
  })

  it('speaks of differences where the margin is absolute', () => {
    const of = claim({ hypothesis: { ...LOWER, metric: 'test.accuracy', margin: { absolute: 0.05 } } })
    expect(sentenceOf(grid([0.5]), of)).toMatch(
      /test\.accuracy is 0\.5 lower than adam's .*lower by at least 0\.05, so the claim is reproduced/
    )
  })
})

describe('the report', () => {
  it('counts verdicts and reasons', () => {
    expect(reportOf(grid([0.8, 1.2, 1]))).toMatchObject({
      counts: {
        groups: { reproduced: 0, refuted: 0, inconclusive: 1 },
        settingsAlone: { reproduced: 1, refuted: 1, inconclusive: 1 }
      },
      evidence: { numRuns: 30, leftOut: [{ why: 'another arm', count: 2 }] }
    })
  })

  it('holds no value of a run unless it was asked for', () => {
    const runs = grid([0.8, 1.2])
    const texts = (report: ReturnType<typeof reportOf>) =>
      [encodeAdjudication(report), renderAdjudicationMarkdown(report), renderAdjudicationTerminal(report)].join('\n')
    const quiet = texts(reportOf(runs))
    for (const { value } of runs) expect(quiet).not.toContain(String(value))
    expect(texts(reportOf(runs, { withRuns: true }))).toContain(String(runs[0]!.value))
  })

  it('is data that survives JSON', () => {
    const report = reportOf(grid([0.8]))
    expect(JSON.parse(encodeAdjudication(report))).toEqual(report)
  })

  it('shows every setting, escaped, with the digests', () => {
    const markdown = renderAdjudicationMarkdown(reportOf(grid([0.8, 1.2])))
    expect(markdown).toContain('| 0 | 5 + 5 |')
    expect(markdown).toContain('| 1 | 5 + 5 |')
    expect(markdown).toContain('e'.repeat(64))
    expect(markdown).toContain('Made up &lt;b&gt;.')
    expect(markdown).toContain('- left out, 2 runs: another arm')
  })

  it('says by which test settings are decided, with the p of both', () => {
    const markdown = renderAdjudicationMarkdown(reportOf(grid(Array(8).fill(0.8))))
    expect(markdown).toMatch(
      /p, that of Welch's t test against the margin, is as small as Holm's procedure[^.]*asks for/
    )
    expect(markdown).toContain('0.00794')
  })
})
