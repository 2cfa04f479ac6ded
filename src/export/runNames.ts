import { runKindOf } from '../runs/runKinds'
import type { ExportedRun } from './runsToExport'

/** What Windows does not take as a file's name, whatever follows the dot. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
const NAME_LIMIT = 60

/**
 * A name from outside as the name of a folder on every file system; two names may become one.
 *
 * @example safeName('a/../b: <c>') // 'a_.._b_c_'
 * @example safeName('..') // '_'
 */
export function safeName(text: string): string {
  const safe = text
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^\.+/, '')
    .slice(0, NAME_LIMIT)
    .replace(/\.+$/, '')
  if (safe === '') return '_'
  return RESERVED.test(safe) ? `_${safe}` : safe
}

/** The group that a run belongs to, broad to narrow, and a name of its own, which ends in its key: no two are the same. */
export interface RunName {
  readonly groups: readonly string[]
  readonly name: string
}

/** By its first place in the report; else by what it trains on. */
export function runNameOf({ key, record, roles }: ExportedRun): RunName {
  const { spec } = record.result
  const ending = key.slice(0, 12)
  const [role] = roles
  if (role === undefined) {
    return { groups: runKindOf(spec).groups(spec), name: `seed-${spec.seeds.init}-${ending}` }
  }
  const setting = Object.entries(role.setting).map(([name, value]) => `${name}-${value}`)
  const start = role.initialPoint === null ? [] : [`start-${role.initialPoint}`]
  return {
    groups: [role.experiment, role.arm],
    name: [
      ...(role.purpose === 'selection' ? ['selection'] : []),
      ...setting,
      `seed-${role.seed}`,
      ...start,
      ending
    ].join('-')
  }
}
