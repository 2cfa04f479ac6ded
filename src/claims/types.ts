import type { Count, PositiveInteger, Text } from '../json/scalars'
import type { OptimizerSpec } from '../optim/presets'

/**
 * Claims and experiments as the rest of the program sees them: complete, every default resolved.
 * The files under `claims/` may leave defaults out; `load.ts` fills them in once.
 */

/** How much of the source's protocol is run. */
export type ProfileName = 'quick' | 'standard' | 'paper'
export const PROFILE_NAMES: readonly ProfileName[] = ['quick', 'standard', 'paper']

/** The datasets that claimcheck knows by itself. */
export type KnownDatasetName = 'mnist' | 'digits' | 'cifar10' | 'friedman1'

/** A known dataset, or one that the user imported under a manifest, by the name that stands there. */
export type DatasetName = KnownDatasetName | (string & {})

// ---------------------------------------------------------------------------------------------- claims

/** What a claim is to its source: a main sentence, one that bears it out, a check of something that both rest on. */
export type Rank = 'headline' | 'supporting' | 'check'

/** One checkable sentence of a source, every default resolved. */
export interface ClaimWith<H extends AnyHypothesis> {
  /** `<source key>/<slug>`, equal to the file's place: `claims/<source key>/<slug>.json`. */
  readonly id: string
  /** Where the claim stands. */
  readonly source: Source
  /** The claim in one sentence; it becomes the title of the test. */
  readonly statement: string
  /** The id of the experiment, a file in `claims/experiments/`; null for a claim that runs nothing (arithmetic, all-of). */
  readonly experiment: string | null
  /** What a reader sees first; it decides nothing. Left out where the file says nothing: `rankOf` knows. */
  readonly rank?: Rank
  /** Of a headline, the ids of the claims that bear it out; left out where none are named. */
  readonly supportedBy?: readonly string[]
  /** What is claimed. */
  readonly hypothesis: H
  /** How it is decided. */
  readonly decision: Decision
  /** Claims that share a family share one error rate (Holm). Keep it small: one source and one experiment. */
  readonly family: string
  /** What the source leaves open, and what was chosen. */
  readonly assumptions: readonly Assumption[]
  /** The only profiles at which it is judged, where a shorter run says nothing about it; left out where any will do. */
  readonly profiles?: readonly ProfileName[]
  /** The expected outcome per profile. A claim that names other profiles only is `not-in-profile`. */
  readonly expected: Partial<Readonly<Record<ProfileName, ExpectedOutcome>>>
  /** The same where the experiment's dataset is replaced, by the name of the substitute; left out where there is none. */
  readonly expectedOn?: Readonly<Record<string, Partial<Readonly<Record<ProfileName, ExpectedOutcome>>>>>
  /** Of a comparison that run logs can decide; left out where the claim says nothing of them. */
  readonly logs?: ClaimLogs
}

/** Whose runs logs record. */
export type LogsBy = 'us' | 'others'

/** Where logs are, as a claim names them: by a folder or by a variable. */
export interface NamedEvidence {
  /** Path of the folder, relative to that of the claims. */
  readonly folder?: string
  /** Environment variable that holds the path of the folder. */
  readonly variable?: string
  /** Path of the mapping, relative to the folder of the claims. */
  readonly mapping: string
  /** How to get the logs; left out where nothing is said. */
  readonly get?: string
}

/** What a claim says of run logs that decide it. */
export interface ClaimLogs {
  /** Whose runs they are; left out where the claim does not say. */
  readonly by?: LogsBy
  /** Where the logs are; left out where only `adjudicate` is told. */
  readonly evidence?: NamedEvidence
  /** The claim is about the runs whose groups and settings, as the mapping names them, have these values; {} for all. */
  readonly where: Readonly<Record<string, string | number | boolean>>
  /** Experiments that ask the same question with arms of the same names: the report puts their effects side by side. */
  readonly about: readonly string[]
  /** The expected outcome by logs, at whatever profile; null where none is. */
  readonly expected: ExpectedOutcome | null
}

