// The form: it is written by the server, as the worksheet it is without scripts. Here it is read, and marked with what has been
// said; it is never rebuilt.

import { NOTES } from './answers.js'

/** @import { Fields, Practice } from './types.d.ts' */
/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */

/** @param {HTMLElement} page */
export function openForm(page) {
  const form = /** @type {HTMLFormElement} */ (page.querySelector('[data-form]'))
  const parts = new Map([...form.querySelectorAll('[data-practice]')].map((part) => question(/** @type {HTMLElement} */ (part))))
  /** @type {Map<string, Field>} */
  const texts = new Map()
  for (const field of /** @type {NodeListOf<Field>} */ (form.querySelectorAll('input:not([type="radio"]), textarea'))) {
    texts.set(keyOf(field), field)
  }

  let last = 0

  // The field in which somebody types at this moment, in this window.
  function typing() {
    const field = document.hasFocus() ? document.activeElement : null
    return field instanceof HTMLElement && form.contains(field) ? field : null
  }

  /**
   * Bring the keyboard to a question: to its answer, or to the first.
   * @param {string} practice
   */
  function focus(practice) {
    const radios = parts.get(practice)?.radios ?? []
    const chosen = radios.find(({ checked }) => checked) ?? radios[0]
    chosen?.focus({ preventScroll: true })
  }

  return {
    form,

    /** @type {Practice[]} */
    practices: [...parts].map(([id, { name, section, choices }]) => ({ id, name, section, choices })),

    // What stands in the form, as the scripts find it.
    read() {
      /** @type {Map<string, string>} */
      const fields = new Map()
      for (const [practice, { radios }] of parts) {
        const chosen = radios.find(({ checked }) => checked)
        if (chosen) fields.set(practice, chosen.value)
      }
      for (const [key, field] of texts) {
        const text = clean(field.value)
        if (text) fields.set(key, text)
      }
      return fields
    },

    /**
     * Show what has been said. A field in which somebody types is left alone until it is left, unless everything was replaced;
     * and so is any field whose text differs only by the space after which its writer is about to go on.
     * @param {Fields} fields
     * @param {number} replaced
     */
    show(fields, replaced) {
      const busy = replaced === last ? typing() : null
      last = replaced
      for (const [key, field] of texts) {
        const text = fields.get(key) ?? ''
        if (field !== busy && clean(field.value) !== text) field.value = text
      }
      for (const [practice, { part, radios, clear, reason, noted }] of parts) {
        const choice = fields.get(practice)
        for (const radio of radios) {
          if (radio.checked !== (radio.value === choice)) radio.checked = radio.value === choice
        }
        part.classList.toggle('is-answered', choice !== undefined)
        clear.hidden = choice === undefined
        if (reason) reason.hidden = choice !== 'not-applicable'
        noted.hidden = !NOTES.some((name) => fields.has(`${practice}.${name}`))
      }
    },

    /** @param {string} practice */
    goTo(practice) {
      parts.get(practice)?.part.scrollIntoView()
      focus(practice)
    },

    focus,
  }
}

/**
 * The field that an event happened to, as the state names it, and its text.
 * @param {EventTarget | null} target
 */
export function fieldOf(target) {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return null
  return { field: keyOf(target), text: clean(target.value) }
}

/** @param {Field} field */
const keyOf = (field) => (field.closest('[data-practice]') ? field.name : `:${field.name}`)

/**
 * @param {HTMLElement} part
 * @returns {[string, { part: HTMLElement, name: string, section: string, choices: Map<string, string>, radios: HTMLInputElement[], clear: HTMLElement, reason: HTMLElement | null, noted: HTMLElement }]}
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
      radios,
      clear: /** @type {HTMLElement} */ (part.querySelector('[data-action="clear"]')),
      reason: part.querySelector('[data-reason]'),
      noted: /** @type {HTMLElement} */ (part.querySelector('[data-has-notes]')),
    },
  ]
}

/**
 * A text as an assessment file can hold it: pasted text brings characters that no file may contain.
 * @param {string} text
 */
function clean(text) {
  const lines = text.replace(/\r\n?|[\v\f\u2028\u2029]/g, '\n')
  return lines.replace(/\p{Surrogate}|[\0-\x08\x0e-\x1f\x7f\ufffe\uffff]/gu, '').trim()
}
