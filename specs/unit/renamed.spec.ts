import { warnOfOldName } from '../../src/renamed'

it('warns of an old name once a process, and says the new one', () => {
  const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => {})
  warnOfOldName('the option', '--old', '--new')
  warnOfOldName('the option', '--old', '--new')
  warnOfOldName('the option', '--other', '--new')
  expect(warn.mock.calls).toEqual([
    [
      expect.stringMatching(/^the option "--old" is now "--new"; /),
      { type: 'DeprecationWarning', code: 'CLAIMCHECK_RENAMED' }
    ],
    [expect.stringMatching(/^the option "--other" is now/), expect.anything()]
  ])
  warn.mockRestore()
})
