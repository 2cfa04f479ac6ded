import { readJsonLines } from '../documents'
import { logText } from '../logFile'
import type { LogFormat } from '../types'

export const jsonl: LogFormat = {
  title: 'JSON Lines: an object a line',
  holds: 'rows',
  file: 'metrics.jsonl',
  read(log, { otherLines }) {
    const text = logText(log)
    if (!text.ok) return text
    const lines = readJsonLines(log.name, text.value, otherLines)
    return lines.ok ? { ok: true, value: { document: null, ...lines.value } } : lines
  },
  recognises: (name, head) => /\.(?:jsonl|ndjson)$/i.test(name) || /^\s*\{.*\}\s*[\r\n]\s*\{/.test(head)
}
