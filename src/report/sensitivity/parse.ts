import { InputError } from '../../errors'
import { decodeNumber, type JsonNumber } from '../../json/numbers'
import { isRecord, parseJsonFile } from '../data/jsonFile'
import { renewStudy } from '../data/olderForms'
import { SYNTHETIC_MAP_FORMAT_VERSION, type SyntheticMapReport } from './synthetic/types'
import { SENSITIVITY_FORMAT_VERSION, type SensitivityReport } from './types'

/** Properties whose strings are text whatever they say. */
const TEXT_KEYS: ReadonlySet<string> = new Set(['claim', 'experiment', 'arm', 'name', 'sentence', 'reason', 'remedy'])

/**
 * Reads a `sensitivity.json` back, as text or as the bytes of its file, plain or compressed.
 *
 * @param where the file's name, for messages
 * @throws InputError when it is none, or of a version that this release does not know
 */
export function parseSensitivity(content: string | Uint8Array, where: string): SensitivityReport | SyntheticMapReport {
  const data = parseJsonFile(content, where)
  renewStudy(data)
  const { format, formatVersion, outcome, claim } = data
  if (format === 'claimcheck-synthetic-maps' && formatVersion === SYNTHETIC_MAP_FORMAT_VERSION && isRecord(claim)) {
    return decode(data) as SyntheticMapReport
  }
  const known = format === 'claimcheck-sensitivity' && formatVersion === SENSITIVITY_FORMAT_VERSION
  if (known && (outcome === 'measured' || outcome === 'could-not-run') && isRecord(claim)) {
    // A study of an earlier release knew neither.
    return decode({ choices: null, effectiveStep: null, ...data }) as SensitivityReport
  }
  throw new InputError('this is not a sensitivity report that this release reads', {
    where,
    expected: `"format": "claimcheck-sensitivity", "formatVersion": ${SENSITIVITY_FORMAT_VERSION}, or "claimcheck-synthetic-maps", ${SYNTHETIC_MAP_FORMAT_VERSION}`,
    received: JSON.stringify({ format, formatVersion, outcome }),
    remedy: 'give a sensitivity.json that claimcheck sensitivity wrote'
  })
}

function decode(value: unknown): unknown {
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return decodeNumber(value as JsonNumber)
  if (Array.isArray(value)) return value.map(decode)
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, TEXT_KEYS.has(key) ? child : decode(child)])
  )
}
