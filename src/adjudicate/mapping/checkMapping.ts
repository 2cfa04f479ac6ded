import type { SpecDocument } from '../../claims/document'
import {
  didYouMean,
  type JsonPath,
  type LintProblem,
  listOf,
  type ProblemText,
  problemAt
} from '../../claims/lintProblem'
import { globMatcher } from '../../files/globs'
import type { PairedHypothesis } from '../../kinds/comparison/types'
import { pointWords, runPointOf } from '../../kinds/shared/runPoint'
import { LOG_FORMATS } from '../../logs/formats'
import { compileName } from '../../text/nameExpression'
import { resolveMapping } from './resolveMapping'
import type { Mapping, MappingFile, ValueSource } from './types'

type Found = readonly [path: JsonPath, text: ProblemText]

/** What the parts of a mapping say against each other, and against the claim. */
export function checkMapping(document: SpecDocument, file: MappingFile, hypothesis: PairedHypothesis): LintProblem[] {
  const mapping = resolveMapping(file)
  return [
    ...patterns(mapping),
    ...layout(mapping),
    ...sources(mapping),
    ...arms(mapping, hypothesis),
    ...metrics(mapping, file, hypothesis),
    ...pointOfRun(mapping, hypothesis),
    ...settingsAndGroups(mapping),
    ...lastEpoch(file),
    ...missingRuns(file)
  ].map(([path, text]) => problemAt(document, path, text))
}

/** At which point of a run the claim looks is said by the mapping, which makes one value of a log: both say the same. */
function pointOfRun({ metrics, epochs }: Mapping, hypothesis: PairedHypothesis): Found[] {
  const metric = metrics[hypothesis.metric]
  if (metric === undefined || !('at' in hypothesis)) return []
  if (hypothesis.controlAt !== undefined || hypothesis.distanceTo !== undefined) {
    return [
      [
        ['metrics', hypothesis.metric],
        {
          message: 'logs are compared by one value of each run, and the claim asks for two points or a third arm',
          expected: 'a claim without "controlAt" and "distanceTo"',
          remedy: 'judge it by runs'
        }
      ]
    ]
  }
  if (hypothesis.at === 'final') return []
  const { at } = hypothesis
  const differs = (path: JsonPath, expected: string): Found => [
    path,
    {
      message: `the claim looks at ${pointWords(hypothesis.metric, runPointOf(at, hypothesis.metric, null))}, and the mapping does not`,
      expected,
      remedy: 'say it in the mapping too, or leave "at" of the claim out'
    }
  ]
  const source = ['metrics', hypothesis.metric]
  if (at === 'best') return metric.best === null ? [differs(source, '"best": "lowest" or "highest" of the metric')] : []
  if (typeof at === 'object' && 'last' in at) {
    return metric.meanOfLast === at.last ? [] : [differs(source, `"meanOfLast": ${at.last} of the metric`)]
  }
  if (typeof at === 'object' && !('bestBy' in at)) {
    const [unit, place] = 'epoch' in at ? (['epoch', at.epoch] as const) : (['step', at.step] as const)
    if (epochs.last === place && epochs.unit === unit) return []
    return [differs(['epochs'], `"unit": "${unit}", "last": ${place}`)]
  }
  return [
    differs(
      source,
      'a claim about the final, the best or the last values, or those at an epoch or step: logs tell no other'
    )
  ]
}

/** Such a pattern would match nothing, and say so only where it is the only one. */
function patterns({ log, config }: Mapping): Found[] {
  const outside = (path: JsonPath, what: string): Found => [
    path,
    {
      message: `${what} leads out of the folder of evidence`,
      expected: 'a path inside of it, with forward slashes: the digest has to hold all that is read',
      remedy: 'correct it, or put the files into the folder'
    }
  ]
  const found = log.files.flatMap((glob, index): Found[] => {
    const path = ['log', 'files', index]
    if (/^!?(?:\/|[A-Za-z]:)|(?:^!?|\/)\.\.(?:\/|$)/.test(glob)) return [outside(path, 'the pattern')]
    try {
      globMatcher([glob])
      return []
    } catch (error) {
      const remedy = `correct it: ${error instanceof Error ? error.message : String(error)}`
      return [
        [path, { message: 'the pattern is none', expected: 'a pattern such as "**/*.csv" or "run-[0-9].json"', remedy }]
      ]
    }
  })
  if (config !== null && /^(?:\/|[A-Za-z]:)/.test(config.file)) found.push(outside(['config', 'file'], 'the path'))
  return found
}

