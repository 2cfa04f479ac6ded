import { CommanderError } from 'commander'
import { explain } from '../../../src/cli/explain'
import { InfrastructureError, InputError } from '../../../src/errors'

function explained(error: unknown): [code: number, text: string] {
  let text = ''
  const code = explain(error, { write: (part) => (text += part) })
  return [code, text]
}

const ofSystem = (code: string) => Object.assign(new Error(`${code}: words of the system`), { code, syscall: 'open' })

test.each<[string, unknown, number, RegExp | '']>([
  ["a user's mistake", new InputError('wrong', { remedy: 'mend it' }), 2, /^wrong\n {2}to mend: {2}mend it\n$/],
  ['a broken machine', new InfrastructureError('the disk is full'), 3, /^the disk is full\n$/],
  ['help', new CommanderError(0, 'commander.help', ''), 0, ''],
  ['an unknown option', new CommanderError(1, 'commander.unknownOption', 'no'), 2, ''],
  ['few open files', ofSystem('EMFILE'), 3, /^this process may open no more files\n[\s\S]*ulimit -n/],
  ['few processes', ofSystem('EAGAIN'), 3, /^this user may start no more processes\n[\s\S]*--jobs 1/],
  ['little memory', ofSystem('ENOMEM'), 3, /^this machine has no more memory to give\n/],
  [
    'little address space',
    new RangeError('WebAssembly.Instance(): Out of memory: x'),
    3,
    /^this machine has no more memory/
  ],
  [
    'a buffer that is not given',
    new RangeError('Array buffer allocation failed'),
    3,
    /^this machine has no more memory/
  ],
  ['a disk that fails', ofSystem('EIO'), 3, /^a disk does not read or write\n/],
  [
    'a defect',
    new TypeError('x is no function'),
    3,
    /^claimcheck failed; this is a defect[\s\S]*TypeError: x is no function\n +at /
  ],
  ['what is no error', 'words', 3, /^claimcheck failed; this is a defect.*\nwords\n$/],
  ['words of others', new InputError('a\u001b[2Jb'), 2, /^a\\u001B\[2Jb\n$/]
])('%s', (_name, error, code, text) => {
  const [status, said] = explained(error)
  expect(status).toBe(code)
  if (text === '') expect(said).toBe('')
  else expect(said).toMatch(text)
})

test('a library that is not found is a defect where files may be opened, and what was not opened where they may not', () => {
  const missing = Object.assign(new Error("Cannot find package 'x'"), { code: 'ERR_MODULE_NOT_FOUND' })
  const report = jest.spyOn(process.report, 'getReport')
  const limits = (soft: unknown) => report.mockReturnValueOnce({ userLimits: { open_files: { soft } } } as never)
  limits('unlimited')
  expect(explained(missing)[1]).toMatch(/this is a defect/)
  limits(40)
  expect(explained(missing)[1]).toMatch(/^this process may open no more files/)
  report.mockRestore()
})
