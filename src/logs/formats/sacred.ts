import { isObject } from '../../json/isObject'
import { readJson } from '../documents'
import { logText } from '../logFile'
import { refusal } from '../problem'
import type { LogFormat, LogRow } from '../types'

/** `metrics.json`: an object a metric with lists of steps, values and timestamps. */
export const sacred: LogFormat = {
  title: 'the FileStorageObserver of Sacred',
  holds: 'rows',
  file: '**/metrics.json',
  shape: { layout: 'long', metricColumn: 'metric', valueColumn: 'value', step: 'step' },
  read(log) {
    const text = logText(log)
    const reading = text.ok ? readJson(log.name, text.value) : text
    if (!reading.ok) return reading
    const rows: LogRow[] = []
    for (const [metric, lists] of isObject(reading.value) ? Object.entries(reading.value) : []) {
      const { steps, values } = isObject(lists) ? lists : {}
      if (!Array.isArray(steps) || !Array.isArray(values) || steps.length !== values.length) {
        return refusal(log.name, {
          message: `${metric} has no steps and values of one length`,
          expected: '{ "steps": [...], "values": [...], "timestamps": [...] }, as Sacred writes it',
          received:
            Array.isArray(steps) && Array.isArray(values) ? `${steps.length} steps, ${values.length} values` : 'none',
          remedy: 'say another "format"'
        })
      }
      for (const [index, step] of steps.entries()) {
        rows.push({ cells: { metric, step, value: numberOf(values[index]) }, line: index + 1 })
      }
    }
    return { ok: true, value: { document: reading.value, rows, notices: [] } }
  },
  recognises: (name, head) =>
    /(?:^|\/)metrics\.json$/.test(name) && /^\s*\{\s*"[^"]*"\s*:\s*\{\s*"(?:steps|values|timestamps)"/.test(head)
}

/** A NumPy scalar is an object with its type: `{ "dtype": "float64", "py/object": ..., "value": 0.5 }`. */
function numberOf(value: unknown): unknown {
  return isObject(value) && 'value' in value ? value.value : value
}
