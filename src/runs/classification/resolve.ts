import type { DatasetLookup } from '../../claims/datasets'
import { resolveLayer, resolveLoss } from '../../claims/layers'
import { profileNamesIn } from '../../claims/profileNames'
import type { Arm, Grid, Loss, ProfileName } from '../../claims/types'
import { canonicalJson } from '../../json/canonical'
import { mapValues } from '../../json/mapValues'
import { type OptimizerFile, resolveOptimizer } from '../../optim/presets'
import type { ProfileFile } from '../experiment'
import { resolveProfiles } from '../resolveShared'
import { atProfile, underArm } from './armFile'
import type {
  ArmOverrides,
  ClassificationArm,
  ClassificationExperiment,
  ClassificationFile,
  ClassificationProfile,
  ClassificationProfileFile,
  DataSpec,
  NetworkKind
} from './types'

/** The file, which lint accepted, with every default filled in. */
export function resolveClassification<Kind extends NetworkKind>(
  file: ClassificationFile<Kind>,
  factsOf: DatasetLookup
): ClassificationExperiment<Kind> {
  const own = resolveSections(file, factsOf)
  return {
    id: file.id,
    kind: file.kind,
    description: file.description,
    sourceProtocol: file.sourceProtocol,
    ...own,
    arms: mapValues(file.arms, (arm): ClassificationArm => {
      const whole = underArm(file, arm)
      return { optimizer: optimizerOf(whole), ...differences(resolveSections(whole, factsOf), own) }
    }),
    grid: { ...(file.grid as Grid | undefined) },
    profiles: profilesOf(file, factsOf)
  }
}

type Sections = Pick<ClassificationExperiment, 'data' | 'model' | 'loss' | 'training'>

function resolveSections(file: ClassificationFile, factsOf: DatasetLookup): Sections {
  return {
    data: resolveData(file.data, factsOf),
    model: { layers: file.model.layers.map(resolveLayer) },
    loss: lossOfFile(file),
    training: { ...file.training }
  }
}

/** Of a file as it stands, or with an arm's overrides. */
export function lossOfFile({ kind, loss }: Pick<ClassificationFile, 'kind' | 'loss'>): Loss {
  return resolveLoss(loss ?? (kind === 'regression' ? 'mean_squared_error' : undefined))
}

function optimizerOf({ optimizer }: { readonly optimizer?: OptimizerFile }): Arm['optimizer'] {
  if (optimizer === undefined) throw new Error('lint has not seen to it that every arm has an optimizer')
  return resolveOptimizer(optimizer, 'none')
}

/** What an arm has instead; nothing of what it states to be as it is anyway. */
function differences(arm: Sections, own: Sections): ArmOverrides {
  const data = differingKeys(arm.data, own.data)
  const training = differingKeys(arm.training, own.training)
  return {
    ...(data !== null && { data }),
    ...(isEqual(arm.model, own.model) ? {} : { model: arm.model }),
    ...(isEqual(arm.loss, own.loss) ? {} : { loss: arm.loss }),
    ...(training !== null && { training })
  }
}

function differingKeys<T extends object>(arm: T, own: T): Partial<T> | null {
  const differing = Object.entries(arm).filter(([key, value]) => !isEqual(value, own[key as keyof T]))
  return differing.length === 0 ? null : (Object.fromEntries(differing) as Partial<T>)
}

function isEqual(a: unknown, b: unknown): boolean {
  return b !== undefined && canonicalJson(a) === canonicalJson(b)
}

/** An arm that a profile names has there, beside the profile's own overrides, what the profile gives it. */
function profilesOf(file: ClassificationFile, factsOf: DatasetLookup): ClassificationExperiment['profiles'] {
  const files: Partial<Record<ProfileName, ClassificationProfileFile>> = file.profiles ?? {}
  const profiles = resolveProfiles(files as Partial<Record<ProfileName, ProfileFile<ClassificationProfile>>>)
  const resolved = profileNamesIn(files).map((name): [ProfileName, ClassificationProfile] => {
    const { arms } = files[name]!
    if (arms === undefined) return [name, profiles[name]!]
    const overrides = mapValues(arms, (arm, armName) => {
      const before = atProfile(underArm(file, file.arms[armName]!), files[name]!)
      const after = underArm(before, arm)
      const [was, is] = [optimizerOf(before), optimizerOf(after)]
      const sections = differences(resolveSections(after, factsOf), resolveSections(before, factsOf))
      return { ...(isEqual(is, was) ? {} : { optimizer: is }), ...sections }
    })
    return [name, { ...profiles[name]!, arms: overrides }]
  })
  return Object.fromEntries(resolved)
}

function resolveData(file: ClassificationFile['data'], factsOf: DatasetLookup): DataSpec {
  const facts = factsOf(file.dataset)
  if (facts === null) throw new Error(`lint has not seen to it that the dataset ${file.dataset} is known`)
  const validationImages = file.validationImages ?? facts.defaultValidationImages
  return {
    dataset: file.dataset,
    trainImages: file.trainImages ?? facts.trainingImages - validationImages,
    validationImages,
    testImages: file.testImages ?? facts.testImages,
    // What is standardised is divided already.
    pixelScale: file.pixelScale ?? (file.standardise?.includes('inputs') ? 1 : facts.maxPixel),
    ...(file.subset !== undefined && { subset: file.subset }),
    ...(file.labelNoise !== undefined && { labelNoise: file.labelNoise }),
    ...(file.standardise !== undefined && { standardise: file.standardise }),
    ...(file.augmentation !== undefined && {
      augmentation: { horizontalFlip: false, shift: 0, ...file.augmentation }
    })
  }
}
