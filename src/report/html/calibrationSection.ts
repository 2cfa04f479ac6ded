import { formatPercent } from '../../text/format'
import type { CalibrationSummary } from '../calibrationSummary'
import { calibrationChart } from '../figures/calibrationChart'
import type { PageFigures } from './figureBlock'
import { table } from './fromMarkdown'
import { type Html, html, NOTHING } from './html'

/** How often the decision rules are wrong where the truth is known. */
export async function calibrationSection(calibration: CalibrationSummary, figures: PageFigures): Promise<Html> {
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
  return html`<p>Every decision rule was tried on ${calibration.studies} simulated studies whose truth is known. A verdict is wrong where it says something that is not so; inconclusive is never wrong.</p>
${figure === null ? NOTHING : await figures.block(figure)}
<details><summary>The numbers</summary><div class="sortable">${table(headers, rows, [3, 4])}</div></details>`
}
