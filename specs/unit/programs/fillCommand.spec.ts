import { execFileSync } from 'node:child_process'
import {
  type CommandTemplate,
  type CommandValues,
  fillCommand,
  fillWarmCommand,
  placeholdersOf,
  shellQuote
} from '../../../src/programs/fillCommand'

const VALUES: CommandValues = {
  seed: 3,
  seeds: { init: 11, order: 12, dropout: 13, problem: 14 },
  settings: { lr: 0.1, optimizer: 'adam' },
  arm: 'treatment',
  profile: 'quick',
  runFolder: '/runs/key',
  folder: '/claims/paper',
  resume: false,
  cores: 2,
  gpus: [],
  outside: { PATH: '/bin', HOME: '/home/me', SECRET: 'x' }
}

const fill = (template: CommandTemplate, values: Partial<CommandValues> = {}) =>
  fillCommand(template, { ...VALUES, ...values })

describe('the command', () => {
  it('has arguments in the place of {args}, and values in that of placeholders, within words too', () => {
    const command = ['python', 'train.py', '{args}', '--seed', '{seed}', '--out={run}/out', '{arm}-{profile}']
    expect(fill({ command }).argv).toEqual([
      ...['python', 'train.py', '--lr', '0.1', '--optimizer', 'adam'],
      ...['--seed', '3', '--out=/runs/key/out', 'treatment-quick']
    ])
    expect(fill({ command }).cwd).toBe('/claims/paper')
  })

  it('has the seed of each stream, and the path of the settings', () => {
    const command = ['p', '{seed.init}', '{seed.order}', '{seed.dropout}', '{seed.problem}', '{settings}']
    expect(fill({ command }).argv).toEqual(['p', '11', '12', '13', '14', '/runs/key/settings.json'])
  })

  it('says a setting once: what a placeholder names, also within a group, is no argument', () => {
    const settings = { lr: 0.1, model: { depth: 2, width: 3 } }
    expect(fill({ command: ['p', '{lr}', '{model.depth}', '{args}'] }, { settings }).argv).toEqual([
      ...['p', '0.1', '2', '--model.width', '3']
    ])
  })

  it('keeps what every run has apart from settings of the same name', () => {
    const { argv } = fill({ command: ['p', '{profile}', '{args}'] }, { settings: { profile: 'mine' } })
    expect(argv).toEqual(['p', 'quick', '--profile', 'mine'])
  })

  it('leaves braces alone that hold no name, and takes one of two that do', () => {
    const command = ['awk', '{ print $1 }', '{"a": 1}', '{{lr}}', '{}', '{{}}']
    expect(fill({ command }).argv).toEqual(['awk', '{ print $1 }', '{"a": 1}', '{lr}', '{}', '{{}}'])
  })

  it('hands values over as words: no shell looks at them', () => {
    expect(fill({ command: ['p', '{name}'] }, { settings: { name: '$(rm -rf /); {seed}' } }).argv).toEqual([
      ...['p', '$(rm -rf /); {seed}']
    ])
  })

  it('quotes what is filled into a line for the shell, which reads the same words back', () => {
    const name = `it's $HOME "x" \\ \n;`
    const template = { command: ['printf "%s|" {name} {args}'], shell: true }
    const { argv, shell } = fill(template, { settings: { name, other: '*' } })
    expect(shell).toBe(true)
    expect(execFileSync('sh', ['-c', ...argv], { encoding: 'utf8' })).toBe(`${name}|--other|*|`)
  })

  it('names its placeholders', () => {
    const command = ['p', '{lr}/{seed}', '{{no}}', '{ no }']
    expect([...placeholdersOf({ command, environment: { set: { X: '{run}' } } })]).toEqual(['lr', 'seed', 'run'])
  })
})

