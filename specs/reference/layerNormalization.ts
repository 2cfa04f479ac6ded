import type { ResolvedLayerNormalization } from '../../src/claims/network/resolveNetwork'
import type { LayerParameters, LayerPass } from './layerPass'

/**
 * y = gamma (x - mean) / sqrt(variance + epsilon) + beta, the variance divided by the number of values: of the last axis, row by row.
 *
 * @see Ba, Kiros & Hinton 2016, equations 3 and 4
 */
export function layerNormalizationPass(
  { channels, epsilon, scale, center }: ResolvedLayerNormalization,
  { gamma, beta }: LayerParameters,
  input: Float64Array
): LayerPass {
  const rows = input.length / channels
  const normalised = new Float64Array(input.length)
  const deviations = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    const x = input.subarray(row * channels, (row + 1) * channels)
    const mean = meanOf(x)
    deviations[row] = Math.sqrt(meanOf(x.map((value) => (value - mean) ** 2)) + epsilon)
    normalised.set(
      x.map((value) => (value - mean) / deviations[row]!),
      row * channels
    )
  }
  return {
    output: normalised.map((n, i) => n * (gamma?.[i % channels] ?? 1) + (beta?.[i % channels] ?? 0)),
    backward: (gradient) => {
      const toInput = new Float64Array(input.length)
      const [toGamma, toBeta] = [new Float64Array(channels), new Float64Array(channels)]
      for (let row = 0; row < rows; row++) {
        const start = row * channels
        const n = normalised.subarray(start, start + channels)
        const g = gradient.subarray(start, start + channels)
        const h = g.map((value, k) => value * (gamma?.[k] ?? 1))
        const [mean, along] = [meanOf(h), meanOf(h.map((value, k) => value * n[k]!))]
        for (let k = 0; k < channels; k++) {
          toInput[start + k] = (h[k]! - mean - n[k]! * along) / deviations[row]!
          toGamma[k]! += g[k]! * n[k]!
          toBeta[k]! += g[k]!
        }
      }
      return { input: toInput, parameters: { ...(scale && { gamma: toGamma }), ...(center && { beta: toBeta }) } }
    }
  }
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
