import { encodeReport } from '../data/encode'
import type { ReportFormat } from './format'

export const JSON_FORMAT: ReportFormat<'json'> = {
  name: 'json',
  file: 'report.json',
  mediaType: 'application/json',
  description: 'The report as data: every claim with its evidence, from which claimcheck computes the verdicts again.',
  render: encodeReport
}
