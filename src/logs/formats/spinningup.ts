import { csv } from './csv'
import { preset } from './preset'

export const spinningup = preset(csv, {
  title: 'the EpochLogger of Spinning Up',
  file: '**/progress.txt',
  options: { delimiter: '\t' },
  shape: { step: 'Epoch' },
  recognises: (name, head) => /(?:^|\/)progress\.txt$/.test(name) && head.slice(0, 500).includes('\t')
})
