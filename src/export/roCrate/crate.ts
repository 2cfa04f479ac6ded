import type { Report, ReportEnvironment } from '../../report/data/types'
import { badgeWords } from '../../report/formats/badge'
import { countsWords } from '../../report/words'
import { recordsDigest } from '../../store/recordsDigest'
import type { RecordsDigest } from '../../store/types'
import type { ExportedRun } from '../runsToExport'
import { datasetEntities } from './datasetEntities'
import { type Entity, referencesTo, referenceTo, textOf } from './entity'
import { type CrateFile, fileEntity } from './fileEntities'
import { sourceEntities } from './sourceEntities'

const SPECIFICATION = 'https://w3id.org/ro/crate/1.1'
const AUTHOR = '#author'
const RECORDS = '#records'
const METADATA_FILE = 'ro-crate-metadata.json'
/** The verdicts are made by claimcheck; its licence is not that of what it makes. */
const CLAIMCHECK_LICENCE = 'MIT'

/** What the person who deposits the crate decides. */
export interface CrateChoices {
  /** SPDX identifier: `CC-BY-4.0`. */
  readonly licence: string
  /** `YYYY-MM-DD` */
  readonly datePublished: string
  /** Name of whoever deposits it; null where that is not said. */
  readonly author: string | null
}

/** A record with the file that holds it. */
export interface CrateRecord {
  readonly run: ExportedRun
  readonly file: CrateFile
}

/**
 * The content of `ro-crate-metadata.json` (RO-Crate 1.1): the report and its records as files, one CreateAction for each
 * environment in which runs were made, one for the verdicts, the software, the data sets, the sources, the licences.
 */
export function crateMetadata(
  report: Report,
  reportFiles: readonly CrateFile[],
  records: readonly CrateRecord[],
  leftOut: readonly string[],
  choices: CrateChoices
): object {
  // An archive is one file of many records.
  const files = [...new Set([...reportFiles, ...records.map(({ file }) => file)])].map(fileEntity)
  const digest = recordsDigest(records.map(({ run: { key, record } }) => ({ key, checksum: record.checksum })))
  const sources = sourceEntities(report)
  const datasets = datasetEntities(records.map(({ run }) => run))
  const actions = [...runActions(report, records), verdictAction(report, reportFiles, records)]
  const licences = [...new Set([choices.licence, CLAIMCHECK_LICENCE])].map(licenceEntity)
  const root: Entity = {
    '@id': './',
    '@type': 'Dataset',
    name: `claimcheck report: ${badgeWords(report.counts).words}, profile ${report.profile}`,
    description: descriptionOf(report, records, leftOut),
    datePublished: choices.datePublished,
    license: referenceTo(licenceId(choices.licence)),
    hasPart: referencesTo(files.map(idOf)),
    mentions: referencesTo([...actions.map(idOf), RECORDS]),
    ...(sources.length > 0 && { citation: referencesTo(sources.map(idOf)) }),
    ...(choices.author !== null && { author: referenceTo(AUTHOR) })
  }
  return {
    '@context': [`${SPECIFICATION}/context`, { sha256: 'https://schema.org/sha256' }],
    '@graph': [
      {
        '@id': METADATA_FILE,
        '@type': 'CreativeWork',
        conformsTo: referenceTo(SPECIFICATION),
        about: referenceTo('./')
      },
      root,
      ...files,
      ...actions,
      recordsEntity(digest),
      ...report.environments.map(softwareEntity),
      ...engineEntities(report),
      ...datasets,
      ...sources,
      ...licences,
      ...(choices.author === null ? [] : [{ '@id': AUTHOR, '@type': 'Person', name: textOf(choices.author) }])
    ]
  }
}

function descriptionOf(report: Report, records: readonly CrateRecord[], leftOut: readonly string[]): string {
  const missing = leftOut.length === 0 ? '' : ` ${leftOut.length} records of the report are not in it.`
  return `${countsWords(report.counts)}. ${report.scope} ${records.length} records of training runs, from which the verdicts are computed.${missing}`
}

