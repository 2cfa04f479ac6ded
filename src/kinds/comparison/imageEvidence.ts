import type { Runs } from '../shared/runs'
import { pairedEvidence } from './evidence'
import { imageEffects, splitOf } from './imageEffects'
import type { ComparisonHypothesis, PairedEvidence } from './types'

/** Two arms pair by pair, with what the images do to each pair where the runs recorded it. */
export function evidenceOverImages(hypothesis: ComparisonHypothesis, runs: Runs): PairedEvidence {
  const evidence = pairedEvidence(hypothesis, runs)
  const { metric, margin, control, treatment } = hypothesis
  // Blocks of images are recorded at the end of a run.
  const isFinal = evidence.measure.kind === 'final' && evidence.controlMeasure === undefined
  const split = isFinal && evidence.distanceTo === undefined ? splitOf(metric) : null
  const pairs = runs.pairs(control, treatment)
  // Every run is evaluated on the same images, and one that diverged has none.
  const sizes = pairs.map((pair) => split !== null && pair.control.imageBlocks?.[split]?.sizes).find(Boolean)
  if (split === null || !sizes) return evidence
  return {
    ...evidence,
    images: { split, count: sizes.reduce((sum, size) => sum + size, 0), blocks: sizes.length },
    pairs: evidence.pairs.map((pair, index) => {
      const effects = imageEffects(metric, margin, pairs[index]!.control, pairs[index]!.treatment)
      return effects === null ? pair : { ...pair, imageEffects: effects }
    })
  }
}
