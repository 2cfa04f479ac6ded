import { unzipSync } from 'fflate'
import { readNpy } from '../npyArray'
import { refusal } from '../problem'
import type { LogFormat } from '../types'

const MAX_BYTES = 2 ** 29

/** Arrays by name: an object with a list a metric. */
export const npz: LogFormat = {
  title: 'arrays of numpy.savez',
  holds: 'document',
  file: '**/*.npz',
  shape: { layout: 'columns' },
  read({ name, bytes }) {
    try {
      let size = 0
      const files = unzipSync(bytes, {
        filter: ({ name: entry, originalSize }) => {
          size += originalSize
          if (size > MAX_BYTES) throw new Error(`more than ${MAX_BYTES} bytes uncompressed`)
          return entry.endsWith('.npy')
        }
      })
      const arrays = Object.entries(files).map(([entry, content]) => [entry.slice(0, -'.npy'.length), readNpy(content)])
      return { ok: true, value: { document: Object.fromEntries(arrays), rows: null, notices: [] } }
    } catch (error) {
      return refusal(name, {
        message: 'the file holds no arrays of numbers',
        expected: 'arrays of numbers, as numpy.savez writes them',
        received: error instanceof Error ? error.message : String(error),
        remedy: 'write them as arrays of float64, or as CSV'
      })
    }
  },
  recognises: (name, head) => /\.npz$/i.test(name) && head.startsWith('PK')
}
