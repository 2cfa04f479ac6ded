import { BADGE } from './badge'
import { HTML } from './html/renderHtml'
import { JSON_FORMAT } from './json'
import { JUNIT } from './junit'
import { MARKDOWN } from './markdown'
import { SUMMARY } from './summary'

/** The files of a report, in the order in which they are written: the page comes last, the numbers are safe by then. */
export const FORMATS = [JSON_FORMAT, MARKDOWN, JUNIT, SUMMARY, BADGE, HTML] as const

export type FormatName = (typeof FORMATS)[number]['name']
