import { isLogarithmic } from './curves'

/** What a label of the axis has above its middle, in pixels. */
const HALF_LABEL = 5
/** Powers of ten that are labelled. */
const MAX_DECADES = 6

/** A scale of losses from the bottom of a plot to its top, with room for a label above the highest. */
export class LossScale {
  readonly logarithmic: boolean
  readonly #height: number
  readonly #from: number
  readonly #to: number

  /**
   * @param losses that have to be seen, all above 0
   * @param height pixels
   */
  constructor(losses: readonly number[], height: number) {
    this.logarithmic = isLogarithmic(losses)
    this.#height = height
    const [low, high] = [this.#bend(Math.min(...losses)), this.#bend(Math.max(...losses))]
    const span = high - low || 0.1 * Math.abs(high) || 1
    this.#from = low - 0.04 * span
    this.#to = high + 0.12 * span
  }

  /** The scale as Vega-Lite has it. */
  get asScale(): object {
    const domain = [this.#unbend(this.#from), this.#unbend(this.#to)]
    return this.logarithmic ? { type: 'log', domain, nice: false } : { domain, nice: false, zero: false }
  }

  /** On a logarithmic scale Vega would draw a line for every digit. */
  get ticks(): object {
    if (!this.logarithmic) return { tickCount: 5 }
    const [low, high] = [this.#unbend(this.#from), this.#unbend(this.#to)]
    const [first, last] = [Math.floor(Math.log10(low)), Math.floor(Math.log10(high))]
    const stride = Math.ceil((last - first) / MAX_DECADES)
    const digits = high / low > 100 ? [1] : [1, 2, 5]
    const values: number[] = []
    for (let decade = first; decade <= last; decade += stride) {
      values.push(...digits.map((digit) => Number(`${digit}e${decade}`)))
    }
    return { values: values.filter((value) => low <= value && this.pixel(value) > HALF_LABEL) }
  }

  /** Pixels from the top. */
  pixel(loss: number): number {
    return (this.#height * (this.#to - this.#bend(loss))) / (this.#to - this.#from)
  }

  #bend(loss: number): number {
    return this.logarithmic ? Math.log(loss) : loss
  }

  #unbend(bent: number): number {
    return this.logarithmic ? Math.min(Math.exp(bent), Number.MAX_VALUE) : bent
  }
}
