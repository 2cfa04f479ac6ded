import { csv } from './csv'
import { preset } from './preset'

/** Of a chart: three columns a run, of which `__MIN` and `__MAX` say nothing new. */
export const wandbCsv = preset(csv, {
  title: "a chart's export of Weights & Biases: a column a run",
  file: '*.csv',
  shape: { runs: 'columns', step: 'Step' },
  recognises: (name, head) => /\.csv$/i.test(name) && /^"?[^",\n]+"?,[^\n]*__MIN"?,[^\n]*__MAX/.test(head)
})
