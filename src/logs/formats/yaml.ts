import { readYaml } from '../documents'
import { logText } from '../logFile'
import type { LogFormat } from '../types'

export const yaml: LogFormat = {
  title: 'a YAML document',
  holds: 'document',
  file: 'metrics.yaml',
  read(log) {
    const text = logText(log)
    const document = text.ok ? readYaml(log.name, text.value) : text
    return document.ok ? { ok: true, value: { document: document.value, rows: null, notices: [] } } : document
  },
  recognises: (name) => /\.ya?ml$/i.test(name)
}
