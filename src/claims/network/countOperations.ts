import { type Network, sizeOf } from './resolveNetwork'

/**
 * Floating-point operations of one example's forward pass, in products only: a multiply-add counts as two. Training
 * takes about three times as many.
 */
export function forwardFlops({ layers }: Network): number {
  return layers.reduce((sum, layer) => {
    switch (layer.kind) {
      case 'dense':
        return sum + 2 * sizeOf(layer.kernel.shape)
      case 'conv2d':
        return sum + 2 * sizeOf(layer.kernel.shape) * layer.output[0] * layer.output[1]
      case 'averagePooling2d': {
        // Means of rows, then of columns (`averagingMatrices`).
        const [height, width, channels] = layer.input
        const [rows, columns] = layer.output
        return sum + 2 * rows * width * channels * (height + columns)
      }
      default:
        return sum
    }
  }, 0)
}
