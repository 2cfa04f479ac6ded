import type * as tf from '@tensorflow/tfjs-core'
import type { Network } from '../../../claims/network/resolveNetwork'
import { categoricalCrossEntropy } from './categoricalCrossEntropy'
import type { ExampleLosses } from './exampleLosses'
import { huberLoss } from './huberLoss'
import { sigmoidBinaryCrossEntropy } from './sigmoidBinaryCrossEntropy'
import { softmaxBinaryCrossEntropy } from './softmaxBinaryCrossEntropy'
import { squaredError } from './squaredError'

/**
 * The loss of a network, without regularisation.
 *
 * @param logits `n x classes`
 * @param targets one-hot, `n x classes`
 */
export function lossOf({ loss, outputActivation }: Network, logits: tf.Tensor2D, targets: tf.Tensor2D): ExampleLosses {
  switch (loss.name) {
    case 'categorical_crossentropy':
      return categoricalCrossEntropy(logits, targets)
    case 'binary_crossentropy': {
      const ofOutput = outputActivation === 'softmax' ? softmaxBinaryCrossEntropy : sigmoidBinaryCrossEntropy
      return ofOutput(logits, targets, loss.reduction === 'mean' ? logits.shape[1] : 1)
    }
    case 'mean_squared_error':
      return squaredError(logits, targets)
    case 'huber':
      return huberLoss(logits, targets, loss.delta)
    default:
      return loss satisfies never
  }
}
