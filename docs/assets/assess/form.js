// The form: it is written by the server, as the worksheet it is without scripts. Here it is read, and marked with what has been
// said; it is never rebuilt.

import { NOTES } from './answers.js'
import { dayInWords } from './words.js'
import { ROUND, fieldOf } from './round.js'
import { isDay, kept, oneLine, troubleOf, writable } from './typed.js'

/** @import { Fields, Practice } from './types.d.ts' */
/** @import { Words } from './words.js' */
/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */

const NEAR = 8 // pixels, within which a question is at the top

/**
 * @param {HTMLElement} page
 * @param {Words} words
 * @param {() => string} today
 */
export function openForm(page, words, today) {
  const form = /** @type {HTMLFormElement} */ (page.querySelector('[data-form]'))
  const parts = new Map([...form.querySelectorAll('[data-practice]')].map((part) => question(/** @type {HTMLElement} */ (part))))
  /** @type {Map<string, Field>} */
  const texts = new Map()
  for (const field of /** @type {NodeListOf<Field>} */ (form.querySelectorAll('input:not([type="radio"]), textarea'))) {
    texts.set(keyOf(field), field)
  }

  let last = 0
  /** @type {Map<string, string>} what was last shown around each question's answer */
  const around = new Map()
  let laid = [...parts.keys()].join() // the questions that are there

  // The field in which somebody types at this moment, in this window.
  function typing() {
    const field = document.hasFocus() ? document.activeElement : null
    return field instanceof HTMLElement && form.contains(field) ? field : null
  }

  /**
   * Say beside a date what is wrong with it, or nothing.
   * @param {HTMLInputElement} field
   * @param {string} counts the date that is kept
   * @param {boolean} busy somebody types in it, and is told nothing new before it is left
   */
  function remark(field, counts, busy) {
    const trouble = busy ? null : troubleOf(field.value, field.validity.badInput, today())
    const label = /** @type {HTMLElement} */ (field.closest('label'))
    const before = label.nextElementSibling
    if (!trouble && !before) return
    const until = trouble?.refused ? ` ${isDay(counts) ? words('date.until', { day: dayInWords(words, counts) }) : words('date.none')}` : ''
    const text = trouble ? words(trouble.key, { year: Number.parseInt(field.value, 10) }) + until : ''
    if (text === before?.textContent) return
    before?.remove()
    field.removeAttribute('aria-invalid')
    field.removeAttribute('aria-describedby')
    if (!trouble) return
    const note = Object.assign(document.createElement('p'), { className: 'cx-trouble', id: `trouble-${field.name}`, textContent: text })
    note.setAttribute('role', 'alert') // whoever has left the field is told
    label.after(note)
    field.setAttribute('aria-describedby', note.id)
    if (trouble.refused) field.setAttribute('aria-invalid', 'true')
  }

  /**
   * Bring the keyboard to a question: to its answer, or to the first, and into view what has it, no further than that takes.
   * @param {string} practice
   */
  function focus(practice) {
    const radios = parts.get(practice)?.radios ?? []
    const chosen = radios.find(({ checked }) => checked) ?? radios[0]
    chosen?.focus({ preventScroll: true })
    chosen?.closest('label')?.scrollIntoView({ block: 'nearest' })
  }

  /**
   * Ask at a question whether its answer, which an earlier round gave, still holds; or no longer.
   * @param {HTMLElement} part
   * @param {string} practice
   * @param {boolean} open
   * @param {string} day
   */
  function ask(part, practice, open, day) {
    const there = part.querySelector('.cx-confirm')
    if (Boolean(there) === open) return
    if (there) {
      if (there.contains(document.activeElement)) focus(practice) // which may have taken it away already, in a turn of its own
      if (there.isConnected) there.remove()
      return
    }
    const line = Object.assign(document.createElement('p'), { className: 'cx-confirm', textContent: `${words('round.answer', { day: dayInWords(words, day) })} ` })
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'md-button', textContent: words('round.confirm') })
    Object.assign(button.dataset, { action: 'confirm', for: practice })
    const name = Object.assign(document.createElement('span'), { className: 'cx-hidden', textContent: ` ${parts.get(practice)?.name ?? ''}` })
    button.append(name)
    line.append(button)
    part.querySelector('.cx-question__about')?.after(line)
  }

  return {
    form,

    /** @type {Practice[]} */
    practices: [...parts].map(([id, { name, section, choices, marked }]) => ({ id, name, section, choices, marked })),

    // What stands in the form, as the scripts find it.
    read() {
      /** @type {Map<string, string>} */
      const fields = new Map()
      for (const [practice, { radios }] of parts) {
        const chosen = radios.find(({ checked }) => checked)
        if (chosen) fields.set(practice, chosen.value)
      }
      for (const [key, field] of texts) {
        const text = textOf(field, today())
        if (text) fields.set(key, text)
      }
      return fields
    },

    /**
     * The field that somebody types in, as the state names it, and its text: nothing, where that is a date that is not kept. What
     * no file can hold is taken out of the field at once.
     * @param {Event} event
     */
    typed(event) {
      const { target } = event
      if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return null
      // Half a character may be on its way while it is being composed.
      if (!(event instanceof InputEvent && event.isComposing)) purge(target)
      const text = textOf(target, today())
      return text === null ? null : { field: keyOf(target), text }
    },

    /**
     * Have these questions there alone, each with its number.
     * @param {readonly Practice[]} practices
     */
    lay(practices) {
      const ids = practices.map(({ id }) => id)
      if (ids.join() === laid) return
      laid = ids.join()
      for (const [practice, { part, number }] of parts) {
        part.hidden = !ids.includes(practice)
        number.textContent = words('assess.number', { number: ids.indexOf(practice) + 1, all: ids.length })
      }
      for (const section of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll('[data-section]'))) {
        section.hidden = !section.querySelector('[data-practice]:not([hidden])')
      }
    },

    /**
     * Show what has been said. A field in which somebody types is left alone until it is left, unless everything was replaced.
     * A date that is not kept stays as it was typed, with what is wrong with it.
     * @param {Fields} fields
     * @param {number} replaced
     */
    show(fields, replaced) {
      const anew = replaced !== last
      const busy = anew ? null : typing()
      last = replaced
      const day = today()
      for (const [key, field] of texts) {
        const text = fields.get(key) ?? ''
        const refused = isDate(field) && textOf(field, day) === null
        if (field !== busy && (refused ? anew : field.value !== inField(field, text))) field.value = inField(field, text)
        if (isDate(field) && (field !== busy || !refused)) remark(/** @type {HTMLInputElement} */ (field), text, field === busy)
      }
      for (const [practice, { part, radios, hints, clear, reason, noted }] of parts) {
        const choice = fields.get(practice)
        for (const radio of radios) {
          if (radio.checked !== (radio.value === choice)) radio.checked = radio.value === choice
        }
        const confirming = choice !== undefined && fields.has(fieldOf(practice))
        const has = NOTES.some((name) => fields.has(`${practice}.${name}`))
        const now = `${choice} ${has} ${confirming && fields.get(ROUND)}`
        if (around.get(practice) === now) continue
        around.set(practice, now)
        part.classList.toggle('is-answered', choice !== undefined)
        // What supports the chosen answer, beside the note; before one is chosen, what would support each.
        const one = hints.some(({ dataset }) => dataset.hint === choice)
        part.classList.toggle('has-hint', one)
        for (const hint of hints) {
          const other = one && hint.dataset.hint !== choice
          if (hint.hidden !== other) hint.hidden = other
        }
        ask(part, practice, confirming, fields.get(ROUND) ?? '')
        clear.hidden = choice === undefined
        if (reason) reason.hidden = choice !== 'not-applicable'
        noted.hidden = !has
      }
    },

    /**
     * Bring a question into view, and the keyboard to it.
     * @param {string} practice
     */
    bring(practice) {
      parts.get(practice)?.part.scrollIntoView()
      focus(practice)
    },

    focus,

    // How many of the questions that are there begin above what is being read, or at its top.
    passed() {
      const top = (Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0) + NEAR
      return [...parts.values()].filter(({ part }) => !part.hidden && part.getBoundingClientRect().top < top).length
    },
  }
}

