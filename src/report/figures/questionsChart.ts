import { type Figure, figureOf } from '../../figures/figure'
import { intervalRows } from '../../figures/intervalRows'
import { CONTROL, OUTCOME_LOOKS, TREATMENT } from '../../figures/palette'
import { ratioScale } from '../../figures/ratioScale'
import { plainLine, shorten } from '../../text/escape'
import { formatCount } from '../../text/format'
import type { ComparedQuestion, QuestionRow } from '../questions/types'
import { changeWords, intervalWords, rowName } from '../questions/words'

const PLOT_WIDTH = 300
const KINDS: readonly QuestionRow['kind'][] = ['source', 'external', 'here']
const NAMES: Readonly<Record<QuestionRow['kind'], string>> = {
  source: 'reported by a source',
  external: 'run logs of others',
  here: 'measured here'
}

/**
 * What sources report, what run logs of others came to and what was measured here, on one axis, for each question of
 * which there are numbers from elsewhere.
 */
export function questionsChart(questions: readonly ComparedQuestion[]): Figure | null {
  const rows = questions.flatMap((question, index) =>
    (hasOutsideEffect(question) ? question.rows : []).flatMap((row, place) => {
      if (row.effect === null) return []
      const { theta, interval } = row.effect
      return [
        {
          question: `${index + 1}. ${questionName(question)}`,
          row: `${index + 1}.${place + 1} ${shorten(plainLine(rowName(row)), 44)}`,
          kind: NAMES[row.kind],
          theta,
          lower: interval?.lower ?? null,
          upper: interval?.upper ?? null,
          words: `${changeWords(theta)} ${intervalWords(row.effect)}`
        }
      ]
    })
  )
  if (rows.length === 0) return null
  const numbers = rows.flatMap(({ theta, lower, upper }) => [theta, lower, upper])
  const x = ratioScale(numbers, PLOT_WIDTH, "change of the treatment's loss against the control's")
  const names = [...new Set(rows.map(({ question }) => question))]
  const isLast = (name: string) => name === names.at(-1)
  return figureOf({
    id: 'questions',
    title: titleOf(questions),
    description:
      'Each block is a question that claims ask of one experiment, and that others have numbers on. Marks are effects, lines their intervals; left of the dashed line the treatment has the lower loss. What a source reports without numbers for both arms has no place on the axis.',
    rows,
    numbers: ['theta', 'lower', 'upper'],
    drawing: {
      vconcat: names.map((name) =>
        panelOf(
          name,
          rows.filter(({ question }) => question === name),
          isLast(name) ? x : { ...x, title: null }
        )
      ),
      spacing: 14
    }
  })
}

/** What was measured here alone, the claims' own figures show. */
function hasOutsideEffect({ rows }: ComparedQuestion): boolean {
  return rows.some(({ kind, effect }) => kind !== 'here' && effect !== null)
}

function questionName({ experiment, metric, measure }: ComparedQuestion): string {
  return shorten(plainLine(`${experiment}, ${measure} ${metric}`), 80)
}

function titleOf(questions: readonly ComparedQuestion[]): string {
  const agreements = questions.flatMap((question) => question.agreements)
  if (agreements.length === 0) return 'Nothing from elsewhere can be compared with what was measured here'
  const count = (agrees: string) => agreements.filter((each) => each.agrees === agrees).length
  return `Of ${formatCount(agreements.length, 'comparison')} with external evidence ${count('yes')} agree, ${count('in-part')} in part, ${count('no')} disagree`
}

function panelOf(name: string, rows: readonly { readonly row: string; readonly words: string }[], x: object): object {
  const encoded = (range: readonly string[]) => ({
    field: 'kind',
    type: 'nominal',
    scale: { domain: KINDS.map((kind) => NAMES[kind]), range },
    legend: {}
  })
  return {
    title: { text: name, fontSize: 11, offset: 4, frame: 'group' },
    transform: [{ filter: { field: 'question', equal: name } }],
    ...intervalRows({
      rows,
      name: 'row',
      value: 'theta',
      width: PLOT_WIDTH,
      x,
      color: encoded([CONTROL, OUTCOME_LOOKS.refuted.color, TREATMENT]),
      shape: encoded(['diamond', 'square', 'circle']),
      words: ['words']
    })
  }
}
