import type { Report } from '../data/types'
import { trajectoryChart } from '../figures/trajectories'
import type { PageFigures } from '../formats/html/figureBlock'
import { type Content, type Html, NOTHING } from './html'

/** How the arms of every synthetic experiment went. */
export async function trajectorySection(report: Report, figures: PageFigures): Promise<Content> {
  const blocks: Html[] = []
  for (const [index, experiment] of experimentsOf(report).entries()) {
    const arms = (report.trajectories ?? []).filter((each) => each.experiment === experiment)
    const spec = report.experiments[experiment]
    const problem = spec?.kind === 'synthetic' ? spec.problem : null
    const figure = trajectoryChart(experiment, arms, problem, `experiment-${index + 1}`)
    if (figure !== null) blocks.push(await figures.block(figure))
  }
  return blocks.length === 0 ? NOTHING : blocks
}

/** Id of the figure of an experiment; null where the report does not tell how it went. */
export function trajectoryAnchor(report: Report, experiment: string): string | null {
  const index = experimentsOf(report).indexOf(experiment)
  return index < 0 ? null : `figure-experiment-${index + 1}-trajectories`
}

function experimentsOf({ trajectories = [] }: Report): string[] {
  return [...new Set(trajectories.filter(({ at }) => at.length > 0).map(({ experiment }) => experiment))]
}
