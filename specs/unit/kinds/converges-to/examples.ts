import type { ExamplesByKind } from '../../../contract/kindContract'
import { CONVERGES } from '../../../support/builders'
import { grid, share } from '../../report/evidence'
import { added } from '../builders'

const points = (values: readonly number[], settled = true) => ({
  hypothesis: CONVERGES,
  evidence: grid('grid', values, settled)
})
const seeds = (successes: number, n: number, exceeded = 0.8) => ({
  hypothesis: { ...CONVERGES, over: 'seeds', share: exceeded } as const,
  evidence: share('share', successes, n)
})
const moving = ({ hypothesis, evidence }: ReturnType<typeof seeds>) => ({
  hypothesis,
  evidence: { ...evidence, samples: evidence.samples.map((sample) => ({ ...sample, settled: sample.reached })) }
})

export const examples: ExamplesByKind<'converges-to'> = {
  'converges-to': [
    ['reproduced', points([1, 0.995, 1])],
    ['refuted (elsewhere)', points([-1, -1, -1])],
    ['inconclusive (mixed)', points([1, -1, 1])],
    ['inconclusive (not-settled)', points([0.3, 0.4, 0.5], false)],
    ['not-evaluable (no-data)', points([])],
    ['reproduced', seeds(20, 20)],
    ['refuted (too-few)', seeds(2, 20)],
    ['inconclusive', seeds(16, 20)],
    ['inconclusive (not-settled)', moving(seeds(16, 20))],
    // After ten that arrive the share is above 0.623; the look that excludes 0.624 excludes that with it.
    ['inconclusive (contradictory-looks)', { ...seeds(10, 30, 0.624), ...added('beta-binomial') }],
    ['not-evaluable (no-data)', seeds(0, 0)]
  ]
}