/** Where a claim stands. */
export interface Source {
  /** Short key of the source, the claim's folder: `my-paper`. */
  readonly key: string
  /** Full reference: authors, title, venue, year. */
  readonly citation: string
  /** Where in the source it stands: "Figure 2, left". */
  readonly locator: string
  /** Verbatim, and only from a text that was read. */
  readonly quote: string | null
  /** In our words, where the text was not read or no sentence can be quoted. */
  readonly paraphrase: string | null
  /** The text through which a paraphrase is known, when the source itself was not read. */
  readonly via: string | null
  /** True when the claim is ours and not the source's: an extension that asks whether a sentence carries over. */
  readonly extension: boolean
  /** What the source reports; null where it gives no number. */
  readonly reported: {
    /** What was measured, in words. */
    readonly what: string
    /** The number; null where the source gives none. */
    readonly value: number | null
    /** Final values of metrics as far as the source gives them; left out where it gives none. */
    readonly values?: readonly ReportedMetric[]
  } | null
}

/** A number of a source, such as "about 0.6 test loss with AMSGrad". */
export interface ReportedMetric {
  /** Such as `test.loss`. */
  readonly metric: string
  /** null where the source does not tell the arms apart. */
  readonly arm: string | null
  /** The number. */
  readonly value: number
}

/** What has to hold; the kinds that there are stand in `kinds/`. */
export interface AnyHypothesis {
  readonly kind: string
}

/** A claim, whatever its hypothesis is. */
export type AnyClaim = ClaimWith<AnyHypothesis>

/** Smallest effect of interest, fixed before the first run. */
export type Margin = RelativeMargin | AbsoluteMargin

/** theta = centre of r_i = ln((b_i + epsilon)/(a_i + epsilon)), delta = ln(1 + relative). */
export interface RelativeMargin {
  /**
   * 0.01 for 1 %; 0 for bare direction.
   *
   * @minimum 0
   */
  readonly relative: number
  /**
   * Added to both losses before the logarithm; 0 unless the claim states a floor (`absoluteFloor / relative`).
   *
   * @minimum 0
   */
  readonly epsilon: number
  /**
   * Rates of failed runs that differ by no more are alike; left out for 0.1.
   *
   * @minimum 0
   * @exclusiveMaximum 1
   */
  readonly failures?: number
}

/** theta = E[d_i], d_i = b_i - a_i in the metric's own unit, delta = `absolute`. For accuracies and times. */
export interface AbsoluteMargin {
  /**
   * In the metric's own unit.
   *
   * @minimum 0
   */
  readonly absolute: number
  /**
   * Rates of failed runs that differ by no more are alike; left out for 0.1.
   *
   * @minimum 0
   * @exclusiveMaximum 1
   */
  readonly failures?: number
}

/**
 * At which point of a run a metric is taken. `final`: its last value. `best`: the best of all, as the metric's direction
 * says. `bestBy`: where another metric is best, the first such place. `last`: the mean of so many last values. `epoch`, `step`:
 * the value there, or the last one before it. `mean-of-curve`: the mean of all values.
 */
export type At =
  | 'final'
  | 'best'
  | 'mean-of-curve'
  | {
      /** The metric that chooses. */
      readonly bestBy: Text
    }
  | {
      /** So many values. */
      readonly last: PositiveInteger
    }
  | {
      /** From 1. */
      readonly epoch: PositiveInteger
    }
  | {
      /** From 1. */
      readonly step: PositiveInteger
    }

/** How an arm's setting is chosen from the experiment's grid. */
export interface Tuning {
  /** Metric by which settings are chosen, on the validation split: `validation.loss`; the smallest, or the largest where higher is better. */
  readonly select: Text
  /** Each arm is tuned on its own, on the same grid. */
  readonly per: 'arm'
  /** Number of selection seeds; they start at 1,000,000 and never enter the judgement. */
  readonly seeds: PositiveInteger
  /**
   * Of the settings that selection cannot tell from the best, at most so many an arm are judged; where there are more, the
   * verdict speaks of the chosen settings alone. Left out for 4, so that a claim that was registered before there was a choice
   * keeps its hash.
   */
  readonly contenders?: PositiveInteger
  /** At which point of a selection run its metric is taken: where the claim takes its own. Left out for `final`. */
  readonly at?: At
}

