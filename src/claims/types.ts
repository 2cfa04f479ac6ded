import type { VariantName } from './variants'

/**
 * Claims and experiments as the rest of the program sees them: complete, every default resolved.
 * The files under `claims/` may leave defaults out; `load.ts` fills them in once.
 */

export type ProfileName = 'quick' | 'standard' | 'paper'
export const PROFILE_NAMES: readonly ProfileName[] = ['quick', 'standard', 'paper']

/** The datasets that claimcheck knows by itself. */
export type KnownDatasetName = 'mnist' | 'digits' | 'cifar10'

/** A known dataset, or one that the user imported under a manifest, by the name that stands there. */
export type DatasetName = KnownDatasetName | (string & {})

// ---------------------------------------------------------------------------------------------- claims

/** A claim, by what its hypothesis is. */
export interface ClaimWith<H extends AnyHypothesis> {
  /** `<source key>/<slug>`, equal to the file's place: `claims/<source key>/<slug>.json`. */
  readonly id: string
  readonly source: Source
  /** The claim in one sentence; it becomes the title of the test. */
  readonly statement: string
  /** The id of the experiment, a file in `claims/experiments/`; null for a claim that runs nothing (arithmetic, all-of). */
  readonly experiment: string | null
  readonly hypothesis: H
  readonly decision: Decision
  /** Claims that share a family share one error rate (Holm). Keep it small: one source and one experiment. */
  readonly family: string
  readonly assumptions: readonly Assumption[]
  /** The only profiles at which it is judged, where a shorter run says nothing about it; left out where any will do. */
  readonly profiles?: readonly ProfileName[]
  /** The registered outcome per profile. A claim that names other profiles only is `not-in-profile`. */
  readonly expected: Partial<Readonly<Record<ProfileName, ExpectedOutcome>>>
  /** The same where the experiment's dataset is replaced, by the name of the substitute; left out where there is none. */
  readonly expectedOn?: Readonly<Record<string, Partial<Readonly<Record<ProfileName, ExpectedOutcome>>>>>
  /** Of a comparison that run logs of others can decide; left out where the claim says nothing of them. */
  readonly logs?: ClaimLogs
}

/** A claim, whatever its hypothesis is. */
export type AnyClaim = ClaimWith<AnyHypothesis>

/** What a claim says of run logs that somebody else made. */
export interface ClaimLogs {
  /** The claim is about the runs whose groups and settings, as the mapping names them, have these values; {} for all. */
  readonly where: Readonly<Record<string, string | number | boolean>>
  /** Experiments that ask the same question with arms of the same names: the report puts their effects side by side. */
  readonly about: readonly string[]
  /** The registered outcome of `adjudicate`; null where none is. */
  readonly expected: ExpectedOutcome | null
}

export interface Source {
  /** Short key of the source, the claim's folder: `reddi2018`. */
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
  readonly reported: {
    readonly what: string
    readonly value: number | null
    /** Final values of metrics as far as the source gives them; left out where it gives none. */
    readonly values?: readonly ReportedMetric[]
  } | null
}

/** A number of a source, such as "about 0.6 test loss with AMSGrad". */
export interface ReportedMetric {
  readonly metric: string
  /** null where the source does not tell the arms apart. */
  readonly arm: string | null
  readonly value: number
}

/** What has to hold; the kinds that there are stand in `kinds/`. */
export interface AnyHypothesis {
  readonly kind: string
}

/** Smallest effect of interest, fixed before the first run. */
export type Margin = RelativeMargin | AbsoluteMargin

/** theta = centre of r_i = ln((b_i + epsilon)/(a_i + epsilon)), delta = ln(1 + relative). */
export interface RelativeMargin {
  /** 0.01 for 1 %; 0 for bare direction. */
  readonly relative: number
  /** Added to both losses before the logarithm; 0 unless the claim states a floor (`absoluteFloor / relative`). */
  readonly epsilon: number
}

/** theta = E[d_i], d_i = b_i - a_i in the metric's own unit, delta = `absolute`. For accuracies and times. */
export interface AbsoluteMargin {
  readonly absolute: number
}

export interface Tuning {
  /** Metric that is minimised, on the validation split: `validation.loss`. */
  readonly select: string
  readonly per: 'arm'
  /** Number of selection seeds; they start at 1,000,000 and never enter the judgement. */
  readonly seeds: number
}

export type Decision = FixedDecision | SequentialDecision

