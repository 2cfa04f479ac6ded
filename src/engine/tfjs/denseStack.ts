import * as tf from '@tensorflow/tfjs-core'
import type { DenseParameters } from '../training/initialWeights'
import type { ResolvedDense, ResolvedLayer } from '../training/resolveLayers'
import { activate, activationGradient } from './activation'
import type { Minibatch } from './minibatchBuffers'
import type { NamedTensor } from './runOptimizer'
import { meanOf, softmaxCrossEntropy } from './softmaxCrossEntropy'

export interface LossAndGradients {
  /** Mean over the minibatch. */
  readonly loss: number
  /** One for each variable, under its name; the caller disposes them. */
  readonly gradients: NamedTensor[]
}

interface DenseVariables {
  readonly kernel: tf.Variable<tf.Rank.R2>
  readonly bias: tf.Variable<tf.Rank.R1> | null
}

/** What the backward pass needs of a layer's forward pass. */
interface Trace {
  readonly layer: ResolvedLayer
  readonly input: tf.Tensor2D
  readonly output: tf.Tensor2D
  /** Of a Dense layer. */
  readonly variables: DenseVariables | null
  /** Of a Dropout layer. */
  readonly mask: tf.Tensor2D | null
}

/**
 * A stack of Dense and Dropout layers with its parameters as `tf.Variable`s. Forward and backward pass are written out:
 * the gradient that tfjs-core derives for a product multiplies transposed operands, which the wasm backend does in a
 * plain loop (0.6 ms against 0.09 ms for 784 x 128 x 10).
 */
export class DenseStack {
  /** Kernel, then bias, layer by layer. */
  readonly variables: readonly tf.Variable[]
  private readonly dense: readonly DenseVariables[]
  private readonly layers: readonly ResolvedLayer[]

  constructor(layers: readonly ResolvedLayer[], parameters: readonly DenseParameters[]) {
    this.layers = layers
    const shapes = layers.filter((layer) => layer.kind === 'dense')
    this.dense = shapes.map((layer, index) => createVariables(layer, parameters[index]!))
    this.variables = this.dense.flatMap(({ kernel, bias }) => (bias === null ? [kernel] : [kernel, bias]))
  }

  /** Logits in inference mode, `n x classes`: Dropout does nothing, the last softmax is left to the loss. */
  logits(inputs: tf.Tensor2D): tf.Tensor2D {
    return tf.tidy(() => {
      const masks = this.layers.map(() => null)
      return this.forward(inputs, masks).at(-1)!.output
    })
  }

  /**
   * Loss of a minibatch and its gradient at the present parameters, in training mode.
   *
   * @param minibatch makes the minibatch's tensors; they are disposed here
   * @param masks factors of the Dropout layers in order, each `n x units`
   */
  lossAndGradients(minibatch: () => Minibatch, masks: readonly Float32Array[]): LossAndGradients {
    let loss = Number.NaN
    const gradients = tidyGradients(() => {
      const { inputs, inputsTransposed, targets } = minibatch()
      const numImages = inputs.shape[0]
      const trace = this.forward(inputs, this.maskTensors(masks, numImages))
      const { losses, probabilities } = softmaxCrossEntropy(trace.at(-1)!.output, targets)
      loss = meanOf(losses.dataSync())
      const logitsGradient: tf.Tensor2D = tf.mul(tf.sub(probabilities, targets), 1 / numImages)
      return this.backward(trace, logitsGradient, inputs, inputsTransposed)
    })
    return { loss, gradients }
  }

  /** Whether every parameter is a finite number. */
  isFinite(): boolean {
    return this.variables.every((variable) => {
      const values = variable.dataSync()
      // 0 * value is 0 for finite values only; one sum is faster than a branch for each.
      let sum = 0
      for (let i = 0; i < values.length; i++) sum += 0 * values[i]!
      return sum === 0
    })
  }

  dispose(): void {
    tf.dispose([...this.variables])
  }

  private maskTensors(masks: readonly Float32Array[], numImages: number): (tf.Tensor2D | null)[] {
    let next = 0
    return this.layers.map((layer) =>
      layer.kind === 'dropout' ? tf.tensor2d(masks[next++]!, [numImages, layer.units]) : null
    )
  }

  /** @param masks one for each layer; null leaves its input as it is */
  private forward(inputs: tf.Tensor2D, masks: readonly (tf.Tensor2D | null)[]): Trace[] {
    let value = inputs
    let nextDense = 0
    return this.layers.map((layer, index) => {
      const input = value
      const mask = masks[index] ?? null
      let variables: DenseVariables | null = null
      if (layer.kind === 'dropout') {
        value = mask === null ? input : tf.mul(input, mask)
      } else {
        variables = this.dense[nextDense++]!
        const preActivation = affine(input, variables)
        value = index === this.layers.length - 1 ? preActivation : activate(layer.activation, preActivation)
      }
      return { layer, input, output: value, variables, mask }
    })
  }

  private backward(
    trace: readonly Trace[],
    logitsGradient: tf.Tensor2D,
    inputs: tf.Tensor2D,
    inputsTransposed: tf.Tensor2D
  ): NamedTensor[] {
    const gradients: NamedTensor[] = []
    const firstDense = trace.findIndex(({ layer }) => layer.kind === 'dense')
    let gradient = logitsGradient
    for (let index = trace.length - 1; index >= firstDense; index--) {
      const { layer, input, output, variables, mask } = trace[index]!
      if (layer.kind === 'dropout') {
        if (mask !== null) gradient = tf.mul(gradient, mask)
        continue
      }
      if (index < trace.length - 1) gradient = activationGradient(layer.activation, output, gradient)
      const { kernel, bias } = variables!
      const inputTransposed: tf.Tensor2D = input === inputs ? inputsTransposed : tf.transpose(input)
      if (bias !== null) gradients.unshift({ name: bias.name, tensor: tf.sum(gradient, 0) })
      gradients.unshift({ name: kernel.name, tensor: tf.matMul(inputTransposed, gradient) })
      if (index > firstDense) gradient = tf.matMul(gradient, tf.transpose<tf.Tensor2D>(kernel))
    }
    return gradients
  }
}

function createVariables(layer: ResolvedDense, { kernel, bias }: DenseParameters): DenseVariables {
  return {
    kernel: createVariable(tf.tensor2d(Float32Array.from(kernel), [layer.inputs, layer.units])),
    bias: bias === null ? null : createVariable(tf.tensor1d(Float32Array.from(bias)))
  }
}

/** `tf.tidy` for a list of gradients, which its types do not admit. */
function tidyGradients(compute: () => NamedTensor[]): NamedTensor[] {
  let gradients: NamedTensor[] = []
  tf.tidy(() => {
    gradients = compute()
    return gradients.map(({ tensor }) => tensor)
  })
  return gradients
}

function createVariable<R extends tf.Rank>(initial: tf.Tensor<R>): tf.Variable<R> {
  const variable = tf.variable(initial)
  initial.dispose()
  return variable
}

function affine(input: tf.Tensor2D, { kernel, bias }: DenseVariables): tf.Tensor2D {
  return bias === null ? tf.matMul(input, kernel) : (tf.fused.matMul({ a: input, b: kernel, bias }) as tf.Tensor2D)
}
