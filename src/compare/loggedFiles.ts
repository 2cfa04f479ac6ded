import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { MappingFile } from '../adjudicate/mapping/types'
import type { SourceFile } from '../claims/fileTypes'
import { InputError } from '../errors'
import type { ClaimFile } from '../kinds'
import { didYouMean } from '../text/wordLists'
import { metricName } from './metricWords'
import type { ComparisonQuestion } from './types'

/** What is asked of logs: the arms are names in the paths. */
export type LogsQuestion = Pick<ComparisonQuestion, 'control' | 'treatment' | 'metric' | 'better' | 'margin' | 'alpha'>

/** A comparison of finished logs, written down. */
export interface LoggedFiles {
  readonly source: SourceFile
  readonly claim: ClaimFile
  readonly experiment: null
  readonly mapping: { readonly file: string; readonly content: MappingFile }
}

const PLACEHOLDER = /\{([A-Za-z_]\w*)\}/g

/**
 * The claim and the mapping that a comparison of finished logs is.
 *
 * @param pattern path of a log with `{arm}`, `{seed}` and, where there are several, settings: `runs/{arm}/seed{seed}/log.csv`
 * @param root of the claims, absolute; cwd is where the pattern was typed
 * @throws InputError where the pattern has no place for the arm
 */
export function loggedFiles(
  id: string,
  pattern: string,
  { control, treatment, metric: logged, better, margin, alpha }: LogsQuestion,
  { root, cwd }: { readonly root: string; readonly cwd: string }
): LoggedFiles {
  const metric = metricName(logged)
  const names = [...pattern.matchAll(PLACEHOLDER)].map(([, name]) => name!)
  if (!names.includes('arm')) {
    throw new InputError('the logs have no place for the arm', {
      where: pattern,
      expected: '{arm} where the arms are named in the path, {seed} where the seed is',
      received: names.length === 0 ? 'no placeholder' : names.map((name) => `{${name}}`).join(', '),
      remedy: "write 'runs/{arm}/seed{seed}/metrics.csv', or use a mapping: claimcheck adjudicate --guess <folder>"
    })
  }
  const forward = pattern.split(path.sep).join('/')
  if (/[?[\]]/.test(forward)) {
    throw new InputError('the pattern of the logs has wildcards that are not known here', {
      where: pattern,
      expected: '{arm}, {seed} and settings in braces, * within a name, ** for folders',
      received: /[?[\]]/.exec(forward)![0],
      remedy: 'write * in its place, or use a mapping: claimcheck adjudicate --guess <folder>'
    })
  }
  // The folder ends before the first place that varies.
  const varying = forward.search(/[{*]/)
  const start = forward.lastIndexOf('/', varying) + 1
  const inside = forward.slice(start)
  const folder = path.resolve(cwd, forward.slice(0, start) || '.')
  requireArms([control, treatment], armsIn(folder, inside), pattern)
  const [key, slug] = id.split('/') as [string, string]
  const mappingFile = `mappings/${slug}.json`
  const settings = [...new Set(names)].filter((name) => !['arm', 'seed', 'run'].includes(name))
  const number = names.find((name) => name === 'seed' || name === 'run')
  return {
    source: { key, citation: 'Finished logs, compared by claimcheck compare' },
    claim: {
      id,
      source: { locator: pattern, extension: true, paraphrase: `${treatment} ends ${better} than ${control}.` },
      statement: `${treatment} ends at a ${better} ${metric} than ${control}.`,
      experiment: null,
      hypothesis: { kind: better, metric, treatment, control, margin },
      decision: { alpha },
      logs: {
        by: 'us',
        evidence: {
          folder: path.relative(root, folder),
          mapping: mappingFile
        }
      },
      expected: {}
    },
    experiment: null,
    mapping: {
      file: mappingFile,
      content: {
        log: { files: [inside.replace(PLACEHOLDER, '*')] },
        name: nameExpression(inside),
        arm: { from: [{ name: 'arm' }], values: { [control]: control, [treatment]: treatment, '*': null } },
        ...(number !== undefined && {
          run: { from: [{ name: number }], pairing: number === 'seed' ? 'seed' : 'number' }
        }),
        ...(settings.length > 0 && {
          settings: Object.fromEntries(settings.map((name) => [name, { from: [{ name }] }]))
        }),
        metrics: { [metric]: logged }
      }
    }
  }
}

/** The arms that have logs, in an order of their own. */
function armsIn(folder: string, inside: string): string[] {
  const expression = new RegExp(nameExpression(inside))
  let files: readonly string[]
  try {
    files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  } catch (error) {
    throw new InputError('the folder of the logs cannot be read', {
      where: folder,
      expected: 'a folder of logs',
      received: error instanceof Error ? error.message : String(error),
      remedy: 'correct the pattern'
    })
  }
  const arms = files.flatMap((file) => expression.exec(file.split(path.sep).join('/'))?.groups?.arm ?? [])
  return [...new Set(arms)].sort()
}

function requireArms(asked: readonly string[], found: readonly string[], pattern: string): void {
  const missing = asked.find((arm) => !found.includes(arm))
  if (missing === undefined) return
  throw new InputError(found.length === 0 ? 'no log is there' : `no log of arm ${JSON.stringify(missing)} is there`, {
    where: pattern,
    expected: found.length === 0 ? 'files that the pattern fits' : `one of ${found.join(', ')}`,
    received: found.length === 0 ? 'none' : missing,
    remedy: didYouMean(missing, found, found.length === 0 ? 'correct the pattern' : 'name an arm that has logs')
  })
}

/** Of paths like the pattern: a placeholder is a group, a star anything within a name. */
function nameExpression(inside: string): string {
  const groups = new Set<string>()
  const parts = inside.split(/(\{[A-Za-z_]\w*\}|\*\*\/|\*+)/).map((part) => {
    if (part === '*') return '[^/]*'
    if (part === '**/') return '(?:.*/)?'
    if (part.startsWith('*')) return '.*'
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    if (name === undefined) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    // Named twice, it is what it was the first time; that both agree is not asked.
    if (groups.has(name)) return '[^/]+'
    groups.add(name)
    return name === 'seed' || name === 'run' ? `(?<${name}>\\d+)` : `(?<${name}>[^/]+?)`
  })
  return `^${parts.join('')}$`
}
