import type { ArmsFile, AssumptionEntry, ChoiceFile, LayerFile, LossFile } from '../../claims/fileTypes'
import type { Arm, DatasetName, Layer, Loss, OptimizerGrid, ProfileName } from '../../claims/types'
import type { Count, PositiveInteger } from '../../json/scalars'
import type { OptimizerSpec } from '../../optim/presets'
import type { ExperimentBase, ProfileBase, ProfileFile } from '../experiment'
import type { RunSpecBase } from '../types'

/** A network on images. */
export interface ClassificationExperiment extends ExperimentBase {
  readonly kind: 'classification'
  /** The images. */
  readonly data: DataSpec
  /** The network. */
  readonly model: {
    /** From the input on, as Keras configures them. */
    readonly layers: readonly Layer[]
  }
  readonly loss: Loss
  /** How it is trained. */
  readonly training: TrainingProtocol
  /** The optimizers that are compared, by name. */
  readonly arms: Readonly<Record<string, Arm>>
  /** Settings among which tuning chooses: the Cartesian product, the same for every arm. */
  readonly grid: OptimizerGrid
  /** What each profile overrides. */
  readonly profiles: Partial<Readonly<Record<ProfileName, ClassificationProfile>>>
}

/** What a profile overrides of a classification experiment. */
export interface ClassificationProfile extends ProfileBase {
  /** Passes over the training images. */
  readonly epochs?: PositiveInteger
  /** Number of training images. */
  readonly trainImages?: PositiveInteger
  /** Values to choose from, by hyperparameter. */
  readonly grid?: OptimizerGrid
}

/** The images, in file order. */
export interface DataSpec {
  readonly dataset: DatasetName
  /** The first N images that are left of the training file when the validation images are taken off its end. */
  readonly trainImages: Count
  /** The last N images of the training file. */
  readonly validationImages: Count
  /** The first N images of the test file. */
  readonly testImages: Count
  /** Pixels are divided by this: 255 for MNIST, 16 for digits. */
  readonly pixelScale: number
}

/** How long and in which batches. */
export interface TrainingProtocol {
  /** Images in an update. */
  readonly batchSize: PositiveInteger
  /** Passes over the training images. */
  readonly epochs: PositiveInteger
}

export type ClassificationFile = Pick<
  ClassificationExperiment,
  'id' | 'kind' | 'description' | 'sourceProtocol' | 'training'
> & {
  readonly assumptions?: readonly AssumptionEntry[]
  readonly data: Pick<DataSpec, 'dataset'> & Partial<DataSpec>
  readonly model: { readonly layers: readonly LayerFile[] }
  readonly loss?: LossFile
  readonly arms: ArmsFile
  readonly grid?: OptimizerGrid
  readonly profiles?: Partial<Record<ProfileName, ProfileFile<ClassificationProfile>>>
  readonly choices?: readonly ChoiceFile[]
}

export interface ClassificationRunSpec extends RunSpecBase {
  readonly kind: 'classification'
  readonly optimizer: OptimizerSpec
  readonly data: DataSpec & { /** SHA-256 that names the dataset's content. */ readonly digest: string }
  readonly model: { readonly layers: readonly Layer[] }
  readonly loss: Loss
  readonly training: TrainingProtocol
  /** What is recorded beside the metrics, whose bits it does not change; absent where nobody asks, and in older runs. */
  readonly record?: {
    /** The last evaluation of the validation and the test images is kept by so many blocks of them, fewer of fewer images. */
    readonly imageBlocks: number
  }
}
