import path from 'node:path'
import { expectedIn, readBack, sourceOf } from './libraryLogs'

const LOGS = path.resolve(__dirname, '../../../fixtures/logs')
const EXPECTED = expectedIn(LOGS)

describe('what real libraries wrote', () => {
  it.each(Object.keys(EXPECTED))('%s is read back exactly where its format is stated', async (kind) => {
    expect(await readBack(LOGS, kind, [sourceOf(kind)])).toEqual(EXPECTED[kind])
  })

  it.each(Object.keys(EXPECTED))('%s is recognised', async (kind) => {
    expect(await readBack(LOGS, kind, [])).toMatchObject(EXPECTED[kind]!)
  })
})
