import type { MetricSeries } from '../../claims/runs'

/** Collects the metrics of a run, one value an epoch. */
export class EpochRecorder {
  private readonly epochs: number[] = []
  private readonly series = new Map<string, number[]>()

  /** @param recorded what `metrics` returned, of a run that is resumed */
  constructor(recorded: Readonly<Record<string, MetricSeries>> = {}) {
    for (const [name, { at, values }] of Object.entries(recorded)) {
      if (this.epochs.length === 0) this.epochs.push(...at)
      this.series.set(name, [...values])
    }
  }

  /** Number of epochs that were recorded. */
  get numEpochs(): number {
    return this.epochs.length
  }

  /** @param values every metric of the epoch, the same names each time */
  record(epoch: number, values: Readonly<Record<string, number>>): void {
    this.epochs.push(epoch)
    for (const [name, value] of Object.entries(values)) {
      const recorded = this.series.get(name) ?? []
      recorded.push(value)
      this.series.set(name, recorded)
    }
  }

  metrics(): Readonly<Record<string, MetricSeries>> {
    return Object.fromEntries(
      [...this.series].map(([name, values]) => [name, { unit: 'epoch', at: [...this.epochs], values: [...values] }])
    )
  }
}
