import type { DatasetTargets } from '../claims/datasets'
import type { DataEnvironment } from '../claims/manifest/places'
import type { DatasetName } from '../claims/types'

export type { DataEnvironment }

/** Values of images, one image after the other: bytes, or numbers where a dataset has such. */
export type ImageValues = Uint8Array | Float32Array

/** Images of one file, not yet scaled. */
export interface LabeledImages {
  readonly count: number
  /** `count x height x width x channels`: row by row, channels last. Numbers of a dataset of features. */
  readonly pixels: ImageValues
  /** `count` class indices, or `count x numTargets` numbers. */
  readonly labels: ImageValues
}

/** A verified dataset in memory. Its arrays are shared by everyone who loads it in this process: nobody writes to them. */
export interface Dataset extends DatasetTargets {
  readonly name: DatasetName
  /** SHA-256 over the canonical JSON of {file: SHA-256 of its uncompressed content}. */
  readonly digest: string
  /** Height, width, channels. */
  readonly imageShape: readonly [number, number, number]
  readonly trainingFile: LabeledImages
  readonly testFile: LabeledImages
}

/** The images that a run uses: views on the dataset's arrays. */
export interface DatasetSplits {
  readonly training: LabeledImages
  readonly validation: LabeledImages
  readonly test: LabeledImages
  /** Of targets that are numbers: what one of each has to be multiplied with to be in the file's unit again. */
  readonly targetScales?: readonly number[]
}

/** What the machine has of a dataset. */
export type DatasetStatus =
  | { readonly state: 'available'; readonly name: DatasetName; readonly folder: string }
  /** `reason` says where it was looked for; `remedy` is the one command that gets it. */
  | { readonly state: 'missing'; readonly name: DatasetName; readonly reason: string; readonly remedy: string }
  /** Files are there but are not what they should be. They are never used. */
  | { readonly state: 'invalid'; readonly name: DatasetName; readonly reason: string; readonly remedy: string }

// ----------------------------------------------------------------------------------------- descriptions

/** A file of a dataset, pinned by its uncompressed content; how it is compressed does not matter. */
export interface FileDescription {
  /** Name of the uncompressed file. */
  readonly name: string
  /** Size of the uncompressed content. */
  readonly bytes: number
  /** SHA-256 of the uncompressed content. */
  readonly sha256: string
  /** How its content is laid out, as far as that can be told before its sum is taken. */
  readonly layout: FileLayout
  /** About how many bytes a download takes; used for progress only. */
  readonly downloadBytes: number
}

export type FileLayout =
  /** Dimensions that an IDX file states in its header; of bytes, unless it says otherwise. */
  | { readonly kind: 'idx'; readonly dimensions: readonly number[]; readonly type?: 'float32' }
  /** Records of a label byte and `imageShape` bytes, channel by channel. */
  | {
      readonly kind: 'cifar10-binary'
      readonly images: number
      readonly imageShape: readonly [number, number, number]
      readonly numClasses: number
    }
  | { readonly kind: 'csv'; readonly rows: number }

/** What people read of a data set. */
export interface DescriptionWords {
  readonly title: string
  /** One sentence: what it holds. */
  readonly summary: string
  readonly attribution: string
  readonly licence: string
}

interface DescriptionBase extends DescriptionWords, DatasetTargets {
  readonly name: DatasetName
  /** Height, width, channels. */
  readonly imageShape: readonly [number, number, number]
  /** Values of an image that are numbers; left out where they are pixels. */
  readonly numFeatures?: number
}

/** Four IDX files, which the user fetches or imports. */
export interface IdxDatasetDescription extends DescriptionBase {
  readonly format: 'idx'
  readonly files: {
    readonly trainingImages: FileDescription
    readonly trainingLabels: FileDescription
    readonly testImages: FileDescription
    readonly testLabels: FileDescription
  }
  /** Folders that hold `<file name>.gz`, in the order in which they are tried; empty where only the user has them. */
  readonly addresses: readonly string[]
}

