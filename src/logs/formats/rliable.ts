import { json } from './json'
import { preset } from './preset'

/** `{algorithm: {task: [a score a run]}}` */
export const rliable = preset(json, {
  title: 'scores as of rliable: each number is a run',
  file: '*.json',
  shape: { runs: 'numbers' },
  recognises: (name, head) =>
    /\.json$/i.test(name) && /^\s*\{\s*"[^"]*"\s*:\s*(?:\{\s*"[^"]*"\s*:\s*)?\[\s*(?:\[\s*)?-?[\d.]/.test(head)
})
