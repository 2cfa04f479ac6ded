import type { OptimizerFile } from '../optim/presets'
import type {
  ActivationLayer,
  AnyHypothesis,
  Assumption,
  AveragePooling2DLayer,
  BatchNormalizationLayer,
  BiasInitializer,
  ClaimLogs,
  Conv2DLayer,
  Decision,
  DenseLayer,
  DropoutLayer,
  ExpectedOutcome,
  FlattenLayer,
  GlobalAveragePooling2DLayer,
  KernelInitializer,
  L2Regularizer,
  LayerNormalizationLayer,
  LeakyReLULayer,
  LocalResponseNormalizationLayer,
  Loss,
  MaxPooling2DLayer,
  ProfileName,
  Rank,
  ReportedMetric,
  SequentialDecision,
  Size2D,
  Source,
  Tuning
} from './types'
/** Claims and experiments as they stand in their files, after the schema accepted them: defaults may be left out. */

/** T with some of its properties left out. */
export type Optional<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>

export interface SeedsFile {
  readonly min?: number
  readonly max: number
}

/** A source, and what its claims and the experiments that are about it share: `<key>/source.json`. */
export interface SourceFile {
  readonly key: string
  readonly citation: string
  /** Where it can be read. */
  readonly links?: readonly string[]
  /** Key of the source through which it is known, where it was not read itself. */
  readonly via?: string
  /** Assumptions that several claims or experiments make, by the name under which these refer to them. */
  readonly assumptions?: Readonly<Record<string, AssumptionFile>>
}

export type AssumptionFile = Optional<Assumption, 'alternatives'>

/** One that is stated here, or `<source key>/<name>` of one that stands in a source's file. */
export type AssumptionEntry = AssumptionFile | string

/** A claim's file, by what its hypothesis is. */
export interface ClaimFileWith<H extends AnyHypothesis> {
  readonly id: string
  readonly source: Partial<Omit<Source, 'locator' | 'reported'>> & {
    readonly locator: string
    /** Where in the text that the source's file names as `via`. */
    readonly viaLocator?: string
    readonly reported?: {
      readonly what: string
      readonly value?: number | null
      readonly values?: readonly Optional<ReportedMetric, 'arm'>[]
    } | null
  }
  readonly statement: string
  readonly rank?: Rank
  readonly supportedBy?: readonly string[]
  readonly experiment?: string | null
  readonly hypothesis: H
  readonly decision?: DecisionFile
  readonly family?: string
  readonly assumptions?: readonly AssumptionEntry[]
  readonly profiles?: readonly ProfileName[]
  readonly expected?: Partial<Record<ProfileName | SubstituteKey, ExpectedFile>>
  readonly logs?: Partial<Omit<ClaimLogs, 'expected'>> & { readonly expected?: ExpectedFile }
}

export type ExpectedFile = Optional<ExpectedOutcome, 'subtype'>

/**
 * A profile on another dataset than the experiment's: `standard@cifar10-jpeg`.
 *
 * @pattern ^(quick|standard|paper)@[a-z0-9][a-z0-9.-]*$
 */
export type SubstituteKey = `${ProfileName}@${string}`

export interface DecisionFile {
  readonly alpha?: number
  readonly mode?: Decision['mode']
  readonly method?: SequentialDecision['method']
  readonly subtypeSeeds?: number
  readonly seeds?: SeedsFile
}

/** Lint sees to it that `absolute` stands alone. */
export interface MarginFile {
  readonly relative?: number
  readonly epsilon?: number
  readonly absolute?: number
  readonly failures?: number
}

export type TuningFile = Partial<Omit<Tuning, 'at'>> | null

/** A loss by its name alone has the defaults of Keras. */
export type LossFile =
  | Loss['name']
  | Extract<Loss, { name: 'categorical_crossentropy' }>
  | Optional<Extract<Loss, { name: 'binary_crossentropy' }>, 'reduction'>
  | Extract<Loss, { name: 'mean_squared_error' }>
  | Optional<Extract<Loss, { name: 'huber' }>, 'delta'>

export type LayerFile =
  | AffineFile<DenseLayer, 'units'>
  | (AffineFile<Omit<Conv2DLayer, 'kernel_size' | 'strides'>, 'filters'> & {
      readonly kernel_size: SizeFile
      readonly strides?: SizeFile
    })
  | (Optional<Omit<MaxPooling2DLayer, 'pool_size' | 'strides'>, 'padding'> & {
      readonly pool_size?: SizeFile
      readonly strides?: SizeFile | null
    })
  | (Optional<Omit<AveragePooling2DLayer, 'pool_size' | 'strides'>, 'padding'> & {
      readonly pool_size?: SizeFile
      readonly strides?: SizeFile | null
    })
  | GlobalAveragePooling2DLayer
  | (Pick<LayerNormalizationLayer, 'class'> & Partial<LayerNormalizationLayer>)
  | (Pick<BatchNormalizationLayer, 'class'> & Partial<BatchNormalizationLayer>)
  | (Pick<LocalResponseNormalizationLayer, 'class'> & Partial<LocalResponseNormalizationLayer>)
  | ActivationLayer
  | Optional<LeakyReLULayer, 'negative_slope'>
  | DropoutLayer
  | FlattenLayer
  | ResidualFile

/** Without `shortcut` x itself is added. */
export interface ResidualFile {
  readonly class: 'Residual'
  readonly layers: readonly LayerFile[]
  readonly shortcut?: readonly LayerFile[]
}

/** One number stands for both axes. */
export type SizeFile = number | Size2D

type AffineLayer = Pick<DenseLayer, 'kernel_initializer' | 'bias_initializer' | 'kernel_regularizer'>

type AffineFile<L extends { readonly class: string }, Required extends keyof L> = Pick<L, 'class' | Required> &
  Partial<Omit<L, keyof AffineLayer>> & {
    readonly kernel_initializer?: KernelInitializerFile
    readonly bias_initializer?: BiasInitializer
    readonly kernel_regularizer?: Optional<L2Regularizer, 'l2'> | null
  }

export type KernelInitializerFile =
  | Extract<KernelInitializer, string>
  | 'truncated_normal'
  | 'random_normal'
  | Optional<Extract<KernelInitializer, { class: string }>, 'stddev'>

export type ArmsFile = Readonly<Record<string, { readonly optimizer: OptimizerFile }>>

/** Something that the source leaves open: what the experiment takes for it, and what else it might have been. */
export interface ChoiceFile {
  /** `loss function`: lower-case words, no comma. */
  readonly topic: string
  /** Topic of the assumption that it tries the alternatives of, the same where left out; null where the source leaves nothing open. */
  readonly assumption?: string | null
  /** What the experiment has, in words. */
  readonly base: string
  readonly options: readonly OptionFile[]
}

export interface OptionFile {
  readonly name: string
  /** JSON Pointers (RFC 6901) into the experiment's file, and what stands there instead. */
  readonly set: Readonly<Record<string, unknown>>
}
