/** Every format of logs, those of libraries before what anybody writes: the first that recognises a file has it. */
export const FORMAT_NAMES = [
  'tensorboard',
  'mlflow',
  'dvclive',
  'sacred',
  'hf-trainer',
  'lightning-csv',
  'keras-csv',
  'sb3-monitor',
  'spinningup',
  'wandb-csv',
  'dopamine',
  'rliable',
  'npy',
  'npz',
  'jsonl',
  'json',
  'csv',
  'yaml',
  'number',
  'stdout'
] as const

/** A format of logs, or the library that wrote them. */
export type LogFormatName = (typeof FORMAT_NAMES)[number]
