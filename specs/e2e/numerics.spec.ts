import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A file that computes can move: every stored run keeps its key. Compared on the compiled package itself. */
const DIST = path.resolve(__dirname, '../../dist')

const ENGINES = ['scalar', 'onnx', 'tfjs'] as const

/** Modules that compute, and where they go. */
const MOVES: Readonly<Record<string, string>> = {
  'random/streams.js': 'chance/named/draws.js',
  'engine/scalar/simulate.js': 'engine/scalar/aaa.js',
  'engine/training/minibatches.js': 'engine/zzz/batches.js',
  'engine/onnx/trainingGraph.js': 'engine/onnx/graph/wholeStep.js',
  'engine/tfjs/trainClassifier.js': 'engine/tfjs/kernels/zzz.js',
  'data/idx.js': 'data/formats/idx.js'
}

let copy: string
beforeEach(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'claimcheck-moved-'))
  cpSync(DIST, copy, { recursive: true })
})
afterEach(() => rmSync(copy, { recursive: true }))

/** The numerics of each engine, in a process of its own that finds this project's packages. */
function numericsOf(root: string): string[] {
  const { spawnSync } = require('node:child_process') as typeof import('node:child_process')
  const script = `
    const { numericsDigest } = require('${root}/engine/numerics.js')
    const data = '${root}/data/load.js'
    const roots = { scalar: {}, onnx: { data }, tfjs: { data } }
    console.log(JSON.stringify(Object.entries(roots).map(([name, more]) =>
      numericsDigest({ engine: '${root}/engine/' + name + '/' + name + 'Engine.js', ...more }))))`
  const env = { ...process.env, NODE_PATH: path.resolve(DIST, '../node_modules') }
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', env })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}

function modules(): string[] {
  return readdirSync(copy, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'))
}

function move(): void {
  const targets = new Map(Object.entries(MOVES).map(([from, to]) => [path.join(copy, from), path.join(copy, to)]))
  for (const file of modules().map((name) => path.join(copy, name))) {
    const home = path.dirname(targets.get(file) ?? file)
    const text = readFileSync(file, 'utf8').replace(/(?<=require\(")\.[^"]+(?="\))/g, (specifier) => {
      const target = path.resolve(path.dirname(file), specifier)
      const moved = [...targets].find(([from]) => from === `${target}.js`)?.[1].replace(/\.js$/, '') ?? target
      const relative = path.relative(home, moved)
      return relative.startsWith('.') ? relative : `./${relative}`
    })
    writeFileSync(file, text)
  }
  for (const [from, to] of targets) {
    mkdirSync(path.dirname(to), { recursive: true })
    renameSync(from, to)
  }
}

it('keeps the numerics of every engine when files that compute are renamed and moved', () => {
  const before = numericsOf(copy)
  expect(before).toEqual(numericsOf(DIST))
  expect(new Set(before).size).toBe(ENGINES.length)
  move()
  expect(modules()).toEqual(expect.arrayContaining(Object.values(MOVES)))
  expect(numericsOf(copy)).toEqual(before)
})

it('leaves addresses and licences out, and puts arithmetic in', () => {
  const before = numericsOf(copy)
  const edit = (file: string, from: RegExp, to: string) => {
    const text = readFileSync(path.join(copy, file), 'utf8')
    expect(text).toMatch(from)
    writeFileSync(path.join(copy, file), text.replace(from, to))
  }
  edit('data/origins.js', /https:\/\/www\.cs/, 'https://mirror')
  edit('data/origins.js', /CC BY 4\.0/, 'CC BY 5.0')
  expect(numericsOf(copy)).toEqual(before)
  edit('data/descriptions.js', /maxPixel: 255/, 'maxPixel: 256')
  const after = numericsOf(copy)
  expect(after[0]).toBe(before[0])
  expect(after[1]).not.toBe(before[1])
  expect(after[2]).not.toBe(before[2])
})
