import { withPlaces } from '../../claims/pointerSet'
import type { ArmFile, ClassificationFile, ClassificationProfileFile } from './types'

/** Of an experiment's file with an arm's overrides: what is still to be resolved. */
type Overridable = Pick<ClassificationFile, 'data' | 'model' | 'loss' | 'training' | 'optimizer'>

/** What an arm, or a setting of the grid, may set by a pointer. */
export const OVERRIDABLE = ['optimizer', 'model', 'loss', 'data', 'training'] as const

/**
 * An experiment's file as an arm has it: data and training key by key, optimizer, model and loss as a whole, then what its
 * pointers set.
 */
export function underArm(file: ClassificationFile, { set = {}, ...arm }: ArmFile): ClassificationFile {
  const { optimizer = file.optimizer, model = file.model, loss = file.loss } = arm
  const merged: Overridable = {
    data: { ...file.data, ...arm.data },
    model,
    training: { ...file.training, ...arm.training },
    ...(loss !== undefined && { loss }),
    ...(optimizer !== undefined && { optimizer })
  }
  return { ...file, ...(withPlaces(merged, set) as Overridable) }
}

/** An experiment's file with what a profile overrides of all its arms. */
export function atProfile(
  file: ClassificationFile,
  { trainImages = file.data.trainImages, epochs = file.training.epochs, grid = file.grid }: ClassificationProfileFile
): ClassificationFile {
  return {
    ...file,
    data: { ...file.data, ...(trainImages !== undefined && { trainImages }) },
    training: { ...file.training, epochs },
    ...(grid !== undefined && { grid })
  }
}
