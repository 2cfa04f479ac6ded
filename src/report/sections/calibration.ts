import { details, figureBlock, paragraph, type Section, table } from '../../document/document'
import { formatPercent } from '../../text/format'
import { calibrationChart } from '../figures/calibrationChart'
import type { Context } from './context'

/** How often the decision rules are wrong where the truth is known. */
export function calibration({ studies: { calibration } }: Context): Section | null {
  if (calibration === null) return null
  const figure = calibrationChart(calibration)
  const rows = calibration.cells
    .filter(({ onBoundary }) => onBoundary)
    .map(({ rule, errors, promised, wrong }) => [
      calibration.rules.find(({ id }) => id === rule)?.title ?? rule,
      errors,
      promised ? 'yes' : 'no',
      formatPercent(wrong.share, 3),
      `${formatPercent(wrong.lower, 3)} to ${formatPercent(wrong.upper, 3)}`
    ])
  const headers = ['rule', 'errors', 'promised', 'wrong', '95 % Monte Carlo interval']
  return {
    anchor: 'calibration',
    title: 'How often the rules are wrong',
    blocks: [
      paragraph(
        `Every decision rule was tried on ${calibration.studies} simulated studies whose truth is known. A verdict is wrong where it says something that is not so; inconclusive is never wrong.`
      ),
      ...(figure === null ? [] : [figureBlock(figure)]),
      details('The numbers', table(headers, rows, [3, 4], 'sortable'))
    ]
  }
}
