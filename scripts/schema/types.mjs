import path from 'node:path'
import { createGenerator } from 'ts-json-schema-generator'

/**
 * A type as a schema without words, every part in its place.
 *
 * @param root of the repository
 */
export function typesOf(root, file, type) {
  const config = { path: path.join(root, file), tsconfig: path.join(root, 'tsconfig.json'), skipTypeCheck: true }
  const bare = { topRef: false, expose: 'none', jsDoc: 'none' }
  return createGenerator({ ...config, ...bare }).createSchema(type)
}
