import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type OptimizerName, optionsOf, PRESETS } from '../../src/optim/presets'

const PAGE = readFileSync(path.resolve(__dirname, '../../docs/optimizers.md'), 'utf8')
const ROWS = PAGE.split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.replaceAll('\\|', '/').split('|').slice(1, -1))
  .map((cells) => cells.map((cell) => cell.trim()))

function words(settings: object): string {
  const parts = Object.entries(settings).map(([key, value]) => `${key} ${value}`)
  return parts.length === 0 ? '-' : parts.join(', ')
}

describe('docs/optimizers.md', () => {
  it.each(Object.keys(PRESETS) as OptimizerName[])('says of %s what its preset says', (name) => {
    const { defaults, variants, options } = PRESETS[name]
    const [own, ...others] = ROWS.filter(([cell]) => cell === name)
    const named = Object.keys(options).map((key) => `\`${key}\``)
    expect(own!.slice(2)).toEqual([words(defaults), named.length === 0 ? '-' : named.join(', ')])
    const stated = Object.entries(variants).map(([variant, settings]) => [variant, words(settings)])
    expect(others.map(([, variant, , settings]) => [variant, settings])).toEqual(
      stated.length === 0 ? [['-', '-']] : stated
    )
  })

  it('names what every optimizer may have', () => {
    const named = new Set(PAGE.match(/(?<=[`"])\w+(?=[`"])/g))
    for (const key of optionsOf('AMSGrad')) expect(named).toContain(key)
  })
})
