import type { KernelInitializerFile, LayerFile, LossFile, SizeFile } from './fileTypes'
import type { DenseLayer, KernelInitializer, L2Regularizer, Layer, Loss, Size2D } from './types'

/** The options that Dense and Conv2D share, with the defaults of Keras. */
const AFFINE = { activation: 'linear', use_bias: true, bias_initializer: 'zeros' } as const

/** Keras: `RandomNormal(stddev=0.05)`, `TruncatedNormal(stddev=0.05)`, `L2(l2=0.01)`. */
const STANDARD_DEVIATION = 0.05
const L2_FACTOR = 0.01

/** A layer's file, which the schema accepted, with the defaults of Keras filled in. */
export function resolveLayer(file: LayerFile): Layer {
  switch (file.class) {
    case 'Dense':
      return { ...AFFINE, ...file, ...resolveKernel(file) }
    case 'Conv2D': {
      const { kernel_size, strides = 1 } = file
      const sizes = { kernel_size: resolveSize(kernel_size), strides: resolveSize(strides) }
      return { ...AFFINE, padding: 'valid', ...file, ...sizes, ...resolveKernel(file) }
    }
    case 'MaxPooling2D':
    case 'AveragePooling2D': {
      const size = resolveSize(file.pool_size ?? 2)
      return { padding: 'valid', ...file, pool_size: size, strides: resolveSize(file.strides ?? size) }
    }
    case 'LayerNormalization':
      return { epsilon: 0.001, center: true, scale: true, ...file }
    case 'BatchNormalization':
      return { momentum: 0.99, epsilon: 0.001, center: true, scale: true, ...file }
    case 'LocalResponseNormalization':
      // tf.nn.local_response_normalization; Keras has no such layer.
      return { depth_radius: 5, bias: 1, alpha: 1, beta: 0.5, ...file }
    case 'LeakyReLU':
      return { negative_slope: 0.3, ...file }
    case 'GlobalAveragePooling2D':
    case 'Activation':
    case 'Dropout':
    case 'Flatten':
      return { ...file }
    case 'Residual': {
      const { layers, shortcut = [] } = file
      return { class: file.class, layers: layers.map(resolveLayer), shortcut: shortcut.map(resolveLayer) }
    }
    default:
      return file satisfies never
  }
}

/** Layers with those inside of residual blocks, in place of the blocks. */
export function withInner(layers: readonly Layer[]): readonly Exclude<Layer, { class: 'Residual' }>[] {
  return layers.flatMap((layer) =>
    layer.class === 'Residual' ? withInner([...layer.layers, ...layer.shortcut]) : [layer]
  )
}

/** A loss's file with the defaults of Keras, which averages binary cross-entropy over the classes. */
export function resolveLoss(file: LossFile = 'categorical_crossentropy'): Loss {
  const loss = (typeof file === 'string' ? { name: file } : file) as Exclude<LossFile, string>
  switch (loss.name) {
    case 'categorical_crossentropy': {
      const { name, label_smoothing = 0 } = loss
      return { name, ...(label_smoothing > 0 && { label_smoothing }) }
    }
    case 'binary_crossentropy':
      return { reduction: 'mean', ...loss }
    case 'mean_squared_error':
      return { name: loss.name }
    case 'huber':
      return { delta: 1, ...loss }
    default:
      return loss satisfies never
  }
}

type KernelFile = Pick<Extract<LayerFile, { class: 'Dense' }>, 'kernel_initializer' | 'kernel_regularizer'>

function resolveKernel(file: KernelFile): Pick<DenseLayer, 'kernel_initializer' | 'kernel_regularizer'> {
  return {
    kernel_initializer: resolveInitializer(file.kernel_initializer ?? 'glorot_uniform'),
    kernel_regularizer: resolveRegularizer(file.kernel_regularizer ?? null)
  }
}

function resolveInitializer(file: KernelInitializerFile): KernelInitializer {
  if (file === 'truncated_normal') return { class: 'TruncatedNormal', stddev: STANDARD_DEVIATION }
  if (file === 'random_normal') return { class: 'RandomNormal', stddev: STANDARD_DEVIATION }
  return typeof file === 'string' ? file : { stddev: STANDARD_DEVIATION, ...file }
}

function resolveRegularizer(file: (KernelFile['kernel_regularizer'] & {}) | null): L2Regularizer | null {
  return file === null ? null : { l2: L2_FACTOR, ...file }
}

function resolveSize(file: SizeFile): Size2D {
  return typeof file === 'number' ? [file, file] : file
}
