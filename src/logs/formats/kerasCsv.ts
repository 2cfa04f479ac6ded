import { csv } from './csv'
import { preset } from './preset'

export const kerasCsv = preset(csv, {
  title: 'the CSVLogger of Keras',
  file: '**/*.{log,csv}',
  options: { delimiter: ',' },
  shape: { step: 'epoch' },
  recognises: (name, head) => /\.(?:log|csv)$/i.test(name) && /^epoch,.*\b(?:val_)?loss\b/.test(head)
})