const DOCUMENT_FORMATS = 'a JSON or YAML document'

function isTable(format: Mapping['log']['format']): boolean {
  return format !== null && LOG_FORMATS[format].holds === 'rows'
}

function layout(mapping: Mapping): Found[] {
  const { log, epochs, gaps } = mapping
  const found: Found[] = []
  const groups = groupsOf('name', mapping.name)
  const namesMetric = groups !== null && 'groups' in groups && groups.groups.includes('metric')
  const tabular = isTable(log.format)
  const not = (key: string, why: string, expected: string): void => {
    found.push([['log', key], { message: why, expected, remedy: `change "${key}" or "format"` }])
  }
  if (tabular && (log.runs === 'items' || log.runs === 'numbers')) {
    not('runs', `only a document has ${log.runs}`, DOCUMENT_FORMATS)
  }
  if (tabular && log.layout === 'columns') not('layout', 'only a document has lists', DOCUMENT_FORMATS)
  if (log.runs === 'rows' && log.layout === 'columns') {
    not('layout', 'lists belong to one run', '"wide" or "long" where the rows belong to several runs')
  }
  for (const key of ['metricColumn', 'valueColumn'] as const) {
    const needed = log.layout === 'long'
    if ((log[key] !== null) === needed || (key === 'valueColumn' && namesMetric)) continue
    found.push([
      ['log', key],
      {
        message: needed ? `layout "long" needs "${key}"` : `"${key}" belongs to layout "long"`,
        expected: needed ? `"${key}"` : `no "${key}" with layout "${log.layout}"`,
        remedy: needed ? 'add it' : 'remove it, or write "layout": "long"',
        atKey: true
      }
    ])
  }
  if (log.itemsAt !== null && log.runs !== 'items') {
    found.push([
      ['log', 'itemsAt'],
      {
        message: '"itemsAt" belongs to runs "items"',
        expected: '"runs": "items"',
        remedy: 'add it, or remove "itemsAt"',
        atKey: true
      }
    ])
  }
  for (const key of ['pattern', 'together'] as const) {
    const compiled = groupsOf(key, log[key])
    if (compiled !== null && 'problem' in compiled) found.push([['log', key], compiled.problem])
  }
  if (log.pattern !== null && log.format !== 'stdout') {
    not('pattern', 'only printed lines have a pattern', 'no "pattern", or "format": "stdout"')
  }
  const runOf = log.format === null ? undefined : LOG_FORMATS[log.format].runOf
  if (log.parts === 'average' && log.together === null && runOf === undefined) {
    not('parts', 'a run is one log', '"together", which says what logs are one run')
  }
  if (gaps.repeatedEpochs === 'new-run' && epochs.column === null) {
    const text = {
      message: 'nothing says where a run begins',
      expected: '"epochs": { "column": ... }',
      remedy: 'add it'
    }
    found.push([['gaps', 'repeatedEpochs'], text])
  }
  return found
}

function sources(mapping: Mapping): Found[] {
  const compiled = groupsOf('name', mapping.name)
  if (compiled !== null && 'problem' in compiled) return [[['name'], compiled.problem]]
  return sourceLists(mapping).flatMap(([path, list]) =>
    list.flatMap((source, index): Found[] => {
      const text = sourceProblem(source, mapping, compiled?.groups ?? null)
      return text === null ? [] : [[[...path, index], text]]
    })
  )
}

function groupsOf(
  key: string,
  name: string | null
): { readonly groups: readonly string[] } | { readonly problem: ProblemText } | null {
  if (name === null) return null
  try {
    return compileName(name)
  } catch (error) {
    const problem = {
      message: `the ${key} is no regular expression`,
      expected:
        'a regular expression with named groups, (?<lr>[0-9.]+), and without look-around or back references, which may take without end',
      remedy: `correct it: ${error instanceof Error ? error.message : String(error)}`
    }
    return { problem }
  }
}

/** Every list of sources in a mapping with its path. */
function sourceLists(mapping: Mapping): [JsonPath, readonly ValueSource[]][] {
  const lists: [JsonPath, readonly ValueSource[]][] = [[['arm', 'from'], mapping.arm.from]]
  if (mapping.run !== null) lists.push([['run', 'from'], mapping.run.from])
  for (const part of ['settings', 'groups'] as const) {
    for (const [name, field] of Object.entries(mapping[part])) lists.push([[part, name, 'from'], field.from])
  }
  if (mapping.epochs.countFrom !== null) lists.push([['epochs', 'countFrom'], mapping.epochs.countFrom])
  return lists
}

