import { encodeTree } from '../json/numbers'
import type { Report } from './types'

/** The text of `report.json`: indented, non-finite numbers as strings, a line end at the end. */
export function encodeReport(report: Report): string {
  return `${JSON.stringify(encodeTree(report), null, 2)}\n`
}
