import { readLogTable } from '../csvTable'
import { logText } from '../logFile'
import type { LogFormat } from '../types'
import { splitAt } from './preset'

/** `<run>/metrics/<name>`: lines of milliseconds, value and step; a metric's name with a slash is a folder. */
export const mlflow: LogFormat = {
  title: 'the file store of MLflow',
  holds: 'rows',
  file: '**/metrics/**',
  shape: { layout: 'long', metricColumn: 'metric', valueColumn: 'value', step: 'step' },
  read(log) {
    const text = logText(log)
    if (!text.ok) return text
    const names = ['timestamp', 'value', 'step']
    const table = readLogTable(log.name, text.value, { delimiter: 'blanks', comment: null, skip: 0, names })
    if (!table.ok) return table
    const metric = splitAt(log.name, METRICS)?.inside ?? log.name
    const rows = table.value.map(({ cells, line }) => ({ cells: { ...cells, metric }, line }))
    return { ok: true, value: { document: null, rows, notices: [] } }
  },
  recognises: (name, head) => `/${name}`.includes(METRICS) && /^\d{10,16} \S+ -?\d+\r?(?:\n|$)/.test(head),
  runOf: (name) => splitAt(name, METRICS)?.run ?? ''
}

const METRICS = '/metrics/'
