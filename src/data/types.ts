import type { DatasetName } from '../spec/types'

/** Images of one file, as stored: bytes, not yet scaled. */
export interface LabeledImages {
  readonly count: number
  /** `count x imageSize` bytes, row by row. */
  readonly pixels: Uint8Array
  /** `count` class indices. */
  readonly labels: Uint8Array
}

/** A verified dataset in memory. */
export interface Dataset {
  readonly name: DatasetName
  /** SHA-256 over the canonical JSON of {file: SHA-256 of its uncompressed content}. */
  readonly digest: string
  readonly numClasses: number
  /** Height, width, channels. */
  readonly imageShape: readonly [number, number, number]
  readonly trainingFile: LabeledImages
  readonly testFile: LabeledImages
}

/** What the machine has of a dataset. */
export type DatasetStatus =
  | { readonly state: 'available'; readonly name: DatasetName; readonly folder: string }
  /** `reason` says where it was looked for; `remedy` is the one command that gets it. */
  | { readonly state: 'missing'; readonly name: DatasetName; readonly reason: string; readonly remedy: string }
  /** Files are there but are not what they should be. They are never used. */
  | { readonly state: 'invalid'; readonly name: DatasetName; readonly reason: string; readonly remedy: string }
