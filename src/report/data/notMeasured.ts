import type { Judgement } from '../../kinds'
import { shortSettings } from '../../kinds/lower-at-most-settings/judge'

/** How many pairs there are, of how many that the exact test needs at the level of the family. */
export interface PairsMissing {
  readonly numPairs: number
  readonly minPairs: number
}

/**
 * Whether a claim about pairs counts as measured: a verdict that is provisional because there are fewer pairs than can
 * decide it (with added seeds, than the first look takes) is none that a table should list among the others.
 *
 * @returns null where it counts
 */
export function notMeasured({
  analysis,
  verdict,
  provisional
}: Pick<Judgement, 'analysis' | 'verdict' | 'provisional'>): PairsMissing | null {
  if (!provisional) return null
  switch (analysis.kind) {
    case 'paired': {
      const { sequential, minPairs } = analysis
      // Failed runs enter a look; runs that fail do so whatever their number.
      const numPairs = sequential === null ? analysis.numPairs : analysis.failures.numPairs
      return numPairs < minPairs && verdict.subtype !== 'too-many-failures' ? { numPairs, minPairs } : null
    }
    case 'settings': {
      const short = shortSettings(analysis, verdict).map(({ numPairs }) => numPairs)
      return short.length === 0 ? null : { numPairs: Math.min(...short), minPairs: analysis.minPairs }
    }
    case 'share':
    case 'grid':
    case 'contrast':
    case 'rate':
    case 'invariant':
    case 'range':
    case 'arithmetic':
    case 'all-of':
      return null
    default:
      return analysis satisfies never
  }
}

/** @example notMeasuredWords({ numPairs: 3, minPairs: 6 }) // 'not measured (3 of 6 pairs)' */
export function notMeasuredWords({ numPairs, minPairs }: PairsMissing): string {
  return `not measured (${numPairs} of ${minPairs} pairs)`
}
