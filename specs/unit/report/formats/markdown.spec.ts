import { buildReport } from '../../../../src/report/data/build'
import { encodeReport } from '../../../../src/report/data/encode'
import { parseReport } from '../../../../src/report/data/parse'
import type { ClaimOutcome, JudgedClaim, Report } from '../../../../src/report/data/types'
import { renderMarkdown } from '../../../../src/report/formats/markdown'
import { outcomeWith } from '../../../support/outcomes'
import { HOSTILE_TEXTS, hostileInput } from '../hostile'
import { CASES, everyOutcome } from '../inputs'

const report = buildReport(everyOutcome())
const page = renderMarkdown(report)
const lines = page.split('\n')

function sectionOf(id: string, text = page): string {
  const start = text.search(new RegExp(`^### (\\d+\\. )?${id}:`, 'm'))
  const rest = text.slice(start)
  const end = rest.slice(4).search(/^#{2,3} /m)
  return end < 0 ? rest : rest.slice(0, end + 4)
}

/** The rows of the first table after a text, as cells. */
function tableAfter(text: string, heading: string): string[][] {
  const rest = text.slice(text.indexOf(heading)).split('\n')
  const start = rest.findIndex((line) => line.startsWith('|'))
  const rows = rest.slice(start)
  const end = rows.findIndex((line) => !line.startsWith('|'))
  return rows.slice(2, end < 0 ? undefined : end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
  )
}

function judged(id: string, from: Report = report): JudgedClaim {
  const entry = from.claims.find(({ claim }) => claim.id === id)
  if (entry?.kind !== 'judged') throw new Error(`${id} is not judged`)
  return entry
}

/** The structure that a Markdown reader sees, without the words: headings, tables with their width, lists, quotes. */
function skeleton(markdown: string): string[] {
  const marks: string[] = []
  let fence: string | null = null
  for (const line of markdown.split('\n')) {
    const run = /^`{3,}/.exec(line)?.[0]
    if (fence !== null) {
      if (line === fence) fence = null
      continue
    }
    if (run !== undefined) {
      fence = run
      marks.push('code')
    } else if (line.startsWith('|')) marks.push(`row of ${line.split('|').length}`)
    else marks.push(/^(#+ |- |> |\*\*|$)/.exec(line)?.[0] ?? 'text')
  }
  expect(fence).toBeNull()
  return marks
}

const PLAIN_SKELETON = skeleton(renderMarkdown(buildReport(hostileInput('plain'))))

describe('report.md', () => {
  it('says the profile and the counts first', () => {
    expect(lines[0]).toBe(
      `# Reproducibility report, profile quick: 32 claims: 7 reproduced, 1 below-margin, 8 refuted, 6 inconclusive, 2 not-evaluable, 3 not-measured, 4 could-not-run, 1 not-in-profile`
    )
    expect(lines[2]).toMatch(/^\*\*Partial report\.\*\* 1 of 32 claims waits for runs: toy\/not-run\./)
    expect(lines[4]).toBe(
      "27 judged claims, 3 of them not measured: 22 as expected, 4 NOT as expected, 1 with nothing expected (0 reproduced). 2 of 27 judged claims are exploratory: not preregistered as judged. Profile quick departs from the sources' protocols in 2 of 2 experiments, as each claim tells: every verdict holds at this budget. Seeds start at 0."
    )
  })

  it('lists every claim in one table, in one row each', () => {
    const rows = tableAfter(page, '## All claims')
    expect(rows).toHaveLength(report.claims.length)
    for (const [index, row] of rows.entries()) {
      const entry = report.claims[index]!
      expect(row).toHaveLength(8)
      expect(row[0]).toBe(String(index + 1))
      expect(row[1]).toContain(entry.claim.id)
      expect(row[2]).toBe('toy, Figure 1')
    }
    const row = rows[report.claims.findIndex(({ claim }) => claim.id === 'toy/equivalent')]!
    expect(row[3]).toBe('refuted (equivalent)')
    expect(row[7]).toBe('NOT as expected')
  })

  it('shows the numbers of report.json', () => {
    const parsed = parseReport(encodeReport(report))
    let compared = 0
    const near = (shown: string | undefined, value: number, digits: number) => {
      compared++
      if (Number.isNaN(value)) return expect(shown).toBe('NaN')
      // Half a unit of the last of `digits` digits.
      return expect(Math.abs(Number(shown) - value)).toBeLessThanOrEqual(0.501 * 10 ** (1 - digits) * Math.abs(value))
    }
    for (const entry of parsed.claims) {
      if (entry.kind !== 'judged') continue
      const section = sectionOf(entry.claim.id)
      const { evidence, analysis } = entry.judgement
      const rows = tableAfter(section, '**Measured.**')
      if (evidence.kind === 'paired') {
        expect(rows).toHaveLength(evidence.pairs.length)
        for (const [index, pair] of evidence.pairs.entries()) {
          const [seed, a, b, ratio, difference] = rows[index]!
          expect(seed).toBe(String(pair.seed))
          near(a, pair.control.value, 6)
          near(b, pair.treatment.value, 6)
          if (pair.control.failure !== null || pair.treatment.failure !== null) expect(ratio).toBe('–')
          else near(difference, pair.treatment.value - pair.control.value, 4)
        }
      } else if (evidence.kind === 'share' || evidence.kind === 'initial-points') {
        expect(rows).toHaveLength(evidence.samples.length)
        for (const [index, sample] of evidence.samples.entries()) {
          near(rows[index]!.at(-4), sample.value, 6)
          expect(rows[index]!.slice(-2)).toEqual([sample.reached, sample.settled].map((yes) => (yes ? 'yes' : 'no')))
        }
      }
      if (analysis.kind === 'paired' && analysis.variance !== null) {
        const [control, treatment] = tableAfter(section, '**Variance report.**')
        near(control![2], analysis.variance.control.mean, 4)
        near(treatment![3], analysis.variance.treatment.standardDeviation, 4)
      }
    }
    expect(compared).toBeGreaterThan(400)
  })

  it('shows effect and interval of a comparison as changes of the metric', () => {
    const { analysis } = judged('toy/reproduced').judgement
    if (analysis.kind !== 'paired') throw new Error('a comparison is paired')
    const rows = tableAfter(page, '## All claims')
    const row = rows[report.claims.findIndex(({ claim }) => claim.id === 'toy/reproduced')]!
    const number = (text: string) => Number.parseFloat(text)
    const change = (logRatio: number) => Math.expm1(logRatio) * 100
    // Three digits are shown.
    expect(number(row[4]!)).toBeCloseTo(change(analysis.theta!), 1)
    const [lower, upper] = row[5]!.slice(1, -1).split(', ').map(number)
    expect(lower).toBeCloseTo(change(analysis.interval!.lower), 1)
    expect(upper).toBeCloseTo(change(analysis.interval!.upper), 1)
    expect(row[6]).toBe('10')
  })

  it('gives a claim its source, its rule, its departure, its registration and its replay', () => {
    const section = sectionOf('toy/equivalent')
    expect(section).toContain('> AMSGrad ends at a lower training loss than Adam.')
    expect(section).toContain('A. Author, A title, 2020.')
    expect(section).toContain('In our words: AMSGrad ends lower.')
    expect(section).toContain('Known through: a study')
    expect(section).toContain('2 epochs instead of 50')
    expect(section).toContain('Softmax regression, 50 epochs.')
    expect(section).toContain('The smallest effect of interest is 1 %: delta = ln(1.01) = 0.00995.')
    expect(section).toContain("The family's error rate is 0.05.")
    expect(section).toContain('because: the paper says so')
    expect(section).toContain('`npx claimcheck verify toy/equivalent --profile quick --first-seed 0`')
  })

  describe('assumptions and departures', () => {
    const assumption = { topic: 'epochs', gap: 'not stated', choice: '50 epochs', alternatives: [] }
    /** toy/equivalent alone, with assumptions or without, at a profile that states a departure or none. */
    function pageWith(assumptions: readonly (typeof assumption)[], departure: string | null): string {
      const input = everyOutcome()
      const claims = input.claims.flatMap((outcome): ClaimOutcome[] => {
        if (outcome.kind !== 'judged' || outcome.claim.id !== 'toy/equivalent') return []
        return [outcomeWith(outcome, { assumptions })]
      })
      const experiments = Object.fromEntries(
        Object.entries(input.experiments).map(([id, each]) => [id, { ...each, profiles: { quick: { departure } } }])
      )
      return renderMarkdown(buildReport({ ...input, claims, experiments }))
    }

    it('are those of the full protocol, from which the profile departs', () => {
      expect(pageWith([assumption], '5 epochs of | 50')).toContain(
        '**Assumptions of the full protocol; profile quick departs from it:** 5 epochs of &#124; 50.\n\n| about |'
      )
    })

    it('do not become the protocol of the source where no departure is stated', () => {
      const text = pageWith([assumption], null)
      expect(text).toContain(
        "**Departure of profile quick from the source's protocol:** no departure is stated; what the source leaves open is under Assumptions. The source's"
      )
      expect(text).toContain('**Assumptions.**\n\n| about |')
      expect(text).toContain(
        "Profile quick: no departure from the sources' protocols is stated; what the sources leave open is under Assumptions. Seeds start at 0."
      )
      expect(text).not.toContain('departs')
      const bare = pageWith([], null)
      expect(bare).toContain("source's protocol:** no departure is stated. The source's")
      expect(bare).toContain("Profile quick: no departure from the sources' protocols is stated. Seeds")
      expect(bare).not.toContain('Assumptions')
    })
  })

  it('shows a loss without a logarithm, and what mends it', () => {
    const section = sectionOf('toy/zero-loss')
    expect(section).toContain('### 32. toy/zero-loss: not-evaluable (no logarithm), as expected')
    expect(section).toContain('To mend: state a margin.epsilon above 0 in the claim')
    expect(section).toContain('- Theta is not defined: a loss has no logarithm.\n- No p value.')
    const rows = tableAfter(section, '**Measured.**')
    expect(rows[3]!.slice(2, 4)).toEqual(['0', '–'])
    expect(rows[2]![3]).toMatch(/^0\.\d+$/)
    expect(sectionOf('toy/two-pairs')).not.toContain('logarithm')
    expect(sectionOf('toy/no-pairs')).toContain('Theta is not defined: too few pairs trained.')
  })

  it('says once why a verdict is provisional', () => {
    const section = sectionOf('toy/five-pairs')
    expect(section.split('5 seeds were run and the claim states 10')).toHaveLength(2)
    expect(section).toContain('A provisional verdict never counts as expected.')
    // No word that reads like a result, in the heading or in the verdict's own line.
    expect(section).toMatch(/^### \d+\. toy\/five-pairs: not measured \(5 of 6 pairs\), NOT as expected$/m)
    expect(section).toContain('at this budget: none, it counts as not measured (5 of 6 pairs).** Provisional')
  })

  it('names the level of the bound on a failure that was not seen', () => {
    expect(sectionOf('toy/reproduced')).toContain('could still be up to 25.89 % (95 % upper bound per arm).')
  })

  it('repeats with the engine and the claims that were asked for', () => {
    const text = renderMarkdown(buildReport({ ...everyOutcome(), engineChoice: 'tfjs:cpu', claimsRoot: 'mine' }))
    expect(text).toContain(
      '```sh\nnpx claimcheck verify --profile quick --first-seed 0 --engine tfjs:cpu --claims mine\n```'
    )
    expect(text).toContain('verify toy/equivalent --profile quick --first-seed 0 --engine tfjs:cpu --claims mine`')
  })

  it('names the family that Holm decided over', () => {
    const entry = judged('toy/share-most')
    const { familySize, alphaJ } = entry.judgement
    expect(familySize).toBeGreaterThan(1)
    expect(sectionOf('toy/share-most')).toContain(`Holm over the ${familySize} claims of the family toy-converges`)
    expect(sectionOf('toy/share-most')).toContain(`alpha_j = ${Number(alphaJ.toPrecision(4))}`)
    expect(sectionOf('toy/grid-all')).toContain('no p value')
  })

  it('names failed runs with the step, and keeps them out of the ratios', () => {
    const rows = tableAfter(sectionOf('toy/fails-more'), '**Measured.**')
    expect(rows[3]).toEqual([
      '3',
      expect.stringMatching(/^0\.3/),
      'NaN',
      '–',
      '–',
      'amsgrad diverged at step 12 (loss)'
    ])
    expect(rows[0]![5]).toBe('')
    expect(sectionOf('toy/fails-more')).toContain('3 of 10 of the treatment')
  })

  it('reports tuning: every candidate, the chosen one, the edge', () => {
    const section = sectionOf('toy/tuned')
    expect(section).toContain('| **learningRate 0.01** | **0.31** |')
    expect(section).toContain('| learningRate 1 | diverged |')
    expect(section).toContain('over 3 selection seeds')
    expect(section).toContain('**On the edge of the grid:** learningRate.')
  })

  it('says what a floor under the losses means', () => {
    expect(sectionOf('toy/floored')).toContain('not a percentage of the loss')
    expect(sectionOf('toy/floored')).toContain('(b + eps)/(a + eps)')
    const row = tableAfter(page, '## All claims')[report.claims.findIndex(({ claim }) => claim.id === 'toy/floored')]!
    expect(row[4]).toMatch(/^theta -0\.\d+$/)
  })

  it('says what could not run, why, and the one command that helps', () => {
    expect(sectionOf('toy/no-data')).toContain('**What helps:** `npx claimcheck data fetch mnist`')
    expect(sectionOf('toy/crashed')).toContain('the worker was killed')
    // Numbered as in the summary.
    for (const [index, { kind, claim }] of report.claims.entries()) {
      if (kind !== 'not-in-profile') expect(page).toContain(`\n### ${index + 1}. ${claim.id}: `)
    }
    expect(page).toContain('- toy/later: AMSGrad ends at a lower training loss than Adam. For paper only.')
  })

  it('prints the scope, the engines and environments, and how to repeat everything', () => {
    expect(page.split(report.scope).length - 1).toBe(2)
    expect(page).toContain('tfjs-core 4.22.0')
    expect(page).toContain('A CPU &#124; with a pipe')
    expect(page).toContain('```sh\nnpx claimcheck verify --profile quick --first-seed 0\n```')
  })

  it('marks an extension of our own', () => {
    const text = renderMarkdown(buildReport(hostileInput('plain')))
    expect(text).toContain('**An extension of our own:**')
    expect(text).toContain('plain, plain (our extension)')
  })

  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))(
    'has the same structure for %j as for a plain word',
    (_name, text) => {
      const hostile = renderMarkdown(buildReport(hostileInput(text)))
      expect(skeleton(hostile)).toEqual(PLAIN_SKELETON)
      const prose = hostile.replace(/^(`{3,})[^`][\s\S]*?\n\1$/gm, '').replace(/(`+)(?!`)[^\n]*?[^`]\1(?!`)/g, '')
      expect(prose).not.toContain('<')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
      expect(hostile).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202A-\u202E\u2066\u2067]/)
      const isolates = hostile.split('\u2068').length
      expect(hostile.split('\u2069')).toHaveLength(isolates)
    }
  )

  it('keeps table rows short for a name of 10,000 characters', () => {
    const text = renderMarkdown(buildReport(hostileInput('x'.repeat(10_000))))
    const summary = text.slice(text.indexOf('## All claims'), text.indexOf('## Claim by claim'))
    const rows = summary.split('\n').filter((line) => line.startsWith('|'))
    expect(rows).toHaveLength(2 + 3 + 2 + 2)
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThan(700)
    expect(text).toContain('x'.repeat(10_000))
  })

  it('is the same for the report read back', () => {
    expect(renderMarkdown(parseReport(encodeReport(report)))).toBe(page)
    expect(CASES.length).toBe(27)
  })

  it('can be rendered without claims', () => {
    const empty = buildReport({ ...everyOutcome(), claims: [], runs: [], engines: [], experiments: {} })
    expect(renderMarkdown(empty).split('\n')[0]).toBe('# Reproducibility report, profile quick: 0 claims')
  })
})
