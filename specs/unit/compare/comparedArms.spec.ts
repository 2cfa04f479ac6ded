import { comparedArms } from '../../../src/compare/comparedArms'

describe('comparedArms', () => {
  it('makes one command of two that differ in settings, and calls the arms by these', () => {
    expect(comparedArms('python t.py --opt sgd --lr 0.1 --seed 0', 'python t.py --opt adam --lr 0.1 --seed 0')).toEqual(
      {
        control: 'sgd',
        treatment: 'adam',
        folders: [],
        experiment: {
          command: ['python', 't.py', '--opt', '{opt}', '--lr', '{lr}', '--seed', '{seed}'],
          settings: { lr: 0.1 },
          arms: { sgd: { settings: { opt: 'sgd' } }, adam: { settings: { opt: 'adam' } } }
        }
      }
    )
  })

  it('names numbers with their settings', () => {
    const { control, treatment } = comparedArms('t --lr 0.1 --seed 0', 't --lr 0.01 --seed 0')
    expect([control, treatment]).toEqual(['lr-0.1', 'lr-0.01'])
  })

  it('keeps two commands where more than settings differ', () => {
    const { experiment, control, treatment } = comparedArms('a --seed {seed}', 'b --fast --x 1 --seed {seed}')
    expect([control, treatment]).toEqual(['control', 'treatment'])
    expect(experiment).toEqual({
      command: ['a', '--seed', '{seed}'],
      arms: {
        control: { settings: {} },
        treatment: { settings: { x: 1 }, command: ['b', '--fast', '--x', '{x}', '--seed', '{seed}'] }
      }
    })
  })

  it('names arms by their roles where their values are no names', () => {
    const { control, treatment } = comparedArms("t --f 'a b' --seed 0", "t --f 'c/d' --seed 0")
    expect([control, treatment]).toEqual(['control', 'treatment'])
  })

  it('refuses a command without a place for the seed, and two that are the same', () => {
    expect(() => comparedArms('t --lr 1', 't --lr 2 --seed 0')).toThrow(/the command has no place for the seed/)
    expect(() => comparedArms('t --seed 0', 't --seed 1')).toThrow(/both commands are the same/)
  })
})
