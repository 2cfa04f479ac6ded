import path from 'node:path'
import { jsonText } from '../../json/jsonText'
import { renderSyntheticMarkdown, renderSyntheticTerminal } from '../../report/sensitivity/synthetic/render'
import { writeSensitivityFiles } from '../../report/sensitivity/write'
import { syntheticSensitivity } from '../../sensitivity/synthetic/syntheticSensitivity'
import type { SyntheticMapOptions } from '../../sensitivity/synthetic/types'
import type { SensitivityEvents } from '../../sensitivity/types'
import type { CliContext } from '../context'
import { EXIT } from '../exitCode'
import { reportFolder } from '../publish'

/** Where the report goes, as the command line says it. */
export interface MapOutput {
  readonly json?: boolean
  readonly reports: string
  readonly name?: string
  readonly compress?: boolean
}

/**
 * `claimcheck sensitivity` of a synthetic claim: maps it, writes sensitivity.json and sensitivity.md, and prints one.
 *
 * @returns the exit code
 */
export async function mapSynthetic(
  options: SyntheticMapOptions,
  output: MapOutput,
  events: SensitivityEvents,
  context: CliContext
): Promise<number> {
  const { cwd, stdout, stderr } = context
  const { report } = await syntheticSensitivity(options, events)
  if (report === null) {
    stderr.write('Interrupted. Finished runs are kept: run the same command again to resume.\n')
    return EXIT.interrupted
  }
  const json = jsonText(report)
  const folder = reportFolder(output, context)
  const texts = { json, markdown: renderSyntheticMarkdown(report) }
  const files = writeSensitivityFiles(folder, texts, output.compress === true)
  const places = Object.values(files).map((file) => path.relative(cwd, file))
  stdout.write(output.json ? json : `${renderSyntheticTerminal(report)}\nReport: ${places.join('  ')}\n`)
  return EXIT.ok
}
