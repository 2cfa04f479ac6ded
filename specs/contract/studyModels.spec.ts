import { parametersOf } from '../../src/claims/network/parameters'
import { initialParameters } from '../../src/engine/training/initialParameters'
import type { OptimizerSpec } from '../../src/optim/presets'
import { randomStream } from '../../src/random/streams'
import type { LossAndGradients, Parameters } from '../reference/network'
import { evaluate, networkOf, referenceUpdates } from '../reference/training'
import { askForParameters, outcomeOf, resultOf } from './support/askEngine'
import { describeEngines } from './support/engineVariants'
import { type ForcedRun, forcedRun, onFirstMinibatch, seenOf } from './support/forcedGradients'
import { inputsDigest } from './support/modelInputs'
import { digestError, type PytorchPoint, pytorchFixture } from './support/pytorchFixture'
import { FULL_MODELS, STUDY_MODELS, type StudyModel } from './support/studyModels'
import { ADAM, AMSGRAD, SGD } from './support/trainingSpecs'

/**
 * The reference against PyTorch, both in float64; they add in different orders. Measured: losses of a hundred updates 5e-15,
 * gradients 1e-13, the loss on the test images 2e-11. That is Adam's doing: a bias before a batch normalisation has no
 * gradient but rounding, and Adam divides it by its own size. Only the running statistics see such a bias.
 */
const FLOAT64_TOLERANCE = 1e-10

/** As in `engineLayers.spec.ts`; that the points are rounded to float32 adds little. Measured: 4.7e-6 and 1.1e-6. */
const GRADIENT_TOLERANCE = 1e-5
const LOSS_TOLERANCE = 5e-6

/**
 * Of the losses of a training in float32. Adam turns gradients that are nothing but rounding into steps, so trainings part in
 * the end: those with batch normalisation by 1e-4 after a hundred updates, so the convolutional ones end after 20.
 * Measured: 7e-7.
 */
const TRAINING_TOLERANCE = 5e-6

const fixture = pytorchFixture()
const POINTS = [1, 10, 100]
const OPTIMIZERS: Record<string, OptimizerSpec> = { Adam: ADAM, AMSGrad: AMSGRAD }

interface Path {
  readonly losses: readonly number[]
  /** Before the updates of `POINTS`. */
  readonly points: ReadonlyMap<number, Parameters>
  readonly last: Parameters
}

const paths = new Map<string, Path>()

/** The reference's training of a model, computed once for all who ask. */
function referencePath(name: string, optimizerName: string): Path {
  const key = `${name} ${optimizerName}`
  const known = paths.get(key)
  if (known !== undefined) return known
  const { spec, dataset } = withOptimizer(STUDY_MODELS[name]!, optimizerName)
  const losses: number[] = []
  const points = new Map<number, Parameters>()
  let last: Parameters = []
  for (const { step, parameters, loss, updated } of referenceUpdates(spec, dataset)) {
    losses.push(loss)
    if (POINTS.includes(step)) points.set(step, parameters)
    last = updated
  }
  const path = { losses, points, last }
  paths.set(key, path)
  return path
}

describe('the float64 reference and PyTorch', () => {
  test.each(Object.entries({ ...STUDY_MODELS, ...FULL_MODELS }))(
    '%s: the fixture is of the same inputs',
    (name, model) => {
      // If not, run scripts/golden/networks.py.
      expect(inputsDigest(model)).toBe((fixture.narrow[name] ?? fixture.full[name])?.digest)
    }
  )

  describe.each(Object.entries(STUDY_MODELS))('%s', (name, model) => {
    test.each(Object.keys(OPTIMIZERS))('a hundred updates with %s', (optimizerName) => {
      const expected = fixture.narrow[name]!.runs[optimizerName]!
      const { losses, points, last } = referencePath(name, optimizerName)
      expect(relativeError(losses, expected.losses)).toBeLessThan(FLOAT64_TOLERANCE)
      const { 'test.loss': testLoss } = evaluate(model.spec, model.dataset, last)
      expect(relativeError([testLoss!], [expected.testLoss])).toBeLessThan(FLOAT64_TOLERANCE)
      for (const step of POINTS) {
        const { loss, gradients } = onFirstMinibatch(model.spec, model.dataset, points.get(step)!)
        const point = expected.points[step]!
        expect(relativeError([loss], [point.loss])).toBeLessThan(FLOAT64_TOLERANCE)
        expect(pytorchError(model, gradients, point)).toBeLessThan(FLOAT64_TOLERANCE)
      }
    })
  })
})

