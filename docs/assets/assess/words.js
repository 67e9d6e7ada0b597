// The words of the interface, from the one catalogue: `words('saved.restored', { count: 3 })`.

/** @import { Text } from './types.d.ts' */
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
export function inWords(words, { key, values = {}, reason }) {
  return words(key, reason ? { ...values, reason: words(reason, values) } : values)
}
