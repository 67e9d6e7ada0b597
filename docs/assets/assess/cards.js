// What can be told of a stored assessment on the page that lists them, without reading it as its questionnaire does.

import { choiceOf, isQuick } from './answers.js'
import { judged } from './records.js'
import { isDay } from './typed.js'

/** @import { Card, Model } from './shelf-types.d.ts' */
/** @import { StoredRecord, Text } from './types.d.ts' */
/** @import { Words } from './words.js' */

const AGO = [0, 1, 2, 3, 4, 5, 6] // days for which one says how long ago it was

/**
 * @param {unknown} value anything may be stored
 * @param {readonly Model[]} models
 * @returns {Card}
 */
export function cardOf(value, models) {
  const record = /** @type {Partial<StoredRecord>} */ (value)
  const model = models.find(({ id }) => id === record.framework) ?? null
  const kind = model ? judged(value, { framework: model.id, version: model.version, practices: [], others: [] }) : 'unknown'
  const file = /** @type {Partial<import('./types.d.ts').AssessmentFile> | undefined} */ (record.assessment)
  const said = new Set(Object.entries(file?.responses ?? {}).flatMap(([practice, response]) => (response && choiceOf(response) !== null ? [practice] : [])))
  const looked = Boolean(model && kind === 'ours' && isQuick(file?.mode, [...said], model.quick))
  const own = model && kind === 'ours' ? model.practices.filter((practice) => !looked || model.quick.includes(practice)) : null
  const open = new Set(Array.isArray(record.unconfirmed) ? record.unconfirmed : [])
  const changed = texts(record.changed).slice(0, 10)
  return {
    id: texts(record.id),
    kind,
    model,
    name: texts(file?.name).trim(),
    unit: [file?.respondent?.label, file?.respondent?.group].map(texts).map((text) => text.trim()).filter(Boolean).join(', '),
    day: isDay(texts(file?.taken)) ? texts(file?.taken) : changed,
    changed: isDay(changed) ? changed : '',
    given: own ? own.filter((practice) => said.has(practice)).length : said.size,
    all: own?.length ?? model?.practices.length ?? 0,
    quick: looked,
    open: own?.find((practice) => !said.has(practice) || open.has(practice)) ?? '',
    unconfirmed: own?.filter((practice) => said.has(practice) && open.has(practice)).length ?? 0,
    notes: Object.values(record.drafts ?? {}).filter((draft) => draft?.evidence || draft?.evidence_date || draft?.evidence_owner).length,
    assessment: kind === 'strange' ? null : (record.assessment ?? null),
  }
}

/** @param {unknown} value */
const texts = (value) => (typeof value === 'string' ? value : '')

/**
 * What an assessment is called: by the unit that it is of, or else by its day.
 * @param {Card} card
 * @param {Words} words
 * @param {string} today
 */
export const titleOf = ({ name, day }, words, today) => name || (day ? words('shelf.unnamed', { day: dayIn(day, words, today) }) : words('shelf.undated'))

/**
 * A day in words; this year's without the year.
 * @param {string} day
 * @param {Words} words
 * @param {string} today
 */
function dayIn(day, words, today) {
  const [year = '', month, date] = day.split('-')
  const values = { day: Number(date), month: words(`day.${Number(month)}`) }
  return year === today.slice(0, 4) ? words('shelf.day', values) : words('day', { ...values, year })
}

/**
 * How long ago a day was, for the last week, or which one it was.
 * @param {string} day
 * @param {Words} words
 * @param {string} today
 */
export function agoIn(day, words, today) {
  const days = Math.round((Date.parse(today) - Date.parse(day)) / 86_400_000)
  return AGO.includes(days) ? new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(-days, 'day') : dayIn(day, words, today)
}

/**
 * @param {Card} card
 * @returns {Text} what is wrong with one that cannot be opened here, or how far it is
 */
export function stateOf({ kind, given, all, unconfirmed, quick }) {
  if (kind === 'ours' && unconfirmed) return { key: 'shelf.unconfirmed', values: { given, all, open: unconfirmed } }
  if (kind === 'ours') return { key: quick ? 'shelf.looked' : 'shelf.given', values: { given, all } }
  if (kind === 'older') return { key: 'shelf.older', values: { count: given } }
  return { key: `shelf.${kind}` }
}
