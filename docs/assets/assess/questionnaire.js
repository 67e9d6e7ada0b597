// The form: what it says, as responses of an assessment file, and how far it has been filled in.

const NOTES = ['evidence', 'evidence_date', 'evidence_owner']
const ABOUT = { name: 'name', taken: 'taken', 'respondent.label': 'label', 'respondent.group': 'group' }

export function openQuestionnaire(page, words) {
  const form = page.querySelector('[data-form]')
  const questions = [...form.querySelectorAll('[data-practice]')]
  const field = (practice, name) => form.elements[`${practice}.${name}`]
  const typed = (practice, name) => field(practice, name)?.value.trim() ?? ''
  const choice = (practice) => form.elements[practice].value // '' where nothing is chosen
  let current = 1

  // What the form says of a practice: { response, draft }. A draft is what was typed where no response can hold it.
  function said(practice) {
    const notes = {}
    for (const name of NOTES) if (typed(practice, name)) notes[name] = typed(practice, name)
    const reason = typed(practice, 'reason')
    const chosen = choice(practice)
    const left = chosen !== 'not-applicable' && reason ? { reason } : {}
    if (!chosen) Object.assign(left, notes)
    const draft = Object.keys(left).length ? left : null
    if (!chosen) return { response: null, draft }
    if (chosen === 'dont-know') return { response: { dont_know: true, ...notes }, draft }
    if (chosen === 'not-applicable') return { response: { not_applicable: reason, ...notes }, draft }
    return { response: { answer: chosen, ...notes }, draft }
  }

  // Put a response and a draft into the form. Answers whether the form could take all of it.
  function put(practice, response, draft = {}) {
    const value = response?.answer ?? (response?.dont_know ? 'dont-know' : response ? 'not-applicable' : '')
    const radio = value && form.querySelector(`[name="${CSS.escape(practice)}"][value="${CSS.escape(value)}"]`)
    for (const input of form.querySelectorAll(`[name="${CSS.escape(practice)}"]`)) input.checked = input === radio
    for (const name of NOTES) field(practice, name).value = response?.[name] ?? draft?.[name] ?? ''
    if (field(practice, 'reason')) field(practice, 'reason').value = response?.not_applicable ?? draft?.reason ?? ''
    mark(practice)
    return !value || Boolean(radio)
  }

  function mark(practice) {
    const question = form.querySelector(`[data-practice="${CSS.escape(practice)}"]`)
    const { response, draft } = said(practice)
    question.classList.toggle('is-answered', Boolean(response))
    question.querySelector('[data-action="clear"]').hidden = !response
    question.querySelector('[data-reason]')?.toggleAttribute('hidden', response?.not_applicable === undefined)
    const notes = { ...draft, ...response }
    question.querySelector('[data-has-notes]').hidden = !NOTES.some((name) => notes[name])
  }

  function responses() {
    const all = {}
    for (const { dataset } of questions) {
      const { response } = said(dataset.practice)
      if (response) all[dataset.practice] = response
    }
    return all
  }

  function about() {
    const value = Object.fromEntries(Object.entries(ABOUT).map(([name, key]) => [key, form.elements[name].value.trim()]))
    const result = { taken: value.taken || today(), respondent: { label: value.label, group: value.group } }
    return value.name ? { ...result, name: value.name } : { ...result, name: '' }
  }

  function putAbout({ name = '', taken = '', respondent = {} }) {
    form.elements.name.value = name
    form.elements.taken.value = taken
    form.elements['respondent.label'].value = respondent.label ?? ''
    form.elements['respondent.group'].value = respondent.group ?? ''
  }

  // Progress in words, the counts of the sections, and the list of all answers.
  function show() {
    const given = responses()
    const sections = [...form.querySelectorAll('[data-section]')]
    const answered = (list) => list.filter(({ dataset }) => given[dataset.practice]?.answer).length
    for (const section of sections) {
      const own = [...section.querySelectorAll('[data-practice]')]
      const step = page.querySelector(`[data-step="${CSS.escape(section.dataset.section)}"]`)
      step.querySelector('[data-step-count]').textContent = words('assess.step', { answered: answered(own), all: own.length })
      step.classList.toggle('is-complete', own.every(({ dataset }) => given[dataset.practice]))
    }
    const count = { section: current, sections: sections.length, answered: answered(questions), all: questions.length }
    page.querySelector('[data-progress]').textContent = words('assess.progress', count)
    page.querySelector('[data-progress-bar]').value = count.answered
    showCheck(given)
  }

  function showCheck(given) {
    const open = questions.length - Object.keys(given).length
    const summary = element('p', open ? words('check.missing', { count: open }) : words('check.all'))
    const head = element('tr')
    for (const key of ['check.practice', 'check.answer', 'check.change']) head.append(element('th', words(key), { scope: 'col' }))
    const body = element('tbody')
    for (const question of questions) {
      const { practice } = question.dataset
      const name = question.querySelector('.cx-question__about a').textContent
      const label = given[practice] && form.querySelector(`[name="${CSS.escape(practice)}"]:checked`).closest('label')
      const answer = label ? (label.querySelector('strong') ?? label).textContent.trim() : words('answer.unanswered')
      const link = element('a', words(label ? 'action.change' : 'action.answer'), { href: `#q-${practice}` })
      link.append(element('span', ` ${name}`, { class: 'cx-hidden' }))
      const row = element('tr', '', label ? {} : { class: 'is-open' })
      const cell = element('td')
      cell.append(link)
      row.append(element('th', name, { scope: 'row' }), element('td', answer), cell)
      body.append(row)
    }
    const table = element('table')
    const thead = element('thead')
    thead.append(head)
    table.append(thead, body)
    page.querySelector('[data-check]').replaceChildren(summary, table)
  }

  // The section in words is the one that is being read: the last whose top has passed the upper third of the window.
  function follow() {
    const sections = [...form.querySelectorAll('[data-section]')]
    const passed = sections.filter((section) => section.getBoundingClientRect().top < innerHeight / 3).length
    const next = Math.max(1, passed)
    if (next === current) return
    current = next
    for (const [i, section] of sections.entries()) {
      const step = page.querySelector(`[data-step="${CSS.escape(section.dataset.section)}"]`)
      if (i === current - 1) step.setAttribute('aria-current', 'step')
      else step.removeAttribute('aria-current')
    }
    show()
  }

  const practices = questions.map(({ dataset }) => dataset.practice)
  return { form, practices, said, put, mark, responses, about, putAbout, show, follow }
}

function element(name, text = '', attributes = {}) {
  const result = document.createElement(name)
  result.textContent = text
  for (const [key, value] of Object.entries(attributes)) result.setAttribute(key, value)
  return result
}

// Today where the visitor is, as in the assessment file.
export function today() {
  const now = new Date()
  return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}