describeEngines("the study's models", (variant) => {
  // Convolutions in plain JavaScript take seconds; `engineLayers.spec.ts` has them all.
  const isSlow = variant.choice === 'cpu'
  const models = Object.entries(STUDY_MODELS).filter(([name]) => !(isSlow && name.startsWith('cifarnet')))
  describe.each(models)('%s', (name, model) => {
    test("loss and gradients at the reference's parameters before updates 1, 10 and 100 are PyTorch's", () => {
      const { spec, dataset } = shortened(model, 2)
      const path = referencePath(name, 'AMSGrad')
      const points = POINTS.map((step) => fixture.narrow[name]!.runs.AMSGrad!.points[step]!)
      const forced = POINTS.map((step, i) => forcedAt({ spec, dataset }, path.points.get(step)!, points[i]!))
      const cohort = { dataset, specs: forced.map((run) => run.spec), from: forced.map(({ from }) => from), due: 1 }
      const answer = resultOf(askForParameters(variant, [cohort])[0])
      points.forEach((expected, index) => {
        const { loss, gradients } = seenOf(forced[index]!, dataset, answer, index)
        const e = pytorchError(model, gradients, expected)
        expect(relativeError([loss], [expected.loss])).toBeLessThan(LOSS_TOLERANCE)
        expect(e).toBeLessThan(GRADIENT_TOLERANCE)
      })
    })

    test("losses of the updates with Adam and AMSGrad are PyTorch's", () => {
      const cut = shortened(model, name.startsWith('cifarnet') || isSlow ? 20 : 100)
      const specs = Object.keys(OPTIMIZERS).map((optimizerName) => withOptimizer(cut, optimizerName).spec)
      const [answer] = askForParameters(variant, [{ dataset: cut.dataset, specs }])
      Object.keys(OPTIMIZERS).forEach((optimizerName, index) => {
        const { values } = outcomeOf(resultOf(answer).outcomes[index]).metrics['train.runningLoss']!
        expect(values.length).toBe(cut.spec.training.epochs)
        const expected = fixture.narrow[name]!.runs[optimizerName]!.losses.slice(0, values.length)
        expect(relativeError(values, expected)).toBeLessThan(TRAINING_TOLERANCE)
      })
    })
  })

  // One update in full width takes the portable backends of TensorFlow.js a second.
  const fullWidth = variant.choice === 'wasm' || isSlow ? test.skip.each : test.each
  fullWidth(Object.entries(FULL_MODELS))("%s: gradients and a short training are PyTorch's", (name, model) => {
    const expected = fixture.full[name]!
    const { spec, dataset } = shortened(model, 2)
    const initial = initialParameters(networkOf(spec, dataset), randomStream(spec.seeds.init, 'init'))
    const forced = forcedAt({ spec, dataset }, initial, expected.first)
    const training = { ...model.spec, optimizer: { ...SGD, learningRate: model.spec.optimizer.learningRate } }
    const [probe, trained] = askForParameters(variant, [
      { dataset, specs: [forced.spec], from: [forced.from], due: 1 },
      { dataset, specs: [training] }
    ]).map(resultOf)
    const { metrics } = outcomeOf(trained!.outcomes[0])
    const e = pytorchError(model, seenOf(forced, dataset, probe!, 0).gradients, expected.first)
    expect(e).toBeLessThan(GRADIENT_TOLERANCE)
    expect(relativeError(metrics['train.runningLoss']!.values, expected.losses)).toBeLessThan(LOSS_TOLERANCE)
    expect(relativeError(metrics['test.loss']!.values.slice(-1), [expected.testLoss])).toBeLessThan(LOSS_TOLERANCE)
  })
})

function shortened({ spec, dataset }: StudyModel, epochs: number): StudyModel {
  return { dataset, spec: { ...spec, training: { ...spec.training, epochs } } }
}

function withOptimizer({ spec, dataset }: StudyModel, name: string): StudyModel {
  const { learningRate } = spec.optimizer
  return { dataset, spec: { ...spec, optimizer: { ...OPTIMIZERS[name]!, learningRate } } }
}

function forcedAt({ spec, dataset }: StudyModel, at: Parameters, { tensors }: PytorchPoint): ForcedRun {
  const described = parametersOf(networkOf(spec, dataset))
  return forcedRun(
    spec,
    at,
    described.map(({ name }) => tensors[name]?.largest ?? null)
  )
}

/** The largest `digestError` over the trained parameters, which must be the same as PyTorch's. */
function pytorchError(
  { spec, dataset }: StudyModel,
  gradients: LossAndGradients['gradients'],
  { tensors }: PytorchPoint
): number {
  const described = parametersOf(networkOf(spec, dataset))
  expect(Object.keys(tensors)).toEqual(described.flatMap(({ name, trained }) => (trained ? [name] : [])))
  const errors = described.flatMap(({ name, trained }, i) =>
    trained ? [digestError(gradients[i]!, tensors[name]!)] : []
  )
  return Math.max(...errors)
}

function relativeError(actual: readonly number[], expected: readonly number[]): number {
  return actual.length === expected.length
    ? Math.max(...actual.map((value, i) => Math.abs(value / expected[i]! - 1)))
    : Number.NaN
}
