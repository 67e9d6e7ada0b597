// The form: what it says, as responses of an assessment file, and how to put such responses into it.

const NOTES = ['evidence', 'evidence_date', 'evidence_owner']
const ABOUT = { name: 'name', taken: 'taken', label: 'respondent.label', group: 'respondent.group' }

export function openQuestionnaire(page) {
  const form = page.querySelector('[data-form]')
  const parts = new Map([...form.querySelectorAll('[data-practice]')].map((part) => [part.dataset.practice, question(part)]))
  const about = Object.fromEntries(Object.entries(ABOUT).map(([key, name]) => [key, form.elements.namedItem(name)]))
  let rest = {} // what a file says of an assessment and the form has no field for, such as that a team agreed on it
  let held = false

  // The field in which somebody types at this moment, in this window.
  function typing() {
    const field = document.hasFocus() ? document.activeElement : null
    return field?.form === form && field.type !== 'radio' ? field : null
  }

  // With `sparing`, what is typed at this moment is left alone; always, what differs only by the space after which its
  // writer is about to go on.
  function write(field, text, sparing) {
    if (clean(field) === text) return
    if (sparing && field === typing()) held = true
    else field.value = text
  }

  // What the form says of a practice: { response, draft }. A draft is what was typed where no response can hold it.
  function said(practice) {
    const { radios, fields } = parts.get(practice)
    const choice = radios.find(({ checked }) => checked)?.value
    const notes = {}
    for (const name of NOTES) if (clean(fields[name])) notes[name] = clean(fields[name])
    const reason = clean(fields.reason)
    const left = { ...(reason && choice !== 'not-applicable' ? { reason } : {}), ...(choice ? {} : notes) }
    return { response: choice ? { ...responseOf(choice, reason), ...notes } : null, draft: Object.keys(left).length ? left : null }
  }

  function put(practice, response, draft, sparing) {
    const { radios, fields } = parts.get(practice)
    const choice = response ? choiceOf(response) : null
    for (const radio of radios) radio.checked = radio.value === choice
    for (const name of NOTES) write(fields[name], response?.[name] ?? draft?.[name] ?? '', sparing)
    if (fields.reason) write(fields.reason, response?.not_applicable ?? draft?.reason ?? '', sparing)
    mark(practice)
  }

  // Show at the question itself what has been said of it.
  function mark(practice) {
    const { part, fields, clear, reason, noted } = parts.get(practice)
    const { response } = said(practice)
    part.classList.toggle('is-answered', Boolean(response))
    clear.hidden = !response
    if (reason) reason.hidden = response?.not_applicable === undefined
    noted.hidden = !NOTES.some((name) => clean(fields[name]))
  }

  const responses = () =>
    Object.fromEntries([...parts.keys()].map((practice) => [practice, said(practice).response]).filter(([, response]) => response))

  return {
    form,
    practices: [...parts.keys()],
    said,
    mark,
    responses,

    // Whether the form can take a stored response whole: the practice is asked here, and the answer is one of its options.
    takes(practice, response) {
      const choice = response && typeof response === 'object' ? choiceOf(response) : null
      const texts = [...NOTES, 'not_applicable'].map((name) => response?.[name] ?? '')
      return Boolean(parts.get(practice)?.radios.some(({ value }) => value === choice)) && texts.every((text) => typeof text === 'string')
    },

    // Put a whole record into the form. Where it comes from elsewhere, `except` names the practices (or 'about') that are
    // newer here, and `sparing` leaves the field alone in which somebody types.
    fill(assessment, drafts, { except = new Set(), sparing = false } = {}) {
      for (const practice of parts.keys()) {
        if (!except.has(practice)) put(practice, own(assessment.responses, practice), own(drafts, practice), sparing)
      }
      if (except.has('about')) return
      const { name, taken, respondent, id, mode, agreed } = assessment
      rest = Object.fromEntries(Object.entries({ id, mode, agreed }).filter(([, value]) => value !== undefined))
      for (const [key, text] of Object.entries({ name, taken, label: respondent?.label, group: respondent?.group })) {
        write(about[key], typeof text === 'string' ? text : '', sparing)
      }
    },

    clear(practice) {
      const { radios } = parts.get(practice)
      for (const radio of radios) radio.checked = false
      radios[0].focus()
    },

    goTo(practice) {
      const { part, radios } = parts.get(practice)
      part.scrollIntoView()
      ;(radios.find(({ checked }) => checked) ?? radios[0]).focus({ preventScroll: true })
    },

    about() {
      const { name, taken, label, group } = Object.fromEntries(Object.entries(about).map(([key, field]) => [key, clean(field)]))
      return { taken, respondent: { label, group }, ...rest, name }
    },

    // An assessment is dated on the day of its first answer, unless its visitor says otherwise. Answers whether it was now.
    date() {
      if (about.taken.value || !Object.keys(responses()).length) return false
      about.taken.value = today()
      return true
    },

    // Whether `fill` had to leave a field alone because somebody was typing in it. Asking settles it.
    heldBack() {
      const was = held
      held = false
      return was
    },
  }
}

function question(part) {
  const fields = [...part.querySelectorAll('input:not([type="radio"]), textarea')]
  return {
    part,
    radios: [...part.querySelectorAll('input[type="radio"]')],
    fields: Object.fromEntries(fields.map((field) => [field.name.split('.').pop(), field])),
    clear: part.querySelector('[data-action="clear"]'),
    reason: part.querySelector('[data-reason]'),
    noted: part.querySelector('[data-has-notes]'),
  }
}

function responseOf(choice, reason) {
  if (choice === 'dont-know') return { dont_know: true }
  return choice === 'not-applicable' ? { not_applicable: reason } : { answer: choice }
}

function choiceOf({ answer, dont_know: unknown, not_applicable: reason }) {
  return answer ?? (unknown ? 'dont-know' : reason === undefined ? null : 'not-applicable')
}

// A field's text as an assessment file can hold it: pasted text brings characters that no file may contain.
function clean(field) {
  const lines = (field?.value ?? '').replace(/\r\n?|[\v\f\u2028\u2029]/g, '\n')
  return lines.replace(/\p{Surrogate}|[\0-\x08\x0e-\x1f\x7f\ufffe\uffff]/gu, '').trim()
}

// A practice may be called `constructor`, which every object seems to have.
function own(object, key) {
  return object && Object.hasOwn(object, key) ? object[key] : undefined
}

// Today where the visitor is, as in the assessment file.
export function today() {
  const now = new Date()
  return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}
