import type { Figure } from '../../figures/figure'
import type { Hypothesis } from '../../kinds'
import type { PairedHypothesis } from '../../kinds/comparison/types'
import type { JudgedClaim } from '../data/types'
import { looksChart } from './looksChart'
import { pairedDifferences } from './pairedDifferences'
import { contrastChart, endPointChart, rangeChart, rateChart } from './seedValues'
import { settingsMap } from './verdictMap'

/**
 * The figures of one claim: its samples, and how the evidence grew where seeds were added.
 *
 * @param id beginning of the figures' ids
 */
export function claimFigures(entry: JudgedClaim, id: string): Figure[] {
  const { analysis } = entry.judgement
  const sequential = 'sequential' in analysis ? analysis.sequential : null
  const figures = [samplesOf(entry, id), sequential === null ? null : looksChart(entry, sequential, id)]
  return figures.filter((figure) => figure !== null)
}

function samplesOf(entry: JudgedClaim, id: string): Figure | null {
  const { evidence, analysis } = entry.judgement
  const { hypothesis } = entry.claim
  switch (evidence.kind) {
    case 'paired':
      if (analysis.kind !== 'paired' || !isPaired(hypothesis)) return null
      return pairedDifferences(entry, hypothesis, evidence, analysis, id)
    case 'settings':
      return analysis.kind === 'settings' ? settingsMap(entry, analysis, id) : null
    case 'share':
    case 'grid':
      return endPointChart(evidence, id)
    case 'contrast':
      return contrastChart(evidence, id)
    case 'rate':
      return rateChart(entry, evidence, id)
    case 'range':
      return rangeChart(entry, evidence, id)
    // A count of violations and a calculation are one number, members of a claim have figures of their own.
    case 'invariant':
    case 'arithmetic':
    case 'all-of':
      return null
    default:
      return evidence satisfies never
  }
}

function isPaired(hypothesis: Hypothesis): hypothesis is PairedHypothesis {
  return 'margin' in hypothesis && 'tuning' in hypothesis
}
