import { startFromCommand } from '../../../src/compare/startFromCommand'
import { REPOSITORY } from '../../support/project'

const start = (line: string, metrics: readonly string[] = []) => startFromCommand('a/b', line, metrics, REPOSITORY)

describe('startFromCommand', () => {
  it('makes settings of options, and arms that differ in what is usually compared', () => {
    const { experiment, compared, settings, hasSeed } = start(
      'node package.json --epochs 3 --lr 0.1 --optimizer adam --seed 7'
    )
    expect({ compared, settings, hasSeed }).toEqual({
      compared: 'optimizer',
      settings: ['epochs', 'lr', 'optimizer'],
      hasSeed: true
    })
    expect(experiment).toMatchObject({
      id: 'b',
      command: [
        'node',
        'package.json',
        '--epochs',
        '{epochs}',
        '--lr',
        '{lr}',
        '--optimizer',
        '{optimizer}',
        '--seed',
        '{seed}'
      ],
      settings: { epochs: 3, lr: 0.1 },
      arms: { control: { settings: { optimizer: 'adam' } }, treatment: { settings: { optimizer: 'Replace' } } },
      inputs: ['package.json']
    })
  })

  it('leaves a place in the command where nothing is a setting', () => {
    const { experiment, compared, hasSeed } = start('./train')
    expect([compared, hasSeed]).toEqual([null, false])
    expect(experiment.arms).toEqual({ control: {}, treatment: { command: ['./train', 'Replace: what is different'] } })
  })

  it.each([
    [['train.loss', 'test.loss', 'lr'], 'test.loss', 'lower', { relative: 0.01, epsilon: 0 }],
    [['epoch_time', 'eval.accuracy'], 'eval.accuracy', 'higher', { absolute: 0.005 }],
    [['mean_reward'], 'mean_reward', 'higher', { relative: 0.01, epsilon: 0 }],
    [['perplexity'], 'perplexity', 'lower', { relative: 0.01, epsilon: 0 }],
    [[], 'loss', 'lower', { relative: 0.01, epsilon: 0 }]
  ])('of the metrics %j takes %s', (metrics, metric, kind, margin) => {
    const { claim, experiment } = start('train --lr 1 --seed 0', metrics)
    expect(claim.hypothesis).toMatchObject({ kind, metric, margin, treatment: 'treatment', control: 'control' })
    expect(experiment.metrics).toEqual({ [metric]: { from: metric, better: kind } })
  })
})
