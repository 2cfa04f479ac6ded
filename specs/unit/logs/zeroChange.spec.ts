import path from 'node:path'
import { readLogs } from '../../../src/logs/readLogs'

const FOLDER = path.resolve(__dirname, '../../../fixtures/zero-change')

/** Of a metric, at which steps it was logged and its last value, as the library's own files and output state them. */
const LOGGED: readonly (readonly [script: string, metric: string, steps: readonly number[], last: number])[] = [
  ['hugging-face', 'loss', [16, 32], 0.6916828155517578],
  ['hugging-face', 'eval_loss', [16, 32], 0.6942119598388672],
  ['hugging-face', 'eval_accuracy', [16, 32], 0.453125],
  ['hugging-face', 'train_loss', [32], 0.6925620138645172],
  ['lightning', 'train_loss', [3, 7, 11, 15], 0.6221117973327637],
  ['lightning', 'val_loss', [7, 15], 0.701043426990509],
  ['lightning', 'val_acc', [7, 15], 0.53125]
]

describe('what scripts of others left in the folders of their runs', () => {
  it.each(LOGGED)('%s: %s is read', async (script, metric, steps, last) => {
    const { metrics } = await readLogs(path.join(FOLDER, script), [])
    expect(metrics[metric]?.steps).toEqual(steps)
    expect(metrics[metric]?.values.at(-1)).toBe(last)
  })

  it('cleanrl: what TensorBoard holds is what was printed', async () => {
    const { metrics } = await readLogs(path.join(FOLDER, 'cleanrl'), [])
    const [events, printed] = [metrics['charts/episodic_return']!, metrics.episodic_return!]
    expect(events).toMatchObject({ steps: printed.steps, values: printed.values })
    expect([events.values.length, events.steps?.at(-1), events.values.at(-1)]).toEqual([35, 658, 64])
    expect(Object.keys(metrics)).toEqual(
      expect.arrayContaining(['charts/episodic_length', 'charts/SPS', 'losses/policy_loss'])
    )
  })
})
