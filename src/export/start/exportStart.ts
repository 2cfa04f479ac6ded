import { axesOf } from '../../claims/grid'
import { type Parameter, parametersOf } from '../../claims/network/parameters'
import type { Network } from '../../claims/network/resolveNetwork'
import type { ProfileName } from '../../claims/types'
import { datasetDigest } from '../../data/digest'
import { loadDataset } from '../../data/load'
import { drawsImages, splitDataset } from '../../data/split'
import type { LabeledImages } from '../../data/types'
import { initialParameters } from '../../engine/training/initialParameters'
import { epochMinibatches, numStepsPerEpoch } from '../../engine/training/minibatches'
import { InputError, UnavailableError } from '../../errors'
import { digestOf } from '../../json/canonical'
import { type Claim, needsOf } from '../../kinds'
import { loadClaims } from '../../load/load'
import { type Substitutions, substituteData } from '../../load/substituteData'
import { judgementRoles, tuningOf } from '../../plan/roles'
import { randomStream } from '../../random/streams'
import { ANY_ENGINE } from '../../runs/anyEngine'
import { networkOf } from '../../runs/classification/networkOf'
import type { ClassificationRunSpec } from '../../runs/classification/types'
import { applyProfile, seedBudget } from '../../runs/profiles'
import { resolveRunSpec } from '../../runs/resolveRunSpec'
import { type Experiment, runKindOf } from '../../runs/runKinds'
import { missingDataOf } from '../../verify/missingData'
import { selectClaims } from '../../verify/select'
import { ExportFolder } from '../exportFolder'
import { encodeNpy } from './npy'

export interface StartOptions {
  readonly claimsRoot: string
  /** Id of a claim whose runs train a network. */
  readonly claim: string
  readonly profile: ProfileName
  readonly firstSeed: number
  /** How many; null for as many as the claim may use. */
  readonly seeds: number | null
  readonly substitutions?: Substitutions
  /** Whose start; null where all arms start alike. */
  readonly arm: string | null
}

export interface ExportedStart {
  /** Paths, relative to the folder, with forward slashes. */
  readonly written: readonly string[]
  readonly seeds: readonly number[]
  /** What a run draws that is not written. */
  readonly notWritten: readonly string[]
}

/**
 * Writes what the runs of a claim start from, for a program that is to train the same runs by other means: the initial
 * parameters of each seed (`seed<n>/<layer>-<parameter>.npy`, float32 in the shapes of Keras, layers that have any counted from 0), its minibatches
 * (`seed<n>/minibatches.npy`, uint32 [epochs, updates an epoch, batch size], indices of training images), the images and
 * labels of the splits (`data/<split>-images.npy`, uint8 or, of features, float32, and `-labels.npy`), and `start.json`, which says the rest. Where
 * the seed draws training images or their labels (`subset`, `labelNoise` in `start.json`), those of each stand in its own
 * folder: `seed<n>/training-images.npy` and `-labels.npy`.
 *
 * @param folder new or empty
 * @throws InputError where no single claim is named, its runs train no network, its arms start differently and none is
 *   named, or what they start from is a setting that is tuned or mapped; UnavailableError where its data is not here
 * @throws InfrastructureError where the folder cannot be written
 */
export function exportStart(folder: string, options: StartOptions): ExportedStart {
  const specs = startsOf(options)
  const [first] = specs as [ClassificationRunSpec, ...ClassificationRunSpec[]]
  const { network } = networkOf(first)
  const target = new ExportFolder(folder)
  const { data, model, loss, training } = first
  const dataset = loadDataset(data.dataset)
  const { training: images, validation, test } = splitDataset(dataset, data, first.seeds.problem)
  const others = { validation, test }
  const seeds = specs.map(({ seeds: { init } }) => init)
  const parameters = filesOf(network).map(({ file, shape, trained }) => ({ file, shape, trained }))
  target.write('start.json', `${JSON.stringify({ data, model, loss, training, parameters, seeds }, null, 2)}\n`)
  const shared = drawsImages(data) ? others : { training: images, ...others }
  for (const [split, its] of Object.entries(shared)) writeImages(target, `data/${split}`, its, network)
  for (const spec of specs) {
    writeSeed(target, spec, network)
    if (!drawsImages(data)) continue
    const { training: own } = splitDataset(dataset, data, spec.seeds.problem)
    writeImages(target, `seed${spec.seeds.init}/training`, own, network)
  }
  const drops = network.layers.some(({ kind }) => kind === 'dropout')
  return {
    written: target.written,
    seeds,
    notWritten: [...(drops ? ['dropout masks'] : []), ...(data.augmentation ? ['how images are moved'] : [])]
  }
}

function writeImages(
  target: ExportFolder,
  name: string,
  { count, pixels, labels }: LabeledImages,
  { input, targets, numClasses }: Network
): void {
  target.write(`${name}-images.npy`, encodeNpy(pixels, [count, ...input]))
  target.write(`${name}-labels.npy`, encodeNpy(labels, targets === 'numbers' ? [count, numClasses] : [count]))
}

