import path from 'node:path'
import { InfrastructureError } from '../../errors'
import { readJson, readYaml } from '../../logs/documents'
import { formatOf } from '../../logs/formats'
import { type Reading, refusal } from '../../logs/problem'
import type { Mapping } from '../mapping/types'
import type { EvidenceFolder } from './folder'

/** A file of settings beside a log, or a folder with a file a setting. */
export interface ConfigFile {
  /** As the mapping names it, `{stem}` filled in. */
  readonly name: string
  /** undefined: there is none. */
  readonly value: unknown
  /** Names of the files that lie where it should be, where there is none. */
  readonly beside: readonly string[]
}

/**
 * Reads the config file of a log. A YAML file with tags of other programs (`!!python/object/...`) is none: to make what it
 * says would mean to run code, and other sources tell.
 *
 * @param base folder that the file's path is relative to
 */
export function readConfig(
  folder: EvidenceFolder,
  log: string,
  base: string,
  { config }: Mapping
): Reading<ConfigFile | null> {
  if (config === null) return { ok: true, value: null }
  const name = config.file.replaceAll('{stem}', path.posix.basename(log, path.posix.extname(log)))
  const file = path.posix.join(base, name)
  if (file.startsWith('../')) {
    return refusal(log, {
      message: 'the config file would be outside of the folder',
      expected: 'one inside of it',
      received: file,
      remedy: 'correct "config.file" in the mapping, or put the file into the folder'
    })
  }
  if (!folder.has(file)) {
    const place = `${path.posix.dirname(file)}/`.replace(/^\.\//, '')
    const beside = folder.files.filter((other) => other.startsWith(place) && !other.slice(place.length).includes('/'))
    return settingsIn(folder, file, {
      name,
      value: undefined,
      beside: beside.map((other) => path.posix.basename(other))
    })
  }
  const text = readText(folder, file)
  if (!text.ok) return text
  const isYaml = (config.format ?? formatOf(file)) === 'yaml'
  const reading = isYaml ? readYaml(file, text.value) : readJson(file, text.value)
  if (reading.ok) return { ok: true, value: { name, value: reading.value, beside: [] } }
  const isForeign = isYaml && reading.problems.every(({ received }) => received.startsWith('unknown tag'))
  return isForeign ? { ok: true, value: { name, value: {}, beside: [] } } : reading
}

/** Of a folder with a file a setting, as MLflow has it. */
function settingsIn(folder: EvidenceFolder, file: string, absent: ConfigFile): Reading<ConfigFile> {
  const inside = folder.files.filter((other) => other.startsWith(`${file}/`))
  if (inside.length === 0) return { ok: true, value: absent }
  const settings: [string, string][] = []
  for (const own of inside) {
    const text = readText(folder, own)
    if (!text.ok) return text
    settings.push([own.slice(file.length + 1), text.value.trim()])
  }
  return { ok: true, value: { ...absent, value: Object.fromEntries(settings), beside: [] } }
}

/** The same for all logs of a folder: logs that share a config file share its reading. */
export function configReader(
  folder: EvidenceFolder,
  mapping: Mapping
): (log: string, base: string) => Reading<ConfigFile | null> {
  const known = new Map<string, Reading<ConfigFile | null>>()
  const file = mapping.config?.file ?? ''
  return (log, base) => {
    // What is refused names the log where the file is told by the log's own name.
    const key = JSON.stringify([base, file.includes('{stem}') || file.startsWith('..') ? log : ''])
    const reading = known.get(key) ?? readConfig(folder, log, base, mapping)
    known.set(key, reading)
    return reading
  }
}

function readText(folder: EvidenceFolder, file: string): Reading<string> {
  try {
    return { ok: true, value: folder.read(file) }
  } catch (error) {
    if (error instanceof InfrastructureError) throw error
    const received = error instanceof Error ? error.message : String(error)
    const text = { message: 'the file cannot be read', expected: 'a text file in UTF-8', received }
    return refusal(file, { ...text, remedy: 'save it as UTF-8' })
  }
}
