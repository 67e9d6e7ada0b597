// The words of the interface, from the one catalogue: `words('time.same', { other })`.

/** @import { Counts, Text } from './types.d.ts' */
/** @typedef {(key: string, values?: { [name: string]: string | number }) => string} Words */

/**
 * @param {{ [key: string]: string }} texts
 * @returns {Words}
 */
export function catalogue(texts) {
  return (key, values = {}) => {
    const full = 'count' in values && !Object.hasOwn(texts, key) ? `${key}.${values.count === 1 ? 'one' : 'other'}` : key
    const text = Object.hasOwn(texts, full) ? texts[full] : undefined
    if (text === undefined) throw new Error(`no message '${full}'`)
    return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]))
  }
}

/**
 * A day as people write it.
 * @param {Words} words
 * @param {string} date as year-month-day
 */
export function dayInWords(words, date) {
  const [year, month, day] = date.split('-').map(Number)
  return words('day', { day: day ?? 0, month: words(`day.${month}`), year: year ?? 0 })
}

/**
 * A text of the state, in words.
 * @param {Words} words
 * @param {Text} text
 */
export function inWords(words, { key, values = {}, reason, counts }) {
  return words(key, {
    ...values,
    ...(reason ? { reason: words(reason, values) } : {}),
    ...(counts ? { counts: countsInWords(words, counts) } : {}),
  })
}

/**
 * `44 answered, 1 don't know, 0 open`: how much was answered, as `cxcore.view.words` says it. What is answered and what is open is
 * said also where it is none.
 * @param {Words} words
 * @param {Counts} counts
 */
export function countsInWords(words, { answered, dont_know, not_applicable, open }) {
  const parts = [words('counts.answered', { count: answered })]
  if (dont_know) parts.push(words('counts.dont_know', { count: dont_know }))
  if (not_applicable) parts.push(words('counts.not_applicable', { count: not_applicable }))
  return [...parts, words('counts.open', { count: open })].join(', ')
}
