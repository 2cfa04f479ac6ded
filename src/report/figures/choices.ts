import { type Figure, figureOf } from '../../figures/figure'
import { intervalRows } from '../../figures/intervalRows'
import { FAINT_INK, OUTCOME_LOOKS, TREATMENT } from '../../figures/palette'
import { percentOf } from '../../figures/percentTicks'
import { ratioScale } from '../../figures/ratioScale'
import { plainLine, shorten } from '../../text/escape'
import { formatCount, formatNumber } from '../../text/format'
import type { ChoicesSensitivity, Influence, MeasuredSensitivity } from '../sensitivity/types'

const PLOT_WIDTH = 300
const LOOKS: Readonly<Record<Influence, { readonly words: string; readonly color: string; readonly shape: string }>> = {
  flips: { words: 'flips the answer', color: OUTCOME_LOOKS.refuted.color, shape: 'square' },
  changes: { words: 'changes the outcome', color: OUTCOME_LOOKS.inconclusive.color, shape: 'diamond' },
  moves: { words: 'moves the effect', color: TREATMENT, shape: 'circle' },
  none: { words: 'no shift shown', color: FAINT_INK, shape: 'circle' },
  'not-evaluable': { words: 'not evaluable', color: FAINT_INK, shape: 'cross' }
}

/** How far each choice that the source leaves open shifts the effect, the most decisive topics first. */
export function choicesChart({ scale }: MeasuredSensitivity, choices: ChoicesSensitivity, id: string): Figure | null {
  const order = new Map(choices.ranking.map(({ topic }, index) => [topic, index]))
  const rank = (topic: string) => order.get(topic) ?? choices.ranking.length
  const options = [...choices.options].sort((a, b) => rank(a.topic) - rank(b.topic))
  const words = (value: number) => (scale === 'log-ratio' ? percentOf(value) : formatNumber(value))
  const rows = options.map(({ topic, option, shift, influence }, index) => ({
    choice: `${index + 1}. ${shorten(plainLine(`${topic}: ${option}`), 56)}`,
    influence: LOOKS[influence].words,
    shift: shift?.mean ?? null,
    lower: shift?.interval.lower ?? null,
    upper: shift?.interval.upper ?? null,
    words: shift === null ? '–' : words(shift.mean)
  }))
  if (rows.length === 0) return null
  const numbers = rows.flatMap(({ shift, lower, upper }) => [shift, lower, upper])
  const title = "shift of the effect against the claim's own protocol"
  const x = scale === 'log-ratio' ? ratioScale(numbers, PLOT_WIDTH, title) : { title, scale: { zero: true } }
  const looks = Object.values(LOOKS)
  const domain = looks.map((look) => look.words)
  const encoded = (range: readonly string[]) => ({
    field: 'influence',
    type: 'nominal',
    legend: null,
    scale: { domain, range }
  })
  return figureOf({
    id: `${id}-choices`,
    title: titleOf(choices),
    description: `Each line is the claim with one choice changed, ${choices.numPairs} pairs: how its effect differs from the claim's own, seed by seed, with an interval that holds for all options together. Exploratory.`,
    rows,
    numbers: ['shift', 'lower', 'upper'],
    drawing: intervalRows({
      rows,
      name: 'choice',
      value: 'shift',
      width: PLOT_WIDTH,
      x,
      color: encoded(looks.map((look) => look.color)),
      shape: encoded(looks.map((look) => look.shape)),
      words: ['words', 'influence']
    })
  })
}

function titleOf({ ranking, options }: ChoicesSensitivity): string {
  const flipping = ranking
    .filter(({ influence }) => influence === 'flips')
    .map(({ topic }) => shorten(plainLine(topic), 40))
  const what = `${formatCount(options.length, 'option')} of ${formatCount(ranking.length, 'open choice')}`
  return flipping.length === 0
    ? `None of ${what} flips the answer`
    : `Of ${what} the answer flips with ${flipping.join(', ')}`
}
