import { csv } from './csv'
import { preset } from './preset'

/** Training and validation stand on rows of their own: an empty cell means that nothing was logged. */
export const lightningCsv = preset(csv, {
  title: 'the CSVLogger of PyTorch Lightning',
  file: '**/metrics.csv',
  shape: { step: 'step' },
  recognises: (name, head) => /(?:^|\/)metrics\.csv$/.test(name) && /^(?=.*\bstep\b)(?=.*\bepoch\b)/.test(head)
})
