import type { Loss } from './types'

/**
 * The loss of a model that knows nothing but that the classes are equally frequent: every output is 1/K.
 *
 * @param numClasses K, at least 2
 * @example chanceLoss({ name: 'categorical_crossentropy' }, 10) // 2.302585092994046
 */
export function chanceLoss(loss: Loss, numClasses: number): number {
  switch (loss.name) {
    case 'categorical_crossentropy':
      return Math.log(numClasses)
    case 'binary_crossentropy': {
      const sum = Math.log(numClasses) + (numClasses - 1) * Math.log(numClasses / (numClasses - 1))
      return loss.reduction === 'sum' ? sum : sum / numClasses
    }
    case 'mean_squared_error':
      return (numClasses - 1) / numClasses ** 2
    case 'huber': {
      const h = (error: number) => {
        const inside = Math.min(error, loss.delta)
        return inside ** 2 / 2 + loss.delta * (error - inside)
      }
      return (h(1 - 1 / numClasses) + (numClasses - 1) * h(1 / numClasses)) / numClasses
    }
    default:
      return loss satisfies never
  }
}
