import { table } from '../../document/document'
import type { AnyVerdict } from '../judged'
import { withLevel } from '../shared/decisionWords'
import { looksChart } from '../shared/looksChart'
import type { PairsMissing, Place, Show, Shown } from '../show'
import { pairFigure } from './figure'
import { lossFinding } from './finding'
import { marginFigure } from './marginFigure'
import { marginLine } from './marginWords'
import { pairPlot } from './plot'
import { comparisonRule } from './rule'
import { pairingWords, pairNumbers, pairSamples, VARIANCE_HEADERS, varianceRows } from './tables'
import type { AnyPaired, PairedAnalysis, PairedHypothesis } from './types'

/** What readers see of a comparison by runs. */
export const pairedShow = {
  rule: (shown) => withLevel(comparisonRule(shown.claim.hypothesis, shown.claim.decision), shown),
  samples: pairSamples,
  numbers: pairNumbers,
  figures: (shown, id) => [
    pairFigure(shown, id),
    looksChart(shown.judgement, shown.judgement.analysis.sequential, id),
    marginFigure(shown, id)
  ],
  otherMargins: marginLine,
  plot: pairPlot,
  finding: lossFinding,
  failure: varianceReport
} satisfies Partial<Show<AnyPaired>>

/** Ratios alone have a place. */
export function pairedPlace(
  { margin }: Pick<PairedHypothesis, 'margin'>,
  { theta: center, interval, delta: reference }: Pick<PairedAnalysis, 'theta' | 'interval' | 'delta'>
): Place | null {
  return !('absolute' in margin) && margin.epsilon === 0 ? { panel: 'ratio', center, interval, reference } : null
}

export function pairedMissing(analysis: PairedAnalysis, { subtype }: AnyVerdict): PairsMissing | null {
  const { sequential, minPairs, failures } = analysis
  // Failed runs enter a look; runs that fail do so whatever their number.
  const numPairs = sequential === null ? analysis.numPairs : failures.numPairs
  return numPairs < minPairs && subtype !== 'too-many-failures' ? { numPairs, minPairs } : null
}

function varianceReport({ judgement: { analysis, evidence } }: Shown<AnyPaired>) {
  const { variance } = analysis
  return variance === null ? [] : [table(VARIANCE_HEADERS, varianceRows(variance, evidence)), pairingWords(variance)]
}
