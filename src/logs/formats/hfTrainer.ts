import { json } from './json'
import { preset } from './preset'

/** `log_history` mixes records of training, of evaluations, and a summary as the last one. */
export const hfTrainer = preset(json, {
  title: 'the Trainer of Hugging Face transformers',
  file: '**/trainer_state.json',
  shape: { rowsAt: 'log_history', step: 'step' },
  recognises: (name) => /(?:^|\/)trainer_state\.json$/.test(name)
})
