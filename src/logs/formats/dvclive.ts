import { readLogTable } from '../csvTable'
import { logText } from '../logFile'
import type { LogFormat } from '../types'
import { splitAt } from './preset'

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
    const metric = (splitAt(log.name, PLOTS)?.inside ?? log.name).slice(0, -'.tsv'.length)
    const column = metric.split('/').at(-1)!
    const rows = table.value.map(({ cells, line }) => ({
      cells: { step: cells.step, value: cells[column], metric },
      line
    }))
    return { ok: true, value: { document: null, rows, notices: [] } }
  },
  recognises: (name, head) =>
    `/${name}`.includes(PLOTS) && /\.tsv$/.test(name) && /(?:^|\t)step(?:\t|\r?\n)/.test(head),
  runOf: (name) => splitAt(name, PLOTS)?.run ?? ''
}

const PLOTS = '/plots/metrics/'
