import type { ReportedLoss } from '../../claims/sourceFigure'
import { BAND, INK, PAPER } from '../../figures/palette'
import { plainLine, shorten } from '../../text/escape'
import type { LossScale } from './lossScale'

const SIZE = 10
const LINE = 13
/** Longest label, in characters. */
const LIMIT = 48

/** A number that a source reports, in the words that stand beside its mark. */
export function reportedLabel({ by, what }: ReportedLoss): string {
  return shorten(plainLine(`${by}: ${what}`), LIMIT)
}

/**
 * The marks of reported numbers, which the data has in the columns `low` and `high`: a dotted rule for a number, a band
 * for a range.
 *
 * @param y the axis of the losses
 */
export function reportedMarks(reported: readonly ReportedLoss[], y: object): object[] {
  const bands = {
    transform: [{ filter: 'isValid(datum.low) && datum.low < datum.high' }],
    mark: { type: 'rect', color: BAND, opacity: 0.7 },
    encoding: { y: { ...y, field: 'low' }, y2: { field: 'high' } }
  }
  const rules = {
    transform: [{ filter: 'isValid(datum.low) && datum.low === datum.high' }],
    mark: { type: 'rule', color: INK, strokeWidth: 1.4, strokeDash: [1.5, 2.5] },
    encoding: { y: { ...y, field: 'low' } }
  }
  return [...(reported.some(isRange) ? [bands] : []), ...(reported.every(isRange) ? [] : [rules])]
}

function isRange({ low, high }: ReportedLoss): boolean {
  return low < high
}

/** The labels of reported numbers, each above its mark and over the curves, and never over another one. */
export function reportedLabels(reported: readonly ReportedLoss[], scale: LossScale): object[] {
  let last = 0
  return [...reported]
    .sort((a, b) => b.high - a.high)
    .flatMap((loss) => {
      const y = Math.max(scale.pixel(loss.high) - 3, last + LINE)
      last = y
      const text = { type: 'text', text: reportedLabel(loss), align: 'left', baseline: 'bottom', fontSize: SIZE }
      const at = { data: { values: [{}] }, encoding: { x: { value: 4 }, y: { value: y } } }
      return [
        { ...at, mark: { ...text, color: PAPER, stroke: PAPER, strokeWidth: 3 } },
        { ...at, mark: { ...text, color: INK } }
      ]
    })
}
