import { type DatasetManifest, imageShapeOf, type ManifestFile, targetsOf } from '../claims/manifest/manifest'
import { cifar10File, idxFile } from './fileDescriptions'
import type { DatasetDescription, FileDescription } from './types'

/** The dataset that a manifest describes; only the user has it. */
export function describeManifest(manifest: DatasetManifest): DatasetDescription {
  const { name, title, summary, attribution, licence, numFeatures, maxPixel } = manifest
  const imageShape = imageShapeOf(manifest)
  const targets = targetsOf(manifest)
  const features = numFeatures === undefined ? {} : { numFeatures }
  const common = { name, title, summary, attribution, licence, ...targets, imageShape, ...features } as const
  if (manifest.layout === 'idx') {
    // Its check has seen to it that there is one file of each role.
    const file = (role: ManifestFile['role'], inner: readonly number[], areNumbers: boolean) => {
      const { name: fileName, images, sha256 } = manifest.files.find((candidate) => candidate.role === role)!
      return idxFile(fileName, [images, ...inner], sha256, 0, areNumbers ? 'float32' : undefined)
    }
    const [height, width, channels] = imageShape
    const pixels = channels === 1 ? [height, width] : imageShape
    const image = [numFeatures === undefined ? pixels : [numFeatures], numFeatures !== undefined] as const
    const { numTargets } = targets
    const label = [numTargets === undefined ? [] : [numTargets], numTargets !== undefined] as const
    const files = {
      trainingImages: file('training-images', ...image),
      trainingLabels: file('training-labels', ...label),
      testImages: file('test-images', ...image),
      testLabels: file('test-labels', ...label)
    }
    return { ...common, format: 'idx', files, addresses: [] }
  }
  const filesWith = (role: ManifestFile['role']) =>
    manifest.files.filter((file) => file.role === role).map((file) => describeFile(manifest, file))
  const files = { training: filesWith('training'), test: filesWith('test') }
  return { ...common, format: 'batches', files, maxPixel, archive: null }
}

function describeFile(manifest: DatasetManifest, { name, images, sha256, bytes }: ManifestFile): FileDescription {
  if (manifest.layout === 'csv') {
    return { name, bytes: bytes!, sha256, layout: { kind: 'csv', rows: images }, downloadBytes: 0 }
  }
  return cifar10File(name, images, sha256, manifest.imageShape, manifest.numClasses)
}
