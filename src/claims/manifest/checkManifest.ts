import { isDatasetName } from '../datasets'
import { arrayAt, idOfPlace, numberAt, type SpecDocument, stringAt, valueAt } from '../document'
import { type LintProblem, listOf, problemAt } from '../lintProblem'
import { nameProblem } from '../portableName'
import { MANIFEST_FILE } from './places'

const LAYOUTS: readonly string[] = ['idx', 'cifar10-binary', 'csv']
const IDX_ROLES = ['training-images', 'training-labels', 'test-images', 'test-labels'] as const
const SPLIT_ROLES = ['training', 'test'] as const

/** What is wrong with a manifest beyond what its schema can say. */
export function checkManifest(manifest: SpecDocument): LintProblem[] {
  const layout = stringAt(manifest, 'layout')
  const always = [...name(manifest), ...fileNames(manifest), ...VALUES.flatMap((values) => oneOfTwo(manifest, values))]
  if (layout === undefined || !LAYOUTS.includes(layout)) return always
  return [
    ...always,
    ...(layout === 'cifar10-binary' ? VALUES.flatMap((values) => noNumbers(manifest, values)) : []),
    ...roles(manifest, layout === 'idx' ? IDX_ROLES : SPLIT_ROLES),
    ...(layout === 'idx' ? idxFiles(manifest) : []),
    ...sizes(manifest, layout),
    ...validation(manifest)
  ]
}

/** What an image and its target are made of: whole numbers that count something, or any numbers. */
const VALUES = [
  { whole: 'numClasses', numbers: 'numTargets', what: 'the target of an image' },
  { whole: 'imageShape', numbers: 'numFeatures', what: 'an image' }
] as const

function oneOfTwo(manifest: SpecDocument, { whole, numbers, what }: (typeof VALUES)[number]): LintProblem[] {
  const stated = [whole, numbers].filter((key) => valueAt(manifest, [key]) !== undefined)
  if (stated.length === 1) return []
  return [
    problemAt(manifest, stated.length === 0 ? [] : [numbers], {
      message: stated.length === 0 ? `nothing says what ${what} is` : `two things say what ${what} is`,
      expected: `either "${whole}" or "${numbers}"`,
      received: stated.length === 0 ? 'neither' : 'both',
      remedy: stated.length === 0 ? 'add the one that the files hold' : 'remove the one that the files do not hold',
      atKey: stated.length > 0
    })
  ]
}

/** A record of that layout is bytes. */
function noNumbers(manifest: SpecDocument, { numbers }: (typeof VALUES)[number]): LintProblem[] {
  if (valueAt(manifest, [numbers]) === undefined) return []
  return [
    problemAt(manifest, [numbers], {
      message: 'files of the layout cifar10-binary hold bytes',
      expected: `no "${numbers}", or the layout csv or idx`,
      remedy: 'write the data as CSV',
      atKey: true
    })
  ]
}

/** The name of a known dataset stands for one content only. */
function name(manifest: SpecDocument): LintProblem[] {
  const stated = stringAt(manifest, 'name')
  if (stated === undefined) return []
  if (isDatasetName(stated)) {
    return [
      problemAt(manifest, ['name'], {
        message: 'claimcheck knows a dataset of that name, with other content',
        expected: 'a name of its own',
        remedy: `choose another one, such as "${stated}-own"`
      })
    ]
  }
  const unusable = nameProblem(stated)
  if (unusable !== null) {
    return [
      problemAt(manifest, ['name'], {
        message: `the name cannot be that of a folder on every system: ${unusable}`,
        expected: 'a name that is no device (con, nul, com1 and so on) and does not end with a dot',
        remedy: 'choose another one'
      })
    ]
  }
  const place = idOfPlace(manifest)
  if (stated === place) return []
  return [
    problemAt(manifest, ['name'], {
      message: "the name is not the manifest's place",
      expected: JSON.stringify(place),
      remedy: 'correct the name, or move the file'
    })
  ]
}