describe('the environment', () => {
  it('says everything that the run is', () => {
    expect(fill({ command: ['p'] }, { resume: true }).env).toMatchObject({
      CLAIMCHECK_SEED: '3',
      CLAIMCHECK_SEED_INIT: '11',
      CLAIMCHECK_SEED_ORDER: '12',
      CLAIMCHECK_SEED_DROPOUT: '13',
      CLAIMCHECK_SEED_PROBLEM: '14',
      CLAIMCHECK_SETTINGS: '/runs/key/settings.json',
      CLAIMCHECK_RUN_DIR: '/runs/key',
      CLAIMCHECK_ARM: 'treatment',
      CLAIMCHECK_PROFILE: 'quick',
      CLAIMCHECK_METRICS: '/runs/key/metrics.jsonl',
      CLAIMCHECK_RESUME: '1'
    })
  })

  it('bounds the threads of each library by its cores, and hides all devices but its own', () => {
    const { env } = fill({ command: ['p'] }, { cores: 3 })
    expect(Object.entries(env).filter(([name]) => /THREADS$/.test(name))).toHaveLength(11)
    expect(new Set(Object.entries(env).flatMap(([name, value]) => (/THREADS$/.test(name) ? value : [])))).toEqual(
      new Set(['3'])
    )
    expect(env.CUDA_VISIBLE_DEVICES).toBe('')
    expect(fill({ command: ['p'] }, { gpus: ['1', 'GPU-8a'] }).env.CUDA_VISIBLE_DEVICES).toBe('1,GPU-8a')
  })

  it('passes on what is named alone, or what finding a program takes', () => {
    expect(fill({ command: ['p'] }).env).toMatchObject({ PATH: '/bin', HOME: '/home/me' })
    expect(fill({ command: ['p'] }).env).not.toHaveProperty('SECRET')
    const { env } = fill({ command: ['p'], environment: { pass: ['SECRET', 'ABSENT'] } })
    expect(env.SECRET).toBe('x')
    expect(env).not.toHaveProperty('PATH')
    expect(env).not.toHaveProperty('ABSENT')
  })

  it('has what is set, placeholders filled in, before what is passed on or bounded, never before what the run is', () => {
    const set = { OUT: '{run}/{arm}', PATH: '/opt', OMP_NUM_THREADS: '8', CLAIMCHECK_SEED: '99' }
    expect(fill({ command: ['p'], environment: { set } }).env).toMatchObject({
      OUT: '/runs/key/treatment',
      PATH: '/opt',
      OMP_NUM_THREADS: '8',
      CLAIMCHECK_SEED: '3'
    })
  })

  it('has the settings as variables where the style says so, and as arguments otherwise', () => {
    expect(fill({ command: ['p'], args: { style: 'env' } }).env).toMatchObject({ lr: '0.1', optimizer: 'adam' })
    expect(fill({ command: ['p', '{args}'] }).env).not.toHaveProperty('lr')
  })
})

describe('a template that cannot be meant', () => {
  it.each<[string, CommandTemplate, Partial<CommandValues>, RegExp]>([
    [
      'an unknown placeholder',
      { command: ['p', '--lr={learning_rate}'], args: { style: 'none' } },
      { settings: { 'learning-rate': 1 } },
      /names a placeholder that there is not\n.*one of .*\n.*"--lr=\{learning_rate\}"\n.*did you mean \{learning-rate\}\? write \{\{learning_rate\}\}/
    ],
    ['{args} within a word', { command: ['p', 'x{args}'] }, {}, /\{args\} stands within a word/],
    [
      'settings that reach nothing',
      { command: ['p', '{lr}'], args: { style: 'argparse' } },
      {},
      /settings reach the program nowhere\n.*\{optimizer\}\n.*\n.*add "\{args\}"/
    ],
    ['a seed among the settings', { command: ['p'] }, { settings: { seed: 1 } }, /a seed is no setting/],
    ['no program', { command: [] }, {}, /not one that can be started\n.*expected: a program/],
    ['a shell with words', { command: ['echo', 'x'], shell: true }, {}, /expected: a single line for the shell/]
  ])('is refused: %s', (_, template, values, message) => {
    expect(() => fill({ ...template, where: 'a.json:3' }, values)).toThrow(message)
    expect(() => fill({ ...template, where: 'a.json:3' }, values)).toThrow(
      /^a\.json:3: .+\n {2}expected: .+\n {2}received: .+\n {2}to mend: {2}.+$/
    )
  })

  it('may have settings that it reads from the file that it is told of', () => {
    expect(fill({ command: ['p', '{settings}'], args: { style: 'file' } }).argv).toEqual([
      ...['p', '/runs/key/settings.json']
    ])
    expect(fill({ command: ['p'] }).argv).toEqual(['p'])
  })
})

describe('the command of a warm program', () => {
  const { folder, outside } = VALUES
  const share = { cores: 2, gpus: ['1'], folder, outside }

  it('has nothing of a run in it', () => {
    const filled = fillWarmCommand(
      { command: ['python', 'serve.py', '{{x}}'], environment: { set: { A: '1' } } },
      share
    )
    expect(filled).toMatchObject({ argv: ['python', 'serve.py', '{x}'], shell: false, cwd: folder })
    expect(filled.env).toMatchObject({ A: '1', PATH: '/bin', OMP_NUM_THREADS: '2', CUDA_VISIBLE_DEVICES: '1' })
    expect(Object.keys(filled.env).filter((name) => name.startsWith('CLAIMCHECK_'))).toEqual(['CLAIMCHECK_WARM'])
  })

  it('may not', () => {
    expect(() => fillWarmCommand({ command: ['p', '--seed={seed}'] }, share)).toThrow(
      /names what belongs to one run\n.*expected: .*\n.*received: "\{seed\}"\n.*to mend: /
    )
  })
})

describe('shellQuote', () => {
  it.each(['a b', "it's", '', '$x', '`x`', 'a\nb', '-x', 'plain/path.txt', '~'])('keeps %j', (word) => {
    expect(execFileSync('sh', ['-c', `printf %s ${shellQuote(word)}`], { encoding: 'utf8' })).toBe(word)
  })
})
