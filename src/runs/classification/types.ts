import type { AssumptionEntry, ChoiceFile, LayerFile, LossFile } from '../../claims/fileTypes'
import type { Arm, DatasetName, Grid, Layer, Loss, OptimizerGrid, ProfileName, SettingValue } from '../../claims/types'
import type { Count, PositiveInteger } from '../../json/scalars'
import type { OptimizerFile, OptimizerSpec } from '../../optim/presets'
import type { ExperimentBase, ProfileBase, ProfileFile } from '../experiment'
import type { RunSpecBase } from '../types'

/** What networks are trained to tell of an image: its class, or the numbers of its target. */
export type NetworkKind = (typeof NETWORK_KINDS)[number]

export const NETWORK_KINDS = ['classification', 'regression'] as const

/** A network on images. */
export interface ClassificationExperiment<Kind extends NetworkKind = NetworkKind> extends ExperimentBase {
  readonly kind: Kind
  /** The images. */
  readonly data: DataSpec
  /** The network. */
  readonly model: ModelSpec
  readonly loss: Loss
  /** How it is trained. */
  readonly training: TrainingProtocol
  /** The sides that are compared, by name. */
  readonly arms: Readonly<Record<string, ClassificationArm>>
  /**
   * Settings among which tuning chooses: the Cartesian product, the same for every arm. By hyperparameter of the optimizer, or
   * by JSON Pointer: `/training/batchSize`.
   */
  readonly grid: Grid
  /** What each profile overrides. */
  readonly profiles: Partial<Readonly<Record<ProfileName, ClassificationProfile>>>
}

/** One side: an optimizer, and what else the arm has instead of the experiment's own. */
export interface ClassificationArm extends Arm, ArmOverrides {}

/** What differs from the experiment; left out where nothing does. */
export interface ArmOverrides {
  /** Key by key. */
  readonly data?: Partial<Omit<DataSpec, 'dataset'>>
  /** All of the network. */
  readonly model?: ModelSpec
  readonly loss?: Loss
  /** Key by key. */
  readonly training?: Partial<TrainingProtocol>
}

/** What a profile overrides of a classification experiment. */
export interface ClassificationProfile extends ProfileBase {
  /** Passes over the training images. */
  readonly epochs?: PositiveInteger
  /** Number of training images. */
  readonly trainImages?: PositiveInteger
  /** Values to choose from, by hyperparameter. */
  readonly grid?: Grid
  /** What arms have at this profile instead of what stands above, by the arm's name. */
  readonly arms?: Readonly<Record<string, ArmOverrides & Partial<Arm>>>
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
  /**
   * `random`: the training images are drawn from those that are left, by the run's seed, and of two numbers the smaller draw is part
   * of the larger; left out for the first ones.
   */
  readonly subset?: 'first' | 'random'
  /** Share of the training images whose label becomes another, drawn by the run's seed; left out for none. */
  readonly labelNoise?: number
  /**
   * What has mean 0 and standard deviation 1 in the run's training images, column by column, instead of its values in the files:
   * the losses are those of such targets then. Left out for nothing.
   */
  readonly standardise?: readonly ('inputs' | 'targets')[]
  /** How the images of the minibatches are moved, by the run's seed; left out for not at all. Metrics are of the images as they are. */
  readonly augmentation?: Augmentation
}

/** What is drawn anew for every image of every minibatch. */
export interface Augmentation {
  /** Left and right change places in every second image, on average. */
  readonly horizontalFlip: boolean
  /** By at most so many rows and columns, each way, the image is shifted; zeros come in. That is the crop of a padded image. */
  readonly shift: Count
}

/** A network. */
export interface ModelSpec {
  /** From the input on, as Keras configures them. */
  readonly layers: readonly Layer[]
}

/** How long and in which batches. */
export interface TrainingProtocol {
  /** Images in an update. */
  readonly batchSize: PositiveInteger
  /** Passes over the training images. */
  readonly epochs: PositiveInteger
}

export type ClassificationFile<Kind extends NetworkKind = NetworkKind> = Pick<
  ClassificationExperiment<Kind>,
  'id' | 'kind' | 'description' | 'sourceProtocol' | 'training'
> & {
  readonly assumptions?: readonly AssumptionEntry[]
  readonly data: Pick<DataSpec, 'dataset'> & DataFile
  readonly model: { readonly layers: readonly LayerFile[] }
  readonly loss?: LossFile
  readonly optimizer?: OptimizerFile
  readonly arms: Readonly<Record<string, ArmFile>>
  readonly grid?: GridFile
  readonly profiles?: Partial<Record<ProfileName, ClassificationProfileFile>>
  readonly choices?: readonly ChoiceFile[]
}

type DataFile = Partial<Omit<DataSpec, 'augmentation'>> & { readonly augmentation?: Partial<Augmentation> | null }

/** What an arm has instead of the experiment's own: data and training key by key, the others as a whole. */
export interface ArmFile {
  readonly optimizer?: OptimizerFile
  readonly data?: Omit<DataFile, 'dataset'>
  readonly model?: { readonly layers: readonly LayerFile[] }
  readonly loss?: LossFile
  readonly training?: Partial<TrainingProtocol>
  /** JSON Pointers (RFC 6901) into the experiment, and what stands there instead: after all that is above. */
  readonly set?: Readonly<Record<string, unknown>>
}

export type GridFile = OptimizerGrid & { readonly [pointer: `/${string}`]: readonly SettingValue[] }

export type ClassificationProfileFile = ProfileFile<Omit<ClassificationProfile, 'grid' | 'arms'>> & {
  readonly grid?: GridFile
  readonly arms?: Readonly<Record<string, ArmFile>>
}

export interface ClassificationRunSpec<Kind extends NetworkKind = NetworkKind> extends RunSpecBase {
  readonly kind: Kind
  readonly optimizer: OptimizerSpec
  readonly data: DataSpec & { /** SHA-256 that names the dataset's content. */ readonly digest: string }
  readonly model: ModelSpec
  readonly loss: Loss
  readonly training: TrainingProtocol
  /** What is recorded beside the metrics, whose bits it does not change; absent where nobody asks, and in older runs. */
  readonly record?: {
    /** The last evaluation of the validation and the test images is kept by so many blocks of them, fewer of fewer images. */
    readonly imageBlocks: number
  }
}