interface DecisionBase {
  /** The family's error rate; every claim of a family states the same. */
  readonly alpha: number
  readonly seeds: SeedBudget
}

/** The number of seeds is fixed beforehand (`seeds.min` equals `seeds.max`). */
export interface FixedDecision extends DecisionBase {
  readonly mode: 'fixed'
  readonly method: null
}

/** Seeds are added until the claim is decided or the budget ends. The method is fixed with the claim. */
export interface SequentialDecision extends DecisionBase {
  readonly mode: 'anytime-valid' | 'group-sequential'
  /**
   * anytime-valid, paired claims: `sign-flip` (default), `mixture-t`, `betting` (bounded metrics, absolute margin);
   * shares of seeds: `beta-binomial`. group-sequential: `pocock`, `obrien-fleming`, at n = 6, 9, 13, 19, 30.
   */
  readonly method: 'sign-flip' | 'mixture-t' | 'betting' | 'beta-binomial' | 'pocock' | 'obrien-fleming'
  /**
   * Of `lower` and `faster` claims: once refuted, up to so many seeds are added until it is known how (`opposite`,
   * `equivalent`, ...), at most the budget's. The outcome stays that of the look that decided. Left out: none are.
   */
  readonly subtypeSeeds?: number
}

/** Both 0 for a claim that runs nothing, both 1 for a deterministic one. */
export interface SeedBudget {
  /** Seeds before the first look. */
  readonly min: number
  readonly max: number
}

export interface Assumption {
  readonly topic: string
  /** What the source leaves open. */
  readonly gap: string
  readonly choice: string
  readonly alternatives: readonly string[]
}

export type OutcomeName = 'reproduced' | 'refuted' | 'inconclusive' | 'not-evaluable'

export interface ExpectedOutcome {
  readonly outcome: OutcomeName
  /** Compared only where given. */
  readonly subtype: string | null
  readonly why: string
}

// ----------------------------------------------------------------------------------------- experiments

export type Experiment = SyntheticExperiment | ClassificationExperiment

interface ExperimentBase {
  readonly id: string
  readonly description: string
  /** How the source ran it, in one sentence; a report says how a profile departs from it. */
  readonly sourceProtocol: string
}

/** An optimizer on a one-dimensional problem with a known answer. */
export interface SyntheticExperiment extends ExperimentBase {
  readonly kind: 'synthetic'
  readonly problem: Problem
  /** x_1, one run for each. */
  readonly initialPoints: readonly number[]
  readonly numSteps: number
  readonly record: {
    /** Number of points of the thinned trajectory, evenly spaced, the last step among them. */
    readonly points: number
    /** Steps over which `x.windowMean` averages before each recorded point: a cycle of the problem, or more. */
    readonly window: number
  }
  readonly arms: Readonly<Record<string, Arm>>
  readonly profiles: Partial<Readonly<Record<ProfileName, SyntheticProfile>>>
  /** What `sensitivity` tries besides, each a Cartesian product; decides no claim. Left out where there is nothing. */
  readonly maps?: readonly SyntheticMap[]
}

/** Values of some axes, the same for every arm; what is no axis of it stays as the experiment has it. */
export interface SyntheticMap {
  readonly learningRate?: readonly number[]
  readonly schedule?: readonly ('constant' | 'inverse-sqrt')[]
  readonly beta1?: readonly number[]
  readonly beta2?: readonly number[]
  /** Whose Adam or AMSGrad: bias correction, epsilon and which v is maximised. */
  readonly variant?: readonly VariantName[]
  readonly numSteps?: readonly number[]
  /** Steps from one large gradient to the next, of a periodic problem; the ratio below is kept where it is no axis too. */
  readonly period?: readonly number[]
  /** The same of a random problem: its expected value is 1/probability. */
  readonly probability?: readonly number[]
  /**
   * Rare slopes over common ones, summed over a cycle and without their signs: 1010/(100 x 10) = 1.01 of the online
   * problem. Above 1 the best point is the end of the domain that the rare slope drives to.
   */
  readonly rareToCommon?: readonly number[]
}

export interface SyntheticProfile {
  /** How this profile departs from the source's protocol, in words; null where it does not. */
  readonly departure: string | null
  /** Instead of the claims' own; `min` is read where seeds are added until the claim is decided. */
  readonly seeds?: SeedBudget
  readonly numSteps?: number
  readonly initialPoints?: readonly number[]
}

