import type { Figure } from '../figures/figure'

/**
 * What a report says, as data: sections are made of it, and `toMarkdown`, `toHtml` and `toTerminal` write it down. Text
 * stands in it as it is, whoever it is from: they, and nothing else, escape it.
 */
export type Block =
  | Heading
  | { readonly kind: 'paragraph'; readonly content: Line; readonly role: string | null }
  | { readonly kind: 'list'; readonly items: readonly Line[]; readonly role: string | null }
  | Table
  /** Text of several lines. The language is a word such as `json`, or ''. */
  | { readonly kind: 'code'; readonly text: string; readonly language: string }
  | { readonly kind: 'quote'; readonly content: Line }
  /** What a reader must not miss. */
  | { readonly kind: 'note'; readonly content: Line }
  /** Folded away where there is a reader who can unfold it. */
  | { readonly kind: 'details'; readonly summary: Line; readonly blocks: readonly Block[] }
  /** Left out where there are no pictures. */
  | { readonly kind: 'figure'; readonly figure: Figure }
  | Part
  /** Blocks that belong together. */
  | { readonly kind: 'group'; readonly role: string; readonly id: string | null; readonly blocks: readonly Block[] }

/** A role is a word for what something is, by which a style may tell it: a class of HTML, and nothing elsewhere. */
export interface Heading {
  readonly kind: 'heading'
  /** 1, the whole document's, to 6. */
  readonly level: number
  readonly content: Line
  readonly id: string | null
}

export interface Table {
  readonly kind: 'table'
  readonly headers: readonly Line[]
  /** A cell a column, in the columns' order. */
  readonly rows: readonly (readonly Line[])[]
  /** Columns of numbers, aligned to the right. */
  readonly numeric: readonly number[]
  readonly role: string | null
}

/** One of many of a kind, with a heading of its own and how it stands in a few words. */
export interface Part {
  readonly kind: 'part'
  readonly id: string
  readonly number: number | null
  readonly title: Line
  readonly status: readonly Line[]
  /** By which a reader can pick it out of many; left out where there is nothing of the kind. */
  readonly facets?: Readonly<Record<string, string>>
  readonly blocks: readonly Block[]
}

/** A piece of a line: text, a number as it is printed, or either with a meaning. */
export type Inline =
  | string
  | number
  | { readonly kind: 'strong' | 'em'; readonly content: Line }
  /** Beside what matters: in small, or in faint letters. */
  | { readonly kind: 'small' | 'faint'; readonly content: Line }
  | { readonly kind: 'code'; readonly text: string }
  /** On one line where it fits, and where lines are broken by us. */
  | { readonly kind: 'unbroken'; readonly content: Line }
  /** To an element of the same document, by its id. */
  | { readonly kind: 'link'; readonly to: string; readonly content: Line }
  | { readonly kind: 'target'; readonly id: string; readonly content: Line }
  /** How something stands, such as an outcome: a style gives it a colour and a sign. */
  | { readonly kind: 'mark'; readonly role: string; readonly content: Line }
  | { readonly kind: 'break' }

/** A line of text: pieces in their order; null and false are nothing. */
export type Line = Inline | null | false | readonly Line[]

/** What `blocksOf` takes: blocks in their order; null and false are nothing. */
export type Blocks = Block | null | false | readonly Blocks[]

export function blocksOf(content: Blocks): Block[] {
  if (content === null || content === false) return []
  return 'kind' in content ? [content] : content.flatMap(blocksOf)
}

/** The pieces of a line, none of them empty; what stood in brackets stands in a row. */
export function piecesOf(line: Line): Inline[] {
  if (line === null || line === false || line === '') return []
  return isList(line) ? line.flatMap(piecesOf) : [line]
}

function isList(line: Inline | readonly Line[]): line is readonly Line[] {
  return Array.isArray(line)
}

/**
 * A sentence of pieces. Each stays one of its own, so that one whose script runs from right to left reorders nothing around it.
 *
 * @example words`theta of ${'a*b'}, ${3} pairs` // ['theta of ', 'a*b', ', ', 3, ' pairs']
 */
export function words(parts: TemplateStringsArray, ...values: readonly Line[]): Line {
  return parts
    .flatMap((part, index) => (index === 0 ? [part] : [values[index - 1]!, part]))
    .filter((piece) => piece !== '')
}

/** Lines with something between them, as in a list within a sentence. */
export function joined(lines: readonly Line[], separator: Line): Line {
  return lines.flatMap((line, index) => (index === 0 ? [line] : [separator, line]))
}

export const strong = (...content: readonly Line[]): Line => ({ kind: 'strong', content })
export const em = (...content: readonly Line[]): Line => ({ kind: 'em', content })
export const small = (...content: readonly Line[]): Line => ({ kind: 'small', content })
export const faint = (...content: readonly Line[]): Line => ({ kind: 'faint', content })
export const unbroken = (...content: readonly Line[]): Line => ({ kind: 'unbroken', content })
export const codeText = (text: string): Line => ({ kind: 'code', text })
export const link = (to: string, ...content: readonly Line[]): Line => ({ kind: 'link', to, content })
export const target = (id: string, ...content: readonly Line[]): Line => ({ kind: 'target', id, content })
export const mark = (role: string, ...content: readonly Line[]): Line => ({ kind: 'mark', role, content })
export const lineBreak: Line = { kind: 'break' }

export function heading(level: number, content: Line, id: string | null = null): Block {
  return { kind: 'heading', level, content, id }
}

export function paragraph(content: Line, role: string | null = null): Block {
  return { kind: 'paragraph', content, role }
}

/** A paragraph that begins with what it is about. */
export function labelled(label: string, ...content: readonly Line[]): Block {
  return paragraph(content.length === 0 ? strong(label) : [strong(label), ' ', content])
}

export function list(items: readonly Line[], role: string | null = null): Block {
  return { kind: 'list', items, role }
}

/** @param numeric indices of the columns that are aligned to the right */
export function table(
  headers: readonly Line[],
  rows: readonly (readonly Line[])[],
  numeric: readonly number[] = [],
  role: string | null = null
): Table {
  return { kind: 'table', headers, rows, numeric, role }
}

export function code(text: string, language = ''): Block {
  return { kind: 'code', text, language }
}

export function quote(content: Line): Block {
  return { kind: 'quote', content }
}

export function note(content: Line): Block {
  return { kind: 'note', content }
}

export function details(summary: Line, ...content: readonly Blocks[]): Block {
  return { kind: 'details', summary, blocks: blocksOf(content) }
}

export function figureBlock(figure: Figure): Block {
  return { kind: 'figure', figure }
}

export function group(role: string, content: Blocks, id: string | null = null): Block {
  return { kind: 'group', role, id, blocks: blocksOf(content) }
}

/** Every figure in blocks, in the order in which they are shown. */
export function figuresIn(blocks: readonly Block[]): Figure[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'figure') return [block.figure]
    return 'blocks' in block ? figuresIn(block.blocks) : []
  })
}

/** A part of a report with an address of its own: what it is about, and what it says of that. */
export interface Section {
  /** Id of its element, and its address in a page. */
  readonly anchor: string
  readonly title: string
  /** Everybody reads it; where there is a reader who can unfold them, all others are folded. */
  readonly isOpen?: true
  readonly blocks: readonly Block[]
  /** What a table of contents names of it. */
  readonly entries?: readonly ContentsEntry[]
}

export interface ContentsEntry {
  readonly anchor: string
  readonly title: Line
  readonly entries?: readonly ContentsEntry[]
}
