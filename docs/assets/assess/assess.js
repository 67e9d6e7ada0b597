// Starts the questionnaire's page: one state, which `update` leads from event to event; views that show it; effects that are
// carried out. The form works at once; stored answers come as soon as they are read, the scorer when it is ready. Nothing waits
// for what it does not need: without storage the page still scores, without a scorer it still keeps.

import { leadsAway, namedHere, names } from './address.js'
import { newId } from './database.js'
import { carrying } from './effects.js'
import { inApp, takeDropped } from './files.js'
import { openForm, tellWhatIsCut } from './form.js'
import { openJournal } from './journal.js'
import { isLink } from './links.js'
import { lookWanted, openLook } from './look.js'
import { openLooking } from './looking.js'
import { readyForMargins, readyForPaper } from './paper.js'
import { keepPlace } from './place.js'
import { panelOf, tabOf } from './panels.js'
import { openProgress } from './progress.js'
import { asked } from './questions.js'
import { openReport } from './report.js'
import { openResume } from './resume.js'
import { first, shown, unsaved } from './state.js'
import { questionAt, single } from './stops.js'
import { today } from './today.js'
import { update } from './update.js'
import { keptView } from './view.js'
import { openVoice } from './voice.js'
import { openWalk } from './walk.js'
import { catalogue, dayInWords, inWords } from './words.js'

/** @import { Event } from './types.d.ts' */

const page = /** @type {HTMLElement} */ (document.querySelector('[data-assess]'))
const config = JSON.parse(page.querySelector('[data-config]')?.textContent ?? '')
// Whether 5 MB are not to be fetched before somebody asks for what they are for: the visitor's browser is to save data, or the
// connection is so slow that they would take many minutes.
const { saveData = false, effectiveType = '' } = /** @type {any} */ (navigator).connection ?? {}
const sparing = saveData || ['slow-2g', '2g'].includes(effectiveType)
const words = catalogue(config.words)
/** @param {string} practice */
const goTo = (practice) => dispatch({ type: 'lead', hash: questionAt(practice) })
const { form, practices, read, typed, show, lay, bring, focus, passed } = openForm(page, words, today)
const walk = openWalk(page, words, dispatch, { bring, passed })
// An entry of its own in the history, so that Back leads to the list or the result.
const progress = openProgress(page, words, (practice) => dispatch({ type: 'lead', hash: questionAt(practice), entry: true }))
const report = openReport(page, words, dispatch)
const looking = openLooking(page, words, dispatch)
const resume = openResume(page, words, goTo)
const look = openLook(page, words, dispatch)
const reading = keepPlace(page)
const heading = document.getElementById('heading-report')
const voice = openVoice(page, words, dispatch, goTo)
const model = { framework: page.dataset.framework ?? '', version: page.dataset.version ?? '', practices, others: Object.keys(config.others) }
const journal = openJournal(model, { storage: () => localStorage, page: newId(), now: Date.now })
let state = first(model, { site: config.root, address: location.origin + location.pathname, models: config.models, app: inApp(navigator.userAgent), sparing, view: { narrow: walk.narrow, all: keptView() }, quick: lookWanted() })
let ready = false

const carryOut = carrying(dispatch, {
  model,
  journal,
  setup: config.scorer,
  others: config.others,
  site: config.root,
  titleOf: ({ name, day }) => (name ? words('time.named', { name, day: dayInWords(words, day) }) : words('time.unnamed', { day: dayInWords(words, day) })),
  announce: (what) => voice.announce(what === 'told' && state.told ? inWords(words, state.told) : savedInWords()),
  goToReport: report.goThere,
  goToNotice: voice.goTo,
  goToLink: looking.goThere,
  goToTop: looking.goToTop,
  goToStop: walk.goThere,
})

const savedInWords = () => words('saved.announced', { progress: progress.inWords(state) })

/** @param {Event} event */
function dispatch(event) {
  const [next, effects] = update(state, event, today())
  state = next
  render()
  if (!ready && state.storage.state !== 'opening') atHand()
  effects.forEach(carryOut)
  if (panelOf(state).html !== null) reading.inResult(document.activeElement === heading)
}

function render() {
  lay(asked(state).practices)
  show(shown(state).fields, state.replaced)
  walk.show(state)
  progress.show(state)
  resume.show(state)
  report.show(state)
  look.show(state)
  voice.show(state)
  looking.show(state)
}

