import { statSync } from 'node:fs'
import path from 'node:path'
import { InputError } from '../../errors'
import { readInput } from '../../files/readInput'
import { formatProblems } from '../formatProblems'
import { parseDocument } from '../parse'
import { schemaProblems } from '../schemaProblems'
import { checkManifest } from './checkManifest'
import { type DatasetManifest, type ManifestDocument, resolveManifest } from './manifest'
import { type DataEnvironment, manifestPlaces } from './places'

/** No manifest needs more. */
const MAX_BYTES = 1 << 20

const memory = new Map<string, { readonly version: string; readonly manifest: DatasetManifest }>()

/**
 * The manifest of a dataset that claimcheck does not know by itself, from the first place that has one.
 *
 * @returns null where no place has one
 * @throws InputError where it is malformed
 */
export function findManifest(name: string, environment: DataEnvironment = process.env): DatasetManifest | null {
  for (const file of manifestPlaces(name, environment)) {
    const stat = statSync(file, { throwIfNoEntry: false })
    if (stat === undefined) continue
    // A plan asks once a run.
    const version = `${stat.mtimeMs} ${stat.size}`
    const known = memory.get(file)
    if (known?.version === version) return known.manifest
    const manifest = readManifest(file, name)
    memory.set(file, { version, manifest })
    return manifest
  }
  return null
}

/**
 * Reads a manifest and fills in its defaults.
 *
 * @param name the name that it has to have; its own where left out
 * @throws InputError that lists all that is wrong with it
 */
export function readManifest(file: string, name?: string): DatasetManifest {
  const bytes = readInput(file, MAX_BYTES, {
    what: 'the manifest',
    expected: `a JSON file of at most ${MAX_BYTES} bytes that describes a dataset`,
    remedy: 'name the file with --manifest: the manifest, not the data'
  })
  const shown = path.basename(file)
  const { document, problems } = parseDocument(shown, 'dataset', bytes)
  const stated = (document.value as { readonly name?: unknown } | undefined)?.name
  // Its place is the name that it was looked for by.
  const placed = { ...document, file: `datasets/${name ?? stated}.json` }
  const all =
    document.tree === undefined ? problems : [...problems, ...schemaProblems(placed), ...checkManifest(placed)]
  if (all.length === 0) return resolveManifest(document.value as ManifestDocument)
  const text = formatProblems(all.map((problem) => ({ ...problem, file: shown }))).trimEnd()
  throw new InputError(`the manifest cannot be used\n\n${text}`, { where: file })
}
