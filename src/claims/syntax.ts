import { type ParseError, ParseErrorCode } from 'jsonc-parser'
import { positionOf } from './document'
import type { LintProblem } from './lintProblem'

/** What the parser stumbled over, in words. */
export function syntaxProblems(file: string, text: string, errors: readonly ParseError[]): LintProblem[] {
  const end = text.trimEnd().length
  return withoutEchoes(errors, text).map((error) => syntaxProblem(file, text, error, end))
}

/** One mistake makes the parser stumble several times: what follows it in the same line, or at once, is its echo. */
function withoutEchoes(errors: readonly ParseError[], text: string): ParseError[] {
  const lines = new Set<number>()
  let end = -1
  return errors.filter(({ error, offset, length }) => {
    if (error === ParseErrorCode.InvalidCommentToken) return true
    const { line } = positionOf({ text }, offset)
    const atOnce = end >= 0 && text.slice(end, offset).trim() === ''
    const isEcho = lines.has(line) || atOnce
    lines.add(line)
    end = offset + length
    return !isEcho
  })
}

/** Comments and trailing commas are refused, but the rest of the file can still be looked at. */
export function isHarmless(text: string, error: ParseError): boolean {
  return error.error === ParseErrorCode.InvalidCommentToken || isTrailingComma(text, error)
}

function isTrailingComma(text: string, { error, offset }: ParseError): boolean {
  const expectsMore = error === ParseErrorCode.PropertyNameExpected || error === ParseErrorCode.ValueExpected
  return expectsMore && /[}\]]/.test(text.charAt(offset)) && lastBefore(text, offset) === ','
}

/** The last character before an offset that is no white space; a pattern that ends in $ would look through all of the text. */
function lastBefore(text: string, offset: number): string {
  let at = offset - 1
  while (at >= 0 && text.charAt(at).trim() === '') at -= 1
  return text.charAt(at)
}

function syntaxProblem(file: string, text: string, error: ParseError, end: number): LintProblem {
  const { offset, length } = error
  const token = text.slice(offset, offset + Math.max(1, Math.min(length, 40)))
  return {
    severity: 'error',
    file,
    ...positionOf({ text }, offset),
    path: '$',
    ...syntaxText(text, error),
    received: offset >= end ? 'the end of the file' : token.trim() === '' ? 'white space' : token
  }
}

type SyntaxText = Pick<LintProblem, 'message' | 'expected' | 'remedy'>

function syntaxText(text: string, error: ParseError): SyntaxText {
  if (isTrailingComma(text, error)) {
    const expected = 'no comma after the last item'
    return { message: 'trailing comma', expected, remedy: 'delete the comma before it' }
  }
  const after = text.slice(error.offset + error.length)
  if (error.error === ParseErrorCode.InvalidSymbol && /^\s*:/.test(after)) {
    const key = text.slice(error.offset, error.offset + error.length).replaceAll("'", '')
    return {
      message: 'a key without double quotes',
      expected: 'a key in double quotes',
      remedy: `write ${JSON.stringify(key)}`
    }
  }
  return SYNTAX[error.error] ?? { message: 'not JSON', expected: 'JSON', remedy: 'correct the syntax' }
}

const SYNTAX: Partial<Record<number, SyntaxText>> = {
  [ParseErrorCode.InvalidSymbol]: {
    message: 'not a JSON value',
    expected: 'a text in double quotes, a number, true, false, null, an object or an array',
    remedy: 'quote texts with "; JSON has no NaN, Infinity, undefined or single quotes'
  },
  [ParseErrorCode.InvalidNumberFormat]: {
    message: 'not a JSON number',
    expected: 'a number such as 0.05, -1 or 1e-8',
    remedy: 'write digits on both sides of the point and no leading zeros'
  },
  [ParseErrorCode.PropertyNameExpected]: {
    message: 'a key is missing',
    expected: 'a key in double quotes',
    remedy: 'quote the key, or remove what stands here'
  },
  [ParseErrorCode.ValueExpected]: {
    message: 'a value is missing',
    expected: 'a text in double quotes, a number, true, false, null, an object or an array',
    remedy: 'write the value'
  },
  [ParseErrorCode.ColonExpected]: {
    message: 'a colon is missing',
    expected: '":" between key and value',
    remedy: 'write the colon'
  },
  [ParseErrorCode.CommaExpected]: {
    message: 'a comma is missing',
    expected: '"," between two items',
    remedy: 'write the comma after the item before'
  },
  [ParseErrorCode.CloseBraceExpected]: {
    message: 'a brace is not closed',
    expected: '"}"',
    remedy: 'close the object'
  },
  [ParseErrorCode.CloseBracketExpected]: {
    message: 'a bracket is not closed',
    expected: '"]"',
    remedy: 'close the array'
  },
  [ParseErrorCode.EndOfFileExpected]: {
    message: 'something stands after the end of the object',
    expected: 'one JSON object and nothing else',
    remedy: 'remove it, or put it inside the object'
  },
  [ParseErrorCode.InvalidCommentToken]: {
    message: 'a comment',
    expected: 'JSON, which has no comments',
    remedy: 'delete it; prose belongs in "assumptions", "why" or "description"'
  },
  [ParseErrorCode.UnexpectedEndOfComment]: {
    message: 'a comment that does not end',
    expected: 'JSON, which has no comments',
    remedy: 'delete it'
  },
  [ParseErrorCode.UnexpectedEndOfString]: {
    message: 'a text that does not end',
    expected: 'a closing double quote on the same line',
    remedy: 'close the quote; write \\n for a line break'
  },
  [ParseErrorCode.UnexpectedEndOfNumber]: {
    message: 'a number that does not end',
    expected: 'a number such as 0.05, -1 or 1e-8',
    remedy: 'write the missing digits'
  },
  [ParseErrorCode.InvalidUnicode]: {
    message: 'an unfinished unicode escape',
    expected: '\\u and four hexadecimal digits',
    remedy: 'complete the escape, or write the character itself'
  },
  [ParseErrorCode.InvalidEscapeCharacter]: {
    message: 'an unknown escape',
    expected: 'one of \\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX',
    remedy: 'write a backslash as \\\\'
  },
  [ParseErrorCode.InvalidCharacter]: {
    message: 'a control character in a text',
    expected: 'no control characters; \\t for a tab, \\n for a line break',
    remedy: 'escape it'
  }
}
