import { InputError } from '../../errors'
import { isRecord, parseJsonFile } from './jsonFile'

/** A share of simulated studies with its Monte Carlo interval. */
export interface SimulatedShare {
  readonly share: number
  readonly lower: number
  readonly upper: number
}

/** What a page shows of a calibration: the parts of `calibration.json` that it reads. */
export interface CalibrationSummary {
  readonly alpha: number
  readonly studies: number
  readonly rules: readonly { readonly id: string; readonly title: string; readonly assumption: string }[]
  readonly cells: readonly {
    readonly rule: string
    readonly errors: string
    readonly onBoundary: boolean
    readonly promised: boolean
    readonly wrong: SimulatedShare
    readonly power: SimulatedShare
  }[]
}

const FORMAT_VERSION = 2

/**
 * Reads a `calibration.json`, as far as a page shows it: as text or as the bytes of its file, plain or compressed.
 *
 * @throws InputError when it is none, or of a version that this release does not know
 */
export function parseCalibration(content: string | Uint8Array, where: string): CalibrationSummary {
  const data = parseJsonFile(content, where)
  const known = data.format === 'claimcheck-calibration' && data.formatVersion === FORMAT_VERSION
  if (known && isSummary(data)) return data
  throw new InputError('this is not a calibration that this release reads', {
    where,
    expected: `"format": "claimcheck-calibration", "formatVersion": ${FORMAT_VERSION}, with rules and cells`,
    received: known ? 'other content' : JSON.stringify({ format: data.format, formatVersion: data.formatVersion }),
    remedy: 'give a calibration.json that npm run calibrate wrote'
  })
}

function isSummary(data: object): data is CalibrationSummary {
  const { alpha, studies, rules, cells } = data as Partial<Record<keyof CalibrationSummary, unknown>>
  if (typeof alpha !== 'number' || typeof studies !== 'number') return false
  if (!Array.isArray(rules) || !Array.isArray(cells)) return false
  return (
    rules.every(
      (rule) => isRecord(rule) && ['id', 'title', 'assumption'].every((key) => typeof rule[key] === 'string')
    ) &&
    cells.every(
      (cell) =>
        isRecord(cell) &&
        ['rule', 'errors'].every((key) => typeof cell[key] === 'string') &&
        ['onBoundary', 'promised'].every((key) => typeof cell[key] === 'boolean') &&
        ['wrong', 'power'].every((key) => isShare(cell[key]))
    )
  )
}

function isShare(value: unknown): boolean {
  return isRecord(value) && ['share', 'lower', 'upper'].every((key) => typeof value[key] === 'number')
}
