import { LINE_LEGEND } from './figure'
import { CONTROL, FAINT_INK, INK, OUTCOME_LOOKS, TREATMENT } from './palette'

/** More arms than this repeat a colour, never the dashes with it. */
const COLORS = [CONTROL, TREATMENT, INK, OUTCOME_LOOKS.refuted.color, OUTCOME_LOOKS.reproduced.color, FAINT_INK]
const DASHES = [
  [5, 2],
  [1, 0],
  [2, 2],
  [8, 2, 2, 2],
  [10, 3],
  [3, 1, 1, 1],
  [6, 4]
]

/** Lines of arms, by the field `arm`: told apart by colour and dash. Of two the first is the control, the second solid. */
export function armLines(arms: readonly string[]) {
  const scaleOf = <Look>(looks: readonly Look[]) => ({
    domain: arms,
    range: arms.map((_, index) => looks[index % looks.length]!)
  })
  return {
    color: { field: 'arm', type: 'nominal', scale: scaleOf(COLORS), legend: LINE_LEGEND },
    strokeDash: { field: 'arm', type: 'nominal', scale: scaleOf<readonly number[]>(DASHES), legend: LINE_LEGEND }
  }
}
