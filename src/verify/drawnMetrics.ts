import type { SourceFigure } from '../claims/sourceFigure'
import type { Claim } from '../kinds'

/** Metrics whose course figures of sources draw, by the id of an experiment. */
export type DrawnMetrics = ReadonlyMap<string, ReadonlySet<string>>

/** The metrics that figures draw of these claims' runs: what a report keeps of their course beyond the usual. */
export function drawnMetrics(figures: readonly SourceFigure[], claims: readonly Claim[]): DrawnMetrics {
  const metrics = new Map<string, Set<string>>()
  for (const { claim: id, metric } of figures.flatMap(({ rows }) => rows.flat())) {
    const experiment = claims.find((claim) => claim.id === id)?.experiment ?? null
    if (experiment === null) continue
    if (!metrics.has(experiment)) metrics.set(experiment, new Set())
    metrics.get(experiment)!.add(metric)
  }
  return metrics
}
