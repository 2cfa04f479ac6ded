import { readLogTable } from '../csvTable'
import { logText } from '../logFile'
import type { LogFormat } from '../types'

export const csv: LogFormat = {
  title: 'a table of comma-separated values',
  holds: 'rows',
  file: '*.{csv,tsv}',
  read(log, options) {
    const text = logText(log)
    if (!text.ok) return text
    const delimiter = options.delimiter ?? (/\.tsv$/i.test(log.name) ? '\t' : ',')
    const rows = readLogTable(log.name, text.value, { ...options, delimiter })
    return rows.ok ? { ok: true, value: { document: null, rows: rows.value, notices: [] } } : rows
  },
  recognises: (name) => /\.(?:csv|tsv)$/i.test(name)
}