function sourceProblem(
  source: ValueSource,
  { config, log }: Mapping,
  groups: readonly string[] | null
): ProblemText | null {
  if ('config' in source && config === null) {
    return {
      message: 'there is no config file',
      expected: '"config": { "file": ... } in the mapping',
      remedy: 'add it, or take the value from elsewhere'
    }
  }
  if ('document' in source && (isTable(log.format) || log.runs === 'rows')) {
    return {
      message: 'a run has no document of its own',
      expected: `${DOCUMENT_FORMATS} with runs "file" or "items"`,
      remedy: 'take the value from a column'
    }
  }
  if ('column' in source && log.layout === 'columns') {
    return {
      message: 'lists are no columns of rows',
      expected: 'a "document" source',
      remedy: `write { "document": ${JSON.stringify(source.column)} }`
    }
  }
  if ('name' in source && groups === null) {
    return {
      message: 'there is no expression for names',
      expected: '"name" in the mapping',
      remedy: `add one with a group (?<${source.name}>...)`
    }
  }
  if ('name' in source && groups !== null && !groups.includes(source.name)) {
    return {
      message: 'the expression for names has no such group',
      expected: groups.length === 0 ? 'a named group' : `one of ${listOf(groups)}`,
      remedy: didYouMean(source.name, groups, `add a group (?<${source.name}>...) to "name"`)
    }
  }
  return null
}

function arms({ arm }: Mapping, { treatment, control }: PairedHypothesis): Found[] {
  const { values } = arm
  if (values === null) return []
  const named = Object.values(values)
  return [treatment, control]
    .filter((name) => !named.includes(name))
    .map((name) => [
      ['arm', 'values'],
      {
        message: `no value stands for the claim's arm ${JSON.stringify(name)}`,
        expected: `a value that maps to ${JSON.stringify(name)}`,
        remedy: didYouMean(name, named.map(String), `add "...": ${JSON.stringify(name)}`)
      }
    ])
}

function metrics(mapping: Mapping, file: MappingFile, { metric }: PairedHypothesis): Found[] {
  const known = Object.keys(mapping.metrics)
  const wanted: [JsonPath, string, string][] = [[['metrics'], metric, "the claim's metric"]]
  if (file.failures?.metric !== undefined) {
    wanted.push([['failures', 'metric'], file.failures.metric, 'the training loss'])
  }
  if (mapping.tuning !== null) wanted.push([['tuning', 'select'], mapping.tuning.select, 'the metric of tuning'])
  const found = wanted
    .filter(([, name]) => !known.includes(name))
    .map(
      ([path, name, what]): Found => [
        path,
        {
          message: `${what} ${JSON.stringify(name)} is not mapped`,
          expected: `${JSON.stringify(name)} in "metrics", which has ${listOf(known)}`,
          remedy: didYouMean(name, known, `add ${JSON.stringify(name)}: "<its name in the logs>" to "metrics"`)
        }
      ]
    )
  if (file.failures?.classes !== undefined && file.failures.chanceLevel !== undefined) {
    found.push([
      ['failures', 'chanceLevel'],
      {
        message: 'the level of chance is given twice',
        expected: '"classes" or "chanceLevel"',
        remedy: 'remove one of them',
        atKey: true
      }
    ])
  }
  return found
}

/** A table has one column a name. */
function settingsAndGroups({ settings, groups }: Mapping): Found[] {
  return Object.keys(groups)
    .filter((name) => settings[name] !== undefined)
    .map((name) => [
      ['groups', name],
      {
        message: `${JSON.stringify(name)} is a setting and a group`,
        expected: 'a name in one of them',
        remedy: 'a group asks its own question, a setting is matched within it: keep one',
        atKey: true
      }
    ])
}

function lastEpoch({ epochs }: MappingFile): Found[] {
  const given = (['count', 'countFrom', 'last'] as const).filter((key) => epochs?.[key] !== undefined)
  return given.slice(1).map((key) => [
    ['epochs', key],
    {
      message: 'the last epoch is given twice',
      expected: 'one of "count", "countFrom", "last"',
      received: listOf(given),
      remedy: 'keep one of them',
      atKey: true
    }
  ])
}

function missingRuns({ gaps }: MappingFile): Found[] {
  if (gaps?.missingRuns === undefined || gaps.runsPerSetting !== undefined) return []
  return [
    [
      ['gaps', 'missingRuns'],
      {
        message: 'nothing says how many runs there should be',
        expected: '"runsPerSetting"',
        remedy: 'add it, or remove "missingRuns"',
        atKey: true
      }
    ]
  ]
}