/** How a claim is decided. */
export type Decision = FixedDecision | SequentialDecision

interface DecisionBase {
  /** The family's error rate; every claim of a family states the same. */
  readonly alpha: number
  readonly seeds: SeedBudget
}

/** The number of seeds is fixed beforehand (`seeds.min` equals `seeds.max`). */
export interface FixedDecision extends DecisionBase {
  readonly mode: 'fixed'
  /** None: no seed is added. */
  readonly method: null
}

/** Seeds are added until the claim is decided or the budget ends. The method is fixed with the claim. */
export interface SequentialDecision extends DecisionBase {
  /** `anytime-valid`: a look after every pair. `group-sequential`: looks at fixed numbers of pairs. */
  readonly mode: 'anytime-valid' | 'group-sequential'
  /**
   * anytime-valid, paired claims: `sign-flip` (default), `mixture-t`, `betting` (bounded metrics, absolute margin);
   * shares of seeds: `beta-binomial`. group-sequential: `pocock`, `obrien-fleming`, at n = 6, 9, 13, 19, 30.
   */
  readonly method: 'sign-flip' | 'mixture-t' | 'betting' | 'beta-binomial' | 'pocock' | 'obrien-fleming'
  /**
   * Of `lower` and `faster` claims: once refuted, up to so many seeds are added until it is known how (`opposite`,
   * `equivalent`, ...), at most the budget's. It may become `below-margin` by then, never reproduced. Left out: none are.
   */
  readonly subtypeSeeds?: PositiveInteger
}

/** Both 0 for a claim that runs nothing, both 1 for a deterministic one. */
export interface SeedBudget {
  /** Seeds before the first look. */
  readonly min: Count
  /** Largest number of seeds: with a fixed number, that number. */
  readonly max: Count
}

/** Something that the source leaves open, and what was taken for it. */
export interface Assumption {
  /** What it is about. */
  readonly topic: string
  /** What the source leaves open. */
  readonly gap: string
  /** What was chosen, for the full protocol. */
  readonly choice: string
  /** What could have been chosen instead. */
  readonly alternatives: readonly string[]
}

/**
 * What evidence says of a claim. `below-margin`: in the direction that is claimed, but by less than the margin, so that the
 * claim neither holds nor does not.
 */
export type OutcomeName = 'reproduced' | 'below-margin' | 'refuted' | 'inconclusive' | 'not-evaluable'

/** An outcome that was stated before the claim was run. */
export interface ExpectedOutcome {
  /** The expected outcome. */
  readonly outcome: OutcomeName
  /** Compared only where given. */
  readonly subtype: string | null
  /** Why this outcome is expected. */
  readonly why: string
}

// --------------------------------------------------------------------------- what experiments are made of

/**
 * The loss of an example; a minibatch's loss is the mean over its examples, plus the L2 terms of the kernels in training.
 *
 * `categorical_crossentropy`: -ln p_label, p the softmax of the logits; chance level for K classes is ln K. With
 * `label_smoothing` s it is trained on (1 - s) y + s/K in the place of y; every metric but `train.runningLoss` is without it.
 * `binary_crossentropy`: -sum_k [y_k ln p_k + (1 - y_k) ln(1 - p_k)] over the K outputs of a softmax or of sigmoids,
 * `mean` divides it by K (Keras). From sigmoids it is computed from the logits; of a softmax, p is first clipped to
 * [1e-7, 1 - 1e-7] as in Keras, and the gradient is 0 where it was clipped.
 * `mean_squared_error`: the mean over the K linear outputs of (z_k - y_k)^2, y the label's one-hot vector (Hui & Belkin 2021).
 * `huber`: the mean of h(z_k - y_k), h(e) = e^2/2 up to |e| = delta and delta (|e| - delta/2) beyond.
 */
