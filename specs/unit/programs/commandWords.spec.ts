import { InputError } from '../../../src/errors'
import { commandWords } from '../../../src/programs/commandWords'

describe('commandWords', () => {
  it.each([
    ['python train.py --lr 0.1', ['python', 'train.py', '--lr', '0.1']],
    ['python "my train.py" --name=\'a b\'', ['python', 'my train.py', '--name=a b']],
    ['run\\ me {seed} {args}', ['run me', '{seed}', '{args}']],
    ['train --dir=$HOME/x', ['train', '--dir=$HOME/x']],
    ["python -c 'print(1) | 2'", ['python', '-c', 'print(1) | 2']]
  ])('cuts %s as a shell would', (line, words) => expect(commandWords(line)).toEqual(words))

  it.each([
    ['a | b', '|'],
    ['a > b', '>'],
    ['a && b', '&&'],
    ['a *.py', '*.py'],
    ['a # b', '# b'],
    ['LR=1 python t.py', 'LR=1'],
    ["python t.py --opt 'sgd --seed {seed}", 'the end of the command'],
    ['python t.py "a\\"', 'the end of the command']
  ])('refuses %s', (line, received) => {
    expect(() => commandWords(line)).toThrow(InputError)
    expect(() => commandWords(line)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ received }) })
    )
  })

  it('refuses an empty line', () => expect(() => commandWords(' ')).toThrow(/the command is empty/))
})
