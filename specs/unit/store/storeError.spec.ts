import { InfrastructureError } from '../../../src/errors'
import { storeError } from '../../../src/store/storeError'

test.each([
  ['ENOSPC', 'the disk of the run store is full', 'free some space'],
  ['EDQUOT', 'the disk of the run store is full', 'free some space'],
  ['EACCES', 'access to the run store is denied', 'make the folder readable and writable'],
  ['EROFS', 'access to the run store is denied', 'make the folder readable and writable'],
  ['ENOTDIR', 'the run store needs a folder where there is a file', '--store'],
  ['EIO', 'the run store cannot be used', '--store'],
  ['EMFILE', 'the run store cannot be used', 'ulimit -n']
])('%s', (code, subject, remedy) => {
  const error = storeError('/data/store', Object.assign(new Error(`${code}: it failed`), { code }))
  expect(error).toBeInstanceOf(InfrastructureError)
  expect(error.message).toContain(`/data/store: ${subject}\n  received: ${code}: it failed\n`)
  expect(error.details.remedy).toContain(remedy)
})
