// How far the questionnaire has been filled in: in words, section by section, and as a list of all answers.

import { element } from './elements.js'

export function openProgress(page, questionnaire, words) {
  const { form, practices, said } = questionnaire
  const line = page.querySelector('[data-progress]')
  const bar = page.querySelector('[data-progress-bar]')
  const sections = [...form.querySelectorAll('[data-section]')].map((part) => ({
    part,
    practices: [...part.querySelectorAll('[data-practice]')].map(({ dataset }) => dataset.practice),
    step: page.querySelector(`[data-step="${CSS.escape(part.dataset.section)}"]`),
  }))
  // The way through the page: the sections, then the list of answers and the result.
  const stops = [...page.querySelectorAll('.cx-steps a')].map((link) => ({ link, part: page.querySelector(link.hash) }))
  const rows = new Map()
  const summary = element('p')
  let current = 0

  // The list is made once; a change rewrites its own row.
  const list = element('tbody')
  for (const practice of practices) {
    const name = form.querySelector(`[data-practice="${CSS.escape(practice)}"] [data-name]`).textContent
    const link = element('a', { href: `#q-${practice}` })
    // The browser would bring the question into view and leave the keyboard behind.
    link.addEventListener('click', (event) => {
      event.preventDefault()
      questionnaire.goTo(practice)
    })
    const row = element('tr', {}, element('th', { scope: 'row' }, name), element('td'), element('td', {}, link))
    list.append(row)
    rows.set(practice, { row, name, answer: row.children[1], link })
  }
  const heads = ['check.practice', 'check.answer', 'check.change'].map((key) => element('th', { scope: 'col' }, words(key)))
  page.querySelector('[data-check]').replaceChildren(
    summary,
    element('table', {}, element('thead', {}, element('tr', {}, ...heads)), list),
  )

  function showRow(practice) {
    const { row, name, answer, link } = rows.get(practice)
    const radio = said(practice).response && form.querySelector(`[name="${CSS.escape(practice)}"]:checked`)
    row.classList.toggle('is-open', !radio)
    answer.textContent = radio ? radio.closest('label').querySelector('[data-label]').textContent : words('answer.unanswered')
    link.replaceChildren(words(radio ? 'action.change' : 'action.answer'), element('span', { class: 'cx-hidden' }, ` ${name}`))
  }

  function inWords() {
    const given = practices.map((practice) => said(practice).response).filter(Boolean)
    const answered = given.filter(({ answer }) => answer).length
    const text = words('assess.progress', { section: current + 1, sections: sections.length, answered, all: practices.length })
    const other = given.length - answered
    return other ? words('assess.progress.other', { progress: text, other }) : text
  }

  function showCounts() {
    let total = 0
    for (const { practices: own, step } of sections) {
      const given = own.filter((practice) => said(practice).response).length
      total += given
      step.querySelector('[data-step-count]').textContent = words('assess.step', { answered: given, all: own.length })
      step.classList.toggle('is-complete', given === own.length)
    }
    const open = practices.length - total
    summary.textContent = open ? words('check.missing', { count: open }) : words('check.all')
    bar.value = total
    line.textContent = inWords()
  }

  return {
    inWords,

    // Show what has changed: one practice, or everything.
    show(practice) {
      for (const each of practice ? [practice] : practices) showRow(each)
      showCounts()
    },

    // What is being read is the last part whose top has passed the upper third of the window.
    follow() {
      const passed = ({ part }) => part.getBoundingClientRect().top < innerHeight / 3
      const here = Math.max(0, stops.filter(passed).length - 1)
      current = Math.min(here, sections.length - 1)
      for (const [i, { link }] of stops.entries()) {
        if (i === here) link.setAttribute('aria-current', 'step')
        else link.removeAttribute('aria-current')
      }
      line.textContent = inWords()
    },
  }
}
