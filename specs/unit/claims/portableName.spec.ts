import { nameProblem } from '../../../src/claims/portableName'

test.each(['con', 'CON', 'nul', 'aux.v2', 'com1', 'lpt9', 'prn', '..', '.git', 'a.', 'a..'])('%s', (name) => {
  expect(nameProblem(name)).toEqual(expect.any(String))
})

test.each(['console', 'com', 'com10', 'a.con', 'nul-1', 'reddi2018', '0.1', 'a..b'])(
  '%s is a name everywhere',
  (name) => {
    expect(nameProblem(name)).toBeNull()
  }
)
