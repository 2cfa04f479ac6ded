import { readdirSync } from 'node:fs'
import path from 'node:path'
import envPaths from 'env-paths'
import { SCHEMA_FOLDER } from '../schema'

/** The variables that say where data lies: `CLAIMCHECK_DATA_DIR`, `CLAIMCHECK_CACHE_DIR`. */
export type DataEnvironment = Readonly<Record<string, string | undefined>>

/** The name of a manifest that lies beside the files that it describes. */
export const MANIFEST_FILE = 'dataset.json'

/** Manifests that come with claimcheck; their data does not. */
const SHIPPED_FOLDER = path.resolve(SCHEMA_FOLDER, '..', 'datasets')

/** A name is also that of a folder, so it must not lead anywhere else. */
const NAME = /^[a-z0-9][a-z0-9.-]{0,63}$/

/**
 * The folder that holds what was fetched and imported: `CLAIMCHECK_CACHE_DIR`, or what is customary on the system
 * (Linux `~/.cache/claimcheck`, macOS `~/Library/Caches/claimcheck`, Windows `%LOCALAPPDATA%\claimcheck\Cache`).
 */
export function cacheRoot({ CLAIMCHECK_CACHE_DIR: configured }: DataEnvironment): string {
  return configured === undefined || configured === '' ? envPaths('claimcheck', { suffix: '' }).cache : configured
}

/**
 * Where the manifest of a dataset may lie, in the order in which it is looked for: with claimcheck, beside the data in
 * `CLAIMCHECK_DATA_DIR`, beside the data in the cache.
 */
export function manifestPlaces(name: string, environment: DataEnvironment): readonly string[] {
  if (!NAME.test(name)) return []
  return [
    path.join(SHIPPED_FOLDER, `${name}.json`),
    ...dataRoots(environment).map((root) => path.resolve(root, name, MANIFEST_FILE))
  ]
}

/** The names for which there may be a manifest: those that come with claimcheck, and the folders that may hold one. */
export function manifestNames(environment: DataEnvironment): readonly string[] {
  const folders = dataRoots(environment).flatMap((root) => entriesOf(root).filter((name) => NAME.test(name)))
  return [...new Set([...shippedNames(), ...folders.sort()])]
}

/** The names of the manifests that come with claimcheck. */
export function shippedNames(): readonly string[] {
  return entriesOf(SHIPPED_FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort()
}

function dataRoots(environment: DataEnvironment): readonly string[] {
  const dataDir = environment.CLAIMCHECK_DATA_DIR
  const cache = path.join(cacheRoot(environment), 'data')
  return dataDir === undefined || dataDir === '' ? [cache] : [dataDir, cache]
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
