import { readJson } from '../documents'
import { logText } from '../logFile'
import type { LogFormat } from '../types'

export const json: LogFormat = {
  title: 'a JSON document',
  holds: 'document',
  file: 'metrics.json',
  read(log) {
    const text = logText(log)
    const document = text.ok ? readJson(log.name, text.value) : text
    return document.ok ? { ok: true, value: { document: document.value, rows: null, notices: [] } } : document
  },
  recognises: (name) => /\.json$/i.test(name)
}
