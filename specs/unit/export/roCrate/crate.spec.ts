import { crateMetadata } from '../../../../src/export/roCrate/crate'
import type { Entity } from '../../../../src/export/roCrate/entity'
import { sha256 } from '../../../../src/json/canonical'
import { buildReport } from '../../../../src/report/data/build'
import { HOSTILE_TEXTS, hostileInput } from '../../report/hostile'
import { everyOutcome } from '../../report/inputs'
import { exported, roleOf } from '../runs'

const CHOICES = { licence: 'CC-BY-4.0', datePublished: '2026-01-02', author: 'A. Author' }

function metadataOf(report: ReturnType<typeof buildReport>, leftOut: readonly string[] = []) {
  const run = exported(1)
  const bytes = Buffer.from('{}')
  const file = (path: string) => ({ path, mediaType: 'text/plain', bytes, description: 'a file' })
  const record = { run: { ...run, roles: [roleOf(run, 'adam')] }, file: file(`records/aa/${run.key}.json`) }
  const metadata = crateMetadata(report, [file('report/report.json')], [record], leftOut, CHOICES)
  return metadata as { '@context': unknown; '@graph': readonly Entity[] }
}

const graph = metadataOf(buildReport(everyOutcome()), ['one'])['@graph']
const entity = (id: string) => graph.find((each) => each['@id'] === id)

/** Every `{"@id": ...}` below the entities. */
function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn)
  if (value === null || typeof value !== 'object') return []
  const keys = Object.keys(value)
  if (keys.length === 1 && keys[0] === '@id') return [(value as { '@id': string })['@id']]
  return Object.values(value).flatMap(referencesIn)
}

describe('crateMetadata', () => {
  it('describes the root with its licence, date, sources and files', () => {
    expect(entity('./')).toMatchObject({
      datePublished: '2026-01-02',
      license: { '@id': 'https://spdx.org/licenses/CC-BY-4.0' },
      author: { '@id': '#author' },
      citation: { '@id': '#source-1' },
      description: expect.stringContaining('1 records of the report are not in it')
    })
    expect(entity('report/report.json')).toMatchObject({ sha256: sha256('{}'), contentSize: '2' })
    expect(entity('#source-1')).toMatchObject({ '@type': 'ScholarlyArticle', name: 'A. Author, A title, 2020.' })
  })

  it('has an action for the runs of each environment and one for the verdicts', () => {
    const record = expect.stringMatching(/^records\//)
    expect(entity('#runs-1')).toMatchObject({
      '@type': 'CreateAction',
      startTime: '2026-01-02T03:04:05.678Z',
      // 12.5 ms later, in whole milliseconds.
      endTime: '2026-01-02T03:04:05.690Z',
      result: { '@id': record }
    })
    expect(entity('#verdicts')).toMatchObject({ result: { '@id': 'report/report.json' }, object: { '@id': record } })
  })

  it('refers to nothing that it does not describe, and names nothing twice', () => {
    const ids = graph.map((each) => each['@id'])
    expect(new Set(ids).size).toBe(ids.length)
    const references = graph.flatMap((each) => Object.values(each).flatMap(referencesIn))
    expect(references.filter((id) => !ids.includes(id))).toEqual(['https://w3id.org/ro/crate/1.1'])
  })

  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))(
    'holds %j as text of bounded length',
    (_name, text) => {
      const hostile = metadataOf(buildReport(hostileInput(text)))['@graph']
      for (const value of hostile.flatMap((each) => Object.values(each))) {
        if (typeof value !== 'string') continue
        expect(value.length).toBeLessThanOrEqual(4000)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
        expect(value).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/)
      }
      for (const { '@id': id } of hostile) expect(id).toMatch(/^[\w./:#-]+$/)
    }
  )
})
