import { csv } from './csv'
import { folderOf, preset } from './preset'

/** A row an episode: return `r`, length `l`, seconds `t`; its first line is JSON after a `#`. */
export const sb3Monitor = preset(csv, {
  title: 'the Monitor of Stable-Baselines3',
  file: '**/*monitor.csv',
  options: { comment: '#' },
  runOf: folderOf,
  recognises: (name, head) => /monitor\.csv$/.test(name) && /^#\{/.test(head)
})
