import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { REPOSITORY } from '../support/project'

const FOLDERS = ['claims', ...readdirSync(path.join(REPOSITORY, 'papers')).map((paper) => path.join('papers', paper))]

/** A source's key has a year, as has whatever is named after it; the examples that come with claimcheck have none. */
const KEYS = FOLDERS.flatMap((folder) => readdirSync(path.join(REPOSITORY, folder))).filter((name) =>
  /^[a-z-]+\d{4}$/.test(name)
)

function filesBelow(folder: string): string[] {
  return readdirSync(path.join(REPOSITORY, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|json)$/.test(name))
    .map((name) => path.join(folder, name))
}

it('nothing in src or in the schemas names a paper, a claim or an experiment of one', () => {
  expect(KEYS).toEqual(expect.arrayContaining(['reddi2018', 'menon2020', 're-carlsson2021']))
  const named = new RegExp(KEYS.join('|'))
  const found = [...filesBelow('src'), ...filesBelow('claims/schema')].flatMap((file) =>
    readFileSync(path.join(REPOSITORY, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (named.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : []))
  )
  expect(found).toEqual([])
})
