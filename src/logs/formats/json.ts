import { readJson } from '../documents'
import { textOf } from '../logFile'
import type { LogFormat } from '../types'

export const json: LogFormat = {
  title: 'a JSON document',
  holds: 'document',
  file: 'metrics.json',
  read(log) {
    const text = textOf(log)
    const document = text.ok ? readJson(log.name, text.value) : text
    return document.ok ? { ok: true, value: { document: document.value, rows: null, notices: [] } } : document
  },
  recognises: (name) => /\.json$/i.test(name)
}
