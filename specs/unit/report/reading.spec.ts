import { type Block, type Line, piecesOf } from '../../../src/document/document'
import { buildReport } from '../../../src/report/data/build'
import { sectionsOf } from '../../../src/report/sections'
import { textContext } from '../../../src/report/sections/context'
import { textHead } from '../../../src/report/sections/overview'
import { readingEase, sentencesIn, wordsIn } from '../../support/readingEase'
import { everyKind } from './inputs'

jest.setTimeout(60_000)

const MOST_WORDS = 30

const report = buildReport(everyKind())
const context = textContext(report)

function plain(line: Line): string {
  return piecesOf(line)
    .map((piece) => {
      if (typeof piece !== 'object') return String(piece)
      return 'content' in piece ? plain(piece.content) : 'text' in piece ? piece.text : ' '
    })
    .join('')
}

/** What is written in sentences: no tables, no code. */
function paragraphsIn(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block): string[] => {
    if ('blocks' in block) return paragraphsIn(block.blocks)
    if (block.kind === 'list') return block.items.map(plain)
    return block.kind === 'paragraph' || block.kind === 'note' ? [plain(block.content)] : []
  })
}

const verdicts = report.claims.flatMap((entry) =>
  entry.kind === 'judged' ? sentencesIn(entry.judgement.sentence) : []
)
const head = paragraphsIn(textHead(context)).flatMap(sentencesIn)
const all = paragraphsIn([...textHead(context), ...sectionsOf(context).flatMap(({ blocks }) => blocks)]).flatMap(
  sentencesIn
)

describe('what a report says', () => {
  it.each([
    ['verdicts', verdicts],
    ['the first screen', head]
  ])('%s have sentences of at most 30 words', (_what, sentences) => {
    expect(sentences.length).toBeGreaterThan(20)
    // A list of names, and the budget in the words of the experiment, are as long as they are.
    const ours = sentences.filter(
      (sentence) => !/^(?:Refuted|Budget|Neither|By less|What helps|Provisional)/.test(sentence)
    )
    expect(ours.filter((sentence) => wordsIn(sentence).length > MOST_WORDS)).toEqual([])
  })

  it('is told in numbers: how well it reads', () => {
    const ease = {
      verdicts: readingEase(verdicts),
      'first screen': readingEase(head),
      'whole report': readingEase(all)
    }
    const long = all.filter((sentence) => wordsIn(sentence).length > MOST_WORDS).length
    const told = Object.entries(ease).map(([what, value]) => `${what} ${value.toFixed(0)}`)
    process.stdout.write(
      `Reading ease (Flesch): ${told.join(', ')}; ${long} of ${all.length} sentences over 30 words\n`
    )
    expect(ease.verdicts).toBeGreaterThan(50)
    expect(ease['first screen']).toBeGreaterThan(50)
  })

  it('knows a plain text from a hard one', () => {
    expect(readingEase(['The cat sat on the mat.'])).toBeCloseTo(116.145, 2)
    expect(readingEase(['Heteroscedasticity considerations necessitate multiplicity corrections.'])).toBeLessThan(0)
    expect(sentencesIn('It is 0.5 % lower (e.g. here). So it holds. 3 of 4 do.')).toHaveLength(3)
  })
})
