import { logText } from '../logFile'
import { readNumber } from '../numbers'
import { refusal } from '../problem'
import type { LogFormat } from '../types'

/** A file that is one number, which is then the metric `value`. */
export const number: LogFormat = {
  title: 'a file that is one number',
  holds: 'rows',
  file: '*.txt',
  read(log) {
    const text = logText(log)
    if (!text.ok) return text
    if (typeof readNumber(text.value.replace(/^\uFEFF/, '')) === 'number') {
      const rows = [{ cells: { value: text.value.replace(/^\uFEFF/, '').trim() }, line: 1 }]
      return { ok: true, value: { document: null, rows, notices: [] } }
    }
    return refusal(log.name, {
      message: 'the file is no number',
      expected: 'one number and nothing else',
      received: JSON.stringify(text.value.slice(0, 40)),
      remedy: 'say another "format": "stdout" reads numbers among other text'
    })
  },
  recognises: (name, head) =>
    /\.(?:txt|out|log)$/i.test(name) && head.length < 64 && typeof readNumber(head) === 'number'
}
