import { table } from '../../document/document'
import { withLevel } from '../shared/decisionWords'
import { looksChart } from '../shared/looksChart'
import type { Show, Shown } from '../show'
import { pairedEffect } from './effect'
import { pairFigure } from './figure'
import { lossFinding } from './finding'
import { marginFigure } from './marginFigure'
import { marginLine } from './marginWords'
import { pairPlot } from './plot'
import { comparisonRule } from './rule'
import { pairingWords, pairNumbers, pairSamples, VARIANCE_HEADERS, varianceRows } from './tables'
import type { AnyPaired } from './types'

export const pairedShow: Show<AnyPaired> = {
  rule: (shown) => withLevel(comparisonRule(shown.claim.hypothesis, shown.claim.decision), shown),
  effect: ({ margin }, analysis) => pairedEffect(margin, analysis),
  samples: pairSamples,
  numbers: pairNumbers,
  figures: (shown, id) => [
    pairFigure(shown, id),
    looksChart(shown.judgement, shown.judgement.analysis.sequential, id),
    marginFigure(shown, id)
  ],
  otherMargins: marginLine,
  plot: pairPlot,
  place: ({ margin }, { theta: center, interval, delta: reference }) =>
    !('absolute' in margin) && margin.epsilon === 0 ? { panel: 'ratio', center, interval, reference } : null,
  finding: lossFinding,
  failure: varianceReport,
  missing: ({ analysis, verdict }) => {
    const { sequential, minPairs, failures } = analysis
    // Failed runs enter a look; runs that fail do so whatever their number.
    const numPairs = sequential === null ? analysis.numPairs : failures.numPairs
    return numPairs < minPairs && verdict.subtype !== 'too-many-failures' ? { numPairs, minPairs } : null
  }
}

function varianceReport({ judgement: { analysis, evidence } }: Shown<AnyPaired>) {
  const { variance } = analysis
  return variance === null ? [] : [table(VARIANCE_HEADERS, varianceRows(variance, evidence)), pairingWords(variance)]
}