function writeSeed(target: ExportFolder, { data, training, seeds }: ClassificationRunSpec, network: Network): void {
  const folder = `seed${seeds.init}`
  const values = initialParameters(network, randomStream(seeds.init, 'init'))
  for (const [index, { file, shape }] of filesOf(network).entries()) {
    target.write(`${folder}/${file}`, encodeNpy(Float32Array.from(values[index]!), shape))
  }
  const numSteps = numStepsPerEpoch(data.trainImages, training.batchSize)
  const batches = new Uint32Array(training.epochs * numSteps * training.batchSize)
  const order = randomStream(seeds.order, 'order')
  for (let epoch = 0, at = 0; epoch < training.epochs; epoch += 1) {
    for (const batch of epochMinibatches(data.trainImages, training.batchSize, order)) {
      batches.set(batch, at)
      at += batch.length
    }
  }
  target.write(`${folder}/minibatches.npy`, encodeNpy(batches, [training.epochs, numSteps, training.batchSize]))
}

/** `0-kernel.npy` of the first layer that has parameters. */
function filesOf(network: Network): readonly (Parameter & { readonly file: string })[] {
  const parameters = parametersOf(network)
  const layers = [...new Set(parameters.map(({ layer }) => layer))]
  return parameters.map((each) => ({ ...each, file: `${layers.indexOf(each.layer)}-${each.role}.npy` }))
}

/** A run of each seed. */
function startsOf({ claim: name, arm, ...options }: StartOptions): ClassificationRunSpec[] {
  const { claim, experiment } = claimOf(name, options)
  requireOneStart(claim, experiment)
  const count = options.seeds ?? seedBudget(claim, experiment, options.profile).max
  const digest = runKindOf(experiment).dataDigest(experiment, datasetDigest)
  const roles = judgementRoles(claim, experiment, new Map(), { first: options.firstSeed, count })
  const arms = [...new Set(roles.map((role) => role.arm))]
  if (arm !== null && !arms.includes(arm)) throw unknownArm(arm, arms)
  const specs = roles
    .filter((role) => arm === null || role.arm === arm)
    .map((role) => resolveRunSpec(experiment, role, ANY_ENGINE, digest) as ClassificationRunSpec)
  const starts = new Map(specs.map((spec) => [digestOf(startOf(spec)), spec]))
  const bySeed = new Map([...starts.values()].map((spec) => [spec.seeds.init, spec]))
  if (bySeed.size === starts.size) return [...bySeed.values()]
  throw new InputError('the arms of the claim start differently', {
    where: claim.id,
    expected: 'one network, one order of the same images, whatever the arm',
    received: `arms ${arms.join(', ')}, which differ in more than the optimizer`,
    remedy: `write one of them at a time: --arm ${arms[0]}`
  })
}

/** What a setting changes outside the optimizer changes what its runs start from, and no setting is chosen here. */
function requireOneStart(claim: Claim, experiment: Experiment): void {
  const isTuned = tuningOf(claim) !== null
  const needs = needsOf(claim.hypothesis)
  const grid = runKindOf(experiment).grid(experiment)
  const axes = axesOf(grid)
    .filter((axis) => axis.startsWith('/') && !axis.startsWith('/optimizer/'))
    .filter((axis) => isTuned || (needs.everySetting === true && grid[axis]!.length > 1))
  if (axes.length === 0) return
  throw new InputError('the start of the runs depends on their setting of the grid', {
    where: claim.id,
    expected: 'a grid of settings of the optimizer, or arms as they stand',
    received: `a claim that ${isTuned ? 'is tuned over' : 'runs every setting of'} ${axes.join(', ')}`,
    remedy: 'name a claim without a tuning whose arms have the setting, or take these axes out of the grid'
  })
}

function startOf({ data, model, loss, training, seeds }: ClassificationRunSpec) {
  return { data, model, loss, training, seeds }
}

function claimOf(
  name: string,
  { claimsRoot, profile, substitutions }: Pick<StartOptions, 'claimsRoot' | 'profile' | 'substitutions'>
): { readonly claim: Claim; readonly experiment: Experiment } {
  const { loaded } = substituteData(loadClaims(claimsRoot), substitutions ?? {})
  const [claim, ...others] = selectClaims(loaded.claims, [name]).named
  const experiment = claim?.experiment ? loaded.experiments.get(claim.experiment)! : null
  const isNetwork = experiment?.kind === 'classification' || experiment?.kind === 'regression'
  if (claim === undefined || others.length > 0 || !isNetwork) {
    throw new InputError('there is nothing to start from', {
      where: name,
      expected: 'the id of one claim whose runs train a network',
      received: experiment === null ? 'no single claim with runs' : `an experiment of kind ${experiment.kind}`,
      remedy: 'name a claim with an experiment of kind classification or regression'
    })
  }
  const missing = missingDataOf(experiment, loaded.datasets)
  if (missing === null) return { claim, experiment: applyProfile(experiment, profile) }
  throw new UnavailableError(`the data of ${claim.id} is not here`, {
    received: missing.reason,
    remedy: missing.remedy
  })
}

function unknownArm(arm: string, arms: readonly string[]): InputError {
  return new InputError('the claim has no such arm', {
    where: '--arm',
    expected: arms.join(' or '),
    received: arm,
    remedy: 'name one of them'
  })
}
