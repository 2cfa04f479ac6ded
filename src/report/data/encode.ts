import { jsonText } from '../../json/jsonText'
import type { Report } from './types'

/** The text of `report.json`: indented, non-finite numbers as strings, a line end at the end. */
export function encodeReport(report: Report): string {
  return jsonText(report)
}