/** f_t(x) is linear with a rare large slope and a frequent small one of the other sign. */
export type Problem =
  /** slope `rareSlope` if t mod `period` = 1, else `commonSlope`; t counts from 1. */
  | {
      readonly name: 'periodic-linear'
      readonly rareSlope: number
      readonly commonSlope: number
      readonly period: number
      readonly domain: readonly [number, number]
    }
  /** slope `rareSlope` with probability `probability`, drawn from the stream `problem`, else `commonSlope`. */
  | {
      readonly name: 'bernoulli-linear'
      readonly rareSlope: number
      readonly commonSlope: number
      readonly probability: number
      readonly domain: readonly [number, number]
    }

/** A network on images. */
export interface ClassificationExperiment extends ExperimentBase {
  readonly kind: 'classification'
  readonly data: DataSpec
  readonly model: { readonly layers: readonly Layer[] }
  readonly loss: Loss
  readonly training: TrainingProtocol
  readonly arms: Readonly<Record<string, Arm>>
  /** Settings among which tuning chooses: the Cartesian product, the same for every arm. */
  readonly grid: Grid
  readonly profiles: Partial<Readonly<Record<ProfileName, ClassificationProfile>>>
}

export interface ClassificationProfile {
  readonly departure: string | null
  /** Instead of the claims' own; `min` is read where seeds are added until the claim is decided. */
  readonly seeds?: SeedBudget
  readonly epochs?: number
  readonly trainImages?: number
  readonly grid?: Grid
}

export interface DataSpec {
  readonly dataset: DatasetName
  /** The first N images that are left of the training file when the validation images are taken off its end. */
  readonly trainImages: number
  /** The last N images of the training file. */
  readonly validationImages: number
  /** The first N images of the test file. */
  readonly testImages: number
  /** Pixels are divided by this: 255 for MNIST, 16 for digits. */
  readonly pixelScale: number
}

export interface TrainingProtocol {
  readonly batchSize: number
  readonly epochs: number
}

/**
 * The loss of an example; a minibatch's loss is the mean over its examples, plus the L2 terms of the kernels in training.
 *
 * `categorical_crossentropy`: -ln p_label, p the softmax of the logits; chance level for K classes is ln K.
 * `binary_crossentropy`: -sum_k [y_k ln p_k + (1 - y_k) ln(1 - p_k)] over the K outputs of a softmax or of sigmoids,
 * `mean` divides it by K (Keras). From sigmoids it is computed from the logits; of a softmax, p is first clipped to
 * [1e-7, 1 - 1e-7] as in Keras, and the gradient is 0 where it was clipped.
 */
export type Loss =
  | { readonly name: 'categorical_crossentropy' }
  | { readonly name: 'binary_crossentropy'; readonly reduction: 'sum' | 'mean' }

/** Layers, with the names, arguments and defaults of Keras; images are `[height, width, channels]`. */
export type Layer =
  | DenseLayer
  | Conv2DLayer
  | MaxPooling2DLayer
  | BatchNormalizationLayer
  | LocalResponseNormalizationLayer
  | ActivationLayer
  | DropoutLayer
  | FlattenLayer

export type Activation = 'linear' | 'relu' | 'tanh' | 'sigmoid' | 'softmax'

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
  | { readonly class: 'TruncatedNormal' | 'RandomNormal'; readonly stddev: number }

export type BiasInitializer = 'zeros' | { readonly class: 'Constant'; readonly value: number }

/** Adds `l2` times the sum of the squared weights to the training loss (Keras `L2`). */
export interface L2Regularizer {
  readonly class: 'L2'
  readonly l2: number
}

interface AffineLayer {
  readonly activation: Activation
  readonly use_bias: boolean
  readonly kernel_initializer: KernelInitializer
  readonly bias_initializer: BiasInitializer
  readonly kernel_regularizer: L2Regularizer | null
}

/** Keras `Dense`. An image before it is flattened, as if `Flatten` stood there. Kernel `[inputs, units]`. */
export interface DenseLayer extends AffineLayer {
  readonly class: 'Dense'
  readonly units: number
}

/** Keras `Conv2D` (a cross-correlation). Kernel `[rows, columns, channels, filters]`. */
export interface Conv2DLayer extends AffineLayer {
  readonly class: 'Conv2D'
  readonly filters: number
  readonly kernel_size: Size2D
  /** 1 or 2, each. */
  readonly strides: Size2D
  readonly padding: Padding
}

