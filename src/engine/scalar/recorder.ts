import type { MetricSeries } from '../../claims/runs'
import { regretOf } from '../../problems/regret'
import type { SyntheticRunSpec } from '../../runs/synthetic/types'
import type { EffectiveStepWatch } from './effectiveStepWatch'
import { type LoopState, SLOT } from './loopState'
import { recordedSteps } from './recordedSteps'

/**
 * Records the thinned trajectory. A run is cut at every recorded step and where a window begins; each piece brings
 * the sum of its iterates, and a window's mean is made of whole pieces. So the loop pays one addition a step.
 */
export class Recorder {
  private readonly recorded: ReadonlySet<number>
  private readonly cuts: readonly number[]
  private readonly pieces: { readonly end: number; readonly sum: number }[] = []
  private readonly window: number
  private readonly domain: readonly [number, number]
  private readonly at: number[] = []
  private readonly x: number[] = []
  private readonly windowMean: number[] = []
  private readonly regret: number[] = []
  private readonly watch: EffectiveStepWatch | null
  private readonly growths: number[] = []
  private readonly firstGrowth: number[] = []
  private readonly maxGrowth: number[] = []

  /** @param watch of a run whose effective step is looked at; null where it is not */
  constructor(spec: SyntheticRunSpec, watch: EffectiveStepWatch | null) {
    const { points, window } = spec.record
    const steps = recordedSteps(spec.numSteps, points)
    this.window = window
    this.watch = watch
    this.domain = spec.problem.domain
    this.recorded = new Set(steps)
    const starts = steps.map((step) => step - window).filter((start) => start > 0)
    this.cuts = [...new Set([...starts, ...steps])].sort((a, b) => a - b)
  }

  /** Step up to which the run may go on from here without a cut: the next one after those that were passed. */
  nextCut(): number {
    return this.cuts[this.pieces.length]!
  }

  /** Takes over the state at a cut, and the sum of the iterates since the last one. */
  passCut(step: number, state: LoopState): void {
    this.pieces.push({ end: step, sum: state[SLOT.xSum]! })
    state[SLOT.xSum] = 0
    if (!this.recorded.has(step)) return
    this.at.push(step)
    this.x.push(state[SLOT.x]!)
    this.windowMean.push(this.meanBefore(step))
    this.regret.push(regretOf({ lossSum: state[SLOT.lossSum]!, slopeSum: state[SLOT.slopeSum]! }, this.domain))
    if (this.watch === null) return
    const { growths, firstGrowth, maxGrowth } = this.watch.growth()
    this.growths.push(growths)
    this.firstGrowth.push(firstGrowth)
    this.maxGrowth.push(maxGrowth)
  }

  metrics(): Readonly<Record<string, MetricSeries>> {
    const series = (values: readonly number[]): MetricSeries => ({ unit: 'step', at: [...this.at], values })
    const trajectory = { x: series(this.x), 'x.windowMean': series(this.windowMean), regret: series(this.regret) }
    if (this.watch === null) return trajectory
    return {
      ...trajectory,
      'effectiveStep.growths': series(this.growths),
      'effectiveStep.firstGrowth': series(this.firstGrowth),
      'effectiveStep.maxGrowth': series(this.maxGrowth)
    }
  }

  private meanBefore(step: number): number {
    const start = Math.max(0, step - this.window)
    let sum = 0
    for (let i = this.pieces.length - 1; i >= 0 && this.pieces[i]!.end > start; i--) sum += this.pieces[i]!.sum
    return sum / (step - start)
  }
}