/** Files in the binary layout of CIFAR-10, or lines of CSV, which the user fetches or imports. */
export interface BatchDatasetDescription extends DescriptionBase {
  readonly format: 'batches'
  /** Those of a role are read one after the other. */
  readonly files: { readonly training: readonly FileDescription[]; readonly test: readonly FileDescription[] }
  /** The largest value of a pixel. */
  readonly maxPixel: number
  /** The one file that holds them all on the web; null where only the user has them. */
  readonly archive: ArchiveDescription | null
}

/** A tar file, compressed with gzip. What comes out of it is checked against the files' own sums. */
export interface ArchiveDescription {
  readonly name: string
  /** The folder that it unpacks to. */
  readonly folder: string
  /** About how many bytes a download takes; used for progress only. */
  readonly downloadBytes: number
  /** Folders on the web that hold it, in the order in which they are tried. */
  readonly addresses: readonly string[]
}

/** One CSV file that is part of the package: the training file is its first `trainingRows` rows, the test file the rest. */
export interface EmbeddedDatasetDescription extends DescriptionBase {
  readonly format: 'embedded-csv'
  readonly files: { readonly table: FileDescription & { readonly layout: { readonly kind: 'csv' } } }
  readonly trainingRows: number
  /** The largest value of a pixel. */
  readonly maxPixel: number
}

export type DatasetDescription = IdxDatasetDescription | BatchDatasetDescription | EmbeddedDatasetDescription

/** A dataset by name, or described in full (tests pin tiny ones). */
export type DatasetReference = DatasetName | DatasetDescription

// ---------------------------------------------------------------------------------------------- reports

/** What the full check of one file found. */
export type FileCheck =
  | { readonly state: 'ok'; readonly name: string; readonly path: string; readonly storedBytes: number }
  | { readonly state: 'missing'; readonly name: string; readonly folder: string }
  | { readonly state: 'invalid'; readonly name: string; readonly path: string; readonly problem: string }

/** The full check of a dataset: every byte of every file. */
export interface VerificationReport {
  readonly name: DatasetName
  readonly folder: string
  readonly ok: boolean
  readonly files: readonly FileCheck[]
}

/** One dataset in `claimcheck data list`. */
export interface DatasetListing {
  readonly name: DatasetName
  readonly title: string
  readonly summary: string
  readonly attribution: string
  readonly licence: string
  /**
   * `embedded`: part of the package; `fetched`: the user gets it once with `claimcheck data fetch`; `imported`: described
   * by a manifest, the user brings it with `claimcheck data import`.
   */
  readonly origin: 'embedded' | 'fetched' | 'imported'
  readonly digest: string
  readonly status: DatasetStatus
  /** Bytes that its files take on this disk; null where it is not available. */
  readonly storedBytes: number | null
  /** About how many bytes a download takes. */
  readonly downloadBytes: number
}

/** What `importDataset` and `fetchDataset` did. */
export interface InstallReport {
  readonly name: DatasetName
  readonly folder: string
  readonly files: readonly InstalledFile[]
}

export interface InstalledFile {
  readonly name: string
  readonly path: string
  /** `kept`: was already there and passed the full check. */
  readonly outcome: 'kept' | 'installed'
  /** The file or address that it came from; null where it was kept. */
  readonly source: string | null
}

/** Events of a download, in the order in which they happen. */
export type FetchProgress =
  /** Passed the full check and needs no download. */
  | { readonly kind: 'kept'; readonly file: string }
  | FetchBytes
  /** The next attempt at the same address starts after `delayMs`. */
  | {
      readonly kind: 'retry'
      readonly file: string
      readonly address: string
      readonly reason: string
      readonly delayMs: number
    }
  /** The address is given up; the next one follows, if there is one. */
  | { readonly kind: 'address-failed'; readonly file: string; readonly address: string; readonly reason: string }
  /** Downloaded, passed the full check and stands under its final name. */
  | { readonly kind: 'installed'; readonly file: string; readonly path: string }

export interface FetchBytes {
  readonly kind: 'bytes'
  readonly file: string
  readonly address: string
  /** Bytes of this file that are here; another attempt starts from 0. */
  readonly receivedBytes: number
  /** Size of this file as the server states it; null where it does not. */
  readonly totalBytes: number | null
  /** The same over all files of the dataset; the total is an estimate until the servers have stated every size. */
  readonly overall: { readonly receivedBytes: number; readonly totalBytes: number }
}
