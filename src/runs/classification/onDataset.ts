import type { DatasetFacts } from '../../claims/datasets'
import { PROFILE_NAMES, type ProfileName } from '../../claims/types'
import { InputError } from '../../errors'
import { mapValues } from '../../json/mapValues'
import type { ArmOverrides, ClassificationExperiment, ClassificationProfile } from './types'

/**
 * The experiment on another dataset: its splits are cut to what that has (the validation images in proportion, before the
 * others), and every profile says so in its departure.
 *
 * @throws InputError where it has too few images
 */
export function onDataset(
  experiment: ClassificationExperiment,
  original: DatasetFacts,
  substitute: string,
  facts: DatasetFacts
): ClassificationExperiment {
  const { data, profiles } = experiment
  const share = Math.min(1, facts.trainingImages / original.trainingImages)
  const validationImages = Math.floor(data.validationImages * share)
  const most = facts.trainingImages - validationImages
  const cut = (images: number) => Math.min(images, most)
  if (most < experiment.training.batchSize) {
    throw new InputError(`${substitute} has too few images for experiment ${experiment.id}`, {
      where: '--data',
      expected: `at least ${experiment.training.batchSize} training images, the batch size`,
      received: String(most)
    })
  }
  const newData: Data = {
    ...data,
    dataset: substitute,
    trainImages: cut(data.trainImages),
    validationImages,
    testImages: Math.min(data.testImages, facts.testImages),
    pixelScale: (data.pixelScale * facts.maxPixel) / original.maxPixel
  }
  const dataOn = (own: Partial<Data>): Partial<Data> => ({
    ...own,
    ...(own.trainImages !== undefined && { trainImages: cut(own.trainImages) }),
    ...(own.validationImages !== undefined && { validationImages: Math.floor(own.validationImages * share) }),
    ...(own.testImages !== undefined && { testImages: Math.min(own.testImages, facts.testImages) }),
    ...(own.pixelScale !== undefined && { pixelScale: (own.pixelScale * facts.maxPixel) / original.maxPixel })
  })
  const armOn = <Arm extends ArmOverrides>(arm: Arm): Arm =>
    arm.data === undefined ? arm : { ...arm, data: dataOn(arm.data) }
  const profileOn = (name: ProfileName) => {
    const { departure, ...overrides }: ClassificationProfile = profiles[name] ?? { departure: null }
    const trainImages = overrides.trainImages ?? data.trainImages
    const words = departureWords(data, { ...newData, trainImages: cut(trainImages) }, trainImages)
    const cutImages = overrides.trainImages === undefined ? {} : { trainImages: cut(overrides.trainImages) }
    const arms = overrides.arms === undefined ? {} : { arms: mapValues(overrides.arms, armOn) }
    const said = departure === null ? words : `${words}; ${departure}`
    return [name, { ...overrides, ...cutImages, ...arms, departure: said }]
  }
  return {
    ...experiment,
    data: newData,
    arms: mapValues(experiment.arms, armOn),
    profiles: Object.fromEntries(PROFILE_NAMES.map(profileOn))
  }
}

type Data = ClassificationExperiment['data']

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
