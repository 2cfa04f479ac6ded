import type { ArgumentStyle } from '../../../src/programs/argumentStyles'
import type { Settings } from '../../../src/programs/settings'

/** Settings as arguments, and what the library makes of them: `specs/support/python/parseArguments.py` has its parsers. */
export interface ArgumentCase {
  readonly library: 'argparse' | 'click' | 'absl' | 'tyro' | 'simple_parsing' | 'hydra'
  readonly style: ArgumentStyle
  readonly settings: Settings
  readonly argv: readonly string[]
  /** What the library has for these names, `settings` where it is the same. */
  readonly parsed?: Settings
}

const argparse = { style: 'argparse' } as const
const noFlag = { style: 'argparse', booleans: 'no-flag' } as const
const repeated = { style: 'argparse', booleans: 'no-flag', lists: 'repeated' } as const
const equals = { style: 'equals' } as const
const hydra = { style: 'hydra' } as const

export const ARGUMENT_CASES: readonly ArgumentCase[] = [
  // What the parsers have where nothing is said: on is true, off false.
  { library: 'argparse', style: argparse, settings: {}, argv: [], parsed: { flag: false, toggle: true, lr: 0.5 } },
  { library: 'argparse', style: argparse, settings: { lr: 1e-7 }, argv: ['--lr', '1e-7'] },
  { library: 'argparse', style: argparse, settings: { lr: -1e-7 }, argv: ['--lr=-1e-7'] },
  { library: 'argparse', style: argparse, settings: { lr: 1e21 }, argv: ['--lr', '1e+21'] },
  { library: 'argparse', style: argparse, settings: { count: 3 }, argv: ['--count', '3'] },
  { library: 'argparse', style: argparse, settings: { 'keep-num': 10 }, argv: ['--keep-num', '10'] },
  { library: 'argparse', style: argparse, settings: { flag: true }, argv: ['--flag'] },
  { library: 'argparse', style: argparse, settings: { flag: false }, argv: [], parsed: { flag: false } },
  // The trap that `no-flag` is for: nothing said leaves it on.
  { library: 'argparse', style: argparse, settings: { toggle: false }, argv: [], parsed: { toggle: true } },
  { library: 'argparse', style: noFlag, settings: { toggle: false }, argv: ['--no-toggle'] },
  { library: 'argparse', style: noFlag, settings: { toggle: true }, argv: ['--toggle'] },
  {
    library: 'argparse',
    style: { style: 'argparse', booleans: 'value' },
    settings: { yes: false },
    argv: ['--yes', 'false']
  },
  { library: 'argparse', style: argparse, settings: { list: [1, -0.5] }, argv: ['--list', '1', '-0.5'] },
  // As an option it would be refused: "-1e-7" is no negative number to argparse.
  {
    library: 'argparse',
    style: argparse,
    settings: { list: [-1e-7, -1.5e21, 1e-7] },
    argv: ['--list', '-0.0000001', '-1500000000000000000000', '1e-7']
  },
  { library: 'argparse', style: argparse, settings: { list: [] }, argv: ['--list'] },
  { library: 'argparse', style: repeated, settings: { many: [1, 2] }, argv: ['--many', '1', '--many', '2'] },
  { library: 'argparse', style: repeated, settings: { many: [-1e-7] }, argv: ['--many=-1e-7'] },
  { library: 'argparse', style: argparse, settings: { text: 'a b' }, argv: ['--text', 'a b'] },
  { library: 'argparse', style: argparse, settings: { text: '-x' }, argv: ['--text=-x'] },
  { library: 'argparse', style: argparse, settings: { text: '' }, argv: ['--text', ''] },
  { library: 'argparse', style: argparse, settings: { text: null }, argv: [], parsed: { text: 'default' } },
  { library: 'argparse', style: equals, settings: { text: 'a=b', lr: 0.1 }, argv: ['--lr=0.1', '--text=a=b'] },
  { library: 'click', style: noFlag, settings: { toggle: false, flag: true }, argv: ['--flag', '--no-toggle'] },
  { library: 'click', style: noFlag, settings: { lr: -1e-7, text: '-x' }, argv: ['--lr=-1e-7', '--text=-x'] },
  { library: 'click', style: repeated, settings: { many: [1, -2] }, argv: ['--many', '1', '--many=-2'] },
  // Of a fixed length (nargs=2).
  { library: 'click', style: argparse, settings: { pair: [0.9, 0.999] }, argv: ['--pair', '0.9', '0.999'] },
  { library: 'click', style: equals, settings: { many: [1, 2], text: '' }, argv: ['--many=1', '--many=2', '--text='] },
  { library: 'absl', style: equals, settings: { lr: -1e-7, count: 3 }, argv: ['--count=3', '--lr=-1e-7'] },
  { library: 'absl', style: equals, settings: { toggle: false, flag: true }, argv: ['--flag=true', '--toggle=false'] },
  {
    library: 'absl',
    style: { style: 'equals', booleans: 'noflag' },
    settings: { toggle: false, flag: true },
    argv: ['--flag', '--notoggle']
  },
  { library: 'absl', style: equals, settings: { many: [1, -2] }, argv: ['--many=1', '--many=-2'] },
  {
    library: 'absl',
    style: { style: 'equals', lists: 'commas' },
    settings: { words: ['a', 'b c'] },
    argv: ['--words=a,b c']
  },
  {
    library: 'tyro',
    style: noFlag,
    settings: { lr: -1e-7, toggle: false, flag: true, text: 'a b', list: [1, 2.5] },
    argv: ['--flag', '--list', '1', '2.5', '--lr=-1e-7', '--text', 'a b', '--no-toggle']
  },
  {
    library: 'tyro',
    style: noFlag,
    settings: { optimizer: { momentum: 0.9, nesterov: false } },
    argv: ['--optimizer.momentum', '0.9', '--optimizer.no-nesterov']
  },
  {
    library: 'simple_parsing',
    style: { style: 'argparse', booleans: 'value' },
    settings: { lr: 0.1, toggle: false, flag: true, list: [1, -2.5] },
    argv: ['--flag', 'true', '--list', '1', '-2.5', '--lr', '0.1', '--toggle', 'false']
  },
  {
    library: 'hydra',
    style: hydra,
    settings: { lr: -1e-7, count: 3, flag: true, toggle: false, nothing: null },
    argv: ['count=3', 'flag=true', 'lr=-1e-7', 'nothing=null', 'toggle=false']
  },
  { library: 'hydra', style: hydra, settings: { list: [1, -2.5, 1e-7] }, argv: ['list=[1,-2.5,1e-7]'] },
  { library: 'hydra', style: hydra, settings: { list: [] }, argv: ['list=[]'] },
  { library: 'hydra', style: hydra, settings: { words: ['a', 'b, c', '1'] }, argv: ["words=[a,'b, c','1']"] },
  { library: 'hydra', style: hydra, settings: { optimizer: { momentum: 0.9 } }, argv: ['optimizer.momentum=0.9'] },
  { library: 'hydra', style: hydra, settings: { '+extra': 'x' }, argv: ['+extra=x'], parsed: { extra: 'x' } },
  ...['0.1', 'true', 'null', 'nan', '', ' a ', "it's", 'a=b', 'a,b', '{x}', '[x', '/tmp/a-b.txt', 'ü', '#', ':'].map(
    (text): ArgumentCase => {
      const plain = text === '/tmp/a-b.txt'
      return {
        library: 'hydra',
        style: hydra,
        settings: { text },
        argv: [`text=${plain ? text : `'${text.replace("'", "\\'")}'`}`]
      }
    }
  ),
  { library: 'hydra', style: hydra, settings: { text: 'a\\' }, argv: ["text='a\\\\'"] },
  { library: 'hydra', style: hydra, settings: { text: 'a\\b' }, argv: ["text='a\\b'"] },
  { library: 'hydra', style: hydra, settings: { text: "\\'" }, argv: ["text='\\\\\\''"] },
  // Braces by their code, which Biome would take for a template: it is never looked up.
  { library: 'hydra', style: hydra, settings: { text: 'a$\u007Blr}' }, argv: ["text='a\\$\u007Blr}'"] }
]