/**
 * A browser cuts what is longer than a field, and says nothing of it.
 * @param {InputEvent} event
 * @param {Words} words
 */
export function tellWhatIsCut({ target, data }, words) {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) || target.maxLength < 0) return
  const left = target.value.length - ((target.selectionEnd ?? 0) - (target.selectionStart ?? 0))
  const count = left + (data ?? '').replace(/\r\n?/g, '\n').length - target.maxLength
  target.setCustomValidity(count > 0 ? words('note.cut', { count, most: target.maxLength }) : '')
  if (count > 0) setTimeout(() => target.reportValidity()) // once what fits is there
}

/** @param {Field} field */
const keyOf = (field) => (field.closest('[data-practice]') ? field.name : `:${field.name}`)

/**
 * @param {HTMLElement} part
 * @returns {[string, { part: HTMLElement, name: string, section: string, choices: Map<string, string>, marked: boolean, number: HTMLElement, radios: HTMLInputElement[], hints: HTMLElement[], clear: HTMLElement, reason: HTMLElement | null, noted: HTMLElement }]}
 */
function question(part) {
  const radios = /** @type {HTMLInputElement[]} */ ([...part.querySelectorAll('input[type="radio"]')])
  const label = (/** @type {HTMLInputElement} */ radio) => radio.closest('label')?.querySelector('[data-label]')?.textContent ?? ''
  return [
    part.dataset.practice ?? '',
    {
      part,
      name: part.querySelector('[data-name]')?.textContent ?? '',
      section: /** @type {HTMLElement | null} */ (part.closest('[data-section]'))?.dataset.section ?? '',
      choices: new Map(radios.map((radio) => [radio.value, label(radio)])),
      marked: 'marked' in part.dataset,
      number: /** @type {HTMLElement} */ (part.querySelector('[data-number]')),
      radios,
      hints: [...part.querySelectorAll('[data-hint]')].map((hint) => /** @type {HTMLElement} */ (hint)),
      clear: /** @type {HTMLElement} */ (part.querySelector('[data-action="clear"]')),
      reason: part.querySelector('[data-reason]'),
      noted: /** @type {HTMLElement} */ (part.querySelector('[data-has-notes]')),
    },
  ]
}

// A browser that has no field for dates shows one for text.
/** @param {Field} field */
const isDate = (field) => field.getAttribute('type') === 'date'

/**
 * The text of a field that is kept, or nothing where it is a date that is not.
 * @param {Field} field
 * @param {string} today
 */
function textOf(field, today) {
  const text = kept(field.value, field instanceof HTMLTextAreaElement ? 'note' : 'line')
  return isDate(field) && troubleOf(text, field.validity.badInput, today)?.refused ? null : text
}

/**
 * A text as a field can show it.
 * @param {Field} field
 * @param {string} text
 */
const inField = (field, text) => (field instanceof HTMLTextAreaElement ? text : oneLine(text))

/** @param {Field} field */
function purge(field) {
  const text = inField(field, writable(field.value))
  if (text === field.value) return
  const before = inField(field, writable(field.value.slice(0, field.selectionStart ?? undefined))).length
  field.value = text
  field.setSelectionRange(before, before)
}
