import type { Network } from '../../claims/network/resolveNetwork'
import type { CompiledNetwork } from './compileNetwork'
import { GraphBuilder } from './graph/graphBuilder'
import { cast, compare, reshape } from './graph/operations'
import { comparedTargets, labelInput } from './labelTensor'
import { lossHead } from './losses/lossHead'
import { slicedShape } from './states'

/**
 * Loss and correctness of `numImages` images in inference mode, for every member.
 *
 * Inputs: `images` `[numImages, imageBytes]`, `labels` (`labelTensor.ts`; -1: of no class, never correct), the state tensors in
 * their sliced shapes. Outputs: `losses` float32 `[members, numImages]`; of classes `correct` alike, 1 where an image has its label's
 * logit as the largest, the first of equals, else 0; of numbers `told` float32 `[members, outputs, numImages]`, the outputs.
 */
export function evaluationGraph(
  network: Network,
  compiled: CompiledNetwork,
  members: number,
  numImages: number
): Uint8Array {
  const g = new GraphBuilder()
  const images = g.input('images', compiled.pixelType, [numImages, compiled.imageBytes])
  const labels = labelInput(g, network, numImages)
  const states = new Map(
    compiled.states.map((state) => {
      const value = g.input(state.name, 'float32', slicedShape(state, members))
      return [state.name, reshape(g, value, [members, state.rows, state.columns])]
    })
  )
  const targets = comparedTargets(g, network, labels)
  const logits = compiled.inference(g, images, states)
  const { losses } = lossHead(g, network, logits, targets)
  g.output('losses', reshape(g, losses, [members, numImages]))
  if (network.targets === 'numbers') {
    g.output('told', logits)
    return g.encode()
  }
  const [best] = g.node({
    op: 'ArgMax',
    inputs: [logits],
    attributes: { axis: { kind: 'int', value: 1 }, keepdims: { kind: 'int', value: 0 } },
    outputs: [{ type: 'int64', shape: [members, numImages] }]
  })
  g.output('correct', compare(g, 'Equal', best!, cast(g, labels, 'int64')))
  return g.encode()
}
