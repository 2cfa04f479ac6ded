import type { Network } from '../../claims/network/resolveNetwork'
import type { CompiledNetwork } from './compileNetwork'
import { GraphBuilder } from './graph/graphBuilder'
import { cast, compare, gather, reshape } from './graph/operations'
import { lossHead } from './losses/lossHead'
import { slicedShape } from './states'

/**
 * Loss and correctness of `numImages` images in inference mode, for every member.
 *
 * Inputs: `images` uint8 `[numImages, imageBytes]`, `labels` int32 `[numImages]` (-1: of no class, never correct), the state
 * tensors in their sliced shapes. Outputs:
 * `losses` and `correct` float32 `[members, numImages]`, 1 where an image has its label's logit as the largest, the first of equals, else 0.
 */
export function evaluationGraph(
  network: Network,
  compiled: CompiledNetwork,
  members: number,
  numImages: number
): Uint8Array {
  const g = new GraphBuilder()
  const { numClasses } = network
  const images = g.input('images', 'uint8', [numImages, compiled.imageBytes])
  const labels = g.input('labels', 'int32', [numImages])
  const states = new Map(
    compiled.states.map((state) => {
      const value = g.input(state.name, 'float32', slicedShape(state, members))
      return [state.name, reshape(g, value, [members, state.rows, state.columns])]
    })
  )
  const oneHot = Array.from({ length: numClasses ** 2 }, (_, place) => Number(place % (numClasses + 1) === 0))
  const classes = gather(g, g.constant('float32', [numClasses, numClasses], oneHot), labels, 1)
  const logits = compiled.inference(g, images, states)
  const { losses } = lossHead(g, network, logits, reshape(g, classes, [1, numClasses, numImages]))
  g.output('losses', reshape(g, losses, [members, numImages]))

  const [best] = g.node({
    op: 'ArgMax',
    inputs: [logits],
    attributes: { axis: { kind: 'int', value: 1 }, keepdims: { kind: 'int', value: 0 } },
    outputs: [{ type: 'int64', shape: [members, numImages] }]
  })
  g.output('correct', compare(g, 'Equal', best!, cast(g, labels, 'int64')))
  return g.encode()
}
