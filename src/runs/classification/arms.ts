import { resolveLayer, resolveLoss } from '../../claims/layers'
import { withPlaces } from '../../claims/pointerSet'
import type { ProfileName, Setting } from '../../claims/types'
import { mapValues } from '../../json/mapValues'
import { type OptimizerSpec, withoutNeutral } from '../../optim/presets'
import type { RunChoice } from '../types'
import type { ArmOverrides, ClassificationArm, ClassificationExperiment, DataSpec, NetworkKind } from './types'

/** All that decides the runs of an arm, but the seeds and the engine. */
export type ArmProtocol = Pick<ClassificationExperiment, 'data' | 'model' | 'loss' | 'training'> & {
  readonly optimizer: OptimizerSpec
}

/** The experiment as an arm runs it: what the arm overrides stands in the experiment's own fields. */
export function ofArm<Kind extends NetworkKind>(
  experiment: ClassificationExperiment<Kind>,
  name: string
): ClassificationExperiment<Kind> {
  const arm = experiment.arms[name]
  if (arm === undefined) throw new Error(`experiment ${experiment.id} has no arm ${name}`)
  return {
    ...experiment,
    data: { ...experiment.data, ...arm.data },
    model: arm.model ?? experiment.model,
    loss: arm.loss ?? experiment.loss,
    training: { ...experiment.training, ...arm.training }
  }
}

/** What an arm runs at a setting of the grid. */
export function protocolOf(
  experiment: ClassificationExperiment,
  { arm, setting }: Pick<RunChoice, 'arm' | 'setting'>
): ArmProtocol {
  const { data, model, loss, training, arms } = ofArm(experiment, arm)
  const protocol = atSetting({ optimizer: arms[arm]!.optimizer, data, model, loss, training }, setting)
  return { ...protocol, data: withoutIdle(protocol.data) }
}

/** Options of the data that do nothing decide nothing: they are in no run's key. */
function withoutIdle({
  subset,
  labelNoise = 0,
  standardise = [],
  augmentation,
  ...data
}: ClassificationExperiment['data']): DataSpec {
  const isMoved = augmentation !== undefined && (augmentation.horizontalFlip || augmentation.shift > 0)
  return {
    ...data,
    ...(subset === 'random' && { subset }),
    ...(labelNoise > 0 && { labelNoise }),
    // In one order, whichever they were written in.
    ...(standardise.length > 0 && { standardise: [...standardise].sort() }),
    ...(isMoved && { augmentation })
  }
}

/** Names are hyperparameters of the optimizer, and pointers lead to whatever else there is. */
function atSetting(protocol: ArmProtocol, setting: Setting): ArmProtocol {
  const named = Object.entries(setting)
  if (named.length === 0) return protocol
  const pointers = named.filter(([name]) => name.startsWith('/'))
  const own = Object.fromEntries(named.filter(([name]) => !name.startsWith('/')))
  // Model and loss are resolved already, where nothing is put into them.
  if (pointers.length === 0) return { ...protocol, optimizer: withoutNeutral({ ...protocol.optimizer, ...own }) }
  const { optimizer, ...rest } = withPlaces(protocol, Object.fromEntries(pointers)) as ArmProtocol
  const layers = rest.model.layers.map(resolveLayer)
  const set = withoutNeutral({ ...optimizer, ...own })
  return { ...rest, optimizer: set, model: { layers }, loss: resolveLoss(rest.loss) }
}

/** The arms at a profile: what it overrides for all of them goes before what they have themselves, and what it gives one last. */
export function armsAtProfile({ arms, profiles }: ClassificationExperiment, profile: ProfileName) {
  const { trainImages, epochs, arms: own = {} } = profiles[profile] ?? {}
  return mapValues(arms, (arm, name): ClassificationArm => {
    const { data, training, ...rest } = arm
    const kept: ArmOverrides = {
      ...withKeys('data', without(data, trainImages === undefined ? null : 'trainImages')),
      ...withKeys('training', without(training, epochs === undefined ? null : 'epochs'))
    }
    return overlaid({ ...rest, ...kept }, own[name] ?? {})
  })
}

function overlaid(arm: ClassificationArm, { data, training, ...rest }: Partial<ClassificationArm>): ClassificationArm {
  return {
    ...arm,
    ...rest,
    ...withKeys('data', { ...arm.data, ...data }),
    ...withKeys('training', { ...arm.training, ...training })
  }
}

function without<T extends object>(section: T = {} as T, key: keyof T | null): Partial<T> {
  return Object.fromEntries(Object.entries(section).filter(([name]) => name !== key)) as Partial<T>
}

/** The section under its name, where anything stands in it. */
function withKeys<Name extends string, T extends object>(name: Name, section: T): { readonly [N in Name]?: T } {
  return (Object.keys(section).length === 0 ? {} : { [name]: section }) as { readonly [N in Name]?: T }
}
