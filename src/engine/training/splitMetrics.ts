/** What an evaluation of a split comes to: `loss`, its mean without regularisation, and how well the targets are told. */
export type SplitMetrics =
  | {
      readonly loss: number
      /** Share of images whose largest logit (the first of equals) is their label's. */
      readonly accuracy: number
    }
  | ({ readonly loss: number } & ErrorMetrics)

export interface ErrorMetrics {
  /** Root of the mean squared error over all images and numbers of their targets. */
  readonly rmse: number
  /** Mean absolute error over the same. */
  readonly mae: number
}

/** Adds up the errors of what a network tells, in the unit of the targets in the files; sums are in double precision. */
export class ErrorTally {
  private squares = 0
  private sizes = 0
  private count = 0

  /** @param scales of the numbers of a target (`DatasetSplits`) */
  constructor(private readonly scales: readonly number[]) {}

  /** @param column of the target */
  add(told: number, target: number, column: number): void {
    const error = (told - target) * this.scales[column]!
    this.squares += error * error
    this.sizes += Math.abs(error)
    this.count += 1
  }

  metrics(): ErrorMetrics {
    return { rmse: Math.sqrt(this.squares / this.count), mae: this.sizes / this.count }
  }
}
