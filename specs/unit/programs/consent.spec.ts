import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  allow,
  type ConsentProgram,
  type ConsentRequest,
  consentDigest,
  consentStore,
  consentText,
  filesNamed,
  isAllowed,
  notAllowedError
} from '../../../src/programs/consent'

const PROGRAM: ConsentProgram = {
  name: 'digits',
  commands: [
    { command: ['python', 'train.py', '{args}'], environment: { set: { A: '1' }, pass: ['TOKEN'] } },
    { command: ['pip', 'freeze'] }
  ],
  inputs: [{ path: 'train.py', sha256: 'a'.repeat(64) }],
  values: { settings: { lr: 0.1 } }
}

let root: string
let request: ConsentRequest
let store: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'claimcheck-consent-')))
  request = { folder: path.join(root, 'claims'), programs: [PROGRAM] }
  mkdirSync(request.folder)
  store = path.join(root, 'config', 'allowed')
})
afterEach(() => rmSync(root, { recursive: true }))

describe('consent', () => {
  it('is not there before somebody gave it, and asking for it writes nothing', () => {
    expect(isAllowed(request, store)).toBe(false)
    notAllowedError(request, store, 'claims')
    expect(existsSync(store)).toBe(false)
  })

  it('is remembered for exactly what was allowed', () => {
    allow(request, store)
    expect(isAllowed(request, store)).toBe(true)
    expect(isAllowed({ ...request, programs: [...request.programs].reverse() }, store)).toBe(true)
  })

  const [first, second] = PROGRAM.commands
  it.each<[string, (before: ConsentRequest) => ConsentRequest]>([
    ['an input', (r) => ({ ...r, programs: [{ ...PROGRAM, inputs: [{ path: 'train.py', sha256: 'b'.repeat(64) }] }] })],
    ['another input', (r) => ({ ...r, programs: [{ ...PROGRAM, inputs: [] }] })],
    ['a command', (r) => ({ ...r, programs: [{ ...PROGRAM, commands: [first!] }] })],
    ['a shell', (r) => ({ ...r, programs: [{ ...PROGRAM, commands: [first!, { ...second!, shell: true }] }] })],
    [
      'a variable',
      (r) => ({
        ...r,
        programs: [{ ...PROGRAM, commands: [{ ...first!, environment: { set: { A: '2' } } }, second!] }]
      })
    ],
    ['a setting', (r) => ({ ...r, programs: [{ ...PROGRAM, values: { settings: { lr: 0.2 } } }] })],
    ['one more program', (r) => ({ ...r, programs: [PROGRAM, { ...PROGRAM, name: 'other' }] })],
    ['the folder', (r) => ({ ...r, folder: `${r.folder}2` })]
  ])('is asked for again after a change of %s', (_, change) => {
    allow(request, store)
    const changed = change(request)
    expect(consentDigest(changed)).not.toBe(consentDigest(request))
    expect(isAllowed(changed, store)).toBe(false)
    expect(isAllowed(request, store)).toBe(true)
  })

  it('says whether it was given before something changed', () => {
    expect(notAllowedError(request, store, 'claims').message).toMatch(/which you have not allowed/)
    allow(request, store)
    const changed = { ...request, programs: [{ ...PROGRAM, inputs: [] }] }
    expect(notAllowedError(changed, store, 'claims').message).toMatch(/have changed since you allowed them/)
  })

  it('needs none where nothing is run', () => {
    expect(isAllowed({ ...request, programs: [] }, null)).toBe(true)
  })

  it('that was only half written is none', () => {
    allow(request, store)
    const folder = path.join(store, readdirSync(store)[0]!)
    writeFileSync(path.join(folder, readdirSync(folder)[0]!), '{"folder":')
    expect(isAllowed(request, store)).toBe(false)
  })

  it('cannot be brought along by the folder that asks for it', () => {
    const inside = path.join(request.folder, '.config', 'claimcheck', 'allowed')
    expect(() => allow(request, inside)).toThrow(/no place to remember[\s\S]+to mend: {2}give --allow-programs/)
    const moved = { ...request, folder: path.join(root, 'other') }
    allow(moved, inside)
    expect(isAllowed(moved, inside)).toBe(true)
    expect(isAllowed({ ...moved, folder: root }, inside)).toBe(false)
  })

  it('has no place without a home: --allow-programs is asked for', () => {
    expect(isAllowed(request, null)).toBe(false)
    expect(() => allow(request, null)).toThrow(/give --allow-programs with each command/)
    expect(notAllowedError(request, null, 'claims').message).toMatch(
      /to mend: {2}look at them, then give --allow-programs$/
    )
  })
})

describe('consentStore', () => {
  it.each<[string, Record<string, string>, string, NodeJS.Platform, string | null]>([
    ['$XDG_CONFIG_HOME', { XDG_CONFIG_HOME: '/x' }, '/home/me', 'linux', '/x/claimcheck/allowed'],
    ['the home', {}, '/home/me', 'darwin', '/home/me/.config/claimcheck/allowed'],
    ['never a relative one', { XDG_CONFIG_HOME: 'x' }, '/home/me', 'linux', '/home/me/.config/claimcheck/allowed'],
    ['nowhere', { XDG_CONFIG_HOME: '' }, '', 'linux', null],
    ['%APPDATA%', { APPDATA: '/roaming', XDG_CONFIG_HOME: '/x' }, '/home/me', 'win32', '/roaming/claimcheck/allowed']
  ])('is in %s', (_, env, home, platform, expected) => {
    expect(consentStore(env, home, platform)).toBe(expected)
  })
})

describe('consentText', () => {
  it('shows all that counts, with nothing hidden in it', () => {
    const tricky = { ...PROGRAM, name: 'a\u202Eb', commands: [{ command: ['echo \x1b[2J x'], shell: true }] }
    expect(consentText({ ...request, programs: [PROGRAM, tricky] }).split('\n')).toEqual([
      'digits',
      '  runs ["python","train.py","{args}"]',
      '    with A=1',
      '    and your TOKEN',
      '  runs ["pip","freeze"]',
      '  settings {"lr":0.1}',
      '  from train.py (aaaaaaaaaaaa)',
      'a\\u202Eb',
      '  runs by a shell: echo \\u001B[2J x',
      '  settings {"lr":0.1}',
      '  from train.py (aaaaaaaaaaaa)'
    ])
  })
})

describe('filesNamed', () => {
  it('are the files of the folder that a command names, as globs', () => {
    for (const name of ['train.py', 'a[1].yaml', 'run.sh']) writeFileSync(path.join(request.folder, name), '')
    mkdirSync(path.join(request.folder, 'src'))
    const command = [
      'python',
      'train.py',
      '--config=a[1].yaml',
      'src',
      'absent.py',
      path.join(request.folder, 'run.sh')
    ]
    expect(filesNamed({ command }, request.folder)).toEqual(['train.py', 'a\\[1\\].yaml'])
    expect(filesNamed({ command: ['make && ./run.sh | tee "train.py"'], shell: true }, request.folder)).toEqual([
      './run.sh',
      'train.py'
    ])
  })
})
