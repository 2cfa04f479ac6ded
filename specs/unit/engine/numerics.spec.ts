import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { numericsDigest, WITHOUT_NUMBERS } from '../../../src/engine/numerics'

const SOURCE = path.resolve(__dirname, '../../../src')
const engine = (name: string) => numericsDigest({ engine: path.join(SOURCE, `engine/${name}/${name}Engine`) })

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'numerics-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** The digest of compiled modules: those given, by path; the first of them is the engine. */
function digestOfModules(modules: Readonly<Record<string, string>>): string {
  const place = mkdtempSync(path.join(folder, 'tree-'))
  for (const [name, text] of Object.entries(modules)) {
    mkdirSync(path.dirname(path.join(place, name)), { recursive: true })
    writeFileSync(path.join(place, name), text)
  }
  return numericsDigest({ engine: path.join(place, Object.keys(modules)[0]!) })
}

const STEP = 'exports.step = (x) => x - 0.1;\n'
const DRAW = 'exports.draw = () => 0.5;\n'
const ENGINE = `"use strict";
const draw_1 = require("./draw");
const step_1 = require("./optim/step");
exports.run = () => (0, step_1.step)((0, draw_1.draw)());
`
const TREE = { 'engine.js': ENGINE, 'draw.js': DRAW, 'optim/step.js': STEP }

describe('numericsDigest', () => {
  it('is a SHA-256, the same at every call', () => {
    expect(engine('scalar')).toMatch(/^[0-9a-f]{64}$/)
    expect(engine('scalar')).toBe(engine('scalar'))
    expect(new Set(['scalar', 'onnx', 'tfjs'].map(engine)).size).toBe(3)
  })

  it('stays as it is when modules are renamed, moved, and imported in another order', () => {
    const moved = ENGINE.replace('const draw_1 = require("./draw");\n', '')
      .replace(
        'step_1 = require("./optim/step");\n',
        'update_1 = require("../rules/update");\nconst draw_2 = require("../a/draw");\n'
      )
      .replace('step_1.', 'update_1.')
      .replace('draw_1.', 'draw_2.')
    const tree = { 'core/machine.js': moved, 'a/draw.js': DRAW, 'rules/update.js': STEP }
    expect(digestOfModules(tree)).toBe(digestOfModules(TREE))
  })

  it.each<[string, Record<string, string>]>([
    ['a module changes', { ...TREE, 'optim/step.js': STEP.replace('0.1', '0.2') }],
    ['the engine changes', { ...TREE, 'engine.js': `${ENGINE}exports.more = 1;\n` }],
    [
      'a module that is loaded late changes',
      { ...TREE, 'engine.js': `${ENGINE}require.late = () => require("./late");\n`, 'late.js': '1' }
    ],
    [
      'two modules change places',
      {
        ...TREE,
        'engine.js': ENGINE.replace('./draw', './x').replace('./optim/step', './draw').replace('./x', './optim/step')
      }
    ]
  ])('changes when %s', (_, tree) => {
    expect(digestOfModules(tree)).not.toBe(digestOfModules(TREE))
  })

  it('follows re-exports and modules that are loaded late', () => {
    const late = (text: string) =>
      digestOfModules({
        'engine.js':
          'var kept_1 = require("./kept");\nexports.kept = () => kept_1.kept;\nexports.load = () => import("./late");\n',
        'kept.js': 'exports.kept = 1;',
        'late.js': text
      })
    expect(late('exports.value = 1;')).not.toBe(late('exports.value = 2;'))
  })

  it('refuses modules that import each other, and a list that names a module which is not there', () => {
    const circle = { 'engine.js': 'const a_1 = require("./a");\n', 'a.js': 'const engine_1 = require("./engine");\n' }
    expect(() => digestOfModules(circle)).toThrow(/imports itself, in a circle/)
    expect(() => numericsDigest({ engine: path.join(SOURCE, 'engine/nothing') })).toThrow(
      'there is no module engine/nothing'
    )
  })

  it('leaves out only what decides no number', () => {
    // Beyond what the list's docstring names: where data comes from and how an engine finds its reader.
    expect(
      WITHOUT_NUMBERS.filter((place) => /^(random|problems|optim|spec\/network)\b|\/(onnx|tfjs|scalar)\//.test(place))
    ).toEqual([])
  })
})