/** What an archive of the records is named by, be it in the crate or not. */
function recordsEntity({ records, digest }: RecordsDigest): Entity {
  return {
    '@id': RECORDS,
    '@type': 'CreativeWork',
    name: 'The records of the training runs',
    description: `${records} records; the digest is the one that claimcheck store export prints of an archive of them.`,
    identifier: `claimcheck-records:sha256:${digest}`
  }
}

/** The runs that one version of claimcheck made on one machine. */
function runActions(report: Report, records: readonly CrateRecord[]): Entity[] {
  return report.environments.flatMap((environment, index) => {
    const own = records.filter(({ run }) => run.roles[0]!.environment === index)
    if (own.length === 0) return []
    const starts = own.map(({ run }) => Date.parse(run.record.environment.startedAt))
    const ends = own.map(({ run }, place) => starts[place]! + run.record.environment.wallTimeMs)
    const { node, platform, cpu } = environment
    const datasets = datasetEntities(own.map(({ run }) => run))
    return {
      '@id': `#runs-${index + 1}`,
      '@type': 'CreateAction',
      name: `${own.length} training runs`,
      description: textOf(`On ${platform}, ${cpu}, node ${node}.`),
      instrument: referencesTo([softwareId(index), ...engineIds(report, own)]),
      ...(datasets.length > 0 && { object: referencesTo(datasets.map(idOf)) }),
      startTime: new Date(least(starts)).toISOString(),
      endTime: new Date(greatest(ends)).toISOString(),
      result: referencesTo(pathsOf(own))
    }
  })
}

function verdictAction(report: Report, reportFiles: readonly CrateFile[], records: readonly CrateRecord[]): Entity {
  return {
    '@id': '#verdicts',
    '@type': 'CreateAction',
    name: 'The verdicts, computed from the records',
    description: `claimcheck verify --profile ${report.profile} --first-seed ${report.firstSeed}`,
    instrument: referencesTo(report.environments.map((_, index) => softwareId(index))),
    object: referencesTo(pathsOf(records)),
    result: referencesTo(reportFiles.map(({ path }) => path))
  }
}

function pathsOf(records: readonly CrateRecord[]): string[] {
  return [...new Set(records.map(({ file }) => file.path))]
}

function softwareEntity({ claimcheck, commit }: ReportEnvironment, index: number): Entity {
  return {
    '@id': softwareId(index),
    '@type': 'SoftwareApplication',
    name: 'claimcheck',
    softwareVersion: textOf(claimcheck),
    ...(commit !== null && { version: textOf(commit) }),
    license: referenceTo(licenceId(CLAIMCHECK_LICENCE))
  }
}

function softwareId(environment: number): string {
  return `#claimcheck-${environment + 1}`
}

function engineEntities({ engines }: Report): Entity[] {
  return engines.map(({ name, version, backend, instructionSet, numerics }, index) => ({
    '@id': `#engine-${index + 1}`,
    '@type': 'SoftwareApplication',
    name: `engine ${name} (${textOf(backend)}, ${textOf(instructionSet)})`,
    softwareVersion: textOf(version),
    identifier: numerics
  }))
}

function engineIds({ engines }: Report, records: readonly CrateRecord[]) {
  const used = new Set(records.map(({ run }) => run.record.result.spec.engine.numerics))
  return engines.flatMap(({ numerics }, index) => (used.has(numerics) ? [`#engine-${index + 1}`] : []))
}

function licenceEntity(licence: string): Entity {
  return { '@id': licenceId(licence), '@type': 'CreativeWork', name: licence, identifier: licence }
}

function licenceId(licence: string): string {
  return `https://spdx.org/licenses/${licence}`
}

function idOf({ '@id': id }: Entity): string {
  return id
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
}

function greatest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
}
