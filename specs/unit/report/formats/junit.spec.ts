import { create } from 'xmlbuilder2'
import { buildReport } from '../../../../src/report/data/build'
import { renderJunit } from '../../../../src/report/formats/junit'
import { HOSTILE_TEXTS, hostileInput } from '../hostile'
import { everyOutcome } from '../inputs'

type Attributes = Record<string, string>
interface Case extends Attributes {}
interface Parsed {
  readonly root: Attributes
  readonly suites: readonly { readonly attributes: Attributes; readonly cases: readonly ParsedCase[] }[]
}
interface ParsedCase {
  readonly attributes: Case
  readonly children: ReadonlyMap<string, { readonly attributes: Attributes; readonly text: string }>
}

interface XmlNode {
  readonly nodeName: string
  readonly textContent: string | null
  readonly childNodes: Iterable<XmlNode>
  readonly attributes?: Iterable<{ readonly name: string; readonly value: string }>
}

/** Parsed by xmlbuilder2's own parser, which throws at anything that is not well-formed. */
function parse(xml: string): Parsed {
  const document = create(xml).root().node as unknown as XmlNode
  return {
    root: attributesOf(document),
    suites: elements(document, 'testsuite').map((suite) => ({
      attributes: attributesOf(suite),
      cases: elements(suite, 'testcase').map((each) => ({
        attributes: attributesOf(each),
        children: new Map(
          [...each.childNodes].map((child) => [
            child.nodeName,
            { attributes: attributesOf(child), text: child.textContent ?? '' }
          ])
        )
      }))
    }))
  }
}

function elements(node: XmlNode, name: string): XmlNode[] {
  return [...node.childNodes].filter((child) => child.nodeName === name)
}

function attributesOf(node: XmlNode): Attributes {
  return Object.fromEntries([...(node.attributes ?? [])].map(({ name, value }) => [name, value]))
}

const report = buildReport(everyOutcome())
const xml = renderJunit(report)
const parsed = parse(xml)
const cases = new Map(
  parsed.suites.flatMap((suite) => suite.cases).map((each) => [each.attributes.name!.split(':')[0]!, each])
)

describe('junit.xml', () => {
  it('has a suite for each family and a case for each claim', () => {
    expect(parsed.suites.map(({ attributes }) => attributes.name)).toEqual(
      [...new Set(report.claims.map(({ claim }) => claim.family))].sort()
    )
    expect(cases.size).toBe(report.claims.length)
    expect(cases.get('toy/reproduced')?.attributes.name).toBe(
      'toy/reproduced: AMSGrad ends at a lower training loss than Adam.'
    )
  })

  it('passes what is as expected', () => {
    const { children } = cases.get('toy/opposite')!
    expect([...children.keys()].filter((name) => name !== '#text')).toEqual(['system-out'])
    expect(children.get('system-out')?.text).toMatch(
      /^refuted \(opposite\); exploratory \(1 deviation from what was registered on 2026-01-01T00:00:00\.000Z\)\. At /
    )
  })

  it('passes a loss without a logarithm where that is registered, and says what mends it', () => {
    const { children } = cases.get('toy/zero-loss')!
    expect([...children.keys()].filter((name) => name !== '#text')).toEqual(['system-out'])
    expect(children.get('system-out')?.text).toMatch(
      /^not-evaluable \(no logarithm\); registered on .*state a margin\.epsilon above 0 /
    )
  })

  it('fails another outcome than the expected one, with the outcome, the interval and the replay', () => {
    const failure = cases.get('toy/equivalent')!.children.get('failure')!
    expect(failure.attributes.type).toBe('refuted')
    expect(failure.attributes.message).toMatch(
      /^refuted \(equivalent\); effect \S+ %, interval \[.* %\], n = 10; repeat: npx claimcheck verify toy\/equivalent /
    )
    expect(failure.text).toContain('expected:   reproduced (the paper says so)')
    expect(failure.text).toMatch(/adam +10 +0\.3/)
  })

  it('skips what is missing or meant for other profiles, and reports a crash as an error', () => {
    const fate = (id: string) => [...cases.get(id)!.children.keys()].filter((name) => name !== '#text')
    expect(fate('toy/no-data')).toEqual(['skipped'])
    expect(fate('toy/no-engine')).toEqual(['skipped'])
    expect(fate('toy/not-run')).toEqual(['skipped'])
    expect(fate('toy/later')).toEqual(['skipped'])
    expect(fate('toy/crashed')).toEqual(['error'])
    expect(cases.get('toy/no-data')!.children.get('skipped')!.attributes.message).toBe(
      'could-not-run: MNIST is not here. What helps: npx claimcheck data fetch mnist'
    )
  })

  it('counts what it holds', () => {
    const sum = (name: string) => parsed.suites.reduce((total, { attributes }) => total + Number(attributes[name]), 0)
    for (const name of ['tests', 'failures', 'errors', 'skipped']) expect(Number(parsed.root[name])).toBe(sum(name))
    const { counts } = report
    expect(parsed.root).toMatchObject({
      tests: String(counts.claims),
      failures: String(counts.notAsExpected + counts.noneExpected - counts.noneExpectedReproduced),
      errors: '1',
      skipped: '4'
    })
  })

  it('holds no time, so that equal results give equal bytes on every machine', () => {
    const slower = everyOutcome()
    const runs = slower.runs.map((run) => ({
      ...run,
      environment: { ...run.environment, wallTimeMs: 99_999, startedAt: '2030-01-01T00:00:00.000Z', cpu: 'another' }
    }))
    expect(renderJunit(buildReport({ ...slower, runs }))).toBe(xml)
    expect(xml).not.toMatch(/time(stamp)?="/)
  })

  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))('is well-formed for %j', (_name, text) => {
    const hostile = renderJunit(buildReport(hostileInput(text)))
    const { suites } = parse(hostile)
    expect(suites.flatMap((suite) => suite.cases)).toHaveLength(3)
    expect(hostile).toMatch(/^[\t\n\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u)
  })

  it('gives a text back as it was', () => {
    const text = 'a < b & "c" > \'d\' ]]>'
    const { suites } = parse(renderJunit(buildReport(hostileInput(text))))
    const names = suites.flatMap((suite) => suite.cases.map(({ attributes }) => attributes.name))
    expect(names).toContain(`a/${text}: ${text}`)
  })
})
