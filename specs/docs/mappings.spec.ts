import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inspectMapping } from '../../src/adjudicate/mapping/loadMapping'
import type { MappingFile } from '../../src/adjudicate/mapping/types'
import { openEvidenceFolder } from '../../src/adjudicate/read/folder'
import { readRuns } from '../../src/adjudicate/read/readRuns'
import { FORMAT_NAMES } from '../../src/logs/formats'
import { LOWER } from '../support/builders'
import { REPOSITORY } from '../support/project'

const PAGE = readFileSync(path.join(REPOSITORY, 'docs/mappings.md'), 'utf8')

interface Example {
  readonly title: string
  readonly files: readonly (readonly [name: string, text: string])[]
  readonly copies: readonly (readonly [fixture: string, folder: string])[]
  readonly mapping: string
  readonly runs: string
}

/** Each mapping with the files before it and the runs after it. */
function examples(): Example[] {
  const found: Example[] = []
  let title = ''
  let files: [string, string][] = []
  let copies: [string, string][] = []
  let mapping = ''
  const parts = /^## (.*)$|^<!-- (fixtures\S+) as (.*) -->$|^```\w+ (\S+)\n([\s\S]*?)^```$/gm
  for (const [, heading, fixture, folders, name, text] of PAGE.matchAll(parts)) {
    if (heading !== undefined) title = heading
    else if (fixture !== undefined)
      copies.push(...folders!.split(', ').map((folder): [string, string] => [fixture, folder]))
    else if (name === 'mapping') mapping = text!
    else if (name === 'runs') {
      found.push({ title, files, copies, mapping, runs: text! })
      files = []
      copies = []
    } else files.push([name!, text!])
  }
  return found
}

function runsOf({ files, copies, mapping }: Example): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-mapping-'))
  try {
    for (const [fixture, to] of copies)
      cpSync(path.join(REPOSITORY, fixture), path.join(folder, to), { recursive: true })
    for (const [name, text] of files) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
      writeFileSync(path.join(folder, name), text)
    }
    const [metric] = Object.keys((JSON.parse(mapping) as MappingFile).metrics)
    const hypothesis = { ...LOWER, metric: metric!, treatment: 'other', control: 'adam' }
    const inspected = inspectMapping('mapping.json', Buffer.from(mapping), hypothesis)
    expect(inspected.problems).toEqual([])
    const needed = { judged: metric!, trainLoss: metric!, selection: null, curve: null }
    const { runs, leftOut } = readRuns(openEvidenceFolder(folder), inspected.mapping!, ['adam', 'other'], needed, {})
    const lines = runs.map(
      ({ arm, id, origin, value, failure }) =>
        `${arm} ${id ?? origin}: ${value}${failure === null ? '' : `, ${failure}`}`
    )
    const without = leftOut.map(({ origin }) => origin)
    return [...lines.sort(), ...(without.length === 0 ? [] : [`left out: ${without.join(', ')}`]), ''].join('\n')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('docs/mappings.md', () => {
  it.each(examples().map((example, index) => [`${index + 1}, ${example.title}`, example] as const))(
    'example %s reads what it says',
    (_, example) => {
      expect(runsOf(example)).toBe(example.runs)
    }
  )

  it('names every format', () => {
    expect(FORMAT_NAMES.filter((name) => !PAGE.includes(name))).toEqual([])
  })
})
