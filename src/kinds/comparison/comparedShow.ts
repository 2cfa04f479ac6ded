import type { Show } from '../show'
import { shownBy } from './compared'
import type { AnyCompared } from './comparedTypes'
import { pairedEffect } from './effect'
import { logsEffect, logsPlace, logsShow } from './logs/show'
import { pairedMissing, pairedPlace, pairedShow } from './show'

/** What readers see of a comparison, by runs or by logs. */
export const comparedShow: Show<AnyCompared> = {
  rule: (shown) => shownBy(shown, { runs: pairedShow.rule, logs: logsShow.rule }),
  effect: ({ margin }, analysis) =>
    analysis.kind === 'logs' ? logsEffect(margin, analysis) : pairedEffect(margin, analysis),
  samples: (shown, runsByKey) =>
    shownBy(shown, { runs: (own) => pairedShow.samples(own, runsByKey), logs: logsShow.samples }),
  numbers: (shown) => shownBy(shown, { runs: pairedShow.numbers, logs: logsShow.numbers }),
  figures: (shown, id) =>
    shownBy(shown, { runs: (own) => pairedShow.figures(own, id), logs: (own) => logsShow.figures(own, id) }),
  otherMargins: (shown) => shownBy(shown, { runs: pairedShow.otherMargins, logs: () => null }),
  plot: (shown) => shownBy(shown, { runs: pairedShow.plot, logs: logsShow.plot }),
  place: (hypothesis, analysis) =>
    analysis.kind === 'logs' ? logsPlace(hypothesis, analysis) : pairedPlace(hypothesis, analysis),
  finding: (shown) => shownBy(shown, { runs: pairedShow.finding, logs: logsShow.finding }),
  failure: (shown) => shownBy(shown, { runs: pairedShow.failure, logs: logsShow.failure }),
  missing: ({ analysis, verdict }) => (analysis.kind === 'logs' ? null : pairedMissing(analysis, verdict))
}