export type Loss =
  | {
      readonly name: 'categorical_crossentropy'
      /** Share of a label that is spread over all classes; left out for none. */
      readonly label_smoothing?: number
    }
  | {
      readonly name: 'binary_crossentropy'
      /** Over the classes. */
      readonly reduction: 'sum' | 'mean'
    }
  | { readonly name: 'mean_squared_error' }
  | {
      readonly name: 'huber'
      /** Where the square ends. */
      readonly delta: number
    }

/** Layers, with the names, arguments and defaults of Keras; images are `[height, width, channels]`. */
export type Layer =
  | DenseLayer
  | Conv2DLayer
  | MaxPooling2DLayer
  | AveragePooling2DLayer
  | GlobalAveragePooling2DLayer
  | BatchNormalizationLayer
  | LayerNormalizationLayer
  | LocalResponseNormalizationLayer
  | ActivationLayer
  | LeakyReLULayer
  | DropoutLayer
  | FlattenLayer
  | ResidualLayer

/**
 * Keras activations. `leaky_relu` has the slope 0.2 below 0 (Keras 3; a LeakyReLU layer states its own); `gelu` is x Phi(x), Phi the
 * normal distribution (not its approximation by tanh); `silu` is x sigmoid(x).
 */
export type Activation = 'linear' | 'relu' | 'leaky_relu' | 'gelu' | 'silu' | 'tanh' | 'sigmoid' | 'softmax'

/** Of windows: `valid` stays inside, `same` pads. */
export type Padding = 'valid' | 'same'

/** Rows, then columns. */
export type Size2D = readonly [number, number]

/**
 * Keras initialisers. By name: `VarianceScaling` of the fans, uniform or a normal cut off at two standard deviations.
 * By class: normals around 0 with a standard deviation of their own, `TruncatedNormal` cut off at two of them (its
 * deviation is not corrected for the cut, as in Keras).
 */
export type KernelInitializer =
  | 'glorot_uniform'
  | 'glorot_normal'
  | 'he_uniform'
  | 'he_normal'
  | 'lecun_uniform'
  | 'lecun_normal'
  | 'zeros'
  | {
      /** Cut off at two standard deviations, or not. */
      readonly class: 'TruncatedNormal' | 'RandomNormal'
      /** Standard deviation, before the cut. */
      readonly stddev: number
    }

/** Where a bias starts. */
export type BiasInitializer =
  | 'zeros'
  | {
      readonly class: 'Constant'
      /** Of every bias. */
      readonly value: number
    }

/** Adds `l2` times the sum of the squared weights to the training loss (Keras `L2`). */
export interface L2Regularizer {
  readonly class: 'L2'
  /** Factor of the sum of the squared weights. */
  readonly l2: number
}

interface AffineLayer {
  /** What is applied to the sums. */
  readonly activation: Activation
  /** Whether a bias is trained. */
  readonly use_bias: boolean
  readonly kernel_initializer: KernelInitializer
  /** Where the bias starts. */
  readonly bias_initializer: BiasInitializer
  /** L2 term of the kernel in the training loss; null without one. */
  readonly kernel_regularizer: L2Regularizer | null
}

/** Keras `Dense`. An image before it is flattened, as if `Flatten` stood there. Kernel `[inputs, units]`. */
export interface DenseLayer extends AffineLayer {
  readonly class: 'Dense'
  /** Outputs. */
  readonly units: number
}

/** Keras `Conv2D` (a cross-correlation). Kernel `[rows, columns, channels, filters]`. */
export interface Conv2DLayer extends AffineLayer {
  readonly class: 'Conv2D'
  /** Channels of the output. */
  readonly filters: number
  readonly kernel_size: Size2D
  /** 1 or 2, each. */
  readonly strides: Size2D
  /** `same` pads with zeros, so that at stride 1 the size stays. */
  readonly padding: Padding
}

/** Keras `MaxPooling2D`. Of equal values in a window the first, row by row, gets the gradient (PyTorch, TensorFlow). */
export interface MaxPooling2DLayer {
  readonly class: 'MaxPooling2D'
  readonly pool_size: Size2D
  readonly strides: Size2D
  /** `same` pads, so that at stride 1 the size stays. */
  readonly padding: Padding
}

