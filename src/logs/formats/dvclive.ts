import { readLogTable } from '../csvTable'
import { logText } from '../logFile'
import type { LogFormat } from '../types'

/** `plots/metrics/<name>.tsv`: a column of steps, and one with the last part of the metric's name. */
export const dvclive: LogFormat = {
  title: 'DVCLive',
  holds: 'rows',
  file: '**/plots/metrics/**/*.tsv',
  shape: { layout: 'long', metricColumn: 'metric', valueColumn: 'value', step: 'step' },
  read(log) {
    const text = logText(log)
    const table = text.ok ? readLogTable(log.name, text.value, '\t') : text
    if (!table.ok) return table
    const path = `/${log.name}`
    const metric = path.slice(path.lastIndexOf(PLOTS) + PLOTS.length, -'.tsv'.length)
    const column = metric.split('/').at(-1)!
    const rows = table.value.map(({ cells, line }) => ({
      cells: { step: cells.step, value: cells[column], metric },
      line
    }))
    return { ok: true, value: { document: null, rows, notices: [] } }
  },
  recognises: (name, head) =>
    `/${name}`.includes(PLOTS) && /\.tsv$/.test(name) && /(?:^|\t)step(?:\t|\r?\n)/.test(head),
  runOf: (name) => `/${name}`.slice(1, Math.max(1, `/${name}`.lastIndexOf(PLOTS)))
}

const PLOTS = '/plots/metrics/'