// Stored answers are in the form, or it is known that there are none.
function atHand() {
  ready = true
  performance.mark('cx:form-ready')
  // Not sooner: it takes a core of a visitor's machine for half a second, which the form may need more.
  if (!sparing) carryOut({ type: 'start-scorer' })
  // What may be shown or not has had its place until this was known.
  for (const part of page.querySelectorAll('[data-awaited]')) part.removeAttribute('data-awaited')
  const { hash } = location
  if (single(state)) walk.goThere(state.at, false)
  else if (hash && !tabOf(hash) && !isLink(hash)) document.getElementById(hash.slice(1))?.scrollIntoView()
  else reading.inForm()
  reading.keep()
  requestAnimationFrame(follow) // it has the browser lay out the whole page, which is no reason to wait
}

/** @param {string} name */
const action = (name) => /** @type {HTMLElement} */ (page.querySelector(`[data-action="${name}"]`))

function listen() {
  form.addEventListener('submit', (event) => event.preventDefault())
  form.addEventListener('input', (event) => {
    const said = typed(event)
    if (said) dispatch({ type: 'typed', ...said })
  })
  form.addEventListener('beforeinput', (event) => tellWhatIsCut(event, words))
  form.addEventListener('click', ({ target }) => {
    const confirmed = /** @type {HTMLElement} */ (target).closest('[data-action="confirm"]')?.getAttribute('data-for')
    if (confirmed) {
      dispatch({ type: 'confirm', practice: confirmed })
      focus(confirmed) // the button has gone
    }
    const practice = /** @type {HTMLElement} */ (target).closest('[data-action="clear"]')?.getAttribute('data-for')
    if (!practice) return
    dispatch({ type: 'typed', field: practice, text: '' })
    focus(practice)
  })
  form.addEventListener('focusout', () => dispatch({ type: 'left' }))
  action('report').addEventListener('click', () => dispatch({ type: 'tab', tab: 'result' }))
  for (const type of /** @type {const} */ (['download', 'share', 'delete'])) {
    action(type).addEventListener('click', () => dispatch({ type }))
  }
  action('next-open').addEventListener('click', () => dispatch({ type: 'next-open', passed: passed() }))
  action('print').addEventListener('click', () => print())
  action('upload').addEventListener('change', ({ target }) => {
    const input = /** @type {HTMLInputElement} */ (target)
    const file = input.files?.[0]
    input.value = ''
    if (file) dispatch({ type: 'file', name: file.name, file })
  })
  takeDropped(([file]) => file && dispatch({ type: 'file', name: file.name, file }))
  addEventListener('scroll', () => requestAnimationFrame(follow), { passive: true })
  // A link to another assessment, or the way back to it, leads to a page of its own.
  addEventListener('popstate', () => {
    if (!leadsAway(state.storage.id)) return
    if (names(location.hash)) history.scrollRestoration = 'manual' // who comes to it begins at its top
    location.reload()
  })
  addEventListener('hashchange', () => leadsAway(state.storage.id) || dispatch({ type: 'hash', hash: location.hash }))
  // A page that comes back from the browser's memory was deaf to other tabs meanwhile.
  addEventListener('pageshow', ({ persisted }) => persisted && dispatch({ type: 'returned' }))
  // The same where a browser tells pages nothing of each other, or closes the storage of those in the background.
  document.addEventListener('visibilitychange', () => document.hidden || dispatch({ type: 'returned' }))
  addEventListener('beforeunload', (event) => unsaved(state) && event.preventDefault())
}

function follow() {
  walk.follow()
  const place = progress.place()
  if (place.stop !== state.place.stop || place.section !== state.place.section) dispatch({ type: 'scrolled', ...place })
}

function unfold() {
  const wide = matchMedia('(min-width: 60.0625em)')
  const outline = /** @type {HTMLDetailsElement} */ (page.querySelector('[data-outline]'))
  const tools = /** @type {HTMLElement} */ (page.querySelector('.cx-tools'))
  function fit() {
    outline.open = wide.matches
    // In one column, what deletes everything does not stand above the first question.
    if (wide.matches) outline.after(tools)
    else page.querySelector('[data-after]')?.after(tools)
  }
  fit()
  wide.addEventListener('change', fit)
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll('[data-enhanced]'))) part.hidden = false
}

const seen = walk.seen() // who is reading already stays there
listen()
readyForPaper(form)
readyForMargins(page, state.address)
unfold()
// Where the browser says that nobody has touched the page yet, it has filled the form itself, or the page has, when it was loaded afresh.
const touched = 'touched' in page.dataset || (navigator.userActivation?.hasBeenActive ?? true)
dispatch({ type: 'started', id: namedHere(), fields: read(), touched, hash: location.hash, seen })
page.querySelector('[data-unstarted]')?.remove()