/** Keras `AveragePooling2D`: the mean of each window, over what lies in the image. */
export interface AveragePooling2DLayer extends Omit<MaxPooling2DLayer, 'class'> {
  readonly class: 'AveragePooling2D'
}

/** Keras `GlobalAveragePooling2D`: the mean of each channel over the image, a vector. */
export interface GlobalAveragePooling2DLayer {
  readonly class: 'GlobalAveragePooling2D'
}

/**
 * Keras `LayerNormalization` over the last axis: the units of a vector, or the channels of a pixel, by their own mean and (biased)
 * variance, in training as in inference.
 */
export interface LayerNormalizationLayer {
  readonly class: 'LayerNormalization'
  /** Added to the variance. */
  readonly epsilon: number
  /** A trained offset, beta. */
  readonly center: boolean
  /** A trained factor, gamma. */
  readonly scale: boolean
}

/**
 * Keras `BatchNormalization` over the last axis. In training it normalises with the minibatch's mean and (biased)
 * variance, and the running statistics become momentum * running + (1 - momentum) * minibatch's; in inference it uses
 * the running ones, which start at 0 and 1.
 */
export interface BatchNormalizationLayer {
  readonly class: 'BatchNormalization'
  /** Of the running statistics. */
  readonly momentum: number
  /** Added to the variance. */
  readonly epsilon: number
  /** A trained offset, beta. */
  readonly center: boolean
  /** A trained factor, gamma. */
  readonly scale: boolean
}

/**
 * `tf.nn.local_response_normalization`: x / (bias + alpha * sum of x^2 over channels c - depth_radius .. c +
 * depth_radius)^beta (Krizhevsky et al. 2012, section 3.3; there n = 2 depth_radius + 1).
 */
export interface LocalResponseNormalizationLayer {
  readonly class: 'LocalResponseNormalization'
  /** Channels on each side of the one that is divided. */
  readonly depth_radius: number
  /** Added to the weighted sum. */
  readonly bias: number
  /** Factor of the sum of squares. */
  readonly alpha: number
  /** Exponent of the divisor. */
  readonly beta: number
}

/** Keras `Activation`. */
export interface ActivationLayer {
  readonly class: 'Activation'
  /** What is applied to every value. */
  readonly activation: Activation
}

/** Keras `LeakyReLU`: x above 0, `negative_slope` times x below. */
export interface LeakyReLULayer {
  readonly class: 'LeakyReLU'
  /** Slope below 0. */
  readonly negative_slope: number
}

/** Keras `Dropout`: inverted, kept units are scaled by 1/(1 - rate). */
export interface DropoutLayer {
  readonly class: 'Dropout'
  /** Share of the units that are dropped. */
  readonly rate: number
}

/** Image to vector, row by row, channels last. */
export interface FlattenLayer {
  readonly class: 'Flatten'
}

/**
 * A residual block: y = F(x) + S(x), F the `layers`, S the `shortcut`, which without layers of its own is x itself (He et al.
 * 2016, equations 1 and 2). Both end in one shape; what comes after the sum, such as a relu, is a layer after the block.
 */
export interface ResidualLayer {
  readonly class: 'Residual'
  /** F. */
  readonly layers: readonly Layer[]
  /** S: none where F keeps the shape, else layers that lead to F's. */
  readonly shortcut: readonly Layer[]
}

/** A value of a setting: a number, a text or a switch. */
export type SettingValue = number | string | boolean

/** Values to choose from, by the name of a setting: the Cartesian product. */
export type Grid = Readonly<Record<string, readonly SettingValue[]>>

/** One point of a grid, overriding the arm's own settings. */
export type Setting = Readonly<Record<string, SettingValue>>

/** The hyperparameters of an optimizer that a grid may vary. */
export type OptimizerGrid = {
  /** alpha. */
  readonly learningRate?: readonly number[]
  /** Decay of the first moment. */
  readonly beta1?: readonly number[]
  /** Decay of the second moment. */
  readonly beta2?: readonly number[]
}

/** One side of a comparison. */
export interface Arm {
  /** Rule, settings and variant. */
  readonly optimizer: OptimizerSpec
}
