import type { DatasetFacts } from '../../claims/datasets'
import { PROFILE_NAMES, type ProfileName } from '../../claims/types'
import { InputError } from '../../errors'
import { mapValues } from '../../json/mapValues'
import type { ArmOverrides, ClassificationExperiment, ClassificationProfile, NetworkKind } from './types'

/**
 * The experiment on another dataset: its splits are cut to what that has (the validation images in proportion, before the
 * others), and every profile says so in its departure.
 *
 * @throws InputError where it has too few images
 */
export function onDataset<Kind extends NetworkKind>(
  experiment: ClassificationExperiment<Kind>,
  original: DatasetFacts,
  substitute: string,
  facts: DatasetFacts
): ClassificationExperiment<Kind> {
  const { data, profiles } = experiment
  const share = Math.min(1, facts.trainingImages / original.trainingImages)
  const cutValidation = (images: number) => Math.floor(images * share)
  const mostBeside = (validationImages: number) => facts.trainingImages - cutValidation(validationImages)
  requireBatches(experiment, substitute, mostBeside)
  const cut = (images: number) => Math.min(images, mostBeside(data.validationImages))
  // What is standardised is in no unit of its pixels.
  const scaleOn = ({ standardise = [] }: Data, pixelScale: number) =>
    standardise.includes('inputs') ? pixelScale : (pixelScale * facts.maxPixel) / original.maxPixel
  const newData: Data = {
    ...data,
    dataset: substitute,
    trainImages: cut(data.trainImages),
    validationImages: cutValidation(data.validationImages),
    testImages: Math.min(data.testImages, facts.testImages),
    pixelScale: scaleOn(data, data.pixelScale)
  }
  // What is inherited is cut where it stands, by the validation images there.
  const dataOn = (own: Partial<Data>, inherited: Pick<Data, 'trainImages' | 'validationImages'>): Partial<Data> => {
    const before = own.trainImages ?? inherited.trainImages
    const trainImages = Math.min(before, mostBeside(own.validationImages ?? inherited.validationImages))
    return {
      ...own,
      ...((own.trainImages !== undefined || trainImages < before) && { trainImages }),
      ...(own.validationImages !== undefined && { validationImages: cutValidation(own.validationImages) }),
      ...(own.testImages !== undefined && { testImages: Math.min(own.testImages, facts.testImages) }),
      ...(own.pixelScale !== undefined && { pixelScale: scaleOn({ ...data, ...own }, own.pixelScale) })
    }
  }
  const armOn = <Arm extends ArmOverrides>(
    arm: Arm,
    trainImages = newData.trainImages,
    validationImages = data.validationImages
  ): Arm => {
    const own = dataOn(arm.data ?? {}, { trainImages, validationImages })
    return Object.keys(own).length === 0 ? arm : { ...arm, data: own }
  }
  const arms = mapValues(experiment.arms, (arm) => armOn(arm))
  const profileOn = (name: ProfileName) => {
    const { departure, ...overrides }: ClassificationProfile = profiles[name] ?? { departure: null }
    const trainImages = overrides.trainImages ?? data.trainImages
    const words = departureWords(data, { ...newData, trainImages: cut(trainImages) }, trainImages)
    const cutImages = overrides.trainImages === undefined ? {} : { trainImages: cut(overrides.trainImages) }
    const special = mapValues(experiment.arms, ({ data: own }, arm) =>
      armOn(
        overrides.arms?.[arm] ?? {},
        cutImages.trainImages ?? arms[arm]!.data?.trainImages ?? newData.trainImages,
        own?.validationImages
      )
    )
    const stated = Object.entries(special).filter(
      ([arm, own]) => overrides.arms?.[arm] !== undefined || Object.keys(own).length > 0
    )
    const armsThere = stated.length === 0 ? {} : { arms: Object.fromEntries(stated) }
    const said = departure === null ? words : `${words}; ${departure}`
    return [name, { ...overrides, ...cutImages, ...armsThere, departure: said }]
  }
  return {
    ...experiment,
    data: newData,
    arms,
    profiles: Object.fromEntries(PROFILE_NAMES.map(profileOn))
  }
}

type Data = ClassificationExperiment['data']

/** @throws InputError where the images that are left beside an arm's validation images do not fill one of its batches */
function requireBatches(
  { id, data, training, arms, grid, profiles }: ClassificationExperiment,
  substitute: string,
  mostBeside: (validationImages: number) => number
): void {
  for (const profile of [{}, ...Object.values(profiles)] as readonly Partial<ClassificationProfile>[]) {
    const batchSizes = (profile.grid ?? grid)['/training/batchSize'] as readonly number[] | undefined
    for (const [name, arm] of Object.entries(arms)) {
      const own = profile.arms?.[name]
      const batchSize = own?.training?.batchSize ?? arm.training?.batchSize ?? training.batchSize
      const largest = Math.max(...(batchSizes ?? [batchSize]))
      const most = mostBeside(own?.data?.validationImages ?? arm.data?.validationImages ?? data.validationImages)
      if (most >= largest) continue
      throw new InputError(`${substitute} has too few images for experiment ${id}`, {
        where: '--data',
        expected: `at least ${largest} training images, the batch size`,
        received: String(most)
      })
    }
  }
}

/** `cifar10-jpeg instead of cifar10, with 18000 training images instead of 45000` */
function departureWords(before: Data, after: Data, trainImages: number): string {
  const numbers = [
    ['training', trainImages, after.trainImages],
    ['validation', before.validationImages, after.validationImages],
    ['test', before.testImages, after.testImages]
  ] as const
  const cuts = numbers
    .filter(([, was, is]) => was !== is)
    .map(([split, was, is]) => `${is} ${split} images instead of ${was}`)
  return [
    `${after.dataset} instead of ${before.dataset}`,
    ...(cuts.length === 0 ? [] : [`with ${cuts.join(', ')}`])
  ].join(', ')
}
