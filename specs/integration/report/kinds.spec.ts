import { buildReport, reportInputOf } from '../../../src/report/data/build'
import { encodeReport } from '../../../src/report/data/encode'
import { notMeasured } from '../../../src/report/data/notMeasured'
import { parseReport } from '../../../src/report/data/parse'
import { recomputeJudgements, recomputeReport } from '../../../src/report/data/recompute'
import type { JudgedClaim } from '../../../src/report/data/types'
import { failureMessage } from '../../../src/report/failureMessage'
import { renderJunit } from '../../../src/report/formats/junit'
import { renderMarkdown } from '../../../src/report/formats/markdown'
import { renderTerminal } from '../../../src/report/formats/terminal'
import { ALL_OF, CASES, everyKind, OTHER_CASES } from '../../unit/report/inputs'

const report = buildReport(everyKind())
const text = encodeReport(report)
const page = renderMarkdown(report)

function judged(id: string): JudgedClaim {
  const entry = report.claims.find(({ claim }) => claim.id === id)
  if (entry?.kind !== 'judged') throw new Error(`${id} is not judged`)
  return entry
}

function sectionOf(id: string): string {
  const start = page.search(new RegExp(`^### \\d+\\. ${id}:`, 'm'))
  expect(start).toBeGreaterThan(0)
  const rest = page.slice(start)
  const end = rest.slice(4).search(/^#{2,3} /m)
  return end < 0 ? rest : rest.slice(0, end + 4)
}

const names = [...CASES, ...OTHER_CASES].map((each) => [each.claim.id, each] as const)

describe('every kind and mode', () => {
  it.each(names)('%s is judged as its rule says', (id, each) => {
    expect(judged(id).judgement.verdict).toEqual({ outcome: each.outcome, subtype: each.subtype })
  })

  it.each(ALL_OF.map(({ claim, outcome }) => [claim.id, outcome] as const))('%s: %s', (id, outcome) => {
    const entry = report.claims.find(({ claim }) => claim.id === id)
    if (outcome === null) expect(entry).toBeUndefined()
    else expect(judged(id).judgement.verdict.outcome).toBe(outcome)
  })

  it('is read back exactly', () => {
    expect(parseReport(text)).toStrictEqual(report)
    expect(encodeReport(parseReport(text))).toBe(text)
    expect(buildReport(reportInputOf(report))).toEqual(report)
  })

  it('is judged again from the report alone, to the byte', () => {
    expect(encodeReport(recomputeReport(parseReport(text)))).toBe(text)
    const { asExpected, notAsExpected, noneExpected } = report.counts
    expect(recomputeJudgements(report).size).toBe(asExpected + notAsExpected + noneExpected)
  })

  it('has a line on the terminal of at most 80 columns, a case in JUnit and a failure message', () => {
    const lines = renderTerminal(report, { color: false }).split('\n')
    for (const line of lines.slice(0, report.claims.length)) expect(line.length).toBeLessThanOrEqual(80)
    expect(renderJunit(report).split('<testcase ').length - 1).toBe(report.claims.length)
    for (const entry of report.claims) {
      if (entry.kind !== 'judged') continue
      const message = failureMessage(entry, report.profile, entry.registration)
      expect(message).toContain(entry.judgement.sentence)
      expect(message).not.toMatch(/undefined|NaN|null/)
    }
    expect(page).not.toMatch(/undefined|\[object/)
  })

  it('states each rule and each sentence', () => {
    for (const entry of report.claims) {
      if (entry.kind !== 'judged') continue
      const section = sectionOf(entry.claim.id)
      expect(section).toMatch(/\*\*Rule\.\*\* \S/)
      expect(section).toMatch(/so the claim is /)
    }
  })
})

describe('report.md', () => {
  it('lists the looks: seeds, interval, evidence, verdict', () => {
    const section = sectionOf('toy/added-t')
    const { analysis } = judged('toy/added-t').judgement
    if (analysis.kind !== 'paired') throw new Error('a comparison is paired')
    const { looks } = analysis.sequential!
    const rows = section
      .split('\n')
      .filter((line) => /^\| \d+ \| \[.*\] \| [\d.e]+ \| .* \| inconclusive \|$/.test(line))
    expect(rows).toHaveLength(looks.length)
    expect(looks.map(({ n }) => n)).toEqual(Array.from({ length: 21 }, (_, i) => 10 + i))
    expect(section).toContain(
      '**Looks.** One after the other, in the order of the seeds, the first at 10. It was not decided'
    )
  })

  it('shows how a refuted claim went on for its subtype', () => {
    const section = sectionOf('toy/added-on')
    const { analysis } = judged('toy/added-on').judgement
    if (analysis.kind !== 'paired') throw new Error('a comparison is paired')
    const { atStop, n } = analysis.subtypeLooks!
    expect(n).toBeGreaterThan(analysis.sequential!.decidedAt!)
    expect(section).toContain('Once refuted, up to 30 seeds go on for how')
    expect(section).toContain(
      `**Subtype.** At the stop it was refuted (${atStop}). Seeds went on for how, to ${n} of at most 30;`
    )
    expect(section).toContain(`To learn how, seeds went on to ${n} of at most 30 pairs: `)
    // Used, so not marked as the others.
    expect(section.match(/^\| \d+ \(not used\) \|/gm)?.length ?? 0).toBe(30 - n)
  })

  it('marks what was run and not used', () => {
    const section = sectionOf('toy/added')
    expect(section).toContain('It ended at 10 of at most 30 seeds')
    expect(section.match(/^\| \d+ \(not used\) \|/gm)).toHaveLength(3)
    expect(section).toContain('run and not used: 3 seeds 10, 11, 12')
  })

  it('shows the four-fold table of a contrast, the slopes, the violations, the range and the members', () => {
    expect(sectionOf('toy/contrast')).toContain('| treatment arrived | 1 | 9 |\n| treatment did not | 0 | 0 |')
    expect(sectionOf('toy/rate-points')).toContain(
      '| 0 | 1 | – | 0 | 20 | -0.1 | not above zero: holds, without a slope |'
    )
    // A growth of 1e-9 is shown as one.
    expect(sectionOf('toy/broken')).toContain('| 1 | 0 | 1000 | 2 | 3 | 1.000000001 | no |')
    expect(sectionOf('toy/range')).toContain('the reported 0.5 lies outside the interval in which one further run')
    expect(sectionOf('toy/of-not-all')).toContain('| toy/opposite | ')
    expect(sectionOf('toy/sum')).toContain('`5000 * 128 / 50000` = 12.8')
    expect(sectionOf('toy/never')).toContain('| 0 | &gt; 20 | &gt; 20 | – | 0 |')
  })

  it('shows a map: learning rate down, beta2 across, what decides it and each setting', () => {
    const section = sectionOf('toy/map')
    expect(section).toContain(
      '| learningRate | beta2 0.99 | beta2 0.999 |\n| ---: | --- | --- |\n| 0.001 | -9.5 %: **lower** | -11 %: **lower** |\n| 0.01 | -18 %: **lower** | 0 %: not lower |'
    )
    expect(section).toMatch(/\| lower by at least the margin \| 3 of 4 \| 0\.025 \| 3 \| /)
    expect(section).toContain('each at alpha_j/2; refuted when 2 or more show "not lower", each at alpha_j/3')
    expect(section).toContain('| learningRate 0.001, beta2 0.99 | 10 | 0:0 | -9.52 % | [-10.4 %, -8.62 %] | 98.75 % |')
    expect(sectionOf('toy/map-failed')).toContain('| 0.001 | not evaluable | -9.5 %: **lower** |')
    expect(sectionOf('toy/range-change')).toContain(
      '| seed | relative change of train.loss over the last epoch | in the range |'
    )
  })

  it('lists no outcome of a claim with too few pairs', () => {
    expect(sectionOf('toy/map-few')).toMatch(/^### \d+\. toy\/map-few: not measured \(6 of 7 pairs\), /)
    const junit = renderJunit(report)
    expect(junit).toContain('<failure type="not-measured" message="not measured (6 of 7 pairs); effect 0/4 settings')
    expect(renderTerminal(report, { color: false })).toMatch(/^toy\/map-few +not measured \(6 of 7 pairs\) 0\/4 +n=6/m)
    // What was judged stays in report.json as it is.
    expect(judged('toy/map-few').judgement.verdict.outcome).toBe('inconclusive')
    expect(report.counts['not-measured']).toBe(
      report.claims.filter((each) => each.kind === 'judged' && notMeasured(each) !== null).length
    )
  })

  it('marks what is exploratory, with every deviation from what was registered', () => {
    expect(sectionOf('toy/unclear')).toContain('**Preregistration:** exploratory (not preregistered).')
    const section = sectionOf('toy/opposite')
    expect(section).toContain('**Preregistration:** exploratory (1 deviation from what was registered on 2026-01-01')
    expect(section).toContain('| \\$.decision.seeds.max | 20 | 10 |')
    expect(section).toContain('- Registered again on 2026-01-02T00:00:00.000Z: a typing error')
    expect(page).toContain('2 of 56 judged claims are exploratory: not preregistered as judged.')
    expect(sectionOf('toy/reproduced')).toContain('**Preregistration:** registered on 2026-01-01T00:00:00.000Z.')
  })
})
