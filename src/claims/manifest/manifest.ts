import type { DatasetFacts } from '../datasets'

/** A dataset that claimcheck does not know by itself, described by who has it; every default filled in. */
export interface DatasetManifest {
  readonly name: string
  readonly title: string
  /** One sentence: what it holds. */
  readonly summary: string
  readonly attribution: string
  readonly licence: string
  /** `cifar10-binary`: records of a label byte and the image plane by plane; `csv`: lines of pixels, the label last. */
  readonly layout: 'idx' | 'cifar10-binary' | 'csv'
  readonly numClasses: number
  /** Height, width, channels. */
  readonly imageShape: readonly [number, number, number]
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
  return { maxPixel: 255, validationImages: Math.floor(imagesOf(file, 'training') / 10), ...file }
}

/** What a claim's author has to know of it. */
export function factsOfManifest(manifest: DatasetManifest): DatasetFacts {
  const { numClasses, imageShape, maxPixel, validationImages } = manifest
  return {
    numClasses,
    imageShape,
    trainingImages: imagesOf(manifest, 'training'),
    testImages: imagesOf(manifest, 'test'),
    defaultValidationImages: validationImages,
    maxPixel
  }
}

/** Images of one side; in IDX files only those of the images count, not those of the labels. */
function imagesOf({ files }: Pick<DatasetManifest, 'files'>, split: 'training' | 'test'): number {
  return files
    .filter(({ role }) => role === split || role === `${split}-images`)
    .reduce((sum, { images }) => sum + images, 0)
}
