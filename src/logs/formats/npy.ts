import { readNpy } from '../npyArray'
import { refusal } from '../problem'
import type { LogFormat } from '../types'

/** An array of numbers. A list of numbers is a metric `value` over the steps in their order. */
export const npy: LogFormat = {
  title: 'an array of numpy.save',
  holds: 'document',
  file: '**/*.npy',
  read({ name, bytes }) {
    try {
      return { ok: true, value: { document: readNpy(bytes), rows: null, notices: [] } }
    } catch (error) {
      return refusal(name, {
        message: 'the file is no array of numbers',
        expected: 'an array of numbers, as numpy.save writes it',
        received: error instanceof Error ? error.message : String(error),
        remedy: 'write it as an array of float64, or as CSV'
      })
    }
  },
  recognises: (name, head) => /\.npy$/i.test(name) && head.startsWith('\x93NUMPY')
}
