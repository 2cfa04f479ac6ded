import type { ResolvedLayer } from '../../../../claims/network/resolveNetwork'

/**
 * Whether layers of images can be lowered to blocked kernels: the first is a convolution, of pixels with fewer channels
 * than a block or with whole blocks of them, and all convolutions make whole blocks.
 */
export function nchwcFits(layers: readonly ResolvedLayer[], block: number): boolean {
  const first = layers[0]
  if (first?.kind !== 'conv2d') return false
  const isWhole = (channels: number) => channels % block === 0
  const convolutions = layers.filter((layer) => layer.kind === 'conv2d')
  return (first.input[2] < block || isWhole(first.input[2])) && convolutions.every(({ output }) => isWhole(output[2]))
}