/** Keras `MaxPooling2D`. Of equal values in a window the first, row by row, gets the gradient (PyTorch, TensorFlow). */
export interface MaxPooling2DLayer {
  readonly class: 'MaxPooling2D'
  readonly pool_size: Size2D
  readonly strides: Size2D
  readonly padding: Padding
}

/**
 * Keras `BatchNormalization` over the last axis. In training it normalises with the minibatch's mean and (biased)
 * variance, and the running statistics become momentum * running + (1 - momentum) * minibatch's; in inference it uses
 * the running ones, which start at 0 and 1.
 */
export interface BatchNormalizationLayer {
  readonly class: 'BatchNormalization'
  readonly momentum: number
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
  readonly depth_radius: number
  readonly bias: number
  readonly alpha: number
  readonly beta: number
}

export interface ActivationLayer {
  readonly class: 'Activation'
  readonly activation: Activation
}

/** Keras `Dropout`: inverted, kept units are scaled by 1/(1 - rate). */
export interface DropoutLayer {
  readonly class: 'Dropout'
  readonly rate: number
}

/** Image to vector, row by row, channels last. */
export interface FlattenLayer {
  readonly class: 'Flatten'
}

/** Something that the source leaves open: what the experiment takes for it, and what else it might have been. */
export interface Choice {
  /** `loss function`: lower-case words, no comma. */
  readonly topic: string
  /** What the experiment has, in words. */
  readonly base: string
  readonly options: readonly ChoiceOption[]
}

export interface ChoiceOption {
  readonly name: string
  /** JSON Pointers (RFC 6901) into the experiment's file, and what stands there instead. */
  readonly set: Readonly<Record<string, unknown>>
  /** The experiment under it, complete, with all its profiles. */
  readonly experiment: ClassificationExperiment
}

export interface Grid {
  readonly learningRate?: readonly number[]
  readonly beta1?: readonly number[]
  readonly beta2?: readonly number[]
}

/** One point of a grid, overriding the arm's optimizer. */
export type Setting = Partial<Readonly<Record<keyof Grid, number>>>

export interface Arm {
  readonly optimizer: OptimizerSpec
}

export type Schedule =
  /** alpha_t = alpha */
  | { readonly name: 'constant' }
  /** alpha_t = alpha / sqrt(t) */
  | { readonly name: 'inverse-sqrt' }
  /** alpha_t = alpha (1 - (t - 1)/T), T the number of steps of the run */
  | { readonly name: 'linear' }
  /** alpha_t = alpha factor^k, k the number of `boundaries` b with t > b; steps, from 1, strictly increasing */
  | { readonly name: 'step'; readonly boundaries: readonly number[]; readonly factor: number }

export type OptimizerSpec = SgdSpec | AdamSpec | AmsgradSpec

interface OptimizerBase {
  readonly learningRate: number
  readonly schedule: Schedule
  /** `box`: after every step x is projected on the problem's domain. */
  readonly projection: 'none' | 'box'
}

export interface SgdSpec extends OptimizerBase {
  readonly name: 'SGD'
  readonly momentum: number
}

interface AdaptiveBase extends OptimizerBase {
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  /** Divide m_t by 1 - beta1^t and v_t by 1 - beta2^t (Kingma & Ba 2015), or not (Reddi et al. 2018). */
  readonly biasCorrection: boolean
  /**
   * Where epsilon stands, v the second moment that divides the step and c_t = 1 - beta2^t its correction (1 without):
   * `outside`: sqrt(v/c_t) + epsilon (PyTorch, optax `eps`);
   * `outside-uncorrected`: (sqrt(v) + epsilon)/sqrt(c_t) (Keras; "epsilon hat" of Kingma & Ba);
   * `inside`: sqrt(v/c_t + epsilon) (optax `eps_root`).
   */
  readonly epsilonPlacement: 'outside' | 'outside-uncorrected' | 'inside'
}

export interface AdamSpec extends AdaptiveBase {
  readonly name: 'Adam'
}

export interface AmsgradSpec extends AdaptiveBase {
  readonly name: 'AMSGrad'
  /**
   * Which v is maximised: `uncorrected`: vhat_t = max(vhat_{t-1}, v_t), corrected afterwards with the current factor
   * (Keras, PyTorch); `corrected`: vhat_t = max(vhat_{t-1}, v_t/(1 - beta2^t)) (optax). The same without bias correction.
   */
  readonly maximum: 'uncorrected' | 'corrected'
}
