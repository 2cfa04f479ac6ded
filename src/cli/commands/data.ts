import path from 'node:path'
import { Argument, type Command } from 'commander'
import type { DatasetName } from '../../claims/types'
import { DATASETS, originOf } from '../../data/descriptions'
import { fetchDataset } from '../../data/fetch'
import { importByManifest, importDataset } from '../../data/import'
import { listDatasets } from '../../data/list'
import type { DatasetListing, FetchProgress, InstallReport } from '../../data/types'
import { verifyDataset } from '../../data/verify'
import { InputError } from '../../errors'
import { type CliContext, styled } from '../context'
import { EXIT } from '../exitCode'
import { FetchDisplay, formatBytes } from '../fetchDisplay'

const FETCHED = Object.values(DATASETS)
  .filter((description) => originOf(description) === 'fetched')
  .map(({ name }) => name)

export function addData(program: Command, context: CliContext, done: (code: number) => void): void {
  const data = program.command('data').summary('list, fetch, import and verify data sets')

  data
    .command('list', { isDefault: true })
    .summary('what claimcheck knows and this machine has')
    .option('--json', 'print the list as JSON')
    .action((flags: { json?: boolean }) => {
      const listings = listDatasets(context.env)
      if (flags.json) context.stdout.write(`${JSON.stringify(listings, null, 2)}\n`)
      else for (const listing of listings) context.stdout.write(`${describeListing(listing)}\n`)
      done(EXIT.ok)
    })

  data
    .command('fetch')
    .summary('download a data set from its publisher or a mirror, and check every byte')
    .addArgument(new Argument('<name>').choices(FETCHED))
    .option('--from <address...>', 'folders on the web to try instead of the known ones')
    .action(async (name: DatasetName, flags: { from?: string[] }) => {
      const display = new FetchDisplay(styled(context.stderr), context.now)
      const report = await fetchDataset(name, {
        ...(flags.from && { addresses: flags.from }),
        environment: context.env,
        signal: context.signal,
        onProgress: (event: FetchProgress) => display.show(event)
      })
        .catch((error: unknown) => {
          if (context.signal.aborted) return null
          throw error
        })
        .finally(() => display.finish())
      if (report === null) {
        context.stderr.write('Interrupted. Complete files are kept: run the same command again to get the others.\n')
        return done(EXIT.interrupted)
      }
      context.stdout.write(describeInstall(report))
      done(EXIT.ok)
    })

  data
    .command('import')
    .summary("check a data set in a folder of yours and copy it into claimcheck's cache")
    .argument('<folder>')
    .argument('[name]', `which data set: ${FETCHED.join(', ')}, or one that a manifest describes (default: mnist)`)
    .option('--manifest <file>', 'a data set of your own, as this file describes it; experiments may then name it')
    .addHelpText('after', IMPORT_HELP)
    .action((folder: string, name: DatasetName | undefined, flags: { manifest?: string }) => {
      const from = path.resolve(context.cwd, folder)
      if (flags.manifest !== undefined && name !== undefined) throw namedTwice(name)
      const report =
        flags.manifest === undefined
          ? importDataset(name ?? 'mnist', from, context.env)
          : importByManifest(path.resolve(context.cwd, flags.manifest), from, context.env)
      context.stdout.write(describeInstall(report))
      done(EXIT.ok)
    })

  data
    .command('verify')
    .summary('check every byte of the data sets that are here')
    .argument('[name]')
    .action((name?: DatasetName) => {
      const wanted =
        name === undefined
          ? listDatasets(context.env)
              .filter(isHere)
              .map((listing) => listing.name)
          : [name]
      const reports = wanted.map((dataset) => verifyDataset(dataset, context.env))
      for (const report of reports) {
        context.stdout.write(`${report.name}: ${report.ok ? 'ok' : 'NOT ok'} (${report.folder})\n`)
        for (const file of report.files) {
          const detail = file.state === 'invalid' ? `: ${file.problem}` : ''
          context.stdout.write(`  ${file.name}: ${file.state}${detail}\n`)
        }
      }
      done(reports.every(({ ok }) => ok) ? EXIT.ok : EXIT.badInput)
    })
}

function namedTwice(name: string): InputError {
  return new InputError('the manifest names the data set', {
    expected: 'a name, or --manifest',
    received: `${name} and --manifest`,
    remedy: 'leave the name out'
  })
}

const IMPORT_HELP = `
Examples:
  npx claimcheck data import ~/mnist                                 the four IDX files of MNIST
  npx claimcheck data import ~/cifar-10-batches-bin cifar10          the unpacked archive of CIFAR-10
  npx claimcheck data import ~/faces --manifest datasets/faces.json  a data set of your own`

function isHere({ status }: DatasetListing): boolean {
  return status.state !== 'missing'
}

export function describeListing({
  name,
  title,
  summary,
  attribution,
  licence,
  status,
  storedBytes
}: DatasetListing): string {
  const lines = [`${name}: ${title}: ${summary}`, `  ${attribution}; licence: ${licence}`]
  if (status.state === 'available') {
    lines.push(`  available: ${status.folder}${storedBytes === null ? '' : ` (${formatBytes(storedBytes)})`}`)
  } else {
    lines.push(`  ${status.state}: ${status.reason}`, `  to mend: ${status.remedy}`)
  }
  return lines.join('\n')
}

function describeInstall({ name, folder, files }: InstallReport): string {
  const lines = files.map(
    (file) => `  ${file.name}: ${file.outcome}${file.source === null ? '' : ` from ${file.source}`}`
  )
  return `${name}: every byte checked, in ${folder}\n${lines.join('\n')}\n`
}
