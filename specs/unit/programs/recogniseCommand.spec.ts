import { recogniseCommand } from '../../../src/programs/recogniseCommand'

const recognised = (line: string) => recogniseCommand(line.split(' '))

describe('recogniseCommand', () => {
  it.each([
    ['python train.py --lr 0.1 --seed 0', 'python train.py --lr {lr} --seed {seed}', { lr: 0.1 }],
    ['python train.py --lr=0.1 --seed=12', 'python train.py --lr={lr} --seed={seed}', { lr: 0.1 }],
    ['python train.py optim.lr=0.1 seed=0', 'python train.py optim.lr={optim.lr} seed={seed}', { 'optim.lr': 0.1 }],
    ['python train.py --random-state 3', 'python train.py --random-state {seed}', {}],
    ['python train.py --train.random_seed 3', 'python train.py --train.random_seed {seed}', {}],
    [
      'python -m pkg.train --opt adam --amsgrad --wd -0.1',
      'python -m pkg.train --opt {opt} --amsgrad --wd {wd}',
      { opt: 'adam', wd: -0.1 }
    ],
    [
      'train --lr 1e-3 --beta .9 --tag 007',
      'train --lr {lr} --beta {beta} --tag {tag}',
      { lr: '1e-3', beta: '.9', tag: '007' }
    ],
    ['train --lr 0.1 --lr 0.2', 'train --lr {lr} --lr 0.2', { lr: 0.1 }],
    ['train --output_dir out --seed {seed}', 'train --output_dir {run} --seed {seed}', {}],
    ['train --run 3 --arm x', 'train --run 3 --arm x', {}],
    [
      'main.py fit --seed_everything 0 --trainer.logger.save_dir logs --trainer.max_epochs 2',
      'main.py fit --seed_everything {seed} --trainer.logger.save_dir {run} --trainer.max_epochs {trainer.max_epochs}',
      { 'trainer.max_epochs': 2 }
    ],
    ['main.py --trainer.default_root_dir x --seed 1', 'main.py --trainer.default_root_dir {run} --seed {seed}', {}],
    ['env SEED=0 train', 'env SEED={seed} train', {}],
    ['train --data {run}/x --seed {seed.init}', 'train --data {run}/x --seed {seed.init}', {}]
  ])('%s', (line, words, settings) => {
    const found = recognised(line)
    expect(found.words.join(' ')).toBe(words)
    expect(found.settings).toEqual(settings)
  })

  it('says whether there is a place for the seed, and which folders became that of the run', () => {
    expect(recognised('train --lr 1').hasSeed).toBe(false)
    expect(recognised('train --lr 1 {seed}').hasSeed).toBe(true)
    expect(recognised('train --seed {seed.order}').hasSeed).toBe(true)
    expect(recognised('train --output-dir a --seed 1').folders).toEqual(['output-dir'])
  })

  it('fills in what was written, to the letter', () => {
    const line = 'python train.py --lr 0.10 --n 3 --x 1e-3 --opt adam'
    const { words, settings } = recognised(line)
    const filled = words.map((word) => word.replace(/\{(\w+)\}/, (_, name: string) => String(settings[name])))
    expect(filled.join(' ')).toBe(line)
  })
})
