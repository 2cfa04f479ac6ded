import { sha256 } from '../../json/canonical'
import type { Entity } from './entity'

/** A file of the crate, with its content. */
export interface CrateFile {
  /** Relative to the crate, with forward slashes. */
  readonly path: string
  readonly mediaType: string
  readonly bytes: Uint8Array
  readonly description: string
}

/** A file as an entity: what it is, its size in bytes and its SHA-256. */
export function fileEntity({ path, mediaType, bytes, description }: CrateFile): Entity {
  return {
    '@id': path,
    '@type': 'File',
    name: path.slice(path.lastIndexOf('/') + 1),
    description,
    encodingFormat: mediaType,
    contentSize: String(bytes.length),
    sha256: sha256(bytes)
  }
}
