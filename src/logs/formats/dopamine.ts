import { json } from './json'
import { preset } from './preset'

/** Runs stand one after another, without a number: where `Iteration` goes down a new one begins. */
export const dopamine = preset(json, {
  title: 'a list of records, runs one after another, as of Dopamine',
  file: '*.json',
  shape: { runs: 'rows', step: 'Iteration' },
  recognises: (name, head) => /\.json$/i.test(name) && /^\s*\[\s*\{[^}]*"Iteration"/.test(head)
})