/** Under these names the files lie side by side, also where capital letters make no difference. */
function fileNames(manifest: SpecDocument): LintProblem[] {
  const seen = new Set<string>()
  return filesOf(manifest).flatMap((_, index) => {
    const path = ['files', index, 'name']
    const stated = stringAt(manifest, ...path)
    if (stated === undefined) return []
    // What begins with a dot has the wrong form anyway.
    const unusable = stated.startsWith('.') ? null : nameProblem(stated)
    if (unusable !== null) {
      return [
        problemAt(manifest, path, {
          message: `the file name cannot be used on every system: ${unusable}`,
          expected: 'a name that is no device (con, nul, com1 and so on) and does not end with a dot',
          remedy: 'rename it'
        })
      ]
    }
    const key = stated.toLowerCase()
    const taken = seen.has(key) || key === MANIFEST_FILE
    seen.add(key)
    if (taken)
      return [
        problemAt(manifest, path, {
          message: 'the file name is taken',
          expected: 'a name of its own',
          remedy: 'rename it'
        })
      ]
    if (!key.endsWith('.gz')) return []
    return [
      problemAt(manifest, path, {
        message: 'the file name is that of a compressed file',
        expected: 'the name of the uncompressed file, whose SHA-256 is stated',
        remedy: 'leave ".gz" out; compressed files are found all the same'
      })
    ]
  })
}

/** Each role of the layout, and no other. */
function roles(manifest: SpecDocument, known: readonly string[]): LintProblem[] {
  const stated = filesOf(manifest).map((_, index) => stringAt(manifest, 'files', index, 'role'))
  const strange = stated.flatMap((role, index) => {
    if (role === undefined || known.includes(role)) return []
    return [
      problemAt(manifest, ['files', index, 'role'], {
        message: 'files of this layout have other roles',
        expected: `one of ${listOf(known)}`,
        remedy: 'correct the role, or the layout'
      })
    ]
  })
  const missing = known
    .filter((role) => !stated.includes(role))
    .map((role) =>
      problemAt(manifest, ['files'], {
        message: `no file has the role ${role}`,
        expected: `a file with the role "${role}"`,
        remedy: 'add it'
      })
    )
  return [...strange, ...missing]
}

/** One file of each role, and as many labels as images. */
function idxFiles(manifest: SpecDocument): LintProblem[] {
  const stated = filesOf(manifest).map((_, index) => stringAt(manifest, 'files', index, 'role'))
  const twice = stated.flatMap((role, index) => {
    if (role === undefined || stated.indexOf(role) === index) return []
    return [
      problemAt(manifest, ['files', index, 'role'], {
        message: 'two files have the same role',
        expected: 'one file of each role',
        remedy: 'correct the role'
      })
    ]
  })
  const unequal = ['training', 'test'].flatMap((split) => {
    const images = numberAt(manifest, 'files', stated.indexOf(`${split}-images`), 'images')
    const path = ['files', stated.indexOf(`${split}-labels`), 'images']
    const labels = numberAt(manifest, ...path)
    if (images === undefined || labels === undefined || images === labels) return []
    return [
      problemAt(manifest, path, {
        message: 'there are not as many labels as images',
        expected: String(images),
        remedy: 'correct the number'
      })
    ]
  })
  return [...twice, ...unequal]
}

function sizes(manifest: SpecDocument, layout: string): LintProblem[] {
  return filesOf(manifest).flatMap((_, index) => {
    const path = ['files', index, 'bytes']
    const stated = valueAt(manifest, path) !== undefined
    if (stated === (layout === 'csv')) return []
    return [
      problemAt(manifest, path, {
        message: stated ? 'the size follows from the images' : 'bytes is missing',
        expected: stated ? 'no "bytes"' : '"bytes": the size of the uncompressed file',
        remedy: stated ? 'remove it' : 'add "bytes"',
        atKey: true
      })
    ]
  })
}

function validation(manifest: SpecDocument): LintProblem[] {
  const stated = numberAt(manifest, 'validationImages')
  const images = filesOf(manifest).reduce<number>((sum, _, index) => {
    const role = stringAt(manifest, 'files', index, 'role')
    return role === 'training' || role === 'training-images'
      ? sum + (numberAt(manifest, 'files', index, 'images') ?? 0)
      : sum
  }, 0)
  if (stated === undefined || stated < images) return []
  return [
    problemAt(manifest, ['validationImages'], {
      message: 'no image would be left for training',
      expected: `at most ${Math.max(0, images - 1)} of the ${images} training images`,
      remedy: 'lower it'
    })
  ]
}

function filesOf(manifest: SpecDocument): readonly unknown[] {
  return arrayAt(manifest, 'files') ?? []
}
