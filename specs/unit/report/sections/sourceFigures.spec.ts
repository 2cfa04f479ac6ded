import { toMarkdown } from '../../../../src/document/toMarkdown'
import { buildReport } from '../../../../src/report/data/build'
import { textContext } from '../../../../src/report/sections/context'
import { sourceFigures } from '../../../../src/report/sections/sourceFigures'
import { everyKind } from '../inputs'

const report = buildReport(everyKind())
const section = sourceFigures(textContext(report))!
const text = toMarkdown(section.blocks)

/** Cells of the row of a panel. */
const rowOf = (number: number) =>
  text
    .split('\n')
    .find((line) => line.startsWith(`| ${number} |`))!
    .split('|')
    .map((cell) => cell.trim())
    .slice(1, -1)

describe('sourceFigures', () => {
  it('says where the figure stands, what it shows and what was found', () => {
    expect(section.title).toBe("The sources' figures, beside ours")
    expect(text).toMatch(/^### toy: Figure 7\n\n\*\*amsgrad's loss against adam's: /)
    expect(text).toContain(
      'A toy &#124; paper. In our words: Losses of \\*both\\* arms. Quote: “lower &lt;everywhere&gt;”'
    )
  })

  it('has a row a panel: what is reported, the medians here, effect and verdict', () => {
    // Control: 0.3 + 0.001 (3 seed mod 10), whose median is 0.3045; the treatment's is about e^0.1 times it.
    const [, panel, reported, medians, effect, interval, verdict, number] = rowOf(1)
    expect(panel).toBe('Softmax regression: opposite (digits)')
    expect(reported).toBe('amsgrad lower; paper: about 0.3 (section 4)')
    expect(medians).toMatch(/^adam 0\.3045, amsgrad 0\.33\d+$/)
    expect([effect, verdict]).toEqual(['+10.5 %', 'refuted (opposite)'])
    expect(interval).toMatch(/^\[\+9\.\d+ %, \+11\.\d+ %\]$/)
    expect(report.claims[Number(number) - 1]!.claim.id).toBe('toy/opposite')
  })

  it('has no numbers of what was not measured', () => {
    expect(rowOf(3)[6]).toBe('not measured (5 of 6 pairs)')
    expect(rowOf(4).slice(3, 7)).toEqual(['–', '–', '–', 'could-not-run (no data)'])
    expect(rowOf(5).slice(2, 7)).toEqual(['amsgrad lower; no number', '–', '–', '–', 'not-in-profile'])
    expect(rowOf(6).slice(2)).toEqual([
      'treatment lower; no number',
      ...['–', '–', '–', 'not part of this report: toy/elsewhere', '–']
    ])
  })

  it('is nothing without figures', () => {
    const { sourceFigures: _, ...plain } = report
    expect(sourceFigures(textContext(plain))).toBeNull()
  })
})
