import { sha256 } from '../../json/canonical'
import type { Entity } from './entity'

/** A file of the crate, with its content. */
export interface CrateFile {
  /** Relative to the crate, with forward slashes. */
  readonly path: string
  readonly bytes: Uint8Array
  readonly description: string
}

const FORMATS: Readonly<Record<string, string>> = {
  json: 'application/json',
  md: 'text/markdown',
  xml: 'application/xml',
  svg: 'image/svg+xml',
  html: 'text/html'
}

/** A file as an entity: what it is, its size in bytes and its SHA-256. */
export function fileEntity({ path, bytes, description }: CrateFile): Entity {
  const ending = path.slice(path.lastIndexOf('.') + 1)
  return {
    '@id': path,
    '@type': 'File',
    name: path.slice(path.lastIndexOf('/') + 1),
    description,
    encodingFormat: FORMATS[ending] ?? 'application/octet-stream',
    contentSize: String(bytes.length),
    sha256: sha256(bytes)
  }
}
