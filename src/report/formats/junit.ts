import { create } from 'xmlbuilder2'
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces'
import { groupBy } from '../../json/groupBy'
import { sentenceOf, shorten, xmlAttribute, xmlText } from '../../text/escape'
import { judgementOf } from '../data/build'
import { notMeasured } from '../data/notMeasured'
import type { JudgedClaim, Report, ReportClaim } from '../data/types'
import { failureMessage } from '../failureMessage'
import { effectWordsOf, preregistrationWords, statusWords } from '../words'
import type { ReportFormat } from './format'

type Fate = 'passed' | 'failure' | 'error' | 'skipped'

/**
 * The report for continuous integration, as JUnit XML: a suite for each family, a case for each claim. Missing data and
 * other profiles are skipped, a crash is an error, an outcome other than the expected one a failure. It holds no
 * times, so equal results give equal bytes on every machine.
 */
export function renderJunit(report: Report): string {
  const families = groupBy(report.claims, ({ claim }) => claim.family)
  const names = [...families.keys()].sort()
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele('testsuites', {
    name: `claimcheck, profile ${report.profile}`,
    ...tally(report.claims)
  })
  for (const name of names) addSuite(root, name, families.get(name) ?? [], report)
  return `${root.end({ prettyPrint: true })}\n`
}

function addSuite(root: XMLBuilder, name: string, entries: readonly ReportClaim[], report: Report): void {
  const suite = root.ele('testsuite', { name: xmlAttribute(name), ...tally(entries) })
  const properties = suite.ele('properties')
  properties.ele('property', { name: 'profile', value: report.profile })
  properties.ele('property', { name: 'firstSeed', value: String(report.firstSeed) })
  properties.ele('property', { name: 'scope', value: xmlAttribute(report.scope) })
  for (const entry of entries) addCase(suite, entry, report)
}

function addCase(suite: XMLBuilder, entry: ReportClaim, report: Report): void {
  const { claim } = entry
  const testcase = suite.ele('testcase', {
    classname: xmlAttribute(claim.family),
    name: xmlAttribute(`${shorten(claim.id, 120)}: ${shorten(claim.statement, 300)}`)
  })
  switch (entry.kind) {
    case 'judged': {
      const judgement = judgementOf(entry, report.profile)
      if (!entry.matches) {
        const { effect, interval, n } = effectWordsOf(claim, judgement)
        const size = n === null ? '' : `, n = ${n}`
        const message = `${statusWords(entry)}; effect ${effect}, interval ${interval}${size}; repeat: ${entry.replay}`
        testcase
          .ele('failure', { type: failureType(entry), message: xmlAttribute(message) })
          .txt(xmlText(failureMessage(entry, report.profile, entry.registration)))
      }
      const made = preregistrationWords(entry.registration)
      testcase.ele('system-out').txt(xmlText(`${statusWords(entry)}; ${made}. ${entry.judgement.sentence}`))
      return
    }
    case 'could-not-run': {
      const message = xmlAttribute(`could-not-run: ${sentenceOf(entry.reason)} What helps: ${entry.remedy}`)
      if (entry.cause === 'crash') testcase.ele('error', { type: entry.cause, message }).txt(xmlText(entry.reason))
      else testcase.ele('skipped', { message })
      return
    }
    case 'not-in-profile':
      testcase.ele('skipped', { message: `for other profiles only: ${entry.expectedFor.join(', ')}` })
      return
    default:
      entry satisfies never
  }
}

function failureType(entry: JudgedClaim): string {
  return notMeasured(entry) === null ? entry.judgement.verdict.outcome : 'not-measured'
}

function fateOf(entry: ReportClaim): Fate {
  switch (entry.kind) {
    case 'judged':
      return entry.matches ? 'passed' : 'failure'
    case 'could-not-run':
      return entry.cause === 'crash' ? 'error' : 'skipped'
    case 'not-in-profile':
      return 'skipped'
    default:
      return entry satisfies never
  }
}

function tally(entries: readonly ReportClaim[]): Record<string, string> {
  const count = (fate: Fate) => String(entries.filter((entry) => fateOf(entry) === fate).length)
  return {
    tests: String(entries.length),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped')
  }
}

export const JUNIT: ReportFormat<'junit'> = {
  name: 'junit',
  file: 'junit.xml',
  mediaType: 'application/xml',
  description: 'The outcomes as JUnit XML, for continuous integration.',
  render: renderJunit
}
