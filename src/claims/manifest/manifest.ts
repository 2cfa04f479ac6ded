import type { DatasetFacts, DatasetTargets } from '../datasets'

/** A dataset that claimcheck does not know by itself, described by who has it; every default filled in. */
export interface DatasetManifest {
  readonly name: string
  readonly title: string
  /** One sentence: what it holds. */
  readonly summary: string
  readonly attribution: string
  readonly licence: string
  /** `cifar10-binary`: records of a label byte and the image plane by plane; `csv`: lines of pixels or features, the label or the target last. */
  readonly layout: 'idx' | 'cifar10-binary' | 'csv'
  /** Of targets that are classes. */
  readonly numClasses?: number
  /** Of targets that are numbers: how many each is. */
  readonly numTargets?: number
  /** Height, width, channels, of pixels. */
  readonly imageShape?: readonly [number, number, number]
  /** Instead: how many numbers a row has. */
  readonly numFeatures?: number
  readonly maxPixel: number
  readonly validationImages: number
  readonly files: readonly ManifestFile[]
}

export interface ManifestFile {
  /** Of the uncompressed file. */
  readonly name: string
  readonly role: 'training' | 'test' | 'training-images' | 'training-labels' | 'test-images' | 'test-labels'
  readonly images: number
  /** SHA-256 of the uncompressed content. */
  readonly sha256: string
  /** Size of the uncompressed content; stated for CSV only, elsewhere it follows from the images. */
  readonly bytes?: number
}

/** As it stands in its file, after the schema accepted it. */
export type ManifestDocument = Omit<DatasetManifest, 'maxPixel' | 'validationImages'> &
  Partial<Pick<DatasetManifest, 'maxPixel' | 'validationImages'>> & { readonly $schema?: string }

export function resolveManifest({ $schema: _, ...file }: ManifestDocument): DatasetManifest {
  const maxPixel = file.numFeatures === undefined ? 255 : 1
  return { maxPixel, validationImages: Math.floor(imagesOf(file, 'training') / 10), ...file }
}

/** What a claim's author has to know of it. */
export function factsOfManifest(manifest: DatasetManifest): DatasetFacts {
  const { maxPixel, validationImages } = manifest
  return {
    ...targetsOf(manifest),
    imageShape: imageShapeOf(manifest),
    trainingImages: imagesOf(manifest, 'training'),
    testImages: imagesOf(manifest, 'test'),
    defaultValidationImages: validationImages,
    maxPixel
  }
}

export function targetsOf({ numClasses = 0, numTargets }: DatasetManifest): DatasetTargets {
  return numTargets === undefined ? { numClasses } : { numClasses, numTargets }
}

/** Features are a line of pixels of any value. */
export function imageShapeOf({ imageShape, numFeatures = 1 }: DatasetManifest): DatasetFacts['imageShape'] {
  return imageShape ?? [1, numFeatures, 1]
}

/** Images of one side; in IDX files only those of the images count, not those of the labels. */
function imagesOf({ files }: Pick<DatasetManifest, 'files'>, split: 'training' | 'test'): number {
  return files
    .filter(({ role }) => role === split || role === `${split}-images`)
    .reduce((sum, { images }) => sum + images, 0)
}
